-- Was a trigger form sent more than 12 months before the as-at date?
-- Severity: warning
-- Expected: forms of the 12 months up to the as-at date
-- Looks back: no
select
    return_id, 'trigger_form' as table_name, trigger_form.row_number,
    'submitted_on' as column_name,
    in_words(submitted_on) || ', with the as-at date ' || in_words(as_at_on) as found
from incoming_trigger_form as trigger_form
join incoming_return_received using (return_id)
where submitted_on < as_at_on - interval 12 months
