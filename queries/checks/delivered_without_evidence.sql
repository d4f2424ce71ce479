-- Is a finding claimed as delivered without evidence?
-- Severity: warning
-- Expected: what shows it: a document, a dip sample, a figure
-- Looks back: no
select
    return_id, 'finding_update' as table_name, row_number, 'evidence' as column_name,
    'empty, with Claimed stage ' || stage.label as found
from incoming_finding_update
join stage on lane_code = 'claimed' and stage_code = claimed_stage_code
where stage.is_complete and evidence is null
