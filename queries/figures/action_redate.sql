-- Each time the due date of an action moved: from when to when, and who agreed it?
-- Grain: one row per change of an action's due date, the latest first.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: actions now owed by bodies not chosen.
-- Shows: body
select
    word.action_ref,
    word.action,
    latest.owner_body_code as body_code,
    word.owner_body_code,
    body.short_name as owner_body,
    word.was_due_on,
    word.due_on,
    date_diff('day', word.was_due_on, word.due_on) as moved_days,
    word.redate_agreed_by_role,
    word.as_at_on,
    word.file_name,
    word.row_number
from action_word_at($as_at, $known_at) as word
join body on body.body_code = word.owner_body_code
join action_at($as_at, $known_at) as latest using (action_ref)
where word.is_redate and latest.owner_body_code = any($seen)
order by word.as_at_on desc, word.action_ref, word.return_id desc, word.row_number desc
