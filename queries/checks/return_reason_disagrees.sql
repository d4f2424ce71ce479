-- Is a returned form without its reason, or a reason given for another outcome?
-- Severity: error
-- Expected: a reason where the form was returned, and none where it was not
-- Looks back: no
select
    return_id, 'trigger_form' as table_name, row_number, 'return_reason_code' as column_name,
    'empty, with Outcome Returned' as found
from incoming_trigger_form
where outcome_code = 'returned' and return_reason_code is null
union all
select
    return_id, 'trigger_form', row_number, 'return_reason_code',
    reason.label || ', with Outcome ' || outcome.label
from incoming_trigger_form
join choice as reason on reason.list_code = 'return_reason' and reason.code = return_reason_code
join choice as outcome on outcome.list_code = 'trigger_outcome' and outcome.code = outcome_code
where outcome_code <> 'returned'
