-- Which SCPOs are in force, and when is each one's review due?
-- Grain: one row per order in force of the chosen bodies' latest returns; reviews overdue first,
--   then orders without a review date, then by the day the review is due.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: orders not in force on the as-at date, and bodies that did not report SCPOs.
-- Shows: ocg
select
    orders.body_code,
    body.short_name as body,
    orders.scpo_ref,
    orders.ocg_ref,
    coalesce(ocg.status_code = 'active', false) as is_ocg_active,
    orders.in_force_on,
    orders.ends_on,
    orders.conditions,
    orders.conditions_checked_on,
    orders.is_checked,
    orders.is_managed_in_ocg_meeting,
    orders.reviewed_on,
    orders.review_due_on,
    orders.days_to_review,
    date_diff('day', orders.on_date, $as_at::date) as age_days,
    orders.on_date as as_at_on,
    orders.review_code,
    review.label as review_state,
    orders.breaches,
    outcome.label as breach_outcome,
    return_received.file_name,
    orders.row_number
from scpo_of(position_pairs($as_at, $known_at)) as orders
join body using (body_code)
join return_received using (return_id)
join choice as review on review.list_code = 'scpo_review' and review.code = orders.review_code
left join ocg on ocg.return_id = orders.return_id and ocg.ocg_ref = orders.ocg_ref
left join choice as outcome
    on outcome.list_code = 'breach_outcome' and outcome.code = orders.breach_outcome_code
where orders.body_code = any($seen)
order by orders.review_code <> 'overdue', orders.review_code <> 'undated', orders.review_due_on,
    body.display_order, orders.scpo_ref
