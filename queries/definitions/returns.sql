-- What became of each return received, and which return of its body went before it.

-- One row, where that return is known: it, and the return that was its body's position on the
-- same day just before it came in; nothing of an earlier one where there was none. Files loaded
-- together came in one after another, in the order of their numbers.
create or replace macro return_and_earlier(id, known_at) as table
    select
        this.*,
        earlier.return_id as was_return_id,
        earlier.as_at_on as was_as_at_on,
        earlier.file_name as was_file_name,
        earlier.sections_not_reported as was_sections_not_reported
    from return_received as this
    left join return_received as earlier
        on earlier.body_code = this.body_code
        and earlier.as_at_on <= this.as_at_on
        and earlier.return_id < this.return_id
        and not earlier.is_entry
    where this.return_id = id and is_known(this.received_at, this.version_number, known_at)
    qualify row_number() over (
        order by earlier.as_at_on desc nulls last, earlier.return_id desc
    ) = 1;

-- One row per return received by then: when the first for its day came in, and what replaced it.
-- Late is said of a day's first return: a correction may come at any time.
create or replace macro return_told_at(known_at) as table
    with known as (
        from return_received where is_known(received_at, version_number, known_at)
    ),
    corrected as (
        select corrects_return_id as return_id, min(return_id) as replaced_by_return_id
        from known
        where corrects_return_id is not null
        group by corrects_return_id
    )
    select
        known.*,
        arg_min(received_at, known.return_id) over (partition by body_code, as_at_on, is_entry)
            as first_received_at,
        date_diff('day', as_at_on, region_day(received_at)) as days_after,
        date_diff('day', as_at_on, region_day(first_received_at))
            > setting_value('return_due_days') and not is_entry as is_late,
        case when is_entry then corrected.replaced_by_return_id
            else lead(known.return_id) over (
                partition by body_code, as_at_on, is_entry order by known.return_id
            ) end as replaced_by_return_id,
        case when is_entry then corrects_return_id
            else lag(known.return_id) over (
                partition by body_code, as_at_on, is_entry order by known.return_id
            ) end as replaces_return_id
    from known
    left join corrected using (return_id);
