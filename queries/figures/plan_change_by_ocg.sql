-- Which OCGs are new, gone, newly covered or no longer covered since the earlier date?
-- Grain: one row per OCG of the chosen bodies per kind of change; none where nothing changed.
-- Parameters: $as_at, $known_at, $since, $since_known_at, $bodies.
-- Leaves out: bodies that did not report OCGs and 4P plans at both dates.
-- Shows: ocg
with now as (
    from ocg_plan_of(position_pairs_of($as_at, $known_at, $bodies))
),
earlier as (
    from ocg_plan_of(position_pairs_of($since, $since_known_at, $bodies))
),
reported as (
    select body_code
    from position_at($as_at, $known_at) as now
    join position_at($since, $since_known_at) as earlier using (body_code)
    where is_section_reported(now.sections_not_reported, 'ocg')
        and is_section_reported(now.sections_not_reported, 'plan')
        and is_section_reported(earlier.sections_not_reported, 'ocg')
        and is_section_reported(earlier.sections_not_reported, 'plan')
),
compared as (
    select
        coalesce(now.body_code, earlier.body_code) as body_code,
        coalesce(now.ocg_ref, earlier.ocg_ref) as ocg_ref,
        coalesce(now.threat_band_code, earlier.threat_band_code) as threat_band_code,
        case
            when earlier.ocg_ref is null then 'new'
            when now.ocg_ref is null then 'gone'
            when now.is_covered and not earlier.is_covered then 'covered'
            when earlier.is_covered and not now.is_covered then 'uncovered'
            when now.is_quality and not earlier.is_quality then 'quality'
            when earlier.is_quality and not now.is_quality then 'quality-lost'
        end as change_code,
        now.is_covered
    from now
    full join earlier
        on earlier.body_code = now.body_code and earlier.ocg_ref = now.ocg_ref
)
select
    compared.change_code,
    change.label as change,
    body.short_name as body,
    compared.body_code,
    compared.ocg_ref,
    band.label as threat_band,
    compared.is_covered
from compared
join reported using (body_code)
join body using (body_code)
join choice as change
    on change.list_code = 'plan_change' and change.code = compared.change_code
left join threat_band as band on band.band_code = compared.threat_band_code
where compared.change_code is not null
order by change.display_order, body.display_order, compared.ocg_ref
