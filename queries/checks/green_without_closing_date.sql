-- Is a finding declared green, on track, to a closing date it does not give?
-- Severity: warning
-- Expected: the day the body expects to ask for verification, which green is on track to
-- Looks back: no
select
    return_id, 'finding_update' as table_name, row_number, 'expected_closing_on' as column_name,
    'empty, with Declared BRAG Green' as found
from incoming_finding_update
join stage on lane_code = 'claimed' and stage_code = claimed_stage_code
where declared_brag_code = 'green' and expected_closing_on is null and not stage.is_complete
