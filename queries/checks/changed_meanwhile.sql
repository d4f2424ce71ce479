-- Did somebody else record the same thing while this entry was being made?
-- Severity: error
-- Expected: a look at theirs first; save again to put yours on top of it
-- Looks back: yes
with later as (
    select held.*, incoming.return_id as incoming_id
    from incoming_return_received as incoming
    join held_return_received as held on held.return_id > incoming.seen_return_id
),
clash as (
    select
        incoming.return_id, 'action' as table_name, incoming.row_number,
        'action_ref' as column_name, later.return_id as later_id,
        held.action_ref || ': ' || held.action || ' (' || status.label || ', due '
            || in_words(held.due_on) || ', owed by ' || body.short_name || ', ' || held.owner_role
            || ')' as said
    from incoming_action as incoming
    join later on later.incoming_id = incoming.return_id
    join held_action as held
        on held.return_id = later.return_id and held.action_ref = incoming.action_ref
    join body on body.body_code = held.owner_body_code
    join choice as status on status.list_code = 'action_status' and status.code = held.status_code
    union all
    select
        incoming.return_id, 'decision', incoming.row_number, 'decision_ref', later.return_id,
        held.decision_ref || ': ' || held.decision
    from incoming_decision as incoming
    join later on later.incoming_id = incoming.return_id
    join held_decision as held
        on held.return_id = later.return_id and held.decision_ref = incoming.decision_ref
    union all
    select
        incoming.return_id, 'attendance', incoming.row_number, 'body_code', later.return_id,
        body.short_name || ' at the meeting of ' || in_words(held.meeting_on) || ': '
            || case when held.is_present then 'present' else 'absent' end
            || coalesce(' (' || held.attendee_role || ')', '')
    from incoming_attendance as incoming
    join later on later.incoming_id = incoming.return_id
    join held_attendance as held
        on held.return_id = later.return_id
        and held.meeting_on = incoming.meeting_on
        and held.body_code = incoming.body_code
    join body on body.body_code = held.body_code
    where held.is_present is distinct from incoming.is_present
        or held.attendee_role is distinct from incoming.attendee_role
    union all
    select
        incoming.return_id, 'verification', incoming.row_number, 'finding_ref', later.return_id,
        held.finding_ref || ' at ' || body.short_name || ': ' || stage.label || ' on '
            || in_words(held.verified_on)
    from incoming_verification as incoming
    join later on later.incoming_id = incoming.return_id
    join held_verification as held
        on held.return_id = later.return_id
        and held.finding_ref = incoming.finding_ref
        and held.body_code = incoming.body_code
    join body on body.body_code = held.body_code
    join stage on stage.lane_code = 'verified' and stage.stage_code = held.verified_stage_code
    union all
    -- What this action last said has been taken back.
    select
        incoming.return_id, 'action', incoming.row_number, 'action_ref', later.return_id,
        held.action_ref || ', entry ' || held.return_id || ', taken back'
    from incoming_action as incoming
    join later on later.incoming_id = incoming.return_id
    join held_action as held
        on held.return_id = later.corrects_return_id and held.action_ref = incoming.action_ref
)
select
    clash.return_id, table_name, clash.row_number, column_name,
    said || ', recorded by ' || later.submitted_by_role || ' on '
        || strftime(region_time(later.received_at), '%-d %B %Y at %H:%M') as found
from clash
join later on later.return_id = clash.later_id and later.incoming_id = clash.return_id
