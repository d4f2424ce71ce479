-- Which figures has each body published, and where?
-- Grain: one row per published figure, for every finding or for one.
-- Parameters: $as_at, $seen, $finding_ref (none for all).
-- Leaves out: figures published after the as-at date.
-- Shows: body
select
    figure.figure_ref,
    figure.body_code,
    body.short_name as body,
    figure.finding_ref,
    figure.label,
    figure.value,
    figure.unit,
    figure.note,
    figure.as_at_on,
    figure.published_on,
    source.title as source
from published_figure as figure
join body using (body_code)
join source using (source_code)
where figure.body_code = any($seen)
    and figure.published_on <= $as_at
    and ($finding_ref::varchar is null or figure.finding_ref = $finding_ref)
order by body.display_order, figure.finding_ref nulls last, figure.value is null, figure.label
