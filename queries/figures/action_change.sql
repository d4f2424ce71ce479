-- What became of the board's actions since the earlier date?
-- Grain: one row per action owed by a chosen body per kind of change, and one per action that a
--   chosen body owed at the earlier date and another does now; none where nothing changed.
-- Parameters: $as_at, $known_at, $since, $since_known_at, $seen.
-- Leaves out: changes of words alone; of an action handed over, what its next owner makes of it, and
--   the name of a body that the viewer may not see.
-- Shows: body
with compared as (
    select
        now.*,
        earlier.action_ref is null as is_new,
        earlier.action as was_action,
        earlier.owner_body_code as was_owner_body_code,
        coalesce(earlier.status_code, 'open') as was_status_code,
        earlier.due_on as was_due_on,
        coalesce(earlier.is_overdue, false) as was_overdue,
        now.reopened_count > coalesce(earlier.reopened_count, 0) as is_reopened
    from action_at($as_at, $known_at) as now
    left join action_at($since, $since_known_at) as earlier using (action_ref)
    where $since::date is not null
),
of_owner as (
    select
        *,
        owner_body_code as body_code,
        was_owner_body_code as other_body_code,
        unnest([
            case when is_new then 'action-new' end,
            case when status_code = 'closed' and (was_status_code <> 'closed' or is_reopened)
                then 'action-closed' end,
            case when status_code = 'withdrawn' and (was_status_code <> 'withdrawn' or is_reopened)
                then 'action-withdrawn' end,
            case when is_reopened then 'action-reopened' end,
            case when due_on > was_due_on then 'action-slipped' end,
            case when is_overdue and not was_overdue then 'action-overdue' end,
            case when owner_body_code <> was_owner_body_code then 'action-taken-over' end
        ]) as change_code
    from compared
),
of_former_owner as (
    select
        * replace (was_action as action, null::date as due_on, null::date as closed_on),
        was_owner_body_code as body_code,
        owner_body_code as other_body_code,
        'action-handed-over' as change_code
    from compared
    where owner_body_code <> was_owner_body_code
),
changes as (
    from of_owner
    union all by name
    from of_former_owner
)
select
    changes.change_code,
    changes.action_ref,
    changes.action,
    changes.body_code,
    body.short_name as body,
    body.display_order as body_order,
    case
        when changes.change_code not in ('action-taken-over', 'action-handed-over') then null
        when changes.other_body_code = any($seen) then other.short_name
        else 'another body'
    end as other_body,
    changes.was_due_on,
    changes.due_on,
    changes.closed_on,
    changes.return_id,
    return_received.file_name,
    changes.row_number
from changes
join body on body.body_code = changes.body_code
left join body as other on other.body_code = changes.other_body_code
join return_received using (return_id)
where changes.change_code is not null and changes.body_code = any($seen)
order by changes.action_ref, changes.change_code
