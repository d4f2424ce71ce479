-- Which posts does each SOC investigation team have, and who is in them?
-- Grain: one row per team per role of the chosen bodies' latest returns.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: bodies that did not report SOCIT posts.
-- Shows: body
select
    latest.body_code,
    body.short_name as body,
    post.team,
    role.label as role,
    post.establishment_fte,
    post.in_post_fte,
    post.establishment_fte - post.in_post_fte as vacancy_fte,
    post.accredited_fte,
    post.abstracted_fte,
    post.live_investigations,
    -- Only of posts that lead investigations, as in the measure of all of them.
    case when post.live_investigations > 0
        then measure_value(
            'ratio', post.live_investigations::double, post.in_post_fte - post.abstracted_fte
        ) end as workload_cases_per_fte,
    post.note,
    latest.as_at_on,
    latest.is_stale,
    latest.file_name,
    post.row_number
from position_at($as_at, $known_at) as latest
join socit_post as post using (return_id)
join body using (body_code)
left join choice as role on role.list_code = 'socit_role' and role.code = post.role_code
where latest.body_code = any($seen)
order by body.display_order, post.team, role.display_order
