-- How has one measure moved over the past 18 months, return by return?
-- Grain: one row per month per chosen body that returned for it, and one per month without a
--   body for all of them together.
-- Parameters: $as_at, $known_at, $bodies, $measure_code.
-- Leaves out: returns replaced by a later one for the same day or month, and months before a body
--   reported the measure. The sum of a month counts every body by its latest return, so that a body
--   that is late neither drops out of it nor makes it jump; carried_bodies names those counted by
--   the return of an earlier month.
-- Shows: body
with in_force as (
    select return_id, body_code, as_at_on, last_day(as_at_on) as month_on
    from return_in_force($as_at, $known_at)
    where body_code = any($bodies) and not is_entry
    qualify row_number() over (
        partition by body_code, last_day(as_at_on)
        order by as_at_on desc, return_id desc
    ) = 1
),
returned as (
    from in_force where as_at_on > $as_at::date - interval 18 months
),
months as (
    select distinct month_on
    from returned
    join return_measure using (return_id)
    where measure_code = $measure_code
),
standing as (
    select
        months.month_on,
        arg_max(in_force.return_id, in_force.as_at_on) as return_id,
        max(in_force.month_on) < months.month_on as is_carried
    from months
    join in_force on in_force.month_on <= months.month_on
    group by months.month_on, in_force.body_code
),
points as (
    select
        returned.month_on, returned.body_code, returned.as_at_on, returned.return_id,
        counted.numerator, counted.denominator, 1 as body_count, []::varchar[] as carried_bodies
    from returned
    join return_measure as counted using (return_id)
    where counted.measure_code = $measure_code
    union all
    select
        standing.month_on, null, null, null, sum(counted.numerator), sum(counted.denominator),
        count(*),
        coalesce(
            list(body.short_name order by body.display_order) filter (standing.is_carried), []
        )
    from standing
    join return_measure as counted using (return_id)
    join return_received using (return_id)
    join body using (body_code)
    where counted.measure_code = $measure_code
    group by standing.month_on
)
select
    strftime(points.month_on, '%Y-%m') as month,
    points.month_on,
    points.as_at_on,
    points.body_code,
    body.short_name as body,
    body.display_order as body_order,
    points.body_count,
    points.carried_bodies,
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
