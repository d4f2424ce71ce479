-- What has the board asked for, who owes it, and has it kept its first date?
-- Grain: one row per action owed by a chosen body, the longest overdue first, closed ones last.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: actions raised after the as-at date, and those that a chosen body has handed over.
-- Shows: body
with redates as (
    -- A later word of the same return or a later one that moved the date.
    select action_ref, count(*) as redate_count
    from action_word_at($as_at, $known_at)
    where is_redate
    group by action_ref
)
select
    action.action_ref,
    action.action,
    action.owner_body_code,
    body.short_name as owner_body,
    action.owner_role,
    action.finding_ref,
    action.raised_on,
    action.first_due_on,
    action.due_on,
    date_diff('day', action.first_due_on, action.due_on) as moved_days,
    coalesce(redates.redate_count, 0) as redate_count,
    action.redate_agreed_by_role,
    action.status_code,
    status.label as status,
    action.closed_on,
    action.reopened_count,
    action.reopened_on,
    action.is_overdue,
    action.days_overdue,
    date_diff('day', action.raised_on, coalesce(action.closed_on, $as_at::date)) as age_days,
    action.return_id,
    return_received.file_name,
    action.row_number
from action_at($as_at, $known_at) as action
join body on body.body_code = action.owner_body_code
join return_received using (return_id)
left join redates using (action_ref)
left join choice as status
    on status.list_code = 'action_status' and status.code = action.status_code
where action.owner_body_code = any($seen)
order by action.status_code <> 'open', action.days_overdue desc nulls last, action.due_on,
    action.action_ref
