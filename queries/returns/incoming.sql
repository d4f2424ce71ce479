-- What do the checks look at? Run once for each batch; incoming_turn.sql then takes its turns.
-- What is said of one sheet is run for each sheet of the contract, by staging.py.
-- Frames: read_<table> are the returns of the batch; read_sheet is one row per return per sheet
-- it should have.
-- incoming_* are the returns, narrowed by incoming_narrowed.sql to those in turn where there is
-- more than one turn, with null where a cell could not be read; taken_* are those of the batch
-- already found good. incoming_held.sql adds them to the store's rows, so that a batch is checked
-- as if loaded one by one.

-- The returns in turn, and those already found good with the number they are to have.
create or replace temp table turn (return_id integer);
create or replace temp table taken (return_id integer, loaded_id integer);

-- Copied, since DuckDB 1.5.5 cannot join a registered frame with every kind of filter; in the
-- store's order of columns, which is not the contract's where a column was added later.
create or replace temp table batch_this_sheet as
    from this_sheet where false
    union all by name
    from read_this_sheet;
create or replace temp view incoming_this_sheet as from batch_this_sheet;
create or replace temp view taken_this_sheet as
    select batch_this_sheet.* replace (loaded_id as return_id)
    from batch_this_sheet join taken on taken.return_id = batch_this_sheet.return_id;

create or replace temp table batch_sheet as from read_sheet;
create or replace temp view incoming_sheet as from batch_sheet;

create or replace temp macro in_words(day) as strftime(day, '%-d %B %Y');
create or replace temp macro listed(rows, one, many) as
    rows || ' ' || case when rows = 1 then one else many end;

-- One row per return per sheet whose rows are all there, and that it says it reports.
create or replace temp view whole_sheet as
select incoming_sheet.return_id, incoming_sheet.table_name
from incoming_sheet
join incoming_return_received using (return_id)
where is_whole and is_section_reported(sections_not_reported, table_name);
