-- Can more partners open a local profile than should have it?
-- Severity: error
-- Expected: no more than Partners
-- Looks back: no
select
    return_id, 'local_profile' as table_name, row_number, 'partners_with_access' as column_name,
    partners_with_access || ', with Partners ' || partners as found
from incoming_local_profile
where partners_with_access > partners
