-- Which of the board's actions are still open on a day, in whichever return they came?
-- Parameters: $as_at, $known_at.
select
    action_ref, raised_on, action, owner_body_code, owner_role, due_on, status_code, closed_on,
    finding_ref, redate_agreed_by_role, decision_ref
from action_at($as_at, $known_at)
where status_code = 'open'
order by due_on, action_ref
