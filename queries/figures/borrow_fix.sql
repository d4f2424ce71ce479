-- Who has a finding verified complete that others still have open, and what was done there?
-- Grain: one row per finding per body where it is verified complete, while it is open at a
--   chosen body.
-- Parameters: $as_at, $known_at, $bodies, $seen.
-- Leaves out: findings that are verified complete nowhere, or open nowhere; what the body's own
--   claim or data no longer bears out; milestones that its latest return still names; and what was
--   done or shown after it was verified.
-- Shows: body
with shown as (
    from finding_shown_at($as_at, $known_at) where body_code = any($seen)
),
still_open as (
    select shown.finding_ref, list(body.short_name order by body.display_order) as open_bodies
    from shown
    join body using (body_code)
    where shown.is_open and shown.body_code = any($bodies)
    group by shown.finding_ref
),
fixed as (
    select shown.*, still_open.open_bodies
    from shown
    join still_open using (finding_ref)
    where shown.is_verified and shown.agreement_code not in ('contradicted', 'not-borne-out')
),
stated as (
    select
        finding_update.finding_ref, finding_update.next_milestone, finding_update.evidence,
        finding_update.evidence_on, returned.body_code, returned.as_at_on
    from finding_update
    join return_in_force($as_at, $known_at) as returned using (return_id)
    where is_section_reported(returned.sections_not_reported, 'finding_update')
),
milestones as (
    select
        fixed.finding_ref, fixed.body_code,
        list(named.next_milestone order by named.first_on, named.next_milestone) as milestones
    from (
        select
            finding_ref, body_code, next_milestone, min(as_at_on) as first_on,
            max(as_at_on) as last_on
        from stated
        where next_milestone is not null
        group by finding_ref, body_code, next_milestone
    ) as named
    join fixed using (finding_ref, body_code)
    where named.first_on <= fixed.verified_on and named.last_on < fixed.latest_as_at_on
    group by fixed.finding_ref, fixed.body_code
),
shown_first as (
    select
        stated.finding_ref, stated.body_code, stated.evidence, min(stated.as_at_on) as first_on,
        max(stated.evidence_on) as evidence_on
    from stated
    join fixed using (finding_ref, body_code)
    where stated.evidence is not null and stated.as_at_on <= fixed.verified_on
    group by stated.finding_ref, stated.body_code, stated.evidence
),
evidence as (
    select
        finding_ref, body_code,
        list(
            evidence || coalesce(', ' || strftime(evidence_on, '%-d %B %Y'), '')
            order by first_on, evidence
        ) as evidence
    from shown_first
    group by finding_ref, body_code
),
actions as (
    select
        fixed.finding_ref, fixed.body_code,
        list(action_ref || ': ' || action order by closed_on, action_ref) as actions
    from action_at($as_at, $known_at) as done
    join fixed
        on fixed.finding_ref = done.finding_ref and fixed.body_code = done.owner_body_code
    where done.status_code = 'closed' and done.closed_on <= fixed.verified_on
    group by fixed.finding_ref, fixed.body_code
)
select
    fixed.finding_ref,
    finding.number as finding_number,
    fixed.body_code,
    body.short_name as body,
    body.display_order as body_order,
    stage.label as verified_stage,
    fixed.verified_on,
    fixed.verifier_role,
    verified.evidence_seen,
    coalesce(actions.actions, []::varchar[]) as actions,
    coalesce(milestones.milestones, []::varchar[]) as milestones,
    coalesce(evidence.evidence, []::varchar[]) as evidence,
    fixed.measure_count,
    fixed.met_count,
    fixed.held_returns,
    fixed.open_bodies,
    len(fixed.open_bodies) as open_count,
    return_received.file_name,
    fixed.row_number
from fixed
join finding using (finding_ref)
join body using (body_code)
left join verification_at($as_at, $known_at) as verified
    on verified.finding_ref = fixed.finding_ref
    and verified.body_code = fixed.body_code
left join stage
    on stage.lane_code = 'verified' and stage.stage_code = fixed.verified_stage_code
left join actions
    on actions.finding_ref = fixed.finding_ref and actions.body_code = fixed.body_code
left join milestones
    on milestones.finding_ref = fixed.finding_ref and milestones.body_code = fixed.body_code
left join evidence
    on evidence.finding_ref = fixed.finding_ref and evidence.body_code = fixed.body_code
left join return_received on return_received.return_id = fixed.return_id
order by finding.number, finding.finding_ref, body.display_order
