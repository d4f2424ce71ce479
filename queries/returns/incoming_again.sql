-- Does a return sent again for the same day differ from the one held? Run after
-- incoming.sql, and only where same_day_return has rows, since it is the dearest part.
-- Grain of changed_return: one row per return whose rows of one sheet are not the rows held for that same day.
create or replace temp macro content_of(rows_of, ids) as table
    select
        return_id,
        count(*) as row_count,
        bit_xor(hash(*columns(lambda name: name not in (
            'return_id', 'row_number', 'received_at', 'submitted_by_role', 'file_name', 'sha256',
            'is_demonstration', 'version_number', 'is_entry', 'corrects_return_id',
            'seen_return_id'
        )))) as digest
    from query_table(rows_of)
    where return_id in (select unnest(ids))
    group by return_id;
create or replace temp macro differing(incoming_rows, held_rows) as table
    select same_day_return.return_id
    from same_day_return
    left join content_of(
        incoming_rows, (select list(return_id) from same_day_return)
    ) as incoming using (return_id)
    left join content_of(
        held_rows, (select list(held_id) from same_day_return)
    ) as held on held.return_id = same_day_return.held_id
    where incoming.digest is distinct from held.digest
        or incoming.row_count is distinct from held.row_count;
insert into changed_return from differing('incoming_this_sheet', 'held_this_sheet');
