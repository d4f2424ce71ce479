-- Which returns are held for the bodies in turn? Run before each turn's rules that look back.
-- One row per return that has one: the body's latest return of an earlier as-at date.
create or replace temp table previous_return as
select
    incoming.return_id,
    held.return_id as previous_id,
    held.as_at_on as previous_as_at_on,
    held.sections_not_reported as previous_not_reported
from incoming_return_received as incoming
join held_return_received as held
    on held.body_code = incoming.body_code and held.as_at_on < incoming.as_at_on
where not held.is_entry
qualify row_number() over (
    partition by incoming.return_id
    order by held.as_at_on desc, held.return_id desc
) = 1;

-- One row per return that has one: the body's latest return of the same as-at date. An entry
-- takes no return's place. One of the same batch is not yet received, and may never be.
create or replace temp table same_day_return as
select
    incoming.return_id,
    held.return_id as held_id,
    case when held.return_id in (select loaded_id from taken)
        then held.file_name || ', which is sent with it'
        else 'return ' || held.return_id || ' (' || held.file_name || '), received on '
            || in_words(region_day(held.received_at))
    end as held_in_words
from incoming_return_received as incoming
join held_return_received as held
    on held.body_code = incoming.body_code and held.as_at_on = incoming.as_at_on
where not held.is_entry and not incoming.is_entry
qualify row_number() over (
    partition by incoming.return_id order by held.return_id desc
) = 1;

-- One row per sheet of a return that differs from the return held for the same day; filled
-- by incoming_again.sql where there is such a return.
create or replace temp table changed_return (return_id integer);
