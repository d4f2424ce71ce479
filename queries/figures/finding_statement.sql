-- What has each body, or its local policing body, published?
-- Grain: one row per published statement or response, for every finding or for one.
-- Parameters: $as_at, $seen, $finding_ref (none for all), $page (the subject page that it concerns,
--   none for all).
-- Leaves out: statements published after the as-at date, and any not in the public record held.
-- Shows: body
select
    statement.statement_ref,
    statement.body_code,
    body.short_name as body,
    statement.published_on,
    kind.label as kind,
    statement.finding_ref,
    statement.summary,
    statement.note,
    source.title as source,
    source.address as source_address
from statement
join body using (body_code)
join source using (source_code)
left join choice as kind
    on kind.list_code = 'statement_kind' and kind.code = statement.kind_code
where statement.body_code = any($seen)
    and statement.published_on <= $as_at
    and ($finding_ref::varchar is null or statement.finding_ref = $finding_ref)
    and ($page::varchar is null or statement.page = $page)
order by body.display_order, statement.published_on, statement.finding_ref
