-- Which returns are being checked? Run once for a batch of more than one turn, since rules cost
-- more to plan over these: from here on incoming_* are the returns in turn alone.
create or replace temp view incoming_return_received as
    from batch_return_received where return_id in (select return_id from turn);
create or replace temp view incoming_finding_update as
    from batch_finding_update where return_id in (select return_id from turn);
create or replace temp view incoming_ocg as
    from batch_ocg where return_id in (select return_id from turn);
create or replace temp view incoming_plan as
    from batch_plan where return_id in (select return_id from turn);
create or replace temp view incoming_socit_post as
    from batch_socit_post where return_id in (select return_id from turn);
create or replace temp view incoming_scpo as
    from batch_scpo where return_id in (select return_id from turn);
create or replace temp view incoming_trigger_form as
    from batch_trigger_form where return_id in (select return_id from turn);
create or replace temp view incoming_local_profile as
    from batch_local_profile where return_id in (select return_id from turn);
create or replace temp view incoming_lro as
    from batch_lro where return_id in (select return_id from turn);
create or replace temp view incoming_definition_note as
    from batch_definition_note where return_id in (select return_id from turn);
create or replace temp view incoming_board_meeting as
    from batch_board_meeting where return_id in (select return_id from turn);
create or replace temp view incoming_attendance as
    from batch_attendance where return_id in (select return_id from turn);
create or replace temp view incoming_action as
    from batch_action where return_id in (select return_id from turn);
create or replace temp view incoming_decision as
    from batch_decision where return_id in (select return_id from turn);
create or replace temp view incoming_verification as
    from batch_verification where return_id in (select return_id from turn);
create or replace temp view incoming_sheet as
    from batch_sheet where return_id in (select return_id from turn);
