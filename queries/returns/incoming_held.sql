-- What is held when a turn of a batch is checked? Run once, after the rules that do not ask it.
-- held_* hold the store's rows and those of the batch already found good.
create or replace temp view held_this_sheet as
    from this_sheet union all by name from taken_this_sheet;
