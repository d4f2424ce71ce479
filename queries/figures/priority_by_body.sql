-- How many high-harm OCGs does each body not investigate, or hold without a 4P plan or an LRO?
-- Grain: one row per body.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs, and those in no band of high harm by either method. A count is not known
--   where the body did not report what it counts.
-- Shows: body
with groups as (
    select threat.*, coalesce(band.is_high_harm, false) as is_high_harm
    from ocg_threat_of(position_pairs($as_at, $known_at)) as threat
    left join threat_band as band
        on band.method_code = threat.threat_method_code
        and band.band_code = threat.threat_band_code
),
planned as (
    select return_id, ocg_ref, count(published_on) > 0 as has_plan
    from strand_state_of(position_pairs($as_at, $known_at))
    group by return_id, ocg_ref
),
counted as (
    select
        groups.body_code,
        count(*) filter (is_high_harm) as high_harm_count,
        count(*) filter (is_high_harm and not is_under_investigation) as uninvestigated_count,
        case when count(planned.ocg_ref) > 0
            then count(*) filter (is_high_harm and not planned.has_plan) end as unplanned_count,
        case when count(*) filter (is_high_harm and led.lro_code = 'not-known') = 0
            then count(*) filter (is_high_harm and led.lro_code in ('none', 'unlisted'))
        end as unled_count,
        count(*) filter (threat_score is null) as unscored_count,
        count(*) as ocg_count
    from groups
    join ocg_lro_of(position_pairs($as_at, $known_at)) as led using (return_id, row_number)
    left join planned on planned.return_id = groups.return_id and planned.ocg_ref = groups.ocg_ref
    group by groups.body_code
)
select
    body.body_code,
    body.short_name as body,
    counted.high_harm_count,
    counted.uninvestigated_count,
    counted.unplanned_count,
    counted.unled_count,
    counted.unscored_count,
    counted.ocg_count,
    latest.as_at_on,
    latest.is_stale
from body
left join position_at($as_at, $known_at) as latest using (body_code)
left join counted using (body_code)
where body.kind_code <> 'region' and body.body_code = any($seen)
order by body.display_order
