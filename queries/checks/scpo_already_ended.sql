-- Is an SCPO listed that ended before the as-at date?
-- Severity: warning
-- Expected: orders in force on the as-at date
-- Looks back: no
select
    return_id, 'scpo' as table_name, scpo.row_number, 'ends_on' as column_name,
    in_words(ends_on) || ', before the as-at date ' || in_words(as_at_on) as found
from incoming_scpo as scpo
join incoming_return_received using (return_id)
where ends_on < as_at_on
