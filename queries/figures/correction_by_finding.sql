-- Which claims on findings were corrected after they had first been shown?
-- Grain: one row per chosen body per finding per return that changed what is claimed of it, for the
--   day that the body's position describes; none where nothing changed.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: corrections of earlier days, and changes of words alone (progress, evidence,
--   milestones).
-- Shows: body
with latest as (
    from position_at($as_at, $known_at) where body_code = any($bodies)
),
corrected as (
    select told.*
    from return_told_at($known_at) as told
    join latest on latest.body_code = told.body_code and latest.as_at_on = told.as_at_on
    where told.replaces_return_id is not null and not told.is_entry
),
now as (
    select corrected.return_id as correction_id, stated.*
    from corrected
    join finding_update as stated using (return_id)
),
earlier as (
    select corrected.return_id as correction_id, stated.*
    from corrected
    join finding_update as stated on stated.return_id = corrected.replaces_return_id
),
compared as (
    select
        correction_id,
        finding_ref,
        earlier.claimed_stage_code as was_claimed_stage_code,
        now.claimed_stage_code,
        earlier.declared_brag_code as was_brag_code,
        now.declared_brag_code as brag_code,
        earlier.expected_closing_on as was_closing_on,
        now.expected_closing_on as closing_on,
        now.row_number
    from now
    full join earlier using (correction_id, finding_ref)
    where now.claimed_stage_code is distinct from earlier.claimed_stage_code
        or now.declared_brag_code is distinct from earlier.declared_brag_code
        or now.expected_closing_on is distinct from earlier.expected_closing_on
)
select
    corrected.body_code,
    body.short_name as body,
    compared.finding_ref,
    was_stage.label as was_claimed_stage,
    stage.label as claimed_stage,
    was_brag.label as was_brag,
    brag.label as brag,
    compared.was_closing_on,
    compared.closing_on,
    corrected.as_at_on,
    region_time(corrected.received_at) as received_at,
    corrected.submitted_by_role,
    corrected.return_id,
    corrected.file_name,
    compared.row_number
from compared
join corrected on corrected.return_id = compared.correction_id
join body using (body_code)
join finding using (finding_ref)
left join stage as was_stage
    on was_stage.lane_code = 'claimed' and was_stage.stage_code = compared.was_claimed_stage_code
left join stage
    on stage.lane_code = 'claimed' and stage.stage_code = compared.claimed_stage_code
left join brag as was_brag on was_brag.brag_code = compared.was_brag_code
left join brag on brag.brag_code = compared.brag_code
order by body.display_order, corrected.return_id, finding.number,
    compared.finding_ref
