-- Are more actions of an instrument done than it holds?
-- Severity: error
-- Expected: no more than Actions in it
-- Looks back: no
select
    return_id, 'governance' as table_name, row_number, 'actions_done' as column_name,
    actions_done || ', with Actions in it ' || coalesce(actions_total::varchar, 'empty') as found
from incoming_governance
where actions_done > coalesce(actions_total, 0)
