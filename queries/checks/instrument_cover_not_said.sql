-- Is it left open whether an instrument in place covers SOC?
-- Severity: warning
-- Expected: Yes or No: until then nobody knows
-- Looks back: no
select
    return_id, 'governance' as table_name, row_number, 'covers_soc' as column_name, 'empty' as found
from incoming_governance
where is_in_place and covers_soc is null
