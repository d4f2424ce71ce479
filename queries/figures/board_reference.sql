-- Which references has the board used for its actions and decisions, taken back or not?
-- Grain: one row per action or decision.
-- Parameters: none.
-- Leaves out: nothing.
-- Shows: body
select 'action' as table_name, action_ref as reference from action
union
select 'decision', decision_ref from decision
order by table_name, reference
