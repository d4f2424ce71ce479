-- How has the BRAG of all findings changed over the past 18 months?
-- Grain: one row per day per BRAG: the as-at date and the 17 month ends before its month.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: months before the inspection was published.
-- Shows: body
with days as (
    select $as_at::date as on_date
    union
    select last_day(($as_at::date - to_months(month_back::integer))::date)
    from range(1, 18) as months (month_back)
),
returned as (
    select return_id, body_code, as_at_on
    from return_received
    where body_code = any($bodies) and as_at_on <= $as_at
        and is_known(received_at, version_number, $known_at)
),
latest as (
    select days.on_date, returned.body_code, arg_max(return_id, (as_at_on, return_id))
        as return_id, max(as_at_on) as as_at_on
    from days
    join returned on returned.as_at_on <= days.on_date
    group by all
),
pairs as (
    select days.on_date, finding_body.finding_ref, finding_body.body_code
    from days
    join inspection on inspection.published_on <= days.on_date
    join finding using (inspection_code)
    join finding_body using (finding_ref)
    where finding_body.body_code = any($bodies)
),
verified as (
    from verification_on((select list(on_date) from days), $known_at)
),
positions as (
    select
        pairs.on_date,
        case
            when verified.is_complete and not (
                coalesce(latest.as_at_on >= verified.verified_on, false)
                and says_not_done(
                    finding_update.declared_brag_code, claimed_stage.kind_code,
                    claimed_stage.is_complete
                )
            ) then 'blue'
            when finding_update.return_id is null then 'grey'
            else finding_update.declared_brag_code
        end as brag_code
    from pairs
    left join latest using (on_date, body_code)
    left join finding_update
        on finding_update.return_id = latest.return_id
        and finding_update.finding_ref = pairs.finding_ref
    left join stage as claimed_stage
        on claimed_stage.lane_code = 'claimed'
        and claimed_stage.stage_code = finding_update.claimed_stage_code
    left join verified
        on verified.on_date = pairs.on_date
        and verified.finding_ref = pairs.finding_ref
        and verified.body_code = pairs.body_code
)
select positions.on_date, brag.brag_code, brag.label as brag, brag.symbol as brag_symbol,
    brag.display_order, count(*) as position_count
from positions
join brag using (brag_code)
group by all
order by on_date, display_order
