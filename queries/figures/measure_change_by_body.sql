-- Which measures have moved since the earlier date by more than chance or rounding explain?
-- Grain: one row per measure per chosen body, and one without a body for all of them together where
--   several can be compared; none where nothing moved so far.
-- Parameters: $as_at, $known_at, $since, $since_known_at, $bodies.
-- Leaves out: shares of counts whose two 95 per cent intervals meet; of other measures, moves smaller
--   than the limit measure_moved_pct; bodies that reported the measure at one of the dates alone or
--   counted it differently then, from the sum of all too.
-- Shows: body
with positions as (
    select 'now' as moment, return_id, body_code from position_at($as_at, $known_at)
    union all
    select 'earlier', return_id, body_code from position_at($since, $since_known_at)
),
measured as (
    select positions.*, counted.measure_code, counted.numerator, counted.denominator,
        (
            select max(difference) from definition_note as note
            where note.return_id = positions.return_id
                and note.measure_code = counted.measure_code
        ) as difference
    from positions
    join return_measure as counted using (return_id)
    where positions.body_code = any($bodies)
),
compared as (
    select
        now.measure_code, now.body_code, now.return_id, now.numerator, now.denominator,
        earlier.numerator as was_numerator, earlier.denominator as was_denominator
    from (from measured where moment = 'now') as now
    join (from measured where moment = 'earlier') as earlier using (measure_code, body_code)
    where now.difference is not distinct from earlier.difference
),
counted as (
    select *, 1 as body_count from compared
    union all by name
    select
        measure_code, sum(numerator) as numerator, sum(denominator) as denominator,
        sum(was_numerator) as was_numerator, sum(was_denominator) as was_denominator,
        count(*) as body_count
    from compared
    group by measure_code
    having count(*) > 1
),
valued as (
    select
        counted.*,
        measure.label as measure,
        measure.kind_code,
        measure.better,
        measure.threshold,
        measure.display_order as measure_order,
        round(measure_value(measure.kind_code, numerator, denominator), 6) as value,
        round(measure_value(measure.kind_code, was_numerator, was_denominator), 6) as was_value,
        measure.kind_code = 'share-of-count' as has_interval
    from counted
    join measure using (measure_code)
)
select
    case when (value > was_value) = (better = 'higher')
        then 'measure-better' else 'measure-worse' end as change_code,
    valued.measure_code,
    valued.measure,
    valued.kind_code,
    valued.threshold,
    valued.body_code,
    body.short_name as body,
    body.display_order as body_order,
    valued.body_count::integer as body_count,
    valued.was_numerator,
    valued.was_denominator,
    valued.numerator,
    valued.denominator,
    valued.has_interval,
    setting_value('measure_moved_pct') as limit_pct,
    valued.return_id,
    return_received.file_name
from valued
left join body using (body_code)
left join return_received using (return_id)
where value <> was_value and case
    when has_interval then
        wilson_pct(numerator, denominator, -1) > wilson_pct(was_numerator, was_denominator, 1)
        or wilson_pct(numerator, denominator, 1) < wilson_pct(was_numerator, was_denominator, -1)
    -- Six places, as values have: what binary adds must not decide.
    else round(abs(value - was_value), 6)
        >= round(abs(was_value) * setting_value('measure_moved_pct') / 100, 6)
end
order by valued.measure_order, body.display_order nulls first
