-- Which bodies were at which board meeting, and in what role?
-- Grain: one row per meeting per chosen body, the latest meeting first; no presence where the
--   return does not say.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: meetings after the as-at date.
-- Shows: body
select
    meetings.meeting_on,
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    said.is_present,
    said.attendee_role,
    said.file_name,
    said.row_number
from meeting_at($as_at, $known_at) as meetings
cross join body
left join attendance_at($as_at, $known_at) as said
    on said.meeting_on = meetings.meeting_on and said.body_code = body.body_code
where body.body_code = any($seen) and body.kind_code <> 'region'
order by meetings.meeting_on desc, body.display_order
