-- Is a milestone listed for a finding of which the return says nothing?
-- Severity: error
-- Expected: a finding on the sheet Finding updates
-- Looks back: no
select
    milestone.return_id, 'milestone' as table_name, milestone.row_number,
    'finding_ref' as column_name, milestone.finding_ref as found
from incoming_milestone as milestone
join whole_sheet using (return_id)
where whole_sheet.table_name = 'finding_update'
    and milestone.finding_ref is not null
    and not exists (
        from incoming_finding_update as claimed
        where claimed.return_id = milestone.return_id
            and claimed.finding_ref = milestone.finding_ref
    )
