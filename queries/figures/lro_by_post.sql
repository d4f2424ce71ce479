-- Is each lead responsible officer trained, and how many OCGs does each lead?
-- Grain: one row per LRO post of the chosen bodies' latest returns, the most OCGs led first.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: bodies that did not report LROs, and archived OCGs. How many OCGs an LRO leads is not
--   known where OCGs are not reported.
-- Shows: body
with led as (
    select return_id, lro_ref, count(*) as ocg_count
    from ocg_lro_of(position_pairs($as_at, $known_at))
    group by all
)
select
    officers.body_code,
    body.short_name as body,
    lro.lro_ref,
    lro.role,
    lro.is_trained,
    lro.trained_on,
    case when groups.return_id is not null then coalesce(led.ocg_count, 0) end as led_count,
    return_received.file_name,
    lro.row_number
from reported_pair(position_pairs($as_at, $known_at), 'lro') as officers
join lro using (return_id)
join body using (body_code)
join return_received using (return_id)
left join reported_pair(position_pairs($as_at, $known_at), 'ocg') as groups using (return_id)
left join led on led.return_id = lro.return_id and led.lro_ref = lro.lro_ref
where officers.body_code = any($seen)
order by led_count desc nulls last, lro.is_trained, body.display_order, lro.lro_ref
