-- Is there a breach without an outcome, or an outcome without a breach?
-- Severity: error
-- Expected: an outcome where there was a breach, and none where there was not
-- Looks back: no
select
    return_id, 'scpo' as table_name, row_number, 'breach_outcome_code' as column_name,
    'empty, with ' || listed(breaches, 'breach', 'breaches') as found
from incoming_scpo
where breaches > 0 and breach_outcome_code is null
union all
select return_id, 'scpo', row_number, 'breaches', '0, with Breach outcome ' || choice.label
from incoming_scpo
join choice on list_code = 'breach_outcome' and code = breach_outcome_code
where breaches = 0
