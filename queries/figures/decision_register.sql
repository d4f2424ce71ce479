-- What has the board decided?
-- Grain: one row per decision, the latest first.
-- Parameters: $as_at, $known_at.
-- Leaves out: decisions of meetings after the as-at date.
-- Shows: body
select
    decision.decision_ref,
    decision.meeting_on,
    decision.decision,
    decision.finding_ref,
    return_received.file_name,
    decision.row_number
from decision
join return_in_force($as_at, $known_at) as return_received using (return_id)
where decision.meeting_on <= $as_at
qualify row_number() over (
    partition by decision.decision_ref
    order by return_received.as_at_on desc, return_id desc,
        decision.row_number desc
) = 1
order by decision.meeting_on desc, decision.decision_ref desc
