-- What should a reader know of each body's return before relying on its figures?
-- Grain: one row per chosen body that makes returns; empty return columns where there is none.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: warnings that need more than the return's own rows: those were told to its sender.
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
        latest.return_id,
        count(*) filter (stage.is_complete and evidence is null) as unevidenced_count,
        count(*) filter (
            declared_brag_code = 'green' and expected_closing_on is null and not stage.is_complete
        ) as undated_count,
        count(*) filter (expected_closing_on < as_at_on and not stage.is_complete)
            as past_closing_count,
        count(*) filter (next_milestone_due_on < as_at_on) as past_milestone_count
    from latest
    join finding_update using (return_id)
    join stage on stage.lane_code = 'claimed' and stage.stage_code = claimed_stage_code
    group by latest.return_id
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
left join claimed using (return_id)
where body.body_code = any($bodies) and body.kind_code <> 'region'
order by body.display_order
