-- How many of each body's OCGs are assessed in date, and how do its trigger forms fare?
-- Grain: one row per chosen body; no counts of a section that it did not report.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs; of trigger forms those submitted more than 12 months before the
--   return's day and decided, which are counted apart. A form sent again counts once as submitted,
--   and each time decided.
-- Shows: body
with latest as (
    select return_id, body_code, as_at_on, is_stale,
        is_section_reported(sections_not_reported, 'ocg') as is_ocg_reported,
        is_section_reported(sections_not_reported, 'trigger_form') as is_form_reported
    from position_at($as_at, $known_at)
),
threat as (
    select
        body_code,
        count(*) as ocg_count,
        count(*) filter (assessment_code = 'in-date') as in_date_count,
        count(*) filter (assessment_code = 'overdue') as overdue_count,
        -- In date on the day of its return, and past its day by now.
        count(*) filter (assessment_code = 'in-date' and assessment_due_on < $as_at)
            as lapsed_count,
        count(*) filter (assessment_code = 'never') as never_count,
        count(*) filter (is_under_investigation) as investigated_count,
        count(*) filter (is_under_investigation and assessment_code = 'never')
            as unassessed_count
    from ocg_threat_of(position_pairs($as_at, $known_at))
    group by body_code
),
forms as (
    select
        body_code,
        count(distinct form_ref) filter (is_recent) as form_count,
        count(*) filter (not is_recent) as older_count,
        count(*) filter (is_recent and is_decided) as decided_count,
        count(*) filter (is_recent and is_decided and submission = 1) as first_decided_count,
        count(*) filter (is_recent and outcome_code = 'accepted' and submission = 1)
            as first_accepted_count,
        count(*) filter (is_recent and outcome_code = 'returned') as returned_count,
        count(*) filter (outcome_code = 'awaiting') as awaiting_count,
        count(*) filter (
            is_recent and days_to_decision <= setting_value('decision_within_days')
        ) as in_time_count,
        median(days_to_decision) filter (is_recent) as median_days_to_decision
    from trigger_form_of(position_pairs($as_at, $known_at))
    group by body_code
),
noted as (
    select return_id, max(difference) as difference
    from definition_note
    where measure_code = 'assessed-in-date'
    group by return_id
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    latest.as_at_on,
    coalesce(latest.is_stale, false) as is_stale,
    case when is_ocg_reported then coalesce(ocg_count, 0) end as ocg_count,
    case when is_ocg_reported then coalesce(in_date_count, 0) end as in_date_count,
    case when is_ocg_reported then coalesce(overdue_count, 0) end as overdue_count,
    case when is_ocg_reported then coalesce(lapsed_count, 0) end as lapsed_count,
    case when is_ocg_reported then coalesce(never_count, 0) end as never_count,
    case when is_ocg_reported then coalesce(investigated_count, 0) end as investigated_count,
    case when is_ocg_reported then coalesce(unassessed_count, 0) end as unassessed_count,
    case when is_form_reported then coalesce(form_count, 0) end as form_count,
    case when is_form_reported then coalesce(older_count, 0) end as older_count,
    case when is_form_reported then coalesce(decided_count, 0) end as decided_count,
    case when is_form_reported then coalesce(first_decided_count, 0) end
        as first_decided_count,
    case when is_form_reported then coalesce(first_accepted_count, 0) end
        as first_accepted_count,
    case when is_form_reported then coalesce(returned_count, 0) end as returned_count,
    case when is_form_reported then coalesce(awaiting_count, 0) end as awaiting_count,
    case when is_form_reported then coalesce(in_time_count, 0) end as in_time_count,
    case when is_form_reported then forms.median_days_to_decision end
        as median_days_to_decision,
    noted.difference as in_date_difference,
    setting_value('small_number')::integer as small_number,
    setting_value('decision_within_days')::integer as decision_within_days,
    target_of('assessed-in-date') as in_date_target_pct,
    target_of('accepted-first-time') as first_accepted_target_pct,
    target_of('decided-in-time') as in_time_target_pct
from body
left join latest using (body_code)
left join threat using (body_code)
left join forms using (body_code)
left join noted using (return_id)
where body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order
