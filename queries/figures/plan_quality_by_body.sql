-- How many of each body's OCGs have a plan, a whole one, one of quality, and a trained LRO?
-- Grain: one row per chosen body; no counts where it did not report OCGs or 4P plans.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs.
-- Shows: body
with reported as (
    select body_code, as_at_on, is_stale,
        is_section_reported(sections_not_reported, 'ocg')
            and is_section_reported(sections_not_reported, 'plan') as is_reported,
        is_section_reported(sections_not_reported, 'lro') as is_lro_reported
    from position_at($as_at, $known_at)
),
counted as (
    select
        body_code,
        count(*) as ocg_count,
        count(*) filter (is_whole) as whole_count,
        count(*) filter (is_covered) as covered_count,
        count(*) filter (is_quality) as quality_count,
        count(*) filter (is_high_harm) as high_harm_count,
        count(*) filter (is_high_harm and is_pursue_only) as pursue_only_count,
        count(*) filter (overdue_strands > 0) as overdue_count,
        count(*) filter (has_lro) as lro_count,
        count(*) filter (has_trained_lro) as trained_lro_count,
        round(median(plan_age_days))::integer as median_plan_age_days
    from ocg_plan_at($as_at, $known_at)
    group by body_code
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    reported.as_at_on,
    coalesce(reported.is_stale, false) as is_stale,
    coalesce(reported.is_reported, false) as is_reported,
    case when reported.is_reported then coalesce(counted.ocg_count, 0) end as ocg_count,
    case when reported.is_reported then coalesce(counted.whole_count, 0) end as whole_count,
    case when reported.is_reported then coalesce(counted.covered_count, 0) end as covered_count,
    case when reported.is_reported then coalesce(counted.quality_count, 0) end as quality_count,
    case when reported.is_reported then coalesce(counted.high_harm_count, 0) end
        as high_harm_count,
    case when reported.is_reported then coalesce(counted.pursue_only_count, 0) end
        as pursue_only_count,
    case when reported.is_reported then coalesce(counted.overdue_count, 0) end as overdue_count,
    case when reported.is_reported then coalesce(counted.lro_count, 0) end as lro_count,
    case when reported.is_reported and reported.is_lro_reported
        then coalesce(counted.trained_lro_count, 0) end as trained_lro_count,
    counted.median_plan_age_days,
    target_of('plan-whole') as whole_target_pct,
    target_of('plan-coverage') as covered_target_pct,
    target_of('plan-quality') as quality_target_pct,
    target_of('ocg-trained-lro') as trained_lro_target_pct
from body
left join reported using (body_code)
left join counted using (body_code)
where body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order
