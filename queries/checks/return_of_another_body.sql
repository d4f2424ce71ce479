-- Are most of a return's OCGs those of another body's latest return?
-- Severity: error
-- Expected: this body's own OCGs: look whether this is another force's return
-- Looks back: yes
with latest as (
    select body_code, return_id
    from held_return_received
    qualify row_number() over (
        partition by body_code order by as_at_on desc, return_id desc
    ) = 1
),
shared as (
    -- Bodies may number alike, so the day a group was identified must be the same too.
    select incoming_ocg.return_id, incoming_ocg.row_number, incoming_ocg.ocg_ref, latest.body_code
    from incoming_ocg
    join incoming_return_received as incoming using (return_id)
    join held_ocg as held
        on held.ocg_ref = incoming_ocg.ocg_ref
        and held.identified_on = incoming_ocg.identified_on
    join latest on latest.return_id = held.return_id
    where held.status_code = 'active' and latest.body_code <> incoming.body_code
),
counted as (
    select return_id, body_code, count(distinct row_number) as shared_count
    from shared
    group by return_id, body_code
)
select
    incoming.return_id, 'return_received' as table_name, incoming.row_number,
    'body_code' as column_name,
    own.name || ', with ' || shared_count || ' of ' || listed(row_count, 'OCG', 'OCGs')
        || ' active at ' || other.short_name as found
from counted
join incoming_sheet
    on incoming_sheet.return_id = counted.return_id and incoming_sheet.table_name = 'ocg'
join incoming_return_received as incoming on incoming.return_id = counted.return_id
join body as own on own.body_code = incoming.body_code
join body as other on other.body_code = counted.body_code
where shared_count * 2 > row_count
