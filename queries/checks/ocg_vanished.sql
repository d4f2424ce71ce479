-- Is an OCG that was active in the last return neither here nor archived?
-- Severity: warning
-- Expected: a row for each OCG of the last return: active, or archived in the month it was archived
-- Looks back: yes
select
    previous_return.return_id, 'ocg' as table_name, null::integer as row_number,
    'ocg_ref' as column_name,
    'no row for ' || held.ocg_ref || ', active in the return as at '
        || in_words(previous_as_at_on) as found
from previous_return
join whole_sheet
    on whole_sheet.return_id = previous_return.return_id and whole_sheet.table_name = 'ocg'
join held_ocg as held on held.return_id = previous_id
where held.status_code = 'active'
    and not exists (
        from incoming_ocg
        where incoming_ocg.return_id = previous_return.return_id
            and incoming_ocg.ocg_ref = held.ocg_ref
    )
order by held.row_number
