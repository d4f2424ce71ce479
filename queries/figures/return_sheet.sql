-- How many rows did one return have on each sheet?
-- Grain: one row per sheet with rows.
-- Parameters: $return_id, $known_at, $bodies.
-- Leaves out: the sheet Return, which has one row; sheets without any.
-- Shows: body
with this as (
    select return_id
    from return_received
    where return_id = $return_id and received_at <= $known_at and body_code = any($bodies)
),
held as (
    select 'finding_update' as table_name, return_id from finding_update
    union all select 'ocg', return_id from ocg
    union all select 'plan', return_id from plan
    union all select 'socit_post', return_id from socit_post
    union all select 'scpo', return_id from scpo
    union all select 'trigger_form', return_id from trigger_form
    union all select 'local_profile', return_id from local_profile
    union all select 'lro', return_id from lro
    union all select 'definition_note', return_id from definition_note
    union all select 'board_meeting', return_id from board_meeting
    union all select 'attendance', return_id from attendance
    union all select 'action', return_id from action
    union all select 'decision', return_id from decision
    union all select 'verification', return_id from verification
)
select table_name, count(*) as row_count
from held
where return_id in (select return_id from this)
group by table_name
order by table_name
