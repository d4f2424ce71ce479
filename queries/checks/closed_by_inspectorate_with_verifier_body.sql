-- Is a stage that the inspectorate alone gives said to be given by a body of the region?
-- Severity: error
-- Expected: empty, where the inspectorate itself has given it; else a stage that a body can give
-- Looks back: no
select
    return_id, 'verification' as table_name, row_number, 'verifier_body_code' as column_name,
    body.short_name || ', with Verified stage ' || stage.label as found
from incoming_verification
join stage on lane_code = 'verified' and stage_code = verified_stage_code
join body on body.body_code = verifier_body_code
where stage.given_by = 'inspectorate'
