-- Is an action due later than before without saying who agreed it?
-- Severity: error
-- Expected: the role that agreed the later date
-- Looks back: yes
with held as (
    select
        action.return_id, action.row_number, action.due_on, action.redate_agreed_by_role,
        held_action.due_on as held_due_on
    from incoming_action as action
    join incoming_return_received as incoming using (return_id)
    join held_action on held_action.action_ref = action.action_ref
    join held_return_received as held on held.return_id = held_action.return_id
    where held.as_at_on <= incoming.as_at_on
        -- What an entry corrects was never so.
        and held.return_id is distinct from incoming.corrects_return_id
        and held.return_id not in (
            select corrects_return_id from held_return_received
            where corrects_return_id is not null
        )
    qualify row_number() over (
        partition by action.return_id, action.row_number
        order by held.as_at_on desc, held.return_id desc,
            held_action.row_number desc
    ) = 1
)
select
    return_id, 'action' as table_name, row_number, 'redate_agreed_by_role' as column_name,
    'empty, with Due moved from ' || in_words(held_due_on) || ' to ' || in_words(due_on) as found
from held
where due_on > held_due_on and redate_agreed_by_role is null
