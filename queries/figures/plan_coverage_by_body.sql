-- What share of each body's active OCGs has a published 4P plan?
-- Grain: one row per chosen body; no counts where it did not report OCGs or 4P plans.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs.
-- Shows: body
with reported as (
    select body_code, as_at_on, is_stale,
        is_section_reported(sections_not_reported, 'ocg')
            and is_section_reported(sections_not_reported, 'plan') as is_reported
    from position_at($as_at, $known_at)
),
counted as (
    select body_code, count(*) as ocg_count, count(*) filter (is_covered) as covered_ocg_count
    from ocg_coverage_at($as_at, $known_at)
    group by body_code
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    reported.as_at_on,
    coalesce(reported.is_stale, false) as is_stale,
    coalesce(reported.is_reported, false) as is_reported,
    case when reported.is_reported then coalesce(counted.ocg_count, 0) end as ocg_count,
    case when reported.is_reported then coalesce(counted.covered_ocg_count, 0) end
        as covered_ocg_count,
    case when counted.ocg_count > 0
        then 100.0 * counted.covered_ocg_count / counted.ocg_count end as coverage_pct
from body
left join reported using (body_code)
left join counted using (body_code)
where body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order
