-- Which rows enter the store? Those of the returns of a batch found good, in one version.
insert into return_received by name
    from taken_return_received order by return_id, row_number;
insert into finding_update by name
    from taken_finding_update order by return_id, row_number;
insert into ocg by name
    from taken_ocg order by return_id, row_number;
insert into plan by name
    from taken_plan order by return_id, row_number;
insert into socit_post by name
    from taken_socit_post order by return_id, row_number;
insert into scpo by name
    from taken_scpo order by return_id, row_number;
insert into trigger_form by name
    from taken_trigger_form order by return_id, row_number;
insert into local_profile by name
    from taken_local_profile order by return_id, row_number;
insert into lro by name
    from taken_lro order by return_id, row_number;
insert into definition_note by name
    from taken_definition_note order by return_id, row_number;
insert into board_meeting by name
    from taken_board_meeting order by return_id, row_number;
insert into attendance by name
    from taken_attendance order by return_id, row_number;
insert into action by name
    from taken_action order by return_id, row_number;
insert into decision by name
    from taken_decision order by return_id, row_number;
insert into verification by name
    from taken_verification order by return_id, row_number;
