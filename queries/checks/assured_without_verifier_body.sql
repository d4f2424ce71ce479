-- Is a stage that only another body gives without the body that gave it?
-- Severity: error
-- Expected: the body of the region that tested it; only the inspectorate leaves this empty
-- Looks back: no
select
    return_id, 'verification' as table_name, row_number, 'verifier_body_code' as column_name,
    'empty, with Verified stage ' || stage.label as found
from incoming_verification
join stage on lane_code = 'verified' and stage_code = verified_stage_code
where stage.given_by = 'another-body' and verifier_body_code is null
