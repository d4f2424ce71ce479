-- Why are each body's trigger forms returned?
-- Grain: one row per chosen body per reason; no count where it did not report trigger forms.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: submissions accepted or awaiting a decision, and those submitted more than 12
--   months before the return's day.
-- Shows: body
with returned as (
    select body_code, return_reason_code, count(*) as returned_count
    from trigger_form_of(position_pairs($as_at, $known_at))
    where outcome_code = 'returned' and is_recent
    group by all
)
select
    body.body_code,
    body.short_name as body,
    reason.code as return_reason_code,
    reason.label as reason,
    case when reported.return_id is not null then coalesce(returned.returned_count, 0) end
        as returned_count
from body
cross join choice as reason
left join reported_pair(position_pairs($as_at, $known_at), 'trigger_form') as reported
    on reported.body_code = body.body_code
left join returned
    on returned.body_code = body.body_code
    and returned.return_reason_code = reason.code
where reason.list_code = 'return_reason'
    and body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order, reason.display_order
