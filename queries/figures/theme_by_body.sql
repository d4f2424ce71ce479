-- What else did the inspections find, good or bad, that is no numbered finding?
-- Grain: one row per comment or positive; of the whole region, one without a body.
-- Parameters: $as_at, $seen, $page (the subject page that it concerns, none for all).
-- Leaves out: inspections published after the as-at date.
-- Shows: body
select
    case when body.kind_code <> 'region' then theme.body_code end as body_code,
    body.short_name as body,
    kind.label as kind,
    theme.theme,
    theme.source_page,
    inspection.title as inspection,
    source.title as source,
    source.address as source_address
from theme
join body using (body_code)
join inspection using (inspection_code)
join source on source.source_code = theme.source_code
left join choice as kind on kind.list_code = 'theme_kind' and kind.code = theme.kind_code
where inspection.published_on <= $as_at
    and (theme.body_code = any($seen) or body.kind_code = 'region')
    and ($page::varchar is null or theme.page = $page)
order by
    inspection.published_on, body.kind_code <> 'region', body.display_order, kind.display_order,
    theme.theme_order
