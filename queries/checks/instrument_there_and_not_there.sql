-- Is anything said of an instrument that the body says it has not?
-- Severity: error
-- Expected: In place Yes, or these cells empty
-- Looks back: no
select
    return_id, 'governance' as table_name, row_number, 'is_in_place' as column_name,
    'No, with ' || concat_ws(
        ', ',
        case when covers_soc then 'Covers SOC' end,
        case when last_on is not null then 'Issued or last held' end,
        case when reviewed_on is not null then 'Last reviewed' end,
        case when next_due_on is not null then 'Next due' end,
        case when actions_total > 0 then 'Actions in it' end,
        case when actions_done > 0 then 'Actions done' end,
        case when communicated_on is not null then 'Role communicated' end
    ) as found
from incoming_governance
where not is_in_place and (
    covers_soc or actions_total > 0 or actions_done > 0
    or coalesce(last_on, reviewed_on, next_due_on, communicated_on) is not null
)
