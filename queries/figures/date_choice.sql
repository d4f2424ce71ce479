-- Which dates can a page be asked for by name: board meetings, days returns describe, days
-- entries describe, and days the public record was published?
-- Grain: one row per date, newest first, with what happened on it.
-- Parameters: $seen, $known_at.
-- Leaves out: days that only bodies the viewer may not see returned for; any other date, which a
-- page can still be asked for.
-- Shows: body
with met as (
    select distinct meeting_on
    from board_meeting
    join return_in_force(date '9999-12-31', $known_at) using (return_id)
),
returned as (
    select distinct as_at_on from return_received
    where is_known(received_at, version_number, $known_at)
        and body_code = any($seen)
        and body_code in (select body_code from body where kind_code <> 'region')
),
recorded as (
    select distinct as_at_on
    from return_in_force(date '9999-12-31', $known_at)
    where is_entry
),
published as (
    select published_on from inspection
    union
    select published_on from statement
)
select
    on_date,
    bool_or(is_meeting) as is_meeting,
    bool_or(is_return) as is_return,
    bool_or(is_entry) as is_entry
from (
    select meeting_on as on_date, true as is_meeting, false as is_return, false as is_entry
    from met
    union all
    select as_at_on, false, true, false from returned
    union all
    select as_at_on, false, false, true from recorded
    union all
    select published_on, false, false, false from published
)
group by on_date
order by on_date desc
