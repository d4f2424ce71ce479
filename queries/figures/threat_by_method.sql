-- How many of each body's assessed OCGs are in date and in each band, by each method?
-- Grain: one row per chosen body per method; no counts where it did not report OCGs.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs and OCGs never assessed. No figure is of two methods together.
-- Shows: body
with latest as (
    from position_at($as_at, $known_at)
),
assessed as (
    from ocg_threat_of(position_pairs($as_at, $known_at))
    where assessment_code <> 'never'
),
banded as (
    select body_code, threat_method_code, threat_band_code, count(*) as banded_count
    from assessed
    group by all
),
counted as (
    select
        body_code,
        threat_method_code,
        count(*) as assessed_count,
        count(*) filter (assessment_code = 'in-date') as in_date_count
    from assessed
    group by all
),
bands as (
    select
        body.body_code,
        band.method_code,
        list(band.label order by band.display_order) as band_labels,
        list(coalesce(banded.banded_count, 0) order by band.display_order) as band_counts,
        sum(coalesce(banded.banded_count, 0)) as banded_count
    from body
    cross join threat_band as band
    left join banded
        on banded.body_code = body.body_code
        and banded.threat_method_code = band.method_code
        and banded.threat_band_code = band.band_code
    group by all
)
select
    body.body_code,
    body.short_name as body,
    method.code as method_code,
    method.label as method,
    latest.as_at_on,
    coalesce(latest.is_stale, false) as is_stale,
    case when reported.return_id is not null then coalesce(counted.assessed_count, 0) end
        as assessed_count,
    case when reported.return_id is not null then coalesce(counted.in_date_count, 0) end
        as in_date_count,
    bands.band_labels,
    case when reported.return_id is not null then bands.band_counts end as band_counts,
    case when reported.return_id is not null
        then coalesce(counted.assessed_count, 0) - bands.banded_count::integer end
        as no_band_count
from body
cross join choice as method
left join latest using (body_code)
left join reported_pair(position_pairs($as_at, $known_at), 'ocg') as reported
    on reported.body_code = body.body_code
left join counted
    on counted.body_code = body.body_code and counted.threat_method_code = method.code
left join bands on bands.body_code = body.body_code and bands.method_code = method.code
where method.list_code = 'threat_method'
    and body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order, method.display_order
