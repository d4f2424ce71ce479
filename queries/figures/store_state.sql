-- What does this store hold: how many returns, of which kind, under which marking, for which board?
-- Grain: one row.
-- Parameters: $known_at.
-- Leaves out: nothing.
-- Shows: body
select
    count(*) as return_count,
    count(*) filter (is_demonstration) as demonstration_count,
    coalesce(bool_or(marking_code = 'official-sensitive'), false) as is_sensitive,
    max(received_at) as last_received_at,
    coalesce(max(return_id), 0) as newest_return_id,
    -- A made-up nation has a made-up inspection too.
    exists (select 1 from source where source_code = 'made-up') as is_record_made_up,
    (select label from choice where list_code = 'board' and code = 'name') as board
from return_received
where received_at <= $known_at
