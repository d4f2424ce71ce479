-- Which bodies were at which board meeting, and in what role?
-- Grain: one row per meeting per chosen body, the latest meeting first; no presence where the
--   return does not say.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: meetings after the as-at date.
-- Shows: body
with known as (
    select return_id, as_at_on, file_name
    from return_in_force($as_at, $known_at)
),
meetings as (
    select distinct meeting_on
    from board_meeting
    join known using (return_id)
    where meeting_on <= $as_at
),
said as (
    select attendance.*, known.file_name
    from attendance
    join known using (return_id)
    qualify row_number() over (
        partition by meeting_on, body_code
        order by as_at_on desc, return_id desc, attendance.row_number desc
    ) = 1
)
select
    meetings.meeting_on,
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    said.is_present,
    said.attendee_role,
    said.file_name,
    said.row_number
from meetings
cross join body
left join said on said.meeting_on = meetings.meeting_on and said.body_code = body.body_code
where body.body_code = any($seen) and body.kind_code <> 'region'
order by meetings.meeting_on desc, body.display_order
