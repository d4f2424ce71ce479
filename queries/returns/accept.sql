-- Which rows enter the store? Those of the returns of a batch found good, in one version.
insert into this_sheet by name
    from taken_this_sheet order by return_id, row_number;
