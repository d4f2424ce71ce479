-- When does the board meet next?
-- Grain: one row: the day that its latest meeting agreed, where that was recorded; it may have passed.
-- Parameters: $as_at, $known_at.
-- Leaves out: meetings after the as-at date.
-- Shows: body
with latest as (
    select meeting.meeting_on, meeting.next_meeting_on
    from board_meeting as meeting
    join return_in_force($as_at, $known_at) as known using (return_id)
    where meeting.meeting_on <= $as_at
    order by meeting.meeting_on desc, meeting.next_meeting_on is null, known.as_at_on desc,
        known.return_id desc, meeting.row_number desc
    limit 1
)
select max(meeting_on) as last_on, max(next_meeting_on) as agreed_on
from latest
