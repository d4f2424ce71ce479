-- Does an OCG name an LRO that is not on the LROs sheet?
-- Severity: error
-- Expected: an LRO reference on the LROs sheet
-- Looks back: no
select
    return_id, 'ocg' as table_name, ocg.row_number, 'lro_ref' as column_name, ocg.lro_ref as found
from incoming_ocg as ocg
join whole_sheet using (return_id)
where whole_sheet.table_name = 'lro'
    and ocg.lro_ref is not null
    and not exists (
        from incoming_lro as lro
        where lro.return_id = ocg.return_id and lro.lro_ref = ocg.lro_ref
    )
