-- Is a demonstration's return being loaded as a real one?
-- Severity: error
-- Expected: a return of a real body: demonstration data is only for the demonstration's store
-- Looks back: no
select
    return_id, 'return_received' as table_name, row_number, 'note' as column_name,
    'a return that says it is demonstration data' as found
from incoming_return_received
where not is_demonstration
    and (lower(note) like '%demonstration data%' or file_name like 'demonstration-%')
