-- Is a finding closed by the inspectorate on the word of a body of the region?
-- Severity: error
-- Expected: empty, where HMICFRS itself has closed it; else a stage that a body can give
-- Looks back: no
select
    return_id, 'verification' as table_name, row_number, 'verifier_body_code' as column_name,
    body.short_name || ', with Verified stage ' || stage.label as found
from incoming_verification
join stage on lane_code = 'verified' and stage_code = verified_stage_code
join body on body.body_code = verifier_body_code
where verified_stage_code = 'closed-by-hmicfrs'
