-- How have the board's headline figures moved over the past 12 months?
-- Grain: one row per day for all the chosen bodies together: the as-at date and the 11 month ends
--   before its month.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: what the headline figures leave out.
-- Shows: body
with days as (
    select $as_at::date as on_date
    union
    select last_day(($as_at::date - to_months(month_back::integer))::date)
    from range(1, 12) as months (month_back)
),
returned as (
    select return_id, body_code, as_at_on
    from return_received
    join body using (body_code)
    where body_code = any($bodies) and body.kind_code <> 'region' and not is_entry
        and as_at_on <= $as_at and is_known(received_at, version_number, $known_at)
),
latest as (
    select days.on_date, returned.body_code, max(returned.as_at_on) as as_at_on,
        arg_max(return_id, (as_at_on, return_id)) as return_id
    from days
    join returned on returned.as_at_on <= days.on_date
    group by all
),
positions as (
    select
        days.on_date,
        finding_update.return_id is not null as is_reported,
        coalesce(verified.is_complete, false) and not (
            coalesce(latest.as_at_on >= verified.verified_on, false)
            and says_not_done(
                finding_update.declared_brag_code, claimed_stage.kind_code,
                claimed_stage.is_complete
            )
        ) as is_verified,
        coalesce(claimed_stage.is_complete, false) and not coalesce(verified.is_complete, false)
            and coalesce(verified_stage.kind_code <> 'ended', true) as is_waiting
    from days
    join inspection on inspection.published_on <= days.on_date
    join finding using (inspection_code)
    join finding_body using (finding_ref)
    left join latest
        on latest.on_date = days.on_date and latest.body_code = finding_body.body_code
    left join finding_update
        on finding_update.return_id = latest.return_id
        and finding_update.finding_ref = finding.finding_ref
    left join stage as claimed_stage
        on claimed_stage.lane_code = 'claimed'
        and claimed_stage.stage_code = finding_update.claimed_stage_code
    left join verification_on((select list(on_date) from days), $known_at) as verified
        on verified.on_date = days.on_date
        and verified.finding_ref = finding.finding_ref
        and verified.body_code = finding_body.body_code
    left join stage as verified_stage
        on verified_stage.lane_code = 'verified'
        and verified_stage.stage_code = verified.verified_stage_code
    where finding_body.body_code = any($bodies)
),
finding_figures as (
    select
        on_date,
        count(*) filter (is_verified) as verified_count,
        count(*) filter (is_waiting) as claimed_only_count,
        count(*) filter (is_reported) as reported_count
    from positions
    group by on_date
),
return_figures as (
    select
        on_date,
        count(distinct latest.return_id) filter (
            date_diff('day', as_at_on, on_date) <= setting_value('stale_after_days')
        ) as current_body_count,
        sum(numerator) filter (measure_code = 'plan-coverage')::bigint as covered_ocg_count,
        sum(denominator) filter (measure_code = 'plan-coverage')::bigint as ocg_count,
        sum(numerator) filter (measure_code = 'plan-quality')::bigint as quality_ocg_count,
        sum(denominator) filter (measure_code = 'plan-quality')::bigint as quality_of_ocg_count
    from latest
    left join return_measure
        on return_measure.return_id = latest.return_id
        and measure_code in ('plan-coverage', 'plan-quality')
    group by on_date
),
board_first as (
    select min(as_at_on) as first_on
    from return_in_force($as_at, $known_at)
    join body using (body_code)
    where body.kind_code = 'region'
),
-- An action's words in the order they were written, each from the day that it happened.
action_words as (
    select
        action.action_ref, action.owner_body_code, action.status_code, action.raised_on,
        action.due_on,
        row_number() over (
            partition by action_ref order by in_force.as_at_on, return_id, action.row_number
        ) as place,
        case when status_code = 'open' then in_force.as_at_on
            else least(in_force.as_at_on, closed_on) end as happened_on
    from action
    join return_in_force(date '9999-12-31', $known_at) as in_force using (return_id)
),
action_stands as (
    select
        days.on_date,
        action_words.owner_body_code,
        (action_words.status_code = 'open' or action_words.happened_on > days.on_date)
            and action_words.due_on < days.on_date as is_overdue
    from days
    join board_first on board_first.first_on <= days.on_date
    join action_words
        on action_words.happened_on <= days.on_date
        or (action_words.place = 1 and action_words.raised_on <= days.on_date)
    qualify row_number() over (
        partition by days.on_date, action_words.action_ref order by action_words.place desc
    ) = 1
),
action_figures as (
    select on_date, count(*) filter (is_overdue) as overdue_action_count
    from action_stands
    where owner_body_code = any($bodies)
    group by on_date
)
select
    days.on_date,
    coalesce(finding_figures.verified_count, 0) as verified_count,
    coalesce(finding_figures.claimed_only_count, 0) as claimed_only_count,
    coalesce(finding_figures.reported_count, 0) as reported_count,
    coalesce(return_figures.current_body_count, 0) as current_body_count,
    coalesce(return_figures.covered_ocg_count, 0) as covered_ocg_count,
    coalesce(return_figures.ocg_count, 0) as ocg_count,
    coalesce(return_figures.quality_ocg_count, 0) as quality_ocg_count,
    coalesce(return_figures.quality_of_ocg_count, 0) as quality_of_ocg_count,
    coalesce(action_figures.overdue_action_count, 0) as overdue_action_count,
    coalesce(board_first.first_on <= days.on_date, false) as has_board_record
from days
cross join board_first
left join finding_figures using (on_date)
left join return_figures using (on_date)
left join action_figures using (on_date)
order by days.on_date
