-- What several queries share, each defined once. Every macro takes the as-at date and
-- known_at, the moment up to which received returns count (UTC), so that a page can be
-- shown as it was on a past day. Returns are numbered in the order the store took them in: where
-- two speak of one day the higher number stands, whatever a clock said.

create or replace macro setting_value(code) as
    (select value from setting where setting_code = code);

-- The zone whose clock the region goes by.
create or replace macro region_zone() as
    coalesce((select max(label) from choice where list_code = 'time_zone'), 'Europe/London');

-- A moment kept in UTC as the region's clock showed it, and the day that was there.
create or replace macro region_time(moment) as timezone(region_zone(), timezone('UTC', moment));
create or replace macro region_day(moment) as region_time(moment)::date;

-- Whether a row that came in at a moment, in a version, was held by known_at. Versions follow each
-- other whatever a clock said: what came in after something not held yet was not held either.
create or replace macro is_known(came_at, in_version, known_at) as
    came_at <= known_at and in_version <= coalesce(
        (select min(held.version_number) from return_received as held
        where held.received_at > known_at),
        in_version
    );

-- Whether a return reported a section: an empty section it does not name means none held.
create or replace macro is_section_reported(sections_not_reported, section) as
    not coalesce(list_contains(string_split(sections_not_reported, ';'), section), false);

-- One row per body that has returned: its latest return on or before the as-at date. An entry is
-- no body's position.
create or replace macro position_at(as_at, known_at) as table
    -- Found by number first: to rank whole rows takes three times as long.
    with latest as (
        select arg_max(return_id, (as_at_on, return_id)) as return_id
        from return_received
        where as_at_on <= as_at and not is_entry
            and is_known(received_at, version_number, known_at)
        group by body_code
    )
    select
        *,
        date_diff('day', as_at_on, as_at) as age_days,
        date_diff('day', as_at_on, as_at) > setting_value('stale_after_days') as is_stale
    from return_received
    where return_id in (select return_id from latest);

-- The latest return of each body, beside its own as-at date: what the macros ending in _of take
-- as their pairs. What a return says describes that day; what came after it is not known.
create or replace macro position_pairs(as_at, known_at) as (
    select list({'return_id': return_id, 'on_date': as_at_on})
    from position_at(as_at, known_at)
);

-- The same for some bodies alone: what single OCGs are asked with.
create or replace macro position_pairs_of(as_at, known_at, bodies) as (
    select list({'return_id': return_id, 'on_date': as_at_on})
    from position_at(as_at, known_at)
    where list_contains(bodies, body_code)
);

-- One row per pair of a body, the region itself left out, whose return reported the section.
create or replace macro reported_pair(pairs, section) as table
    select asked.return_id, asked.on_date, return_received.body_code
    from (select unnest(pairs, recursive := true)) as asked
    join return_received using (return_id)
    join body using (body_code)
    where body.kind_code <> 'region'
        and is_section_reported(return_received.sections_not_reported, section);

-- One row per return in force: known, and not replaced by a later one for the same day. An entry
-- is replaced only by the one that corrects it, on every day.
create or replace macro return_in_force(as_at, known_at) as table
    with known as (
        from return_received
        where as_at_on <= as_at and is_known(received_at, version_number, known_at)
    ),
    latest as (
        select max(return_id) as return_id
        from known
        where not is_entry
        group by body_code, as_at_on
        union all
        select return_id
        from known
        where is_entry and return_id not in (
            select corrects_return_id
            from return_received
            where is_known(received_at, version_number, known_at) and corrects_return_id is not null
        )
    )
    select *
    from return_received
    where return_id in (select return_id from latest);
