-- Does the file's name begin with another body's than its Return sheet gives?
-- Severity: warning
-- Expected: one body in the file's name and on the Return sheet
-- Looks back: no
with named as (
    select
        return_id,
        trim(regexp_replace(lower(file_name), '[^a-z0-9]+', '-', 'g'), '-') || '-' as file_stem
    from incoming_return_received
),
begun as (
    -- The longest name that fits: one body's name may begin with another's.
    select named.return_id, arg_max(body.body_code, length(body.body_code)) as body_code
    from named
    join body on starts_with(file_stem, body.body_code || '-')
    group by named.return_id
)
select
    incoming.return_id, 'return_received' as table_name, incoming.row_number,
    'body_code' as column_name, body.name || ' in a file called ' || file_name as found
from incoming_return_received as incoming
join begun using (return_id)
join body on body.body_code = incoming.body_code
where begun.body_code <> incoming.body_code
