-- Which figures were corrected after they had first been shown?
-- Grain: one row per chosen body per measure per return that changed it, for the day that the
--   body's position describes; none where nothing changed.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: corrections of earlier days, and rows of which no measure is made.
-- Shows: body
with latest as (
    from position_at($as_at, $known_at) where body_code = any($bodies)
),
corrected as (
    select told.*
    from return_told_at($known_at) as told
    join latest on latest.body_code = told.body_code and latest.as_at_on = told.as_at_on
    where told.replaces_return_id is not null and not told.is_entry
),
paired as (
    select corrected.*, measure.*
    from corrected
    cross join measure
)
select
    paired.body_code,
    body.short_name as body,
    paired.measure_code,
    paired.label as measure,
    paired.unit,
    paired.kind_code,
    paired.threshold,
    earlier.numerator as was_numerator,
    earlier.denominator as was_denominator,
    now.numerator,
    now.denominator,
    paired.as_at_on,
    region_time(paired.received_at) as received_at,
    paired.submitted_by_role,
    paired.return_id,
    paired.file_name
from paired
join body using (body_code)
left join return_measure as now
    on now.return_id = paired.return_id and now.measure_code = paired.measure_code
left join return_measure as earlier
    on earlier.return_id = paired.replaces_return_id
    and earlier.measure_code = paired.measure_code
where now.numerator is distinct from earlier.numerator
    or now.denominator is distinct from earlier.denominator
order by body.display_order, paired.return_id, paired.display_order
