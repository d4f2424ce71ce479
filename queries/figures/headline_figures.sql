-- What are the board's headline figures?
-- Grain: one row for all the chosen bodies together.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: findings whose wording and scope are not held; OCGs of bodies that did not
--   report OCGs or 4P plans; actions owed by bodies not chosen.
-- Shows: body
with positions as (
    from finding_position_at($as_at, $known_at) where body_code = any($bodies)
),
finding_figures as (
    select
        count(*) as position_count,
        count(*) filter (is_verified and not is_contradicted) as verified_count,
        count(*) filter (is_waiting) as claimed_only_count,
        count(*) filter (is_waiting and is_contested and not is_claimed_anew) as contested_count,
        count(*) filter (is_claimed_anew) as claimed_anew_count,
        count(*) filter (is_waiting and evidence is null) as unevidenced_count,
        count(*) filter (is_past_closing) as past_closing_count,
        count(*) filter (brag_code = 'green' and is_milestone_overdue) as late_green_count,
        count(*) filter (not is_reported) as not_reported_count,
        count(*) filter (is_open and expected_closing_on is null) as undated_count,
        count(*) filter (is_open) as open_reported_count
    from positions
),
body_figures as (
    select
        count(*) filter (body.kind_code <> 'region' and body_code = any($bodies)) as body_count,
        count(latest.return_id) filter (
            body.kind_code <> 'region' and body_code = any($bodies) and not latest.is_stale
        ) as current_body_count,
        exists (from board_record_at($as_at, $known_at)) as has_board_record
    from body
    left join position_at($as_at, $known_at) as latest using (body_code)
),
ocg_figures as (
    select
        coalesce(sum(denominator) filter (measure_code = 'plan-coverage'), 0)::bigint as ocg_count,
        coalesce(sum(numerator) filter (measure_code = 'plan-coverage'), 0)::bigint
            as covered_ocg_count,
        target_of('plan-coverage') as covered_target_pct,
        coalesce(sum(denominator) filter (measure_code = 'plan-quality'), 0)::bigint
            as quality_of_ocg_count,
        coalesce(sum(numerator) filter (measure_code = 'plan-quality'), 0)::bigint
            as quality_ocg_count,
        target_of('plan-quality') as quality_target_pct
    from position_at($as_at, $known_at)
    join return_measure using (return_id)
    where measure_code in ('plan-coverage', 'plan-quality') and body_code = any($bodies)
),
action_figures as (
    select
        count(*) filter (status_code = 'open') as open_action_count,
        count(*) filter (is_overdue) as overdue_action_count,
        count(*) as action_count
    from action_at($as_at, $known_at)
    where owner_body_code = any($bodies)
)
select
    *,
    -- Whether every finding that was set is held, so that a count of them is of all.
    not exists (
        from inspection where published_on <= $as_at and not is_finding_list_whole
    ) as is_finding_list_whole
from finding_figures, body_figures, ocg_figures, action_figures
