-- What do the checks look at? Run once for each group of returns checked together.
-- Frames: read_<table> are the returns being checked; earlier_<table> those of the same
-- batch already found good; read_sheet is one row per return per sheet it should have.
-- incoming_* hold the first, with null where a cell could not be read; held_* hold the
-- store's rows and the earlier ones, so that a batch is checked as if loaded one by one.
create or replace temp table incoming_return_received as from read_return_received;
create or replace temp table incoming_finding_update as from read_finding_update;
create or replace temp table incoming_ocg as from read_ocg;
create or replace temp table incoming_plan as from read_plan;
create or replace temp table incoming_socit_post as from read_socit_post;
create or replace temp table incoming_scpo as from read_scpo;
create or replace temp table incoming_trigger_form as from read_trigger_form;
create or replace temp table incoming_local_profile as from read_local_profile;
create or replace temp table incoming_lro as from read_lro;
create or replace temp table incoming_definition_note as from read_definition_note;
create or replace temp table incoming_board_meeting as from read_board_meeting;
create or replace temp table incoming_attendance as from read_attendance;
create or replace temp table incoming_action as from read_action;
create or replace temp table incoming_decision as from read_decision;
create or replace temp table incoming_verification as from read_verification;
create or replace temp table incoming_sheet as from read_sheet;

-- Copied, since DuckDB 1.5.5 cannot join a registered frame with every kind of filter.
create or replace temp table taken_return_received as from earlier_return_received;
create or replace temp table taken_finding_update as from earlier_finding_update;
create or replace temp table taken_ocg as from earlier_ocg;
create or replace temp table taken_plan as from earlier_plan;
create or replace temp table taken_socit_post as from earlier_socit_post;
create or replace temp table taken_scpo as from earlier_scpo;
create or replace temp table taken_trigger_form as from earlier_trigger_form;
create or replace temp table taken_local_profile as from earlier_local_profile;
create or replace temp table taken_lro as from earlier_lro;
create or replace temp table taken_definition_note as from earlier_definition_note;
create or replace temp table taken_board_meeting as from earlier_board_meeting;
create or replace temp table taken_attendance as from earlier_attendance;
create or replace temp table taken_action as from earlier_action;
create or replace temp table taken_decision as from earlier_decision;
create or replace temp table taken_verification as from earlier_verification;

create or replace temp view held_return_received as
    from return_received union all by name from taken_return_received;
create or replace temp view held_finding_update as
    from finding_update union all by name from taken_finding_update;
create or replace temp view held_ocg as
    from ocg union all by name from taken_ocg;
create or replace temp view held_plan as
    from plan union all by name from taken_plan;
create or replace temp view held_socit_post as
    from socit_post union all by name from taken_socit_post;
create or replace temp view held_scpo as
    from scpo union all by name from taken_scpo;
create or replace temp view held_trigger_form as
    from trigger_form union all by name from taken_trigger_form;
create or replace temp view held_local_profile as
    from local_profile union all by name from taken_local_profile;
create or replace temp view held_lro as
    from lro union all by name from taken_lro;
create or replace temp view held_definition_note as
    from definition_note union all by name from taken_definition_note;
create or replace temp view held_board_meeting as
    from board_meeting union all by name from taken_board_meeting;
create or replace temp view held_attendance as
    from attendance union all by name from taken_attendance;
create or replace temp view held_action as
    from action union all by name from taken_action;
create or replace temp view held_decision as
    from decision union all by name from taken_decision;
create or replace temp view held_verification as
    from verification union all by name from taken_verification;

create or replace temp macro in_words(day) as strftime(day, '%-d %B %Y');
create or replace temp macro listed(rows, one, many) as
    rows || ' ' || case when rows = 1 then one else many end;

-- One row per return per sheet whose rows are all there, and that it says it reports.
create or replace temp view whole_sheet as
select incoming_sheet.return_id, incoming_sheet.table_name
from incoming_sheet
join incoming_return_received using (return_id)
where is_whole and is_section_reported(sections_not_reported, table_name);

-- One row per return that has one: the body's latest return of an earlier as-at date.
create or replace temp table previous_return as
select
    incoming.return_id,
    held.return_id as previous_id,
    held.as_at_on as previous_as_at_on,
    held.sections_not_reported as previous_not_reported
from incoming_return_received as incoming
join held_return_received as held
    on held.body_code = incoming.body_code and held.as_at_on < incoming.as_at_on
where not held.is_entry
qualify row_number() over (
    partition by incoming.return_id
    order by held.as_at_on desc, held.received_at desc, held.return_id desc
) = 1;

-- One row per return that has one: the body's latest return of the same as-at date. An entry
-- takes no return's place.
create or replace temp table same_day_return as
select
    incoming.return_id,
    held.return_id as held_id,
    held.file_name as held_file_name,
    held.received_at as held_received_at
from incoming_return_received as incoming
join held_return_received as held
    on held.body_code = incoming.body_code and held.as_at_on = incoming.as_at_on
where not held.is_entry and not incoming.is_entry
qualify row_number() over (
    partition by incoming.return_id order by held.received_at desc, held.return_id desc
) = 1;

-- One row per sheet of a return that differs from the return held for the same day; filled
-- by incoming_again.sql where there is such a return.
create or replace temp table changed_return (return_id integer);
