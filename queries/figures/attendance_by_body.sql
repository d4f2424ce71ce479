-- How often was each body at the board's last meetings, and by its director or by another role?
-- Grain: one row per body.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: meetings after the as-at date, and those before as many as the setting says. A meeting
--   whose attendance was not recorded of a body counts as neither attended nor missed.
-- Shows: body
with meetings as (
    from meeting_at($as_at, $known_at)
    qualify dense_rank() over (order by meeting_on desc)
        <= setting_value('attendance_meetings')::integer
),
-- The title alone, or with more behind it: Director of Intelligence, Dorset.
title as (
    select lower(label) as title from choice where list_code = 'director_title'
),
attended as (
    select
        body.body_code,
        meetings.meeting_on,
        said.is_present,
        said.attendee_role,
        exists (
            from title
            where lower(said.attendee_role) = title
                or starts_with(lower(said.attendee_role), title || ',')
        ) as is_director
    from meetings
    cross join body
    left join attendance_at($as_at, $known_at) as said
        on said.meeting_on = meetings.meeting_on and said.body_code = body.body_code
    where body.kind_code <> 'region'
)
select
    body.body_code,
    body.short_name as body,
    count(attended.meeting_on) as meeting_count,
    count(*) filter (is_present) as present_count,
    count(*) filter (is_present and is_director) as director_count,
    count(*) filter (is_present and attendee_role is not null and not is_director) as other_count,
    count(*) filter (is_present and attendee_role is null) as unnamed_count,
    count(*) filter (not is_present) as absent_count,
    count(*) filter (attended.meeting_on is not null and is_present is null)
        as not_recorded_count,
    max(attended.meeting_on) filter (is_present) as last_present_on
from body
left join attended using (body_code)
where body.kind_code <> 'region' and body.body_code = any($seen)
group by body.body_code, body.short_name, body.display_order
order by body.display_order
