-- What did one return change of what its body says of each finding?
-- Grain: one row per finding that the return, or the body's position just before it, reports.
-- Parameters: $return_id, $known_at, $bodies.
-- Leaves out: changes of words alone (progress, evidence, milestones), which are no change here.
-- Shows: body
with this as (
    from return_and_earlier($return_id, $known_at) where body_code = any($bodies)
),
now as (
    from finding_update where return_id in (select return_id from this)
),
earlier as (
    from finding_update where return_id in (select was_return_id from this)
),
compared as (
    select
        coalesce(now.finding_ref, earlier.finding_ref) as finding_ref,
        earlier.claimed_stage_code as was_claimed_stage_code,
        now.claimed_stage_code,
        earlier.declared_brag_code as was_brag_code,
        now.declared_brag_code as brag_code,
        earlier.expected_closing_on as was_closing_on,
        now.expected_closing_on as closing_on,
        now.row_number,
        case
            when earlier.finding_ref is null then 'new'
            when now.finding_ref is null then 'gone'
            when now.expected_closing_on > earlier.expected_closing_on then 'slipped'
            when now.claimed_stage_code <> earlier.claimed_stage_code
                or now.declared_brag_code <> earlier.declared_brag_code
                or now.expected_closing_on is distinct from earlier.expected_closing_on
                then 'moved'
            else 'unchanged'
        end as change_code
    from now
    full join earlier using (finding_ref)
)
select
    compared.change_code,
    change.label as change,
    compared.finding_ref,
    finding.number as finding_number,
    compared.was_claimed_stage_code,
    was_stage.label as was_claimed_stage,
    compared.claimed_stage_code,
    stage.label as claimed_stage,
    compared.was_brag_code,
    was_brag.label as was_brag,
    compared.brag_code,
    brag.label as brag,
    compared.was_closing_on,
    compared.closing_on,
    this.was_return_id,
    this.was_as_at_on,
    this.was_file_name,
    this.body_code,
    this.return_id,
    this.file_name,
    compared.row_number
from compared
cross join this
join finding using (finding_ref)
join choice as change
    on change.list_code = 'return_finding_change' and change.code = compared.change_code
left join stage as was_stage
    on was_stage.lane_code = 'claimed' and was_stage.stage_code = compared.was_claimed_stage_code
left join stage
    on stage.lane_code = 'claimed' and stage.stage_code = compared.claimed_stage_code
left join brag as was_brag on was_brag.brag_code = compared.was_brag_code
left join brag on brag.brag_code = compared.brag_code
order by finding.number, compared.finding_ref
