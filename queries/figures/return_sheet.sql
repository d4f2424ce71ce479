-- How many rows did one return have on each sheet?
-- Grain: one row per sheet with rows.
-- Parameters: $return_id, $known_at, $bodies.
-- Leaves out: the sheet Return, which has one row; sheets without any.
-- Shows: body
with this as (
    select return_id
    from return_received
    where return_id = $return_id and body_code = any($bodies)
        and is_known(received_at, version_number, $known_at)
)
select table_name, count(*) as row_count
from sheet_row
where return_id in (select return_id from this) and table_name <> 'return_received'
group by table_name
order by table_name
