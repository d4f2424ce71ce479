-- Which of the OCGs scored highest are not investigated, or have no 4P plan or no LRO?
-- Grain: one row per such active OCG that has a threat score. Its place is among all those scored by
--   the same method at the chosen bodies: scores of two methods are never put in one order.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: archived OCGs, OCGs without a score, and bodies that did not report OCGs. Whether there
--   is a plan or an LRO is not known where the body did not report them.
-- Shows: ocg
with scored as (
    select
        threat.*,
        rank() over (partition by threat_method_code order by threat_score desc) as place,
        count(*) over (partition by threat_method_code) as scored_count
    from ocg_threat_of(position_pairs_of($as_at, $known_at, $bodies)) as threat
    where threat_score is not null
),
planned as (
    select return_id, ocg_ref, count(published_on) > 0 as has_plan
    from strand_state_of(position_pairs_of($as_at, $known_at, $bodies))
    group by return_id, ocg_ref
),
led as (
    select return_id, row_number, case lro_code
        when 'listed' then true
        when 'not-known' then null
        else false
    end as has_lro
    from ocg_lro_of(position_pairs_of($as_at, $known_at, $bodies))
)
select
    scored.body_code,
    body.short_name as body,
    scored.ocg_ref,
    method.label as method,
    scored.threat_score,
    scored.place::integer as place,
    scored.scored_count::integer as scored_count,
    band.label as threat_band,
    scored.is_under_investigation,
    planned.has_plan,
    led.has_lro,
    return_received.file_name,
    scored.return_id,
    scored.row_number
from scored
join led using (return_id, row_number)
left join planned using (return_id, ocg_ref)
join return_received using (return_id)
join body on body.body_code = scored.body_code
left join choice as method
    on method.list_code = 'threat_method' and method.code = scored.threat_method_code
left join threat_band as band
    on band.method_code = scored.threat_method_code
    and band.band_code = scored.threat_band_code
where not scored.is_under_investigation or not planned.has_plan or not led.has_lro
order by method.display_order, scored.place, body.display_order, scored.ocg_ref
