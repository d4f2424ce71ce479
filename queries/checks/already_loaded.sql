-- Is a return the same as the one held for that body and day?
-- Severity: error
-- Expected: a return not loaded yet, or one with a change
-- Looks back: yes
select
    incoming.return_id, 'return_received' as table_name, incoming.row_number,
    null::varchar as column_name,
    'the same rows as ' || held_in_words as found
from incoming_return_received as incoming
join same_day_return using (return_id)
where not exists (
    from changed_return where changed_return.return_id = incoming.return_id
)
