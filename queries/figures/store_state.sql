-- What does this store hold: how many returns, of which kind, under which marking, for which board?
-- Grain: one row.
-- Parameters: $seen, $known_at.
-- Leaves out: returns of bodies the viewer may not see; the board's are counted for everybody.
-- Shows: body
with held as (
    select return_received.*
    from return_received
    join body using (body_code)
    where is_known(received_at, version_number, $known_at)
        and (body_code = any($seen) or body.kind_code = 'region')
),
marked as (
    select coalesce(choice.label, marking_code) as marking, choice.display_order
    from held
    left join choice on choice.list_code = 'marking' and choice.code = marking_code
)
select
    count(*) as return_count,
    -- A made-up store says so to everybody, whoever's its made-up returns are.
    greatest(
        count(*) filter (is_demonstration),
        (
            select count(*) > 0 from return_received
            where is_demonstration and is_known(received_at, version_number, $known_at)
        )::int
    ) as demonstration_count,
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
from held
