-- Is a verification withdrawn by a verifier that gave none?
-- Severity: error
-- Expected: an earlier verification of this finding at this body by the same verifier
-- Looks back: yes
with given as (
    select finding_ref, body_code, verifier_body_code, verified_on, verified_stage_code, return_id
    from held_verification
    where return_id not in (
        select corrects_return_id from held_return_received where corrects_return_id is not null
    )
    union all
    select finding_ref, body_code, verifier_body_code, verified_on, verified_stage_code, return_id
    from incoming_verification
)
select
    incoming.return_id, 'verification' as table_name, incoming.row_number,
    'verified_stage_code' as column_name,
    stage.label || ', with no earlier verification by '
        || coalesce(body.short_name, 'the inspectorate') as found
from incoming_verification as incoming
join stage on lane_code = 'verified' and stage_code = verified_stage_code
left join body on body.body_code = incoming.verifier_body_code
where stage.kind_code = 'withdrawn' and not exists (
    from given
    join stage as taken
        on taken.lane_code = 'verified' and taken.stage_code = given.verified_stage_code
    where taken.kind_code <> 'withdrawn'
        and given.finding_ref = incoming.finding_ref
        and given.body_code = incoming.body_code
        and given.verifier_body_code is not distinct from incoming.verifier_body_code
        and given.verified_on <= incoming.verified_on
)
