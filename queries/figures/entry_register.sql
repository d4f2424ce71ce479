-- What has been recorded on the page for the board, by which role and when?
-- Grain: one row per entry, the latest first.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: what came in the secretariat's workbooks, and entries of regions not chosen.
-- Shows: body
with entered as (
    from return_received
    where is_entry and as_at_on <= $as_at and is_known(received_at, version_number, $known_at)
        and body_code = any($bodies)
),
said as (
    select
        return_id, 1 as line_order,
        'Meeting of ' || strftime(meeting_on, '%-d %B %Y') as line
    from board_meeting
    union all
    select
        return_id, 2,
        'Present: ' || coalesce(
            string_agg(body.short_name, ', ' order by body.display_order) filter (is_present), 'nobody'
        )
    from attendance
    join body using (body_code)
    group by return_id
    union all
    select return_id, 3, 'Decision ' || decision_ref || ': ' || decision
    from decision
    union all
    select
        return_id, 4,
        'Action ' || action_ref || ': ' || action || ' (' || body.short_name || ', '
            || lower(status.label) || ', due ' || strftime(due_on, '%-d %B %Y') || ')'
    from action
    join body on body.body_code = action.owner_body_code
    join choice as status on status.list_code = 'action_status' and status.code = status_code
    union all
    select
        return_id, 5,
        'Verification of ' || finding_ref || ' at ' || body.short_name || ': ' || stage.label
            || ' on ' || strftime(verified_on, '%-d %B %Y')
    from verification
    join body using (body_code)
    join stage on stage.lane_code = 'verified' and stage.stage_code = verified_stage_code
),
lines as (
    select said.return_id, string_agg(line, '; ' order by line_order, line) as recorded
    from said
    join entered using (return_id)
    group by said.return_id
),
corrections as (
    select corrects_return_id as return_id, max(return_id) as corrected_by_id
    from return_received
    where corrects_return_id is not null and is_known(received_at, version_number, $known_at)
    group by corrects_return_id
)
select
    entered.return_id,
    entered.as_at_on,
    region_time(entered.received_at) as received_at,
    entered.submitted_by_role,
    coalesce(
        lines.recorded, 'Takes back entry ' || entered.corrects_return_id, 'Nothing'
    ) as recorded,
    entered.note,
    entered.corrects_return_id,
    corrections.corrected_by_id,
    corrections.corrected_by_id is not null as is_corrected,
    entered.file_name,
    entered.sha256
from entered
left join lines using (return_id)
left join corrections using (return_id)
order by entered.return_id desc
