-- How has one measure moved over the past 18 months, return by return?
-- Grain: one row per month per chosen body that returned for it, and one per month without a
--   body for all of them together.
-- Parameters: $as_at, $known_at, $bodies, $measure_code.
-- Leaves out: returns replaced by a later one for the same day or month, months before a body
--   reported the measure, and in the sum of a month the bodies that did not return for it.
-- Shows: body
with returned as (
    select return_id, body_code, as_at_on, last_day(as_at_on) as month_on
    from return_in_force($as_at, $known_at)
    where body_code = any($bodies) and as_at_on > $as_at::date - interval 18 months
    qualify row_number() over (
        partition by body_code, last_day(as_at_on)
        order by as_at_on desc, return_id desc
    ) = 1
),
points as (
    select
        returned.month_on, returned.body_code, returned.as_at_on, returned.return_id,
        counted.numerator, counted.denominator, 1 as body_count
    from returned
    join return_measure as counted using (return_id)
    where counted.measure_code = $measure_code
    union all
    select month_on, null, null, null, sum(numerator), sum(denominator), count(*)
    from returned
    join return_measure as counted using (return_id)
    where counted.measure_code = $measure_code
    group by month_on
)
select
    strftime(points.month_on, '%Y-%m') as month,
    points.month_on,
    points.as_at_on,
    points.body_code,
    body.short_name as body,
    body.display_order as body_order,
    points.body_count,
    points.numerator,
    points.denominator,
    measure_value(measure.kind_code, points.numerator, points.denominator) as value,
    measure.label as measure,
    measure.unit,
    measure.kind_code,
    measure.better,
    measure.threshold,
    return_received.file_name
from points
join measure on measure.measure_code = $measure_code
left join body on body.body_code = points.body_code
left join return_received on return_received.return_id = points.return_id
order by body.display_order nulls first, points.month_on
