-- How does each body stand on each measure, beside the region, and is the difference real?
-- Grain: one row per measure per chosen body that makes returns; no counts where not reported.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: from the region's figure, bodies that did not report the measure and bodies the
--   viewer may not see. Bodies that count differently and stale ones stay in it, as in every total,
--   and are themselves not compared.
-- Shows: body
with latest as (
    from position_at($as_at, $known_at) where body_code = any($seen)
),
measured as (
    from return_measure where return_id in (select return_id from latest)
),
noted as (
    select return_id, measure_code, max(difference) as difference
    from definition_note
    where return_id in (select return_id from latest)
    group by all
),
regional as (
    select
        measure_code,
        sum(numerator) as region_numerator,
        sum(denominator) as region_denominator,
        count(*) as region_body_count
    from measured
    join latest using (return_id)
    group by measure_code
),
placed as (
    select
        measure.measure_code,
        measure.label as measure,
        measure.unit,
        measure.kind_code,
        measure.better,
        measure.threshold,
        measure.finding_ref,
        measure.page,
        measure.display_order as measure_order,
        body.body_code,
        body.short_name as body,
        body.display_order as body_order,
        latest.return_id,
        latest.file_name,
        latest.as_at_on,
        latest.age_days,
        coalesce(latest.is_stale, false) as is_stale,
        measured.numerator,
        measured.denominator,
        measure_value(measure.kind_code, measured.numerator, measured.denominator) as value,
        noted.difference,
        regional.region_numerator,
        regional.region_denominator,
        coalesce(regional.region_body_count, 0) as region_body_count,
        measure_value(measure.kind_code, regional.region_numerator, regional.region_denominator)
            as region_value,
        case when measure.kind_code = 'share-of-count'
            then wilson_pct(measured.numerator, measured.denominator, -1) end as low_pct,
        case when measure.kind_code = 'share-of-count'
            then wilson_pct(measured.numerator, measured.denominator, 1) end as high_pct
    from measure
    cross join body
    left join latest on latest.body_code = body.body_code
    left join measured
        on measured.return_id = latest.return_id
        and measured.measure_code = measure.measure_code
    left join noted
        on noted.return_id = latest.return_id and noted.measure_code = measure.measure_code
    left join regional on regional.measure_code = measure.measure_code
    where body.body_code = any($seen) and body.kind_code <> 'region'
),
compared as (
    select
        placed.*,
        meets_target(better, value, threshold) as is_met,
        -- Why a value may be compared with the region's or not, the first reason that holds.
        case
            when numerator is null then 'not-reported'
            when denominator = 0 then 'nothing'
            when difference is not null then 'not-comparable'
            when is_stale then 'stale'
            when kind_code <> 'share-of-count' then 'no-interval'
            when denominator < setting_value('small_number') then 'small'
            when region_value between low_pct and high_pct then 'within-noise'
            when value > region_value then 'above'
            else 'below'
        end as comparison_code
    from placed
)
select compared.*, comparison.label as comparison
from compared
join choice as comparison
    on comparison.list_code = 'comparison' and comparison.code = compared.comparison_code
order by measure_order, body_order
