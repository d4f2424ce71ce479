-- How many of each body's SCPOs are reviewed, managed in the OCG meeting, checked, and breached?
-- Grain: one row per chosen body; no counts where it did not report SCPOs.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: orders not in force on the as-at date; those that ended since the return came in
--   are counted beside.
-- Shows: body
with reported as (
    from reported_pair(position_pairs($as_at, $known_at), 'scpo')
),
counted as (
    select
        reported.return_id,
        count(orders.scpo_ref) as order_count,
        count(*) filter (orders.is_review_in_date) as reviewed_count,
        count(*) filter (orders.review_code = 'overdue') as overdue_count,
        -- Not overdue on the day of its return, and past its day by now.
        count(*) filter (orders.review_code <> 'overdue' and orders.review_due_on < $as_at)
            as lapsed_count,
        count(*) filter (orders.review_code = 'undated') as undated_count,
        count(*) filter (orders.review_code = 'first') as first_review_count,
        max(-orders.days_to_review) filter (orders.review_code = 'overdue')
            as longest_overdue_days,
        count(*) filter (orders.is_managed_in_ocg_meeting) as managed_count,
        count(*) filter (orders.is_checked) as checked_count,
        count(*) filter (orders.breaches > 0) as breached_count,
        coalesce(sum(orders.breaches), 0)::bigint as breach_count
    from reported
    left join scpo_of(position_pairs($as_at, $known_at)) as orders using (return_id)
    group by all
),
ended as (
    select return_id, count(*) as ended_count
    from reported
    join scpo using (return_id)
    where scpo.ends_on < reported.on_date
    group by all
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    latest.as_at_on,
    coalesce(latest.is_stale, false) as is_stale,
    counted.return_id is not null as is_reported,
    counted.* exclude (return_id),
    case when counted.return_id is not null then coalesce(ended.ended_count, 0) end as ended_count,
    setting_value('conditions_checked_days')::integer as checked_within_days,
    target_of('scpo-reviewed') as reviewed_target_pct,
    target_of('scpo-in-meeting') as managed_target_pct,
    target_of('scpo-conditions-checked') as checked_target_pct
from body
left join position_at($as_at, $known_at) as latest using (body_code)
left join counted on counted.return_id = latest.return_id
left join ended on ended.return_id = latest.return_id
where body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order
