-- What do the checks look at? Run once for each batch; incoming_turn.sql then takes its turns.
-- Frames: read_<table> are the returns of the batch; read_sheet is one row per return per sheet
-- it should have.
-- incoming_* are the returns, narrowed by incoming_narrowed.sql to those in turn where there is
-- more than one turn, with null where a cell could not be read; taken_* are those of the batch
-- already found good. incoming_held.sql adds them to the store's rows, so that a batch is checked
-- as if loaded one by one.

-- The returns in turn, and those already found good with the number they are to have.
create or replace temp table turn (return_id integer);
create or replace temp table taken (return_id integer, loaded_id integer);

-- Copied, since DuckDB 1.5.5 cannot join a registered frame with every kind of filter.
create or replace temp table batch_return_received as from read_return_received;
create or replace temp table batch_finding_update as from read_finding_update;
create or replace temp table batch_ocg as from read_ocg;
create or replace temp table batch_plan as from read_plan;
create or replace temp table batch_socit_post as from read_socit_post;
create or replace temp table batch_scpo as from read_scpo;
create or replace temp table batch_trigger_form as from read_trigger_form;
create or replace temp table batch_local_profile as from read_local_profile;
create or replace temp table batch_lro as from read_lro;
create or replace temp table batch_definition_note as from read_definition_note;
create or replace temp table batch_board_meeting as from read_board_meeting;
create or replace temp table batch_attendance as from read_attendance;
create or replace temp table batch_action as from read_action;
create or replace temp table batch_decision as from read_decision;
create or replace temp table batch_verification as from read_verification;
create or replace temp table batch_sheet as from read_sheet;

create or replace temp view incoming_return_received as
    from batch_return_received;
create or replace temp view incoming_finding_update as
    from batch_finding_update;
create or replace temp view incoming_ocg as
    from batch_ocg;
create or replace temp view incoming_plan as
    from batch_plan;
create or replace temp view incoming_socit_post as
    from batch_socit_post;
create or replace temp view incoming_scpo as
    from batch_scpo;
create or replace temp view incoming_trigger_form as
    from batch_trigger_form;
create or replace temp view incoming_local_profile as
    from batch_local_profile;
create or replace temp view incoming_lro as
    from batch_lro;
create or replace temp view incoming_definition_note as
    from batch_definition_note;
create or replace temp view incoming_board_meeting as
    from batch_board_meeting;
create or replace temp view incoming_attendance as
    from batch_attendance;
create or replace temp view incoming_action as
    from batch_action;
create or replace temp view incoming_decision as
    from batch_decision;
create or replace temp view incoming_verification as
    from batch_verification;
create or replace temp view incoming_sheet as
    from batch_sheet;

create or replace temp view taken_return_received as
    select batch_return_received.* replace (loaded_id as return_id)
    from batch_return_received join taken on taken.return_id = batch_return_received.return_id;
create or replace temp view taken_finding_update as
    select batch_finding_update.* replace (loaded_id as return_id)
    from batch_finding_update join taken on taken.return_id = batch_finding_update.return_id;
create or replace temp view taken_ocg as
    select batch_ocg.* replace (loaded_id as return_id)
    from batch_ocg join taken on taken.return_id = batch_ocg.return_id;
create or replace temp view taken_plan as
    select batch_plan.* replace (loaded_id as return_id)
    from batch_plan join taken on taken.return_id = batch_plan.return_id;
create or replace temp view taken_socit_post as
    select batch_socit_post.* replace (loaded_id as return_id)
    from batch_socit_post join taken on taken.return_id = batch_socit_post.return_id;
create or replace temp view taken_scpo as
    select batch_scpo.* replace (loaded_id as return_id)
    from batch_scpo join taken on taken.return_id = batch_scpo.return_id;
create or replace temp view taken_trigger_form as
    select batch_trigger_form.* replace (loaded_id as return_id)
    from batch_trigger_form join taken on taken.return_id = batch_trigger_form.return_id;
create or replace temp view taken_local_profile as
    select batch_local_profile.* replace (loaded_id as return_id)
    from batch_local_profile join taken on taken.return_id = batch_local_profile.return_id;
create or replace temp view taken_lro as
    select batch_lro.* replace (loaded_id as return_id)
    from batch_lro join taken on taken.return_id = batch_lro.return_id;
create or replace temp view taken_definition_note as
    select batch_definition_note.* replace (loaded_id as return_id)
    from batch_definition_note join taken on taken.return_id = batch_definition_note.return_id;
create or replace temp view taken_board_meeting as
    select batch_board_meeting.* replace (loaded_id as return_id)
    from batch_board_meeting join taken on taken.return_id = batch_board_meeting.return_id;
create or replace temp view taken_attendance as
    select batch_attendance.* replace (loaded_id as return_id)
    from batch_attendance join taken on taken.return_id = batch_attendance.return_id;
create or replace temp view taken_action as
    select batch_action.* replace (loaded_id as return_id)
    from batch_action join taken on taken.return_id = batch_action.return_id;
create or replace temp view taken_decision as
    select batch_decision.* replace (loaded_id as return_id)
    from batch_decision join taken on taken.return_id = batch_decision.return_id;
create or replace temp view taken_verification as
    select batch_verification.* replace (loaded_id as return_id)
    from batch_verification join taken on taken.return_id = batch_verification.return_id;

create or replace temp macro in_words(day) as strftime(day, '%-d %B %Y');
create or replace temp macro listed(rows, one, many) as
    rows || ' ' || case when rows = 1 then one else many end;

-- One row per return per sheet whose rows are all there, and that it says it reports.
create or replace temp view whole_sheet as
select incoming_sheet.return_id, incoming_sheet.table_name
from incoming_sheet
join incoming_return_received using (return_id)
where is_whole and is_section_reported(sections_not_reported, table_name);
