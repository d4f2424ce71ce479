-- Does a date say that something happened after the as-at date?
-- Severity: error
-- Expected: a day on or before the return's as-at date
-- Looks back: no
with dated as (
    select
        return_id, 'finding_update' as table_name, row_number, 'evidence_on' as column_name,
        evidence_on as day
    from incoming_finding_update
    union all
    select return_id, 'ocg', row_number, 'identified_on', identified_on
    from incoming_ocg
    union all
    select return_id, 'ocg', row_number, 'assessed_on', assessed_on
    from incoming_ocg
    union all
    select return_id, 'plan', row_number, 'published_on', published_on
    from incoming_plan
    union all
    select return_id, 'plan', row_number, 'reviewed_on', reviewed_on
    from incoming_plan
    union all
    select return_id, 'scpo', row_number, 'in_force_on', in_force_on
    from incoming_scpo
    union all
    select return_id, 'scpo', row_number, 'conditions_checked_on', conditions_checked_on
    from incoming_scpo
    union all
    select return_id, 'scpo', row_number, 'reviewed_on', reviewed_on
    from incoming_scpo
    union all
    select return_id, 'trigger_form', row_number, 'submitted_on', submitted_on
    from incoming_trigger_form
    union all
    select return_id, 'trigger_form', row_number, 'decided_on', decided_on
    from incoming_trigger_form
    union all
    select return_id, 'local_profile', row_number, 'issued_on', issued_on
    from incoming_local_profile
    union all
    select return_id, 'local_profile', row_number, 'updated_on', updated_on
    from incoming_local_profile
    union all
    select return_id, 'lro', row_number, 'trained_on', trained_on
    from incoming_lro
    union all
    select return_id, 'governance', row_number, 'last_on', last_on
    from incoming_governance
    union all
    select return_id, 'governance', row_number, 'reviewed_on', reviewed_on
    from incoming_governance
    union all
    select return_id, 'governance', row_number, 'communicated_on', communicated_on
    from incoming_governance
    union all
    select return_id, 'milestone', row_number, 'done_on', done_on
    from incoming_milestone
    union all
    select return_id, 'clear_hold_build', row_number, 'since_on', since_on
    from incoming_clear_hold_build
    union all
    select return_id, 'board_meeting', row_number, 'meeting_on', meeting_on
    from incoming_board_meeting
    union all
    select return_id, 'attendance', row_number, 'meeting_on', meeting_on
    from incoming_attendance
    union all
    select return_id, 'action', row_number, 'raised_on', raised_on
    from incoming_action
    union all
    select return_id, 'action', row_number, 'closed_on', closed_on
    from incoming_action
    union all
    select return_id, 'decision', row_number, 'meeting_on', meeting_on
    from incoming_decision
    union all
    select return_id, 'verification', row_number, 'verified_on', verified_on
    from incoming_verification
    union all
    select return_id, 'verification', row_number, 'document_on', document_on
    from incoming_verification
)
select
    return_id, table_name, dated.row_number, column_name,
    in_words(day) || ', after the as-at date ' || in_words(as_at_on) as found
from dated
join incoming_return_received using (return_id)
where day > as_at_on
