-- Which return of a body is its latest on or before a day, as the store holds it now?
-- Parameters: $body, $as_at, $known_at.
select *
from position_at($as_at, $known_at)
where body_code = $body
