-- What has the board decided, and what became of it?
-- Grain: one row per decision, the latest first, with the actions that came of it.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: decisions of meetings after the as-at date; actions of bodies the viewer may not see, so
--   that "none" is said to who sees all alone. Where no return says of any action which decision it
--   came of, the actions are not known.
-- Shows: body
with known as (
    select return_id, as_at_on, file_name from return_in_force($as_at, $known_at)
),
-- An action recorded again later may leave out what it came of.
linked as (
    select action.action_ref, arg_max(action.decision_ref, (as_at_on, return_id)) as decision_ref
    from action
    join known using (return_id)
    where action.decision_ref is not null
    group by action.action_ref
),
acted as (
    select
        linked.decision_ref,
        list(action.action_ref order by action.action_ref) as action_refs,
        count(*) as action_count,
        count(*) filter (action.status_code = 'closed') as closed_count
    from action_at($as_at, $known_at) as action
    join linked using (action_ref)
    where action.owner_body_code = any($seen)
    group by linked.decision_ref
),
known_none as (
    select case when exists (from linked) and not exists (
        from body where kind_code <> 'region' and not list_contains($seen, body_code)
    ) then 0 end as action_count
)
select
    decision.decision_ref,
    decision.meeting_on,
    decision.decision,
    decision.finding_ref,
    acted.action_refs,
    coalesce(acted.action_count, known_none.action_count) as action_count,
    coalesce(acted.closed_count, known_none.action_count) as closed_count,
    known.file_name,
    decision.row_number
from decision
join known using (return_id)
left join acted using (decision_ref)
cross join known_none
where decision.meeting_on <= $as_at
qualify row_number() over (
    partition by decision.decision_ref
    order by known.as_at_on desc, return_id desc, decision.row_number desc
) = 1
order by decision.meeting_on desc, decision.decision_ref desc
