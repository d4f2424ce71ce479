-- What has each body said of each finding, return by return, and what did verifiers say?
-- Grain: one row per return in force of each chosen body and finding that applies to it, and one per
--   verification that stands on record.
-- Parameters: $as_at, $known_at, $seen, $finding_ref.
-- Leaves out: returns and verifications that a later one for the same day replaced, and returns of
--   days before the finding was published. A return that does not report the finding has no stage.
-- Shows: body
with in_force as (
    from return_in_force($as_at, $known_at)
),
steps as (
    select stage_code, row_number() over (order by display_order) - 1 as step
    from stage
    where lane_code = 'claimed' and kind_code = 'step'
),
claimed as (
    select
        finding.finding_ref,
        in_force.body_code,
        'claimed' as lane_code,
        in_force.as_at_on as on_date,
        finding_update.claimed_stage_code as stage_code,
        finding_update.declared_brag_code as brag_code,
        finding_update.expected_closing_on,
        finding_update.row_number,
        return_id
    from in_force
    join finding_body using (body_code)
    join finding using (finding_ref)
    join inspection using (inspection_code)
    left join finding_update using (return_id, finding_ref)
    where not in_force.is_entry and in_force.as_at_on >= inspection.published_on
),
verified as (
    select
        verification.finding_ref,
        verification.body_code,
        'verified' as lane_code,
        verification.verified_on as on_date,
        verification.verified_stage_code as stage_code,
        null as brag_code,
        null as expected_closing_on,
        verification.row_number,
        return_id
    from verification
    join in_force using (return_id)
    where verification.verified_on <= $as_at
)
select
    said.*,
    finding.number as finding_number,
    finding.wording,
    body.short_name as body,
    body.display_order as body_order,
    stage.label as stage,
    stage.is_complete,
    stage.kind_code,
    steps.step,
    brag.label as brag,
    setting_value('stale_after_days')::integer as stale_after_days,
    return_received.file_name
from (from claimed union all by name from verified) as said
join finding using (finding_ref)
join body using (body_code)
join return_received using (return_id)
left join stage using (lane_code, stage_code)
left join steps on said.lane_code = 'claimed' and steps.stage_code = said.stage_code
left join brag using (brag_code)
where said.body_code = any($seen)
    and ($finding_ref is null or said.finding_ref = $finding_ref)
order by finding.number, said.finding_ref, body.display_order, said.on_date, said.lane_code,
    said.return_id, said.row_number
