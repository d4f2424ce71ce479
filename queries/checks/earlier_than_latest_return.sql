-- Is a return older than one the body has already sent?
-- Severity: warning
-- Expected: the latest as-at date; an earlier one does not change the body's current position
-- Looks back: yes
select
    incoming.return_id, 'return_received' as table_name, incoming.row_number,
    'as_at_on' as column_name,
    in_words(incoming.as_at_on) || ', while a return as at ' || in_words(max(held.as_at_on))
        || ' is held' as found
from incoming_return_received as incoming
join held_return_received as held
    on held.body_code = incoming.body_code and held.as_at_on > incoming.as_at_on
where not held.is_entry and not incoming.is_entry
group by incoming.return_id, incoming.row_number, incoming.as_at_on
