-- Is a real return being put among made-up ones, or a made-up one among real ones?
-- Severity: error
-- Expected: a store of its own for your own returns: leave out --data demonstration
-- Looks back: yes
select
    incoming.return_id,
    'return_received' as table_name,
    incoming.row_number,
    null as column_name,
    case when incoming.is_demonstration then 'a made-up return for a store of real ones'
        else 'a return for a store of demonstration data' end as found
from incoming_return_received as incoming
where exists (
    from held_return_received as held
    where held.is_demonstration <> incoming.is_demonstration
)
