-- Which measures evidence each finding at each body, do they meet their targets, and if not,
-- when would their own trend meet them?
-- Grain: one row per finding per chosen body it applies to per measure with a target.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: measures without a target. A forecast is a line through the latest returns with
--   its doubt either way; there is none where that line does not surely rise.
-- Shows: body
select
    evidence.finding_ref,
    finding.number as finding_number,
    evidence.body_code,
    body.short_name as body,
    body.display_order as body_order,
    evidence.measure_code,
    evidence.measure,
    evidence.measure_order,
    evidence.unit,
    evidence.kind_code,
    evidence.better,
    evidence.page,
    evidence.numerator,
    evidence.denominator,
    evidence.value,
    evidence.threshold,
    evidence.is_met,
    evidence.held_returns,
    evidence.forecast_from_on,
    evidence.forecast_to_on,
    return_received.as_at_on,
    return_received.file_name
from evidence_at($as_at, $known_at) as evidence
join finding using (finding_ref)
join inspection using (inspection_code)
join body using (body_code)
left join return_received using (return_id)
where evidence.body_code = any($seen) and inspection.published_on <= $as_at
order by evidence.is_met is not false, finding.number, finding.finding_ref, body.display_order,
    evidence.measure_order
