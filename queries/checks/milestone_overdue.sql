-- Was the next milestone due before the as-at date?
-- Severity: warning
-- Expected: a milestone still to come
-- Looks back: no
select
    return_id, 'finding_update' as table_name, finding_update.row_number,
    'next_milestone_due_on' as column_name,
    in_words(next_milestone_due_on) || ', before the as-at date ' || in_words(as_at_on) as found
from incoming_finding_update as finding_update
join incoming_return_received using (return_id)
where next_milestone_due_on < as_at_on
