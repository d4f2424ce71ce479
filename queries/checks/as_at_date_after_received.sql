-- Does a return describe a day later than the one it came in on?
-- Severity: error
-- Expected: an as-at date on or before the day the return is sent
-- Looks back: no
select
    return_id, 'return_received' as table_name, row_number, 'as_at_on' as column_name,
    in_words(as_at_on) || ', received on ' || in_words(region_day(received_at)) as found
from incoming_return_received
where as_at_on > region_day(received_at)
