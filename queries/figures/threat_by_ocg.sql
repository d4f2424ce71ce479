-- Where does each OCG's formal threat assessment stand?
-- Grain: one row per active OCG of the chosen bodies' latest returns, those under investigation
--   and never assessed first, then the longest known first.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: archived OCGs, and bodies that did not report OCGs.
-- Shows: ocg
select
    body.short_name as body,
    threat.body_code,
    threat.ocg_ref,
    threat.is_under_investigation,
    threat.is_under_investigation and threat.assessment_code = 'never'
        as is_investigated_unassessed,
    threat.assessment_code,
    state.label as assessment,
    method.label as method,
    threat.threat_score,
    band.label as threat_band,
    threat.assessed_on,
    threat.assessment_due_on,
    ocg.identified_on,
    date_diff('day', ocg.identified_on, threat.on_date) as days_since_identified,
    crime.label as crime_type,
    return_received.file_name,
    threat.return_id,
    threat.row_number
from ocg_threat_of(position_pairs_of($as_at, $known_at, $bodies)) as threat
join ocg using (return_id, row_number)
join return_received using (return_id)
join body on body.body_code = threat.body_code
join choice as state
    on state.list_code = 'assessment_state' and state.code = threat.assessment_code
left join choice as method
    on method.list_code = 'threat_method' and method.code = threat.threat_method_code
left join choice as crime
    on crime.list_code = 'crime_type' and crime.code = ocg.crime_type_code
left join threat_band as band
    on band.method_code = threat.threat_method_code
    and band.band_code = threat.threat_band_code
where threat.body_code = any($bodies)
order by is_investigated_unassessed desc, state.display_order desc, ocg.identified_on,
    body.display_order, threat.ocg_ref
