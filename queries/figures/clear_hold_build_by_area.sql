-- In which areas is Clear, Hold, Build used, and how far has it got?
-- Grain: one row per area of the chosen bodies' latest returns.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: bodies whose latest return lists no area: of them nothing is known. Days run to the
--   as-at date.
-- Shows: body
select
    position.body_code,
    body.short_name as body,
    area.area,
    area.phase_code,
    phase.label as phase,
    area.since_on,
    date_diff('day', area.since_on, $as_at::date) as phase_days,
    area.partners,
    area.next_review_on,
    area.phase_code not in ('not-used', 'ended') as is_used,
    is_used and coalesce(area.next_review_on < $as_at, false) as is_review_overdue,
    area.practice,
    position.as_at_on,
    position.is_stale,
    position.file_name,
    position.return_id,
    area.row_number
from position_at($as_at, $known_at) as position
join clear_hold_build as area using (return_id)
join body using (body_code)
join choice as phase on phase.list_code = 'clear_hold_build' and phase.code = area.phase_code
where position.body_code = any($seen)
order by phase.display_order, body.display_order, area.area
