-- Is a finding that applies to the body missing from its finding updates?
-- Severity: warning
-- Expected: a row for each finding that applies to this body
-- Looks back: no
select
    incoming.return_id, 'finding_update' as table_name, null::integer as row_number,
    null::varchar as column_name, 'no row for ' || finding_ref as found
from incoming_return_received as incoming
join whole_sheet
    on whole_sheet.return_id = incoming.return_id and whole_sheet.table_name = 'finding_update'
join finding_body using (body_code)
join finding using (finding_ref)
join inspection using (inspection_code)
where is_wording_held
    and inspection.published_on <= as_at_on
    and not exists (
        from incoming_finding_update as finding_update
        where finding_update.return_id = incoming.return_id
            and finding_update.finding_ref = finding_body.finding_ref
    )
order by finding.number
