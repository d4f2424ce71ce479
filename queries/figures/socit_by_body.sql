-- How are the SOC investigation teams resourced: posts, people, and the work they carry?
-- Grain: one row per chosen body; no figures where it did not report SOCIT posts.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: roles a body has no post for. Available is in post less abstracted; workload
--   counts only the posts that lead investigations.
-- Shows: body
with reported as (
    select body_code, return_id, as_at_on, is_stale,
        is_section_reported(sections_not_reported, 'socit_post') as is_reported
    from position_at($as_at, $known_at)
),
counted as (
    -- A team without a post has no figures to show.
    from socit_of(position_pairs($as_at, $known_at)) where post_count > 0
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
        then counted.live_investigations / counted.leading_fte end as workload_cases_per_fte,
    target_of('socit-filled') as filled_target_pct,
    target_of('socit-accredited') as accredited_target_pct,
    target_of('socit-abstracted') as abstracted_target_pct
from body
left join reported using (body_code)
left join counted using (body_code)
where body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order
