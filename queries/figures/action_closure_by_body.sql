-- How many of the board's actions has each owner closed, and closed by the date first due?
-- Grain: one row per chosen body, the region as a whole among them where all are chosen; no
--   counts before a return of the board's secretariat.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: actions raised after the as-at date. A withdrawn action counts as raised and
--   not as closed.
-- Shows: body
with board as (
    from board_record_at($as_at, $known_at)
),
counted as (
    select
        owner_body_code as body_code,
        count(*) as raised_count,
        count(*) filter (status_code = 'closed') as closed_count,
        count(*) filter (status_code = 'closed' and closed_on <= first_due_on) as kept_count,
        count(*) filter (status_code = 'withdrawn') as withdrawn_count,
        count(*) filter (status_code = 'open') as open_count,
        count(*) filter (is_overdue) as overdue_count
    from action_at($as_at, $known_at)
    group by owner_body_code
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    board.as_at_on,
    coalesce(board.is_stale, false) as is_stale,
    board.as_at_on is not null as is_reported,
    case when board.as_at_on is not null then coalesce(raised_count, 0) end as raised_count,
    case when board.as_at_on is not null then coalesce(closed_count, 0) end as closed_count,
    case when board.as_at_on is not null then coalesce(kept_count, 0) end as kept_count,
    case when board.as_at_on is not null then coalesce(withdrawn_count, 0) end
        as withdrawn_count,
    case when board.as_at_on is not null then coalesce(open_count, 0) end as open_count,
    case when board.as_at_on is not null then coalesce(overdue_count, 0) end as overdue_count
from body
left join board on true
left join counted using (body_code)
where body.body_code = any($seen)
order by body.display_order
