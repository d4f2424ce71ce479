-- Is a return that lists OCGs marked lower than OFFICIAL-SENSITIVE?
-- Severity: warning
-- Expected: OFFICIAL-SENSITIVE where OCGs are listed
-- Looks back: no
select
    incoming.return_id, 'return_received' as table_name, incoming.row_number,
    'marking_code' as column_name,
    choice.label || ', with ' || listed(row_count, 'OCG', 'OCGs') as found
from incoming_return_received as incoming
join incoming_sheet using (return_id)
join choice on list_code = 'marking' and code = marking_code
where incoming_sheet.table_name = 'ocg' and row_count > 0 and marking_code = 'official'
