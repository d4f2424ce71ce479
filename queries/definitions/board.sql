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

-- One row per action: as it stood on the as-at date, with its first due date.
create or replace macro action_at(as_at, known_at) as table
    with stated as (
        select
            action.*,
            first_value(due_on) over earliest_first as first_due_on,
            row_number() over (
                partition by action_ref
                order by as_at_on desc, return_id desc, action.row_number desc
            ) as recency
        from action
        join return_in_force(as_at, known_at) using (return_id)
        window earliest_first as (
            partition by action_ref order by as_at_on, return_id, action.row_number
        )
    )
    select
        * exclude (recency),
        status_code = 'open' and due_on < as_at as is_overdue,
        case when status_code = 'open' and due_on < as_at
            then date_diff('day', due_on, as_at) end as days_overdue
    from stated
    where recency = 1;

-- One row per time an action was stated, with the due date stated before it.
create or replace macro action_word_at(as_at, known_at) as table
    select
        action.*,
        return_received.as_at_on,
        return_received.file_name,
        lag(due_on) over earliest_first as was_due_on,
        coalesce(due_on <> lag(due_on) over earliest_first, false) as is_redate
    from action
    join return_in_force(as_at, known_at) as return_received using (return_id)
    window earliest_first as (
        partition by action_ref order by as_at_on, return_id, action.row_number
    );
