-- Who has a finding verified complete that others still have open, and what did they do?
-- Grain: one row per finding per body where it is verified complete, while it is open at a
--   chosen body.
-- Parameters: $as_at, $known_at, $bodies, $seen.
-- Leaves out: findings that are verified complete nowhere, or open nowhere.
-- Shows: body
with positions as (
    from finding_position_at($as_at, $known_at) where body_code = any($seen)
),
still_open as (
    select positions.finding_ref, list(body.short_name order by body.display_order) as open_bodies
    from positions
    join body using (body_code)
    where positions.is_open and positions.body_code = any($bodies)
    group by positions.finding_ref
)
select
    positions.finding_ref,
    finding.number as finding_number,
    positions.body_code,
    body.short_name as body,
    body.display_order as body_order,
    stage.label as verified_stage,
    positions.verified_on,
    positions.verifier_role,
    verified.evidence_seen,
    positions.progress,
    positions.evidence,
    still_open.open_bodies,
    len(still_open.open_bodies) as open_count,
    return_received.file_name,
    positions.row_number
from positions
join still_open using (finding_ref)
join finding using (finding_ref)
join body using (body_code)
left join verification_at($as_at, $known_at) as verified
    on verified.finding_ref = positions.finding_ref
    and verified.body_code = positions.body_code
left join stage
    on stage.lane_code = 'verified' and stage.stage_code = positions.verified_stage_code
left join return_received on return_received.return_id = positions.return_id
where positions.is_verified
order by finding.number, finding.finding_ref, body.display_order
