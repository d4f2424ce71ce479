-- Is a trigger form's submission counted from 0?
-- Severity: error
-- Expected: 1 for the first time the form was sent, 2 for the second, and on
-- Looks back: no
select
    return_id, 'trigger_form' as table_name, row_number, 'submission' as column_name, '0' as found
from incoming_trigger_form
where submission = 0
