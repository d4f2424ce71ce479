-- Is a sheet left empty of which each row says that something is there or is not?
-- Severity: warning
-- Expected: a row for each, or the sheet named under Sections not reported: it shows as not reported
-- Looks back: no
select
    whole_sheet.return_id, whole_sheet.table_name, null::integer as row_number,
    null::varchar as column_name, 'no row' as found
from whole_sheet
join incoming_sheet using (return_id, table_name)
where whole_sheet.table_name in ('governance', 'clear_hold_build')
    and incoming_sheet.row_count = 0
