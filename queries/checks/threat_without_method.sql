-- Is an OCG scored, banded or assessed without its method?
-- Severity: error
-- Expected: the method of this assessment, as scores of two methods cannot be compared
-- Looks back: no
select
    return_id, 'ocg' as table_name, row_number, 'threat_method_code' as column_name,
    'empty, with ' || case
        when threat_score is not null then 'Threat score ' || format('{:g}', threat_score)
        when threat_band_code is not null then 'a Threat band'
        else 'Assessed ' || in_words(assessed_on)
    end as found
from incoming_ocg
where threat_method_code is null
    and (threat_score is not null or threat_band_code is not null or assessed_on is not null)
