-- What did one return change of each of its body's measures?
-- Grain: one row per measure, whether reported or not; none of the board's own returns.
-- Parameters: $return_id, $known_at, $bodies.
-- Leaves out: nothing. Before is what the body's position showed just before the return came in.
-- Shows: body
with this as (
    from return_and_earlier($return_id, $known_at)
    where body_code = any($bodies)
        and body_code in (select body_code from body where kind_code <> 'region')
),
compared as (
    select
        measure.measure_code,
        measure.label as measure,
        measure.unit,
        measure.kind_code,
        measure.better,
        measure.threshold,
        measure.display_order as measure_order,
        earlier.numerator as was_numerator,
        earlier.denominator as was_denominator,
        measure_value(measure.kind_code, earlier.numerator, earlier.denominator) as was_value,
        now.numerator,
        now.denominator,
        measure_value(measure.kind_code, now.numerator, now.denominator) as value,
        meets_target(measure.better, was_value, measure.threshold) as was_met,
        meets_target(measure.better, value, measure.threshold) as is_met,
        case
            when now.numerator is null and earlier.numerator is null then 'not-reported'
            when earlier.numerator is null then 'reported'
            when now.numerator is null then 'gone'
            when value is not distinct from was_value then 'unchanged'
            when value is null or was_value is null then 'changed'
            when (value > was_value) = (measure.better = 'higher') then 'better'
            else 'worse'
        end as change_code,
        this.was_return_id,
        this.was_as_at_on,
        this.was_file_name,
        this.body_code,
        this.return_id,
        this.as_at_on,
        this.file_name
    from this
    cross join measure
    left join return_measure as now
        on now.return_id = this.return_id and now.measure_code = measure.measure_code
    left join return_measure as earlier
        on earlier.return_id = this.was_return_id and earlier.measure_code = measure.measure_code
)
select compared.*, change.label as change
from compared
join choice as change
    on change.list_code = 'return_measure_change' and change.code = compared.change_code
order by measure_order
