-- What should a reader know of each body's return before relying on its figures?
-- Grain: one row per chosen body that makes returns; empty return columns where there is none.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: other warnings, which were told to its sender. Findings are counted as on every page:
--   as they stand on the as-at date.
-- Shows: body
with latest as (
    select position.*, told.is_late, told.days_after, told.replaces_return_id is not null
        as is_corrected
    from position_at($as_at, $known_at) as position
    join return_told_at($known_at) as told using (return_id)
    where position.body_code = any($bodies)
),
noted as (
    select return_id, count(*) as note_count
    from definition_note
    where return_id in (select return_id from latest)
    group by return_id
),
claimed as (
    select
        body_code,
        count(*) filter (is_waiting and evidence is null) as unevidenced_count,
        count(*) filter (is_open and expected_closing_on is null) as undated_count,
        count(*) filter (is_past_closing) as past_closing_count,
        count(*) filter (is_milestone_overdue) as past_milestone_count
    from finding_position_at($as_at, $known_at)
    where body_code = any($bodies)
    group by body_code
)
select
    body.body_code,
    body.short_name as body,
    body.display_order as body_order,
    latest.return_id,
    latest.file_name,
    latest.as_at_on,
    latest.received_at,
    latest.age_days,
    coalesce(latest.is_stale, false) as is_stale,
    latest.is_late,
    latest.days_after,
    latest.is_corrected,
    latest.sections_not_reported,
    case when latest.return_id is not null then coalesce(noted.note_count, 0) end as note_count,
    case when latest.return_id is not null then coalesce(unevidenced_count, 0) end
        as unevidenced_count,
    case when latest.return_id is not null then coalesce(undated_count, 0) end as undated_count,
    case when latest.return_id is not null then coalesce(past_closing_count, 0) end
        as past_closing_count,
    case when latest.return_id is not null then coalesce(past_milestone_count, 0) end
        as past_milestone_count
from body
left join latest using (body_code)
left join noted using (return_id)
left join claimed using (body_code)
where body.body_code = any($bodies) and body.kind_code <> 'region'
order by body.display_order
