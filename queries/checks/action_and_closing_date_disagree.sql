-- Is a closed action without its closing date, or the date given to an open one?
-- Severity: error
-- Expected: the day it was closed or withdrawn, and none while it is open
-- Looks back: no
select
    return_id, 'action' as table_name, row_number, 'closed_on' as column_name,
    'empty, with Status ' || choice.label as found
from incoming_action
join choice on list_code = 'action_status' and code = status_code
where status_code <> 'open' and closed_on is null
union all
select return_id, 'action', row_number, 'closed_on', in_words(closed_on) || ', with Status Open'
from incoming_action
where status_code = 'open' and closed_on is not null
