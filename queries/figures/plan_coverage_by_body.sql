-- What share of each body's active OCGs has a published 4P plan?
-- Grain: one row per chosen body; no counts where it did not report OCGs or 4P plans.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs.
-- Shows: body
with reported as (
    select
        latest.body_code,
        latest.as_at_on,
        latest.is_stale,
        counted.numerator::bigint as covered_ocg_count,
        counted.denominator::bigint as ocg_count
    from position_at($as_at, $known_at) as latest
    left join return_measure as counted
        on counted.return_id = latest.return_id and counted.measure_code = 'plan-coverage'
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    reported.as_at_on,
    coalesce(reported.is_stale, false) as is_stale,
    reported.ocg_count is not null as is_reported,
    reported.ocg_count,
    reported.covered_ocg_count,
    case when reported.ocg_count > 0
        then 100.0 * reported.covered_ocg_count / reported.ocg_count end as coverage_pct
from body
left join reported using (body_code)
where body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order
