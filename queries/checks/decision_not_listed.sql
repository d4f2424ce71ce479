-- Does an action name a decision that no return lists?
-- Severity: warning
-- Expected: the reference of a decision on the Decisions sheet of this or an earlier return
-- Looks back: yes
select
    action.return_id, 'action' as table_name, action.row_number, 'decision_ref' as column_name,
    action.decision_ref as found
from incoming_action as action
where action.decision_ref is not null
    and action.decision_ref not in (select decision_ref from held_decision)
    and not exists (
        from incoming_decision as decision
        where decision.return_id = action.return_id and decision.decision_ref = action.decision_ref
    )
