-- Is the role that approved a return the one that prepared it?
-- Severity: warning
-- Expected: another role than the one that prepared it
-- Looks back: no
select
    return_id, 'return_received' as table_name, row_number, 'approved_by_role' as column_name,
    approved_by_role || ', which also prepared it' as found
from incoming_return_received
where lower(approved_by_role) = lower(prepared_by_role)
