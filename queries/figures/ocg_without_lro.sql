-- Which active OCGs have no LRO, or name one that is not listed?
-- Grain: one row per such OCG of the chosen bodies' latest returns.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs, bodies that did not report OCGs, and LROs named by bodies that did not
--   report their LROs.
-- Shows: ocg
select
    ocgs.body_code,
    body.short_name as body,
    ocgs.ocg_ref,
    band.label as threat_band,
    ocgs.lro_code,
    state.label as lro_state,
    ocgs.lro_ref,
    return_received.file_name,
    ocgs.row_number
from ocg_lro_of(position_pairs($as_at, $known_at)) as ocgs
join body using (body_code)
join return_received using (return_id)
join choice as state on state.list_code = 'ocg_lro' and state.code = ocgs.lro_code
left join threat_band as band on band.band_code = ocgs.threat_band_code
where ocgs.body_code = any($seen) and ocgs.lro_code in ('none', 'unlisted')
order by band.is_high_harm desc nulls last, band.display_order nulls last, body.display_order,
    ocgs.ocg_ref
