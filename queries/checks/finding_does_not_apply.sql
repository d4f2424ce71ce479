-- Does a return speak of a finding that does not apply to the body, or is not held?
-- Severity: error
-- Expected: a finding that applies to this body and whose wording is held
-- Looks back: no
with spoken_of as (
    select return_id, 'finding_update' as table_name, finding_update.row_number, finding_ref,
        body_code
    from incoming_finding_update as finding_update
    join incoming_return_received using (return_id)
    union all
    select return_id, 'verification', row_number, finding_ref, body_code
    from incoming_verification
)
select
    return_id, table_name, row_number, 'finding_ref' as column_name,
    finding_ref || case
        when finding.is_wording_held then ', which does not apply to ' || body.short_name
        else ', whose wording is not held'
    end as found
from spoken_of
join finding using (finding_ref)
join body using (body_code)
where not finding.is_wording_held
    or not exists (
        from finding_body
        where finding_body.finding_ref = spoken_of.finding_ref
            and finding_body.body_code = spoken_of.body_code
    )
