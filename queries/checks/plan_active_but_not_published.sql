-- Is a strand of a plan live or ended and was never published?
-- Severity: warning
-- Expected: the day this strand was published
-- Looks back: no
select
    return_id, 'plan' as table_name, row_number, 'published_on' as column_name,
    'empty, with Activity ' || choice.label as found
from incoming_plan
join choice on list_code = 'plan_activity' and code = activity_code
where activity_code in ('live', 'ended') and published_on is null
