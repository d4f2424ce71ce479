-- Is a decided form without its date, or a date given to one not decided?
-- Severity: error
-- Expected: the day of the decision where there is one, and none where it is awaited
-- Looks back: no
select
    return_id, 'trigger_form' as table_name, row_number, 'decided_on' as column_name,
    'empty, with Outcome ' || choice.label as found
from incoming_trigger_form
join choice on list_code = 'trigger_outcome' and code = outcome_code
where outcome_code <> 'awaiting' and decided_on is null
union all
select
    return_id, 'trigger_form', row_number, 'decided_on',
    in_words(decided_on) || ', with Outcome ' || choice.label
from incoming_trigger_form
join choice on list_code = 'trigger_outcome' and code = outcome_code
where outcome_code = 'awaiting' and decided_on is not null
