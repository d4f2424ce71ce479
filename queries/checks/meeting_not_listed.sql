-- Does attendance or a decision belong to a meeting that is not listed?
-- Severity: error
-- Expected: the date of a meeting on the Board meetings sheet of this or an earlier return
-- Looks back: yes
with dated as (
    select return_id, 'attendance' as table_name, row_number, meeting_on
    from incoming_attendance
    union all
    select return_id, 'decision', row_number, meeting_on
    from incoming_decision
)
select
    dated.return_id, dated.table_name, dated.row_number, 'meeting_on' as column_name,
    in_words(meeting_on) as found
from dated
join incoming_sheet
    on incoming_sheet.return_id = dated.return_id and incoming_sheet.table_name = 'board_meeting'
where is_whole
    and meeting_on is not null
    and meeting_on not in (select meeting_on from held_board_meeting)
    and not exists (
        from incoming_board_meeting as meeting
        where meeting.return_id = dated.return_id and meeting.meeting_on = dated.meeting_on
    )
