-- Does a date come before the one that it must follow?
-- Severity: error
-- Expected: a day on or after the one that it follows
-- Looks back: no
with paired as (
    select
        return_id, 'ocg' as table_name, row_number, 'assessed_on' as column_name,
        assessed_on as day, identified_on as first_day, 'Identified' as first_label
    from incoming_ocg
    union all
    select return_id, 'ocg', row_number, 'assessment_due_on', assessment_due_on,
        assessed_on, 'Assessed'
    from incoming_ocg
    union all
    select return_id, 'plan', row_number, 'review_due_on', review_due_on,
        reviewed_on, 'Last reviewed'
    from incoming_plan
    union all
    select return_id, 'scpo', row_number, 'ends_on', ends_on,
        in_force_on, 'In force from'
    from incoming_scpo
    union all
    select return_id, 'scpo', row_number, 'conditions_checked_on', conditions_checked_on,
        in_force_on, 'In force from'
    from incoming_scpo
    union all
    select return_id, 'scpo', row_number, 'review_due_on', review_due_on,
        reviewed_on, 'Last reviewed'
    from incoming_scpo
    union all
    select return_id, 'trigger_form', row_number, 'decided_on', decided_on,
        submitted_on, 'Submitted'
    from incoming_trigger_form
    union all
    select return_id, 'local_profile', row_number, 'updated_on', updated_on,
        issued_on, 'Issued'
    from incoming_local_profile
    union all
    select return_id, 'governance', row_number, 'next_due_on', next_due_on,
        last_on, 'Issued or last held'
    from incoming_governance
    union all
    select return_id, 'governance', row_number, 'next_due_on', next_due_on,
        reviewed_on, 'Last reviewed'
    from incoming_governance
    union all
    select return_id, 'clear_hold_build', row_number, 'next_review_on', next_review_on,
        since_on, 'Since'
    from incoming_clear_hold_build
    union all
    select return_id, 'action', row_number, 'due_on', due_on,
        raised_on, 'Raised'
    from incoming_action
    union all
    select return_id, 'action', row_number, 'closed_on', closed_on,
        raised_on, 'Raised'
    from incoming_action
    union all
    select return_id, 'board_meeting', row_number, 'next_meeting_on', next_meeting_on,
        meeting_on, 'Meeting date'
    from incoming_board_meeting
)
select
    return_id, table_name, row_number, column_name,
    in_words(day) || ', before ' || first_label || ' (' || in_words(first_day) || ')' as found
from paired
where day < first_day
