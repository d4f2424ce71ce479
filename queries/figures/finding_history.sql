-- What has one body said of one finding, return by return, and what did verifiers say?
-- Grain: one row per accepted return that reports the finding, and one per verification,
--   newest first.
-- Parameters: $as_at, $known_at, $bodies, $finding_ref.
-- Leaves out: nothing; a return corrected by a later one is shown, marked as replaced.
-- Shows: body
with known as (
    select
        *,
        return_id not in (
            select return_id from return_in_force($as_at, $known_at)
        ) as is_replaced
    from return_received
    where is_known(received_at, version_number, $known_at) and as_at_on <= $as_at
),
claimed as (
    select
        'claimed' as lane_code,
        known.as_at_on as on_date,
        known.received_at,
        finding_update.claimed_stage_code as stage_code,
        finding_update.declared_brag_code,
        finding_update.progress as words,
        finding_update.evidence,
        finding_update.evidence_on,
        finding_update.expected_closing_on,
        finding_update.next_milestone,
        finding_update.next_milestone_due_on,
        finding_update.owner_role as by_role,
        known.is_replaced,
        known.body_code,
        return_id,
        finding_update.row_number
    from finding_update
    join known using (return_id)
    where finding_update.finding_ref = $finding_ref
),
verified as (
    select
        'verified' as lane_code,
        verification.verified_on as on_date,
        known.received_at,
        verification.verified_stage_code as stage_code,
        null as declared_brag_code,
        null as words,
        verification.evidence_seen || coalesce(
            '; ' || verification.document_title || ' of '
                || strftime(verification.document_on, '%-d %B %Y') || ', '
                || verification.document_ref || '; recorded by ' || known.submitted_by_role,
            ''
        ) as evidence,
        null as evidence_on,
        null as expected_closing_on,
        null as next_milestone,
        null as next_milestone_due_on,
        coalesce(verification.verifier_role, 'The inspectorate') as by_role,
        known.is_replaced,
        verification.body_code,
        return_id,
        verification.row_number
    from verification
    join known using (return_id)
    where verification.finding_ref = $finding_ref
)
select
    lines.*,
    case lines.lane_code when 'claimed' then 'Claimed' else 'Verified' end
        || case when is_replaced then ' (since corrected)' else '' end as lane,
    case lines.lane_code when 'claimed' then 'Finding updates' else 'Verifications' end
        || ', row ' || lines.row_number as place,
    lines.evidence || coalesce(', ' || strftime(lines.evidence_on, '%-d %B %Y'), '')
        as evidence_dated,
    lines.next_milestone
        || coalesce(', due ' || strftime(lines.next_milestone_due_on, '%-d %B %Y'), '')
        as milestone,
    region_day(lines.received_at) as received_on,
    stage.label as stage,
    stage.symbol as stage_symbol,
    stage.display_order as stage_order,
    brag.label as brag,
    brag.symbol as brag_symbol,
    return_received.file_name,
    return_received.sha256,
    return_received.is_demonstration
from (from claimed union all by name from verified) as lines
join return_received using (return_id)
left join stage using (lane_code, stage_code)
left join brag on brag.brag_code = lines.declared_brag_code
where lines.body_code = any($bodies)
    and lines.on_date <= $as_at
order by lines.on_date desc, return_id desc, lines.lane_code, lines.row_number
