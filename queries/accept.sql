-- Which rows enter the store? Those of the accepted returns of a batch, in one version.
-- Frames: accepted_<table>, each with its return_id and row_number.
insert into return_received by name from accepted_return_received;
insert into finding_update by name from accepted_finding_update;
insert into ocg by name from accepted_ocg;
insert into plan by name from accepted_plan;
insert into socit_post by name from accepted_socit_post;
insert into scpo by name from accepted_scpo;
insert into trigger_form by name from accepted_trigger_form;
insert into local_profile by name from accepted_local_profile;
insert into lro by name from accepted_lro;
insert into definition_note by name from accepted_definition_note;
insert into board_meeting by name from accepted_board_meeting;
insert into attendance by name from accepted_attendance;
insert into action by name from accepted_action;
insert into decision by name from accepted_decision;
insert into verification by name from accepted_verification;
