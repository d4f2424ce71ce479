-- What several queries share, each defined once. Every macro takes the as-at date and
-- known_at, the moment up to which received returns count (UTC), so that a page can be
-- shown as it was on a past day.

create or replace macro setting_value(code) as
    (select value from setting where setting_code = code);

-- Whether a return reported a section: an empty section it does not name means none held.
create or replace macro is_section_reported(sections_not_reported, section) as
    not coalesce(list_contains(string_split(sections_not_reported, ';'), section), false);

-- One row per body that has returned: its latest return on or before the as-at date.
create or replace macro position_at(as_at, known_at) as table
    with ranked as (
        select
            *,
            row_number() over (
                partition by body_code
                order by as_at_on desc, received_at desc, return_id desc
            ) as recency
        from return_received
        where as_at_on <= as_at and received_at <= known_at
    )
    select
        * exclude (recency),
        date_diff('day', as_at_on, as_at) as age_days,
        date_diff('day', as_at_on, as_at) > setting_value('stale_after_days') as is_stale
    from ranked
    where recency = 1;

-- One row per finding per body: the latest verification on or before the as-at date.
create or replace macro verification_at(as_at, known_at) as table
    with ranked as (
        select
            verification.*,
            row_number() over (
                partition by finding_ref, verification.body_code
                order by verified_on desc, return_received.as_at_on desc, received_at desc,
                    return_id desc, verification.row_number desc
            ) as recency
        from verification
        join return_received using (return_id)
        where verified_on <= as_at and return_received.as_at_on <= as_at
            and received_at <= known_at
    )
    select * exclude (recency) from ranked where recency = 1;

-- One row per action: as it stood on the as-at date, with its first due date.
create or replace macro action_at(as_at, known_at) as table
    with stated as (
        select
            action.*,
            first_value(due_on) over earliest_first as first_due_on,
            row_number() over (
                partition by action_ref
                order by as_at_on desc, received_at desc, return_id desc, action.row_number desc
            ) as recency
        from action
        join return_received using (return_id)
        where as_at_on <= as_at and received_at <= known_at
        window earliest_first as (
            partition by action_ref order by as_at_on, received_at, return_id, action.row_number
        )
    )
    select
        * exclude (recency),
        status_code = 'open' and due_on < as_at as is_overdue,
        case when status_code = 'open' and due_on < as_at
            then date_diff('day', due_on, as_at) end as days_overdue
    from stated
    where recency = 1;

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
        coalesce(verified.verified_stage_code, 'not-verified') as verified_stage_code,
        verified.verified_on,
        verified.verifier_role,
        verified.verifier_body_code,
        coalesce(verified_stage.is_complete, false) as is_verified,
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

-- One row per active OCG of the latest returns: whether any strand of its plan is published.
create or replace macro ocg_coverage_at(as_at, known_at) as table
    with latest as (
        from position_at(as_at, known_at)
        where is_section_reported(sections_not_reported, 'ocg')
            and is_section_reported(sections_not_reported, 'plan')
    ),
    published as (
        select plan.return_id, plan.ocg_ref, count(*) as published_strands
        from plan
        where plan.return_id in (select return_id from latest)
            and plan.published_on <= as_at
        group by all
    )
    select
        latest.body_code,
        ocg.ocg_ref,
        ocg.threat_band_code,
        ocg.return_id,
        ocg.row_number,
        coalesce(published.published_strands, 0) as published_strands,
        coalesce(published.published_strands, 0) > 0 as is_covered
    from latest
    join ocg using (return_id)
    left join published
        on published.return_id = ocg.return_id and published.ocg_ref = ocg.ocg_ref
    where ocg.status_code = 'active';
