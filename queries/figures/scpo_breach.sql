-- What followed the latest breach of each body's SCPOs?
-- Grain: one row per chosen body per outcome; no counts where it did not report SCPOs.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: orders not in force on the as-at date, and what followed earlier breaches of an
--   order, which returns do not hold.
-- Shows: body
with latest as (
    from position_at($as_at, $known_at)
),
reported as (
    from reported_pair(position_pairs($as_at, $known_at), 'scpo')
),
followed as (
    select return_id, breach_outcome_code, count(*) as order_count
    from scpo_of(position_pairs($as_at, $known_at))
    where breaches > 0
    group by all
)
select
    body.body_code,
    body.short_name as body,
    outcome.code as outcome_code,
    outcome.label as outcome,
    outcome.display_order as outcome_order,
    case when reported.return_id is not null then coalesce(followed.order_count, 0) end
        as order_count
from body
cross join choice as outcome
left join latest using (body_code)
left join reported on reported.return_id = latest.return_id
left join followed
    on followed.return_id = reported.return_id and followed.breach_outcome_code = outcome.code
where body.body_code = any($seen) and body.kind_code <> 'region'
    and outcome.list_code = 'breach_outcome'
order by body.display_order, outcome.display_order
