-- Which figures has each body published, and where?
-- Grain: one row per published figure, for every finding or for one.
-- Parameters: $as_at, $known_at, $seen, $finding_ref (none for all), $page (the subject page that it
--   concerns, none for all).
-- Leaves out: figures published after the as-at date. Beside each stand the measures that it can be
--   held against, as the body's latest return counts them: none where it has not reported them.
-- Shows: body
with held as (
    select
        figure.figure_ref,
        list({
            'measure': measure.label, 'kind_code': measure.kind_code, 'threshold': measure.threshold,
            'numerator': counted.numerator, 'denominator': counted.denominator
        } order by measure.display_order) as measures,
        any_value(latest.as_at_on) as measured_on
    from published_figure as figure
    join measure on list_contains(string_split(figure.measure_codes, ';'), measure.measure_code)
    left join position_at($as_at, $known_at) as latest on latest.body_code = figure.body_code
    left join return_measure as counted
        on counted.return_id = latest.return_id and counted.measure_code = measure.measure_code
    group by figure.figure_ref
)
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
    source.title as source,
    source.address as source_address,
    held.measures,
    held.measured_on
from published_figure as figure
join body using (body_code)
join source using (source_code)
left join held using (figure_ref)
where figure.body_code = any($seen)
    and figure.published_on <= $as_at
    and ($finding_ref::varchar is null or figure.finding_ref = $finding_ref)
    and ($page::varchar is null or figure.page = $page)
order by body.display_order, figure.finding_ref nulls last, figure.value is null, figure.label
