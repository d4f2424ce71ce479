-- Does a return hold sheets that its body does not file?
-- Severity: error
-- Expected: the board's sheets from the region's secretariat, all others from a force or unit
-- Looks back: no
with strange as (
    select return_id, string_agg(title, ', ' order by title) as titles
    from incoming_sheet
    join incoming_return_received using (return_id)
    join body using (body_code)
    where filed_by = case when kind_code = 'region' then 'body' else 'secretariat' end
    group by return_id
)
select
    return_id, 'return_received' as table_name, row_number, 'body_code' as column_name,
    name || ', with the sheets ' || titles as found
from strange
join incoming_return_received using (return_id)
join body using (body_code)
