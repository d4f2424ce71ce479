-- What became of the board's actions since the earlier date?
-- Grain: one row per action owed by a chosen body per kind of change; none where nothing changed.
-- Parameters: $as_at, $known_at, $since, $since_known_at, $seen.
-- Leaves out: changes of words alone.
-- Shows: body
with compared as (
    select
        now.*,
        earlier.action_ref is null as is_new,
        earlier.status_code as was_status_code,
        earlier.due_on as was_due_on,
        coalesce(earlier.is_overdue, false) as was_overdue
    from action_at($as_at, $known_at) as now
    left join action_at($since, $since_known_at) as earlier using (action_ref)
    where now.owner_body_code = any($seen) and $since::date is not null
),
changes as (
    select
        *,
        unnest([
            case when is_new then 'action-new' end,
            case when status_code <> 'open' and coalesce(was_status_code, 'open') = 'open'
                then 'action-closed' end,
            case when status_code = 'open' and was_status_code <> 'open'
                then 'action-reopened' end,
            case when due_on > was_due_on then 'action-slipped' end,
            case when is_overdue and not was_overdue then 'action-overdue' end
        ]) as change_code
    from compared
)
select
    changes.change_code,
    changes.action_ref,
    changes.action,
    changes.owner_body_code as body_code,
    body.short_name as body,
    body.display_order as body_order,
    changes.was_due_on,
    changes.due_on,
    changes.closed_on,
    changes.return_id,
    return_received.file_name,
    changes.row_number
from changes
join body on body.body_code = changes.owner_body_code
join return_received using (return_id)
where changes.change_code is not null
order by changes.action_ref, changes.change_code
