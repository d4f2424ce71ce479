-- How far has each finding got at each body, in what is claimed and what is verified?
-- Grain: one row per finding per chosen body it applies to; one with no body for each
--   finding whose wording and scope are not held.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: inspections published after the as-at date.
-- Shows: body
with positions as (
    from finding_position_at($as_at, $known_at) where body_code = any($seen)
),
board_record as (
    select count(*) > 0 as is_known from board_record_at($as_at, $known_at)
),
-- The steps of a claim, one after another; nothing is done at the first.
steps as (
    select stage_code, row_number() over (order by display_order) - 1 as step
    from stage
    where lane_code = 'claimed' and kind_code = 'step'
),
responses as (
    select finding_ref, body_code, max(published_on) as response_published_on
    from statement
    where published_on <= $as_at and kind_code = 'section-55-response'
        and finding_ref is not null
    group by all
)
select
    finding.finding_ref,
    finding.number as finding_number,
    finding.wording,
    finding.is_wording_held,
    scope.label as scope,
    positions.body_code,
    body.short_name as body,
    body.display_order as body_order,
    positions.* exclude (finding_ref, body_code, inspection_code),
    date_diff('day', positions.waiting_since_on, $as_at::date) as waiting_days,
    claimed_stage.label as claimed_stage,
    claimed_stage.symbol as claimed_symbol,
    steps.step as claimed_step,
    (select max(step) from steps) as step_count,
    case when positions.body_code is not null
        then if((select is_known from board_record), verified_stage.label, 'Not known')
    end as verified_stage,
    verified_stage.symbol as verified_symbol,
    brag.label as brag,
    brag.symbol as brag_symbol,
    brag.display_order as brag_order,
    responses.response_published_on,
    return_received.file_name
from finding
join inspection using (inspection_code)
left join positions using (finding_ref)
left join body using (body_code)
left join choice as scope on scope.list_code = 'scope' and scope.code = finding.scope_code
left join stage as claimed_stage
    on claimed_stage.lane_code = 'claimed'
    and claimed_stage.stage_code = positions.claimed_stage_code
left join steps on steps.stage_code = positions.claimed_stage_code
left join stage as verified_stage
    on verified_stage.lane_code = 'verified'
    and verified_stage.stage_code = positions.verified_stage_code
left join brag on brag.brag_code = positions.brag_code
left join responses
    on responses.finding_ref = finding.finding_ref
    and responses.body_code = positions.body_code
left join return_received using (return_id)
where inspection.published_on <= $as_at
    and (positions.body_code is not null or finding.scope_code = 'not-held')
order by finding.number, finding.finding_ref, body.display_order
