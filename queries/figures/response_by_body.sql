-- Has each local policing body published its response to each inspection, and on which day of those
-- that section 55 of the Police Act 1996 gives it?
-- Grain: one row per inspection and force, for its local policing body.
-- Parameters: $as_at, $seen.
-- Leaves out: inspections published after the as-at date; bodies with no local policing body of their
--   own; responses published after the as-at date.
-- Shows: body
with answered as (
    select
        statement.inspection_code,
        statement.body_code,
        min(statement.published_on) as published_on,
        arg_min(source.title, statement.published_on) as source,
        arg_min(source.address, statement.published_on) as source_address,
        list(distinct statement.finding_ref order by statement.finding_ref)
            filter (statement.finding_ref is not null) as finding_refs
    from statement
    join source using (source_code)
    where statement.kind_code = 'section-55-response' and statement.published_on <= $as_at
    group by statement.inspection_code, statement.body_code
)
select
    inspection.inspection_code,
    inspection.title as inspection,
    inspection.published_on as inspection_published_on,
    body.body_code,
    body.short_name as body,
    -- Day 1 is the day of publication.
    inspection.published_on + (setting_value('response_within_days')::integer - 1) as due_on,
    setting_value('response_within_days')::integer as days_given,
    $as_at - inspection.published_on + 1 as day_number,
    answered.published_on,
    answered.published_on - inspection.published_on + 1 as published_day_number,
    answered.source,
    answered.source_address,
    answered.finding_refs
from inspection
join body on body.kind_code = 'force'
left join answered using (inspection_code, body_code)
where inspection.published_on <= $as_at and body.body_code = any($seen)
order by inspection.published_on, body.display_order
