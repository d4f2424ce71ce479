-- Which milestones lead to the closing of each finding, and which were reached?
-- Grain: one row per milestone of a finding at a chosen body, from the body's latest return.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: bodies whose latest return lists no milestone. A milestone not reached is overdue where
--   its day has passed by the as-at date and its finding is open or waits for a verifier there, as a
--   finding's next milestone is on every page. First due: as the earliest return has it.
-- Shows: body
with first_told as (
    select
        held.body_code, milestone.finding_ref, milestone.milestone_ref,
        arg_min(milestone.due_on, (held.as_at_on, held.return_id)) as first_due_on
    from milestone
    join return_in_force($as_at, $known_at) as held using (return_id)
    group by all
),
listed as (
    select milestone.*, position.body_code, position.as_at_on, position.is_stale, position.file_name
    from position_at($as_at, $known_at) as position
    join milestone using (return_id)
),
stated as (
    select
        listed.*,
        first_told.first_due_on,
        case
            when listed.done_on > listed.due_on then 'late'
            when listed.done_on is not null then 'reached'
            when not coalesce(stood.is_open or stood.is_waiting, false) then 'lapsed'
            when listed.due_on < $as_at then 'overdue'
            else 'to-come'
        end as state_code
    from listed
    join first_told using (body_code, finding_ref, milestone_ref)
    left join finding_position_at($as_at, $known_at) as stood using (body_code, finding_ref)
)
select
    stated.body_code,
    body.short_name as body,
    stated.finding_ref,
    stated.milestone_ref,
    stated.milestone,
    stated.state_code,
    state.label as state,
    stated.due_on,
    stated.first_due_on,
    stated.done_on,
    stated.owner_role,
    stated.as_at_on,
    stated.is_stale,
    stated.file_name,
    stated.return_id,
    stated.row_number
from stated
join body using (body_code)
join choice as state on state.list_code = 'milestone_state' and state.code = stated.state_code
left join finding using (finding_ref)
where stated.body_code = any($seen)
order by
    finding.number, stated.finding_ref, body.display_order, stated.due_on, stated.milestone_ref
