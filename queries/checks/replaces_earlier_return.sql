-- Does a return change what is held for the same body and day?
-- Severity: warning
-- Expected: one return a day, unless this one corrects it: it will take the earlier one's place
-- Looks back: yes
select
    incoming.return_id, 'return_received' as table_name, incoming.row_number,
    'as_at_on' as column_name,
    'the as-at date of ' || held_in_words as found
from incoming_return_received as incoming
join same_day_return using (return_id)
where exists (
    from changed_return where changed_return.return_id = incoming.return_id
)
