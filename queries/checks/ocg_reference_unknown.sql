-- Does an SCPO or a trigger form name an OCG that the body has never listed?
-- Severity: warning
-- Expected: an OCG reference on the OCGs sheet of this or an earlier return
-- Looks back: yes
with named as (
    select return_id, 'scpo' as table_name, row_number, ocg_ref
    from incoming_scpo
    union all
    select return_id, 'trigger_form', row_number, ocg_ref
    from incoming_trigger_form
)
select
    named.return_id, named.table_name, named.row_number, 'ocg_ref' as column_name,
    named.ocg_ref as found
from named
join whole_sheet on whole_sheet.return_id = named.return_id and whole_sheet.table_name = 'ocg'
join incoming_return_received as incoming on incoming.return_id = named.return_id
where named.ocg_ref is not null
    and not exists (
        from incoming_ocg as ocg
        where ocg.return_id = named.return_id and ocg.ocg_ref = named.ocg_ref
    )
    and not exists (
        from held_ocg
        join held_return_received as held on held.return_id = held_ocg.return_id
        where held_ocg.ocg_ref = named.ocg_ref and held.body_code = incoming.body_code
    )
