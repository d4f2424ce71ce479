-- Does a 4P plan belong to an OCG that is not on the OCGs sheet?
-- Severity: error
-- Expected: an OCG reference on the OCGs sheet
-- Looks back: no
select
    plan.return_id, 'plan' as table_name, plan.row_number, 'ocg_ref' as column_name,
    plan.ocg_ref as found
from incoming_plan as plan
join whole_sheet on whole_sheet.return_id = plan.return_id and whole_sheet.table_name = 'ocg'
where not exists (
    from incoming_ocg as ocg
    where ocg.return_id = plan.return_id and ocg.ocg_ref = plan.ocg_ref
)
