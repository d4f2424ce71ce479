-- What became of each trigger form, submission by submission?
-- Grain: one row per submission in the chosen bodies' latest returns: those awaiting a decision
--   first, the longest waiting on top, then the latest decided.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: bodies that did not report trigger forms.
-- Shows: ocg
select
    body.short_name as body,
    form.body_code,
    form.form_ref,
    form.submission,
    form.submitted_on,
    form.outcome_code,
    outcome.label as outcome,
    form.decided_on,
    form.days_to_decision,
    form.days_to_decision <= setting_value('decision_within_days') as is_in_time,
    reason.label as reason,
    form.ocg_ref,
    return_received.file_name,
    form.return_id,
    form.row_number
from trigger_form_of(position_pairs($as_at, $known_at)) as form
join return_received using (return_id)
join body on body.body_code = form.body_code
join choice as outcome
    on outcome.list_code = 'trigger_outcome' and outcome.code = form.outcome_code
left join choice as reason
    on reason.list_code = 'return_reason' and reason.code = form.return_reason_code
where form.body_code = any($seen)
order by form.is_decided, form.decided_on desc, form.submitted_on, body.display_order,
    form.form_ref, form.submission
