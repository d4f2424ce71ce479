-- Which codes, under which labels, may stand in a return's choice columns?
-- Grain: one row per list per code.
-- Leaves out: sections, which are the contract's sheets.
select 'body' as list_code, body_code as code, name as label from body
union all
select 'body', body_code, short_name from body
union all
select 'finding', finding_ref, finding_ref from finding
union all
select lane_code || '_stage', stage_code, label from stage
union all
select 'declared_brag', brag_code, label from brag where is_declared
union all
select 'strand', strand_code, label from strand
union all
select 'threat_band', band_code, label from threat_band
union all
select 'measure', measure_code, label from measure
union all
select list_code, code, label from choice
