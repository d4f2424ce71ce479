-- Where each finding stands at each body: what is claimed, and what a verifier found.

-- One row per finding per body: the latest verification on or before the as-at date.
create or replace macro verification_at(as_at, known_at) as table
    with ranked as (
        select
            verification.*,
            row_number() over (
                partition by finding_ref, verification.body_code
                order by verified_on desc, return_received.as_at_on desc, return_id desc,
                    verification.row_number desc
            ) as recency
        from verification
        join return_in_force(as_at, known_at) as return_received using (return_id)
        where verified_on <= as_at
    )
    select * exclude (recency) from ranked where recency = 1;

-- One row per finding per body it applies to: what is claimed, what is verified, and the
-- BRAG to show. Blue only on a verifier's word; grey where the body has not reported.
create or replace macro finding_position_at(as_at, known_at) as table
    with latest as (
        from position_at(as_at, known_at)
    ),
    claimed as (
        select
            latest.body_code, latest.as_at_on as claimed_as_at_on, latest.is_stale,
            latest.age_days, latest.is_demonstration, finding_update.*
        from latest
        join finding_update using (return_id)
        where is_section_reported(latest.sections_not_reported, 'finding_update')
    ),
    verified as (
        from verification_at(as_at, known_at)
    )
    select
        finding.finding_ref,
        finding.inspection_code,
        finding_body.body_code,
        claimed.claimed_stage_code,
        claimed.declared_brag_code,
        claimed.progress,
        claimed.evidence,
        claimed.evidence_on,
        claimed.expected_closing_on,
        claimed.next_milestone,
        claimed.next_milestone_due_on,
        claimed.owner_role,
        claimed.claimed_as_at_on,
        claimed.age_days,
        coalesce(claimed.is_stale, false) as is_stale,
        -- Silence is the body's: a body that returned without this finding is not silent.
        coalesce(latest.is_stale, true) as is_silent,
        claimed.return_id,
        claimed.row_number,
        claimed.return_id is not null as is_reported,
        coalesce(claimed_stage.is_complete, false) as is_delivered,
        coalesce(claimed_stage.kind_code, 'step') as claimed_kind_code,
        coalesce(verified_stage.kind_code = 'contested', false) as is_contested,
        coalesce(verified.verified_stage_code, 'not-verified') as verified_stage_code,
        verified.verified_on,
        verified.verifier_role,
        verified.verifier_body_code,
        coalesce(verified_stage.is_complete, false) as is_verified,
        claimed.return_id is not null and not coalesce(claimed_stage.is_complete, false)
            and not coalesce(verified_stage.is_complete, false)
            and coalesce(claimed.expected_closing_on < as_at, false) as is_past_closing,
        case
            when verified_stage.is_complete then 'blue'
            when claimed.return_id is null then 'grey'
            else claimed.declared_brag_code
        end as brag_code
    from finding
    join inspection using (inspection_code)
    join finding_body using (finding_ref)
    left join latest on latest.body_code = finding_body.body_code
    left join claimed
        on claimed.finding_ref = finding.finding_ref
        and claimed.body_code = finding_body.body_code
    left join verified
        on verified.finding_ref = finding.finding_ref
        and verified.body_code = finding_body.body_code
    left join stage as claimed_stage
        on claimed_stage.lane_code = 'claimed'
        and claimed_stage.stage_code = claimed.claimed_stage_code
    left join stage as verified_stage
        on verified_stage.lane_code = 'verified'
        and verified_stage.stage_code = verified.verified_stage_code
    where inspection.published_on <= as_at;
