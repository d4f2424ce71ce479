-- Has a count moved further since the last return than is likely?
-- Severity: warning
-- Expected: a count near the last return's; if this one is right, say why in the Note
-- Looks back: yes
with counted as (
    select
        return_id, 'ocg' as table_name, count(*) filter (status_code = 'active') as amount,
        count(*) = count(status_code) as is_sure
    from (
        select return_id, status_code from incoming_ocg
        union all
        select return_id, status_code from held_ocg
        where return_id in (select previous_id from previous_return)
    )
    group by return_id
    union all
    select return_id, 'scpo', count(*), true
    from (
        select return_id from incoming_scpo
        union all
        select return_id from held_scpo
        where return_id in (select previous_id from previous_return)
    )
    group by return_id
    union all
    select
        return_id, 'socit_post', sum(establishment_fte), count(*) = count(establishment_fte)
    from (
        select return_id, establishment_fte from incoming_socit_post
        union all
        select return_id, establishment_fte from held_socit_post
        where return_id in (select previous_id from previous_return)
    )
    group by return_id
),
measured (table_name, what) as (
    values ('ocg', 'active OCGs'), ('scpo', 'SCPOs'), ('socit_post', 'FTE of establishment')
),
compared as (
    select
        previous_return.return_id, table_name, what, previous_as_at_on,
        coalesce(counted_then.amount, 0) as amount_then,
        coalesce(counted_now.amount, 0) as amount_now
    from previous_return
    cross join measured
    join whole_sheet using (return_id, table_name)
    left join counted as counted_then
        on counted_then.return_id = previous_id and counted_then.table_name = measured.table_name
    left join counted as counted_now
        on counted_now.return_id = previous_return.return_id
        and counted_now.table_name = measured.table_name
    where is_section_reported(previous_not_reported, measured.table_name)
        and coalesce(counted_now.is_sure, true)
)
select
    return_id, table_name, null::integer as row_number, null::varchar as column_name,
    format('{:g} {}, against {:g} in the return as at {}', amount_now, what, amount_then,
        in_words(previous_as_at_on)) as found
from compared
where abs(amount_now - amount_then) >= setting_value('implausible_change_count')
    and abs(amount_now - amount_then) * 100 > amount_then * setting_value('implausible_change_pct')
