-- Which versions has the store had, who wrote each, and which returns came in with it?
-- Grain: one row per version, the newest first; its returns as a list, in the order of bodies.
-- Parameters: $seen, $known_at.
-- Leaves out: returns of bodies the viewer may not see; author and message where there are any.
-- Shows: body
with received as (
    select
        return_received.version_number,
        count(*) filter (body.body_code = any($seen)) as return_count,
        count(*) filter (body.body_code <> all($seen)) > 0 as has_others,
        list(
            {
                'return_id': return_received.return_id,
                'body_code': body.body_code,
                'body': body.short_name,
                'as_at_on': return_received.as_at_on,
                'is_entry': return_received.is_entry
            }
            order by body.display_order, return_received.as_at_on, return_received.return_id
        ) filter (body.body_code = any($seen)) as returns
    from return_received
    join body using (body_code)
    group by return_received.version_number
),
refused as (
    select version_number, bool_or(body_code is null or body_code <> all($seen)) as has_others
    from refusal
    -- Whoever sees every body may know of a file that names none.
    where exists (from body where body.body_code <> all($seen))
    group by version_number
)
select
    version.version_number,
    version.written_at,
    coalesce(received.has_others, false) or coalesce(refused.has_others, false) as is_withheld,
    case when not is_withheld then version.author end as author,
    case when not is_withheld then version.message end as message,
    coalesce(received.return_count, 0) as return_count,
    coalesce(received.returns, []) as returns
from version
left join received using (version_number)
left join refused using (version_number)
where version.written_at <= $known_at
order by version.version_number desc
