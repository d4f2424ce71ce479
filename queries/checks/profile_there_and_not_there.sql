-- Is an area without a profile given dates or readers of one?
-- Severity: error
-- Expected: Live or Static where there is a profile
-- Looks back: no
select
    return_id, 'local_profile' as table_name, row_number, 'format_code' as column_name,
    'None, with ' || case
        when issued_on is not null then 'Issued ' || in_words(issued_on)
        when updated_on is not null then 'Last updated ' || in_words(updated_on)
        else 'Partners with access ' || partners_with_access
    end as found
from incoming_local_profile
where format_code = 'none'
    and (issued_on is not null or updated_on is not null or partners_with_access > 0)
