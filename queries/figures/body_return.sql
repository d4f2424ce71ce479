-- Which return is each body's position taken from, and how old is it?
-- Grain: one row per chosen body; empty return columns where it has never returned.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: returns replaced by a later one of the same or a later as-at date.
-- Shows: body
with latest as (
    from position_at($as_at, $known_at)
),
-- A body graded more than once keeps the grade of the latest inspection.
graded as (
    select
        grade.body_code,
        arg_max(choice.label, inspection.published_on) as grade,
        max(inspection.published_on) as graded_on
    from grade
    join inspection using (inspection_code)
    join choice on choice.list_code = 'grade' and choice.code = grade.grade_code
    where inspection.published_on <= $as_at
    group by grade.body_code
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    latest.return_id,
    latest.as_at_on,
    region_time(latest.received_at) as received_at,
    latest.age_days,
    coalesce(latest.is_stale, false) as is_stale,
    latest.sections_not_reported,
    latest.note,
    latest.file_name,
    latest.sha256,
    latest.prepared_by_role,
    latest.approved_by_role,
    marking.label as marking,
    coalesce(latest.is_demonstration, false) as is_demonstration,
    graded.grade,
    graded.graded_on
from body
left join latest using (body_code)
left join graded using (body_code)
left join choice as marking
    on marking.list_code = 'marking' and marking.code = latest.marking_code
where body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order
