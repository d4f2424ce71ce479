-- What did one return or entry of the board's secretariat change?
-- Grain: one row per action, verification, decision or meeting per kind of change.
-- Parameters: $return_id, $known_at, $bodies.
-- Leaves out: changes of words alone, of an action's owner, and of who came to a meeting.
-- Shows: body
with this as (
    from return_received
    where return_id = $return_id and body_code = any($bodies)
        and is_known(received_at, version_number, $known_at)
),
-- What the secretariat had returned for that day, just before this return and just after it.
known as (
    select
        other.*,
        unnest(case when other.return_id = this.return_id then ['now'] else ['earlier', 'now'] end)
            as moment
    from return_received as other
    join this
        on other.body_code = this.body_code
        and other.as_at_on <= this.as_at_on
        and other.return_id <= this.return_id
),
in_force as (
    select moment, return_id, as_at_on
    from known
    where not is_entry
    qualify row_number() over (
        partition by moment, as_at_on order by return_id desc
    ) = 1
    union all
    select moment, return_id, as_at_on
    from known
    where is_entry and (moment, return_id) not in (
        select (moment, corrects_return_id) from known where corrects_return_id is not null
    )
),
-- What each item says, in words to be compared; a day is one of the codes' words.
said as (
    select
        return_id, row_number, 'action' as kind_code, action_ref as reference, action as told,
        status_code, due_on, closed_on as on_date
    from action
    union all
    select
        return_id, row_number, 'verification', finding_ref || ', ' || body.short_name,
        evidence_seen, verified_stage_code, null, verified_on
    from verification
    join body using (body_code)
    union all
    select return_id, row_number, 'decision', decision_ref, decision, null, null, meeting_on
    from decision
    union all
    select
        return_id, row_number, 'meeting', strftime(meeting_on, '%-d %B %Y'),
        coalesce(note, chair_role), null, null, meeting_on
    from board_meeting
),
stated as (
    select in_force.moment, said.*
    from said
    join in_force using (return_id)
    qualify row_number() over (
        partition by moment, kind_code, reference
        order by case when kind_code = 'verification' then on_date end desc,
            as_at_on desc, return_id desc, row_number desc
    ) = 1
),
compared as (
    select
        coalesce(now.kind_code, earlier.kind_code) as kind_code,
        coalesce(now.reference, earlier.reference) as reference,
        coalesce(now.told, earlier.told) as told,
        earlier.reference is null as is_new,
        now.reference is null as is_gone,
        earlier.status_code as was_status_code,
        now.status_code,
        earlier.due_on as was_due_on,
        now.due_on,
        earlier.on_date as was_on_date,
        now.on_date,
        case when now.return_id = $return_id then now.row_number end as row_number
    from (from stated where moment = 'now') as now
    full join (from stated where moment = 'earlier') as earlier using (kind_code, reference)
),
labelled as (
    select
        compared.*,
        coalesce(was_status.label, was_stage.label) as was_label,
        coalesce(status.label, stage.label) as label
    from compared
    left join choice as was_status
        on compared.kind_code = 'action' and was_status.list_code = 'action_status'
        and was_status.code = compared.was_status_code
    left join choice as status
        on compared.kind_code = 'action' and status.list_code = 'action_status'
        and status.code = compared.status_code
    left join stage as was_stage
        on compared.kind_code = 'verification' and was_stage.lane_code = 'verified'
        and was_stage.stage_code = compared.was_status_code
    left join stage
        on compared.kind_code = 'verification' and stage.lane_code = 'verified'
        and stage.stage_code = compared.status_code
),
changes as (
    select
        kind_code, reference, told, due_on, row_number,
        unnest([
            {'code': case
                when is_new then 'new'
                when is_gone then 'gone'
                when kind_code = 'verification' and (status_code, on_date)
                    <> (was_status_code, was_on_date) then 'verified-again'
                when kind_code <> 'action' or status_code = was_status_code then null
                when status_code = 'open' then 'reopened'
                else status_code end,
             'was': was_label, 'is_now': label, 'was_on': was_on_date, 'is_now_on': on_date},
            {'code': case when due_on <> was_due_on then 'redated' end,
             'was': null, 'is_now': null, 'was_on': was_due_on, 'is_now_on': due_on}
        ]) as change
    from labelled
)
select
    changes.kind_code,
    kind.label as kind,
    change.code as change_code,
    label.label as change,
    changes.reference,
    changes.told,
    change.was as was,
    change.is_now as is_now,
    change.was_on as was_on,
    change.is_now_on as is_now_on,
    changes.due_on,
    this.body_code,
    this.return_id,
    this.file_name,
    changes.row_number
from changes
cross join this
join choice as kind on kind.list_code = 'board_item' and kind.code = changes.kind_code
join choice as label
    on label.list_code = 'board_item_change' and label.code = change.code
order by kind.display_order, label.display_order, changes.reference
