-- Does an entry take back what is no entry, or is taken back already?
-- Severity: error
-- Expected: an entry that stands
-- Looks back: yes
select
    incoming.return_id, 'return_received' as table_name, incoming.row_number,
    null::varchar as column_name,
    case
        when corrected.return_id is null or not corrected.is_entry
            then incoming.corrects_return_id || ', which is no entry'
        when corrected.corrects_return_id is not null
            then 'entry ' || corrected.return_id || ', which itself takes one back'
        else 'entry ' || corrected.return_id || ', taken back by ' || again.submitted_by_role
            || ' on ' || strftime(region_time(again.received_at), '%-d %B %Y at %H:%M')
    end as found
from incoming_return_received as incoming
left join held_return_received as corrected
    on corrected.return_id = incoming.corrects_return_id
left join held_return_received as again
    on again.corrects_return_id = incoming.corrects_return_id
where incoming.corrects_return_id is not null
    and (
        corrected.return_id is null
        or not corrected.is_entry
        or corrected.corrects_return_id is not null
        or again.return_id is not null
    )
