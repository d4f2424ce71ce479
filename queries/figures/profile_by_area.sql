-- Where does the SOC local profile of each area stand, and who can open it?
-- Grain: one row per area of the chosen bodies' latest returns.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: bodies that did not report local profiles. The state is that of the day that the return
--   describes; the age runs to the as-at date.
-- Shows: body
select
    profiles.body_code,
    body.short_name as body,
    profiles.area,
    profiles.format_code,
    profiles.profile_code,
    state.label as profile_state,
    profiles.last_updated_on,
    date_diff('day', profiles.last_updated_on, $as_at::date) as age_days,
    profiles.on_date as as_at_on,
    profiles.is_current,
    profiles.partners,
    profiles.partners_with_access,
    return_received.file_name,
    profiles.row_number
from local_profile_of(position_pairs($as_at, $known_at)) as profiles
join body using (body_code)
join return_received using (return_id)
join choice as state
    on state.list_code = 'profile_state' and state.code = profiles.profile_code
where profiles.body_code = any($seen)
order by state.display_order desc, age_days desc nulls first, body.display_order,
    profiles.area
