-- Which active OCGs have a published 4P plan?
-- Grain: one row per active OCG of the chosen bodies' latest returns.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: archived OCGs, and bodies that did not report OCGs or 4P plans.
-- Shows: ocg
select
    body.short_name as body,
    coverage.ocg_ref,
    band.label as threat_band,
    coverage.published_strands,
    coverage.is_covered,
    return_received.as_at_on,
    return_received.file_name,
    coverage.row_number
from ocg_coverage_at($as_at, $known_at) as coverage
join body using (body_code)
join return_received using (return_id)
left join threat_band as band on band.band_code = coverage.threat_band_code
where coverage.body_code = any($bodies)
order by coverage.is_covered, body.display_order, coverage.ocg_ref
