-- How do each body's local profiles and lead responsible officers stand?
-- Grain: one row per chosen body; no counts of a section that it did not report.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs. Whether the LRO that an OCG names is listed is not known where LROs
--   are not reported.
-- Shows: body
with profiles as (
    select
        reported.return_id,
        count(profile.area) as area_count,
        count(*) filter (profile.is_live_and_current) as current_count,
        count(*) filter (profile.format_code = 'live') as live_count,
        count(*) filter (profile.format_code = 'static') as static_count,
        count(*) filter (profile.format_code = 'none') as none_count,
        coalesce(sum(profile.partners), 0)::bigint as partner_count,
        coalesce(sum(profile.partners_with_access), 0)::bigint as access_count
    from reported_pair(position_pairs($as_at, $known_at), 'local_profile') as reported
    left join local_profile_of(position_pairs($as_at, $known_at)) as profile using (return_id)
    group by all
),
officers as (
    select
        reported.return_id,
        count(lro.lro_ref) as lro_count,
        count(*) filter (lro.is_trained) as trained_count
    from reported_pair(position_pairs($as_at, $known_at), 'lro') as reported
    left join lro using (return_id)
    group by all
),
led as (
    select
        reported.return_id,
        count(ocg.ocg_ref) as ocg_count,
        count(*) filter (ocg.lro_code = 'none') as without_lro_count,
        count(*) filter (ocg.lro_code = 'unlisted') as unlisted_count
    from reported_pair(position_pairs($as_at, $known_at), 'ocg') as reported
    left join ocg_lro_of(position_pairs($as_at, $known_at)) as ocg using (return_id)
    group by all
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    latest.as_at_on,
    coalesce(latest.is_stale, false) as is_stale,
    profiles.* exclude (return_id),
    officers.* exclude (return_id),
    led.ocg_count,
    led.without_lro_count,
    case when officers.return_id is not null then led.unlisted_count end as unlisted_count,
    setting_value('profile_current_days')::integer as current_within_days,
    target_of('profile-live') as current_target_pct,
    target_of('partner-access') as access_target_pct,
    target_of('lro-trained') as trained_target_pct
from body
left join position_at($as_at, $known_at) as latest using (body_code)
left join profiles on profiles.return_id = latest.return_id
left join officers on officers.return_id = latest.return_id
left join led on led.return_id = latest.return_id
where body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order
