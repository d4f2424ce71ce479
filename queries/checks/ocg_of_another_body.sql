-- Is an OCG active in another body's latest return too?
-- Severity: warning
-- Expected: an OCG that one body manages: archived there before it is listed here
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
)
select
    return_id, 'ocg' as table_name, row_number, 'ocg_ref' as column_name,
    ocg_ref || ', active in the latest return of ' || body.short_name as found
from shared
join body using (body_code)
