-- Is an OCG's threat given without the day it was assessed?
-- Severity: warning
-- Expected: the day of this assessment: without it the OCG counts as not assessed
-- Looks back: no
select
    return_id, 'ocg' as table_name, row_number, 'assessed_on' as column_name,
    'empty, with a threat method, score or band' as found
from incoming_ocg
where assessed_on is null
    and (threat_method_code is not null or threat_score is not null or threat_band_code is not null)
