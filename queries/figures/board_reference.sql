-- Which references has the board used for its actions and decisions, taken back or not?
-- Grain: one row per action or decision.
-- Parameters: $seen.
-- Leaves out: actions of bodies the viewer may not see; whoever records sees all.
-- Shows: body
select 'action' as table_name, action_ref as reference from action
where owner_body_code = any($seen)
union
select 'decision', decision_ref from decision
order by table_name, reference
