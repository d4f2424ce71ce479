-- Which board actions are overdue, who owes them, and what was first promised?
-- Grain: one row per open action past its due date, owed by a chosen body.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: closed and withdrawn actions, open ones not yet due, and the region's own
--   where single bodies are chosen.
-- Shows: body
select
    action.action_ref,
    action.action,
    action.owner_body_code,
    body.short_name as owner_body,
    action.owner_role,
    action.raised_on,
    action.first_due_on,
    action.due_on,
    action.days_overdue,
    action.finding_ref,
    action.redate_agreed_by_role,
    action.return_id,
    action.row_number,
    return_received.file_name
from action_at($as_at, $known_at) as action
join body on body.body_code = action.owner_body_code
join return_received using (return_id)
where action.is_overdue and action.owner_body_code = any($seen)
order by action.days_overdue desc, action.action_ref
