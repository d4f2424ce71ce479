-- What does this store hold: how many returns, of which kind, under which marking, for which board?
-- Grain: one row.
-- Parameters: $known_at.
-- Leaves out: nothing.
-- Shows: body
with marked as (
    select coalesce(choice.label, marking_code) as marking, choice.display_order
    from return_received
    left join choice on choice.list_code = 'marking' and choice.code = marking_code
    where is_known(received_at, version_number, $known_at)
)
select
    count(*) as return_count,
    count(*) filter (is_demonstration) as demonstration_count,
    -- The highest of what is held, one that the list no longer has being above all others; the
    -- lowest where nothing is.
    coalesce(
        (select marking from marked order by display_order desc nulls first limit 1),
        (select label from choice where list_code = 'marking' order by display_order limit 1)
    ) as marking,
    max(received_at) as last_received_at,
    coalesce(max(return_id), 0) as newest_return_id,
    -- A made-up nation has a made-up inspection too.
    exists (select 1 from source where source_code = 'made-up') as is_record_made_up,
    (select label from choice where list_code = 'board' and code = 'name') as board
from return_received
where is_known(received_at, version_number, $known_at)
