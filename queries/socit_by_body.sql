-- How are the SOC investigation teams resourced: posts, people, and the work they carry?
-- Grain: one row per chosen body; no figures where it did not report SOCIT posts.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: roles a body has no post for. Available is in post less abstracted; workload
--   counts only the posts that lead investigations.
-- Shows: body
with reported as (
    select body_code, return_id, as_at_on, is_stale,
        is_section_reported(sections_not_reported, 'socit_post') as is_reported
    from position_at($as_at, $known_at)
),
counted as (
    select
        return_id,
        sum(establishment_fte) as establishment_fte,
        sum(in_post_fte) as in_post_fte,
        sum(accredited_fte) as accredited_fte,
        sum(abstracted_fte) as abstracted_fte,
        sum(live_investigations)::double as live_investigations,
        sum(in_post_fte - abstracted_fte) filter (live_investigations > 0) as leading_fte
    from socit_post
    where return_id in (select return_id from reported)
    group by return_id
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    reported.as_at_on,
    coalesce(reported.is_stale, false) as is_stale,
    coalesce(reported.is_reported, false) as is_reported,
    counted.establishment_fte,
    counted.in_post_fte,
    counted.establishment_fte - counted.in_post_fte as vacancy_fte,
    counted.accredited_fte,
    counted.abstracted_fte,
    counted.live_investigations,
    case when counted.leading_fte > 0
        then counted.live_investigations / counted.leading_fte end as workload_cases_per_fte
from body
left join reported using (body_code)
left join counted on counted.return_id = reported.return_id and reported.is_reported
where body.body_code = any($bodies) and body.kind_code <> 'region'
order by body.display_order
