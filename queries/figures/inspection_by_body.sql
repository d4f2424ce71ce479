-- Which inspections were published, how was each body graded, and when was the fieldwork there?
-- Grain: one row per inspection and body that was graded or visited in it.
-- Parameters: $as_at, $seen.
-- Leaves out: inspections published after the as-at date.
-- Shows: body
select
    inspection.inspection_code,
    inspection.title as inspection,
    inspection.publisher,
    inspection.published_on,
    inspection.note,
    report.address as inspection_address,
    body.body_code,
    body.short_name as body,
    grade.question,
    graded.label as grade,
    grade.source_place as grade_place,
    source.title as grade_source,
    source.address as grade_address,
    fieldwork.fieldwork_period
from inspection
join body on body.kind_code <> 'region'
join source as report on report.source_code = inspection.source_code
left join grade
    on grade.inspection_code = inspection.inspection_code and grade.body_code = body.body_code
left join choice as graded on graded.list_code = 'grade' and graded.code = grade.grade_code
left join source on source.source_code = grade.source_code
left join fieldwork
    on fieldwork.inspection_code = inspection.inspection_code
    and fieldwork.body_code = body.body_code
where inspection.published_on <= $as_at
    and body.body_code = any($seen)
    and (grade.grade_code is not null or fieldwork.fieldwork_period is not null)
order by inspection.published_on, body.display_order, grade.question
