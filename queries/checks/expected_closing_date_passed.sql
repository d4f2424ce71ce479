-- Is an expected closing date over with the finding not delivered?
-- Severity: warning
-- Expected: a closing date still to come, or a finding that is delivered
-- Looks back: no
select
    return_id, 'finding_update' as table_name, finding_update.row_number,
    'expected_closing_on' as column_name,
    in_words(expected_closing_on) || ', with Claimed stage ' || stage.label as found
from incoming_finding_update as finding_update
join incoming_return_received using (return_id)
join stage on lane_code = 'claimed' and stage_code = claimed_stage_code
where expected_closing_on < as_at_on and not stage.is_complete
