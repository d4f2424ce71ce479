-- Is a finding regionally assured without the body that assured it?
-- Severity: error
-- Expected: the body of the region that tested it; only HMICFRS leaves this empty
-- Looks back: no
select
    return_id, 'verification' as table_name, row_number, 'verifier_body_code' as column_name,
    'empty, with Verified stage ' || stage.label as found
from incoming_verification
join stage on lane_code = 'verified' and stage_code = verified_stage_code
where verified_stage_code = 'regionally-assured' and verifier_body_code is null
