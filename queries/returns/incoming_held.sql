-- What is held when a turn of a batch is checked? Run once, after the rules that do not ask it.
-- held_* hold the store's rows and those of the batch already found good.
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
