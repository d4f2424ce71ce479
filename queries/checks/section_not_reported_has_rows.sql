-- Does a return hold rows of a section that it names as not reported?
-- Severity: error
-- Expected: no rows on a sheet named here
-- Looks back: no
select
    incoming.return_id, 'return_received' as table_name, incoming.row_number,
    'sections_not_reported' as column_name,
    title || ', which has ' || listed(row_count, 'row', 'rows') as found
from incoming_return_received as incoming
join incoming_sheet using (return_id)
where row_count > 0 and not is_section_reported(sections_not_reported, incoming_sheet.table_name)
