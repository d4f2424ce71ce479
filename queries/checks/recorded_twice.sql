-- Does an entry say again what an entry of the same day has said?
-- Severity: error
-- Expected: nothing, since it is on record; change its words if it is another one
-- Looks back: yes
with standing as (
    select held.*
    from held_return_received as held
    where held.is_entry and held.return_id not in (
        select corrects_return_id from held_return_received where corrects_return_id is not null
    )
),
pairs as (
    select incoming.return_id, standing.return_id as held_id
    from incoming_return_received as incoming
    join standing
        on standing.body_code = incoming.body_code
        and standing.as_at_on = incoming.as_at_on
        and standing.return_id is distinct from incoming.corrects_return_id
    where incoming.is_entry
)
select
    pairs.return_id, 'action' as table_name, incoming.row_number, 'action' as column_name,
    'the words of ' || held.action_ref || ', owed by the same body by the same day' as found
from pairs
join incoming_action as incoming on incoming.return_id = pairs.return_id
join held_action as held on held.return_id = pairs.held_id
where held.action_ref <> incoming.action_ref
    and lower(held.action) = lower(incoming.action)
    and held.owner_body_code = incoming.owner_body_code
    and held.owner_role = incoming.owner_role
    and held.due_on = incoming.due_on
union all
select
    pairs.return_id, 'decision', incoming.row_number, 'decision',
    'the words of ' || held.decision_ref || ', of the same meeting'
from pairs
join incoming_decision as incoming on incoming.return_id = pairs.return_id
join held_decision as held on held.return_id = pairs.held_id
where held.decision_ref <> incoming.decision_ref
    and lower(held.decision) = lower(incoming.decision)
    and held.meeting_on = incoming.meeting_on
