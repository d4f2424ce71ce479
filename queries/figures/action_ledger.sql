-- What moved in each action: its due date and who agreed it, its owner, or its end, undone?
-- Grain: one row per change of an action's due date, change of its owner or reopening, the latest
--   first.
-- Parameters: $as_at, $known_at, $bodies, $seen.
-- Leaves out: actions now owed by bodies not chosen, but for the change of owner that a chosen body
--   handed over or took over. The name of a body that the viewer may not see.
-- Shows: body
with changes as (
    select
        word.*,
        latest.owner_body_code as body_code,
        unnest([
            case when word.is_redate then 'redated' end,
            case when word.is_reopening then 'reopened' end,
            case when word.is_handed_over then 'handed-over' end
        ]) as change_code
    from action_word_at($as_at, $known_at) as word
    join action_at($as_at, $known_at) as latest using (action_ref)
)
select
    changes.change_code,
    changes.action_ref,
    changes.body_code,
    case when changes.owner_body_code = any($seen) then owner.short_name else 'another body' end
        as owner_body,
    case
        when change_code <> 'handed-over' then null
        when changes.was_owner_body_code = any($seen) then was_owner.short_name
        else 'another body'
    end as was_owner_body,
    case when change_code = 'redated' then changes.was_due_on end as was_due_on,
    case when change_code = 'redated' then changes.due_on end as due_on,
    case when change_code = 'redated'
        then date_diff('day', changes.was_due_on, changes.due_on) end as moved_days,
    case when change_code = 'reopened' then changes.was_closed_on end as was_closed_on,
    case when change_code = 'redated' then changes.redate_agreed_by_role end
        as redate_agreed_by_role,
    changes.as_at_on,
    changes.return_id,
    changes.file_name,
    changes.row_number
from changes
join body as owner on owner.body_code = changes.owner_body_code
left join body as was_owner on was_owner.body_code = changes.was_owner_body_code
where change_code is not null and (
    changes.body_code = any($bodies)
    or change_code = 'handed-over' and (
        changes.owner_body_code = any($bodies) or changes.was_owner_body_code = any($bodies)
    )
)
order by changes.as_at_on desc, changes.action_ref, changes.return_id desc,
    changes.row_number desc, change_code
