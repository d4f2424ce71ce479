-- What moved, slipped, moved back, went silent or came back since the earlier date?
-- Grain: one row per finding per chosen body per kind of change; none where nothing changed.
-- Parameters: $as_at, $known_at, $since, $since_known_at, $seen.
-- Leaves out: changes of words alone (progress, evidence), which the finding's history shows.
-- Shows: body
with positions as (
    select 'now' as moment, * from finding_position_at($as_at, $known_at)
    where body_code = any($seen)
    union all
    select 'earlier', * from finding_position_at($since, $since_known_at)
    where body_code = any($seen)
),
staged as (
    select
        positions.*,
        claimed.label as claimed_stage,
        claimed.display_order as claimed_order,
        verified.label as verified_stage,
        verified.display_order as verified_order,
        verified.kind_code as verified_kind_code,
        brag.label as brag
    from positions
    left join stage as claimed
        on claimed.lane_code = 'claimed' and claimed.stage_code = positions.claimed_stage_code
    left join stage as verified
        on verified.lane_code = 'verified' and verified.stage_code = positions.verified_stage_code
    left join brag using (brag_code)
),
compared as (
    select
        now.finding_ref, now.body_code, now.return_id, now.row_number,
        earlier.claimed_stage as was_claimed_stage,
        now.claimed_stage,
        now.claimed_order - earlier.claimed_order as claimed_steps,
        now.claimed_kind_code = 'step' and earlier.claimed_kind_code = 'step' as is_claim_a_step,
        earlier.verified_stage as was_verified_stage,
        now.verified_stage,
        now.verified_order - earlier.verified_order as verified_steps,
        now.verified_kind_code = 'step' and earlier.verified_kind_code = 'step'
            as is_verification_a_step,
        now.verified_kind_code,
        now.is_verified,
        earlier.is_verified as was_verified,
        strftime(earlier.expected_closing_on, '%Y-%m-%d') as was_closing_on,
        strftime(now.expected_closing_on, '%Y-%m-%d') as closing_on,
        now.is_open,
        now.is_contradicted and not earlier.is_contradicted as is_newly_contradicted,
        now.claimed_stage || ', ' || declared.label as declared,
        earlier.is_reported and not now.is_reported as is_dropped,
        earlier.claimed_stage || ', ' || was_declared.label as was_declared,
        'Returned ' || strftime(now.latest_as_at_on, '%-d %B %Y') || case now.left_out_code
            when 'sheet' then ', without its finding updates' else ', and says nothing of it' end
            as dropped,
        earlier.is_silent as was_silent,
        now.is_silent,
        strftime(now.latest_as_at_on, '%Y-%m-%d') as latest_as_at_on,
        earlier.brag as was_brag,
        now.brag
    from (from staged where moment = 'now') as now
    join (from staged where moment = 'earlier') as earlier using (finding_ref, body_code)
    left join brag as declared on declared.brag_code = now.declared_brag_code
    left join brag as was_declared on was_declared.brag_code = earlier.declared_brag_code
),
-- Every change one row may show, the code null where it does not.
changes as (
    select
        compared.*,
        unnest([
            {'code': case when is_newly_contradicted then 'contradicted' end,
             'was': verified_stage, 'is_now': declared},
            {'code': case when is_dropped then 'claim-dropped' end,
             'was': was_declared, 'is_now': dropped},
            {'code': case
                when verified_steps = 0 then null
                when verified_kind_code = 'conflict' then 'verifiers-disagree'
                when verified_kind_code = 'contested' then 'contested'
                when verified_kind_code = 'withdrawn' then 'reopened'
                when is_verified and not was_verified then 'verified'
                when not is_verification_a_step then 'verification-changed'
                when verified_steps > 0 then 'verified'
                else 'verification-gone' end,
             'was': was_verified_stage, 'is_now': verified_stage},
            {'code': case
                when was_claimed_stage is null and claimed_stage is not null then 'first-claim'
                when claimed_steps is null or claimed_steps = 0 then null
                when not is_claim_a_step then 'claim-changed'
                when claimed_steps > 0 then 'moved'
                when claimed_steps < 0 then 'moved-back' end,
             'was': was_claimed_stage, 'is_now': claimed_stage},
            {'code': case when closing_on > was_closing_on then 'slipped'
                when is_open and was_closing_on is not null and closing_on is null
                then 'date-withdrawn' end,
             'was': was_closing_on, 'is_now': closing_on},
            {'code': case when is_silent and not was_silent then 'went-silent'
                when was_silent and not is_silent then 'came-back' end,
             'was': null, 'is_now': latest_as_at_on}
        ]) as change
    from compared
)
select
    change.code as change_code,
    changes.finding_ref,
    finding.number as finding_number,
    changes.body_code,
    body.short_name as body,
    body.display_order as body_order,
    change.was as was,
    change.is_now as is_now,
    was_brag,
    brag,
    return_id,
    return_received.file_name,
    changes.row_number
from changes
join finding using (finding_ref)
join body using (body_code)
left join return_received using (return_id)
where change.code is not null
order by finding.number, finding.finding_ref, body.display_order, change_code
