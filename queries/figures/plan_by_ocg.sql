-- Where does each OCG's 4P plan stand, strand by strand?
-- Grain: one row per active OCG of the chosen bodies' latest returns, the most harmful first.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: archived OCGs, and bodies that did not report OCGs or 4P plans.
-- Shows: ocg
select
    body.short_name as body,
    plans.body_code,
    body.display_order as body_order,
    plans.ocg_ref,
    band.label as threat_band,
    plans.is_high_harm,
    plans.strand_states,
    plans.strand_labels,
    plans.published_strands,
    plans.live_strands,
    plans.overdue_strands,
    plans.is_covered,
    plans.is_quality,
    plans.is_pursue_only,
    plans.has_lro,
    plans.has_trained_lro,
    plans.plan_age_days,
    plans.next_review_due_on,
    plans.return_id,
    return_received.file_name,
    plans.row_number
from ocg_plan_of(position_pairs_of($as_at, $known_at, $bodies)) as plans
join body using (body_code)
join return_received using (return_id)
left join threat_band as band on band.band_code = plans.threat_band_code
order by plans.is_high_harm desc, plans.band_order nulls last, plans.is_quality,
    plans.live_strands, body.display_order, plans.ocg_ref
