-- Is a body named as the verifier of its own claim, or the region of its bodies'?
-- Severity: error
-- Expected: another body: one body's word is not another's proof
-- Looks back: no
select
    return_id, 'verification' as table_name, row_number, 'verifier_body_code' as column_name,
    body.short_name || case when body.kind_code = 'region' then ', which is no body of its own'
        else ', verifying itself' end as found
from incoming_verification
join body on body.body_code = verifier_body_code
where incoming_verification.verifier_body_code = incoming_verification.body_code
    or body.kind_code = 'region'
