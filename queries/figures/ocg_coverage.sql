-- Which active OCGs have a published 4P plan?
-- Grain: one row per active OCG of the chosen bodies' latest returns.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: archived OCGs, and bodies that did not report OCGs or 4P plans.
-- Shows: ocg
with coverage as (
    select body_code, return_id, ocg_ref, count(published_on) as published_strands
    from strand_state_of(position_pairs_of($as_at, $known_at, $bodies))
    group by all
)
select
    body.short_name as body,
    coverage.ocg_ref,
    band.label as threat_band,
    coverage.published_strands,
    coverage.published_strands > 0 as is_covered,
    return_received.as_at_on,
    return_received.file_name,
    ocg.row_number
from coverage
join body using (body_code)
join return_received using (return_id)
join ocg on ocg.return_id = coverage.return_id and ocg.ocg_ref = coverage.ocg_ref
left join threat_band as band on band.band_code = ocg.threat_band_code
order by is_covered, body.display_order, coverage.ocg_ref
