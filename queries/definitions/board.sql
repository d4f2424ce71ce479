-- What the board's secretariat has on record, and how each action of the board stands.

-- One row where the board's secretariat has returned or recorded anything: the latest day of it.
create or replace macro board_record_at(as_at, known_at) as table
    select
        max(as_at_on) as as_at_on,
        date_diff('day', max(as_at_on), as_at) > setting_value('stale_after_days') as is_stale
    from return_in_force(as_at, known_at)
    join body using (body_code)
    where body.kind_code = 'region'
    having count(*) > 0;

-- The meetings of the board held by the as-at date, each once.
create or replace macro meeting_at(as_at, known_at) as table
    select distinct meeting_on
    from board_meeting
    join return_in_force(as_at, known_at) using (return_id)
    where meeting_on <= as_at;

-- One row per body and meeting of which attendance was recorded, as it was last.
create or replace macro attendance_at(as_at, known_at) as table
    select attendance.*, known.file_name
    from attendance
    join return_in_force(as_at, known_at) as known using (return_id)
    qualify row_number() over (
        partition by attendance.meeting_on, attendance.body_code
        order by known.as_at_on desc, return_id desc, attendance.row_number desc
    ) = 1;

-- One row per action: as it stood on the as-at date by what had happened by then, with its first
-- due date and how often it was reopened. What happened counts from its own day and not from the
-- day it was recorded: an action is there from the day it was raised, and ended from the day it was
-- closed or withdrawn. None before the secretariat's first record.
create or replace macro action_at(as_at, known_at) as table
    with words as (
        select
            action.* replace (case when status_code <> 'open' then closed_on end as closed_on),
            returned.as_at_on,
            first_value(due_on) over earliest_first as first_due_on,
            row_number() over earliest_first as place,
            case when status_code = 'open' then returned.as_at_on
                else least(returned.as_at_on, closed_on) end as happened_on
        from action
        join return_in_force(date '9999-12-31', known_at) as returned using (return_id)
        where exists (from board_record_at(as_at, known_at))
        window earliest_first as (
            partition by action_ref order by returned.as_at_on, return_id, action.row_number
        )
    ),
    had_happened as (
        select
            *,
            status_code = 'open' and lag(status_code) over earliest_first <> 'open' as is_reopened,
            row_number() over (partition by action_ref order by place desc) as recency
        from words
        where happened_on <= as_at or (place = 1 and raised_on <= as_at)
        window earliest_first as (partition by action_ref order by place)
    ),
    stated as (
        select
            * exclude (place, happened_on, is_reopened, recency)
                replace (
                    case when happened_on <= as_at then status_code else 'open' end as status_code,
                    case when happened_on <= as_at then closed_on end as closed_on
                ),
            recency,
            count(*) filter (is_reopened) over (partition by action_ref) as reopened_count,
            max(as_at_on) filter (is_reopened) over (partition by action_ref) as reopened_on
        from had_happened
    )
    select
        * exclude (recency),
        status_code = 'open' and due_on < as_at as is_overdue,
        case when status_code = 'open' and due_on < as_at
            then date_diff('day', due_on, as_at) end as days_overdue
    from stated
    where recency = 1;

-- One row per time an action was stated, with what was stated before it.
create or replace macro action_word_at(as_at, known_at) as table
    select
        action.*,
        return_received.as_at_on,
        return_received.file_name,
        lag(due_on) over earliest_first as was_due_on,
        lag(owner_body_code) over earliest_first as was_owner_body_code,
        lag(closed_on) over earliest_first as was_closed_on,
        coalesce(due_on <> lag(due_on) over earliest_first, false) as is_redate,
        coalesce(owner_body_code <> lag(owner_body_code) over earliest_first, false)
            as is_handed_over,
        coalesce(status_code = 'open' and lag(status_code) over earliest_first <> 'open', false)
            as is_reopening
    from action
    join return_in_force(as_at, known_at) as return_received using (return_id)
    window earliest_first as (
        partition by action_ref order by as_at_on, return_id, action.row_number
    );
