-- Which versions has the store had, who wrote each, and which returns came in with it?
-- Grain: one row per version, the newest first; its returns as a list, in the order of bodies.
-- Parameters: $seen, $known_at.
-- Leaves out: returns of bodies the viewer may not see; author and message where there are any.
-- Shows: body
with received as (
    select
        return_received.version_number,
        count(*) filter (body.body_code = any($seen)) as return_count,
        count(*) filter (body.body_code <> all($seen)) > 0 as is_withheld,
        list(
            {
                'return_id': return_received.return_id,
                'body_code': body.body_code,
                'body': body.short_name,
                'as_at_on': return_received.as_at_on
            }
            order by body.display_order, return_received.as_at_on, return_received.return_id
        ) filter (body.body_code = any($seen)) as returns
    from return_received
    join body using (body_code)
    group by return_received.version_number
)
select
    version.version_number,
    version.written_at,
    case when not coalesce(received.is_withheld, false) then version.author end as author,
    case when not coalesce(received.is_withheld, false) then version.message end as message,
    coalesce(received.is_withheld, false) as is_withheld,
    coalesce(received.return_count, 0) as return_count,
    coalesce(received.returns, []) as returns
from version
left join received using (version_number)
where version.written_at <= $known_at
order by version.version_number desc
