-- Is a role given for the inspectorate's own word, or none for a body's?
-- Severity: error
-- Expected: the role at the verifier body; empty where the inspectorate's document is recorded
-- Looks back: no
select
    return_id, 'verification' as table_name, row_number, 'verifier_role' as column_name,
    coalesce(verifier_role || ', with no Verifier body', 'empty, with a Verifier body') as found
from incoming_verification
where (verifier_body_code is null) <> (verifier_role is null)
