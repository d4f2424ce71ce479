-- Which codes, under which labels, may stand in the choice columns of a return or a form?
-- Grain: one row per list per code per label, in the list's order; a body's short name last.
-- Parameters: none.
-- Leaves out: sections, which are the contract's sheets, and the stage of verifiers that disagree,
--   which nobody gives.
-- Shows: body
with listed as (
    select 'body' as list_code, body_code as code, name as label, 1 as label_order, display_order
    from body
    union all
    select 'body', body_code, short_name, 2, display_order from body
    union all
    select 'finding', finding_ref, finding_ref, 1, number from finding
    union all
    select lane_code || '_stage', stage_code, label, 1, display_order from stage
    where kind_code <> 'conflict'
    union all
    select 'declared_brag', brag_code, label, 1, display_order from brag where is_declared
    union all
    select 'strand', strand_code, label, 1, display_order from strand
    union all
    select 'threat_band', band_code, label, 1, display_order from threat_band
    union all
    select 'measure', measure_code, label, 1, display_order from measure
    union all
    select list_code, code, label, 1, display_order from choice
)
select list_code, code, label, display_order
from listed
order by list_code, label_order, display_order, code
