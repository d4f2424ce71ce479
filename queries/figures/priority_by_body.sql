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
        reported.body_code,
        count(*) filter (is_high_harm) as high_harm_count,
        count(*) filter (is_high_harm and not is_under_investigation) as uninvestigated_count,
        case when count(plans.return_id) > 0
            then count(*) filter (is_high_harm and not planned.has_plan) end as unplanned_count,
        case when count(*) filter (is_high_harm and led.lro_code = 'not-known') = 0
            then count(*) filter (is_high_harm and led.lro_code in ('none', 'unlisted'))
        end as unled_count,
        count(groups.ocg_ref) filter (threat_score is null) as unscored_count,
        count(groups.ocg_ref) as ocg_count
    from reported_pair(position_pairs($as_at, $known_at), 'ocg') as reported
    left join reported_pair(position_pairs($as_at, $known_at), 'plan') as plans using (return_id)
    left join groups using (return_id)
    left join ocg_lro_of(position_pairs($as_at, $known_at)) as led
        on led.return_id = groups.return_id and led.row_number = groups.row_number
    left join planned on planned.return_id = groups.return_id and planned.ocg_ref = groups.ocg_ref
    group by reported.body_code
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
