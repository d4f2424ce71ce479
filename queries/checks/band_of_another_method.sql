-- Is an OCG's threat band one of another method than the one beside it?
-- Severity: error
-- Expected: a band of the method beside it
-- Looks back: no
select
    return_id, 'ocg' as table_name, row_number, 'threat_band_code' as column_name,
    threat_band.label || ', with Threat method ' || choice.label as found
from incoming_ocg
join threat_band on band_code = threat_band_code
join choice on list_code = 'threat_method' and code = threat_method_code
where threat_band.method_code <> threat_method_code
