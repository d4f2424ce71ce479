-- What if posts moved from one SOC investigation team to another, or were added: how many
--   live investigations would each available FTE carry?
-- Grain: one row per body that gives or receives posts, the giver first; no figures where it
--   did not report SOCIT posts.
-- Parameters: $as_at, $known_at, $bodies, $from_body, $to_body, $moved_fte.
-- Leaves out: every other body, and the posts that lead no investigation. An estimate, never
--   a record: live investigations stay where they are. At best for a body, all the posts it
--   receives are available at once, and of those it gives only the accredited and not
--   abstracted share was. At worst, only that share of what it receives is, and all it gives was.
-- Shows: body
with asked as (
    select 1 as part_order, 'Gives' as part, $from_body::varchar as body_code
    union all
    select 2, 'Receives', $to_body::varchar
),
now as (
    select
        body_code,
        return_id,
        leading_fte,
        live_investigations,
        -- How much of a post is one that is accredited and here, on the body's own shares.
        case when in_post_fte > 0
            then accredited_fte / in_post_fte * (1 - abstracted_fte / in_post_fte)
            else 0 end as sure_share,
        in_post_fte,
        accredited_fte,
        abstracted_fte
    from socit_of(position_pairs($as_at, $known_at))
),
moved as (
    select
        now.*,
        asked.part,
        case when asked.part = 'Gives'
            then greatest(leading_fte - $moved_fte::double * sure_share, 0)
            else leading_fte + $moved_fte::double end as best_fte,
        case when asked.part = 'Gives'
            then greatest(leading_fte - $moved_fte::double, 0)
            else leading_fte + $moved_fte::double * sure_share end as worst_fte
    from asked
    join now using (body_code)
)
select
    asked.part,
    asked.body_code,
    body.short_name as body,
    latest.as_at_on,
    coalesce(latest.is_stale, false) as is_stale,
    moved.body_code is not null as is_reported,
    $moved_fte::double as moved_fte,
    moved.live_investigations,
    moved.leading_fte,
    moved.in_post_fte,
    moved.accredited_fte,
    moved.abstracted_fte,
    moved.best_fte,
    moved.worst_fte,
    measure_value('ratio', moved.live_investigations, moved.leading_fte)
        as workload_cases_per_fte,
    measure_value('ratio', moved.live_investigations, moved.best_fte)
        as lowest_workload_cases_per_fte,
    measure_value('ratio', moved.live_investigations, moved.worst_fte)
        as highest_workload_cases_per_fte,
    coalesce(asked.part = 'Gives' and $moved_fte::double > moved.leading_fte, false)
        as is_more_than_held,
    return_received.file_name
from asked
join body using (body_code)
left join position_at($as_at, $known_at) as latest using (body_code)
left join moved on moved.part = asked.part
left join return_received on return_received.return_id = latest.return_id
where asked.body_code = any($bodies) and body.kind_code <> 'region'
order by asked.part_order
