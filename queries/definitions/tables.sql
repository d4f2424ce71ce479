-- Every table of the store. Constraints stop at not null, which DuckLake also takes;
-- all else is checked by queries/checks. Received tables are append-only: each row
-- carries the return it came from and its row number in that return's sheet. All others
-- are made anew from the project's files whenever those change.

-- Reference data: data/reference/*.csv
create or replace table body (
    body_code varchar not null, name varchar not null, short_name varchar not null,
    kind_code varchar not null, display_order integer not null
);
create or replace table stage (
    lane_code varchar not null, stage_code varchar not null, label varchar not null,
    symbol varchar not null, display_order integer not null, is_complete boolean not null,
    kind_code varchar not null, given_by varchar not null, rank integer, meaning varchar not null
);
create or replace table brag (
    brag_code varchar not null, label varchar not null, symbol varchar not null,
    display_order integer not null, is_declared boolean not null, meaning varchar not null
);
create or replace table strand (
    strand_code varchar not null, label varchar not null, display_order integer not null,
    meaning varchar not null
);
create or replace table threat_band (
    method_code varchar not null, band_code varchar not null, label varchar not null,
    display_order integer not null, is_high_harm boolean not null
);
create or replace table choice (
    list_code varchar not null, code varchar not null, label varchar not null,
    display_order integer not null, meaning varchar
);
create or replace table measure (
    measure_code varchar not null, label varchar not null, unit varchar not null,
    kind_code varchar not null, better varchar not null, threshold double, finding_ref varchar,
    page varchar not null, display_order integer not null, definition varchar not null
);
create or replace table evidence_rule (
    rule_code varchar not null, brag_code varchar not null, label varchar not null,
    display_order integer not null, meaning varchar not null
);
create or replace table setting (
    setting_code varchar not null, value double not null, unit varchar not null,
    meaning varchar not null
);

-- The public record: data/published/*.csv
create or replace table source (
    source_code varchar not null, title varchar not null, publisher varchar not null,
    published_on date, location varchar, address varchar, note varchar
);
create or replace table inspection (
    inspection_code varchar not null, title varchar not null, publisher varchar not null,
    published_on date not null, is_finding_list_whole boolean not null, note varchar,
    source_code varchar not null
);
create or replace table fieldwork (
    inspection_code varchar not null, body_code varchar not null,
    fieldwork_period varchar not null, source_code varchar not null
);
create or replace table grade (
    inspection_code varchar not null, body_code varchar not null, question varchar not null,
    grade_code varchar not null, source_code varchar not null, source_place varchar
);
create or replace table finding (
    finding_ref varchar not null, inspection_code varchar not null, kind_code varchar not null,
    number integer not null, scope_code varchar not null, parent_ref varchar, due_on date,
    is_wording_held boolean not null, wording varchar, source_page varchar,
    source_code varchar not null, note varchar
);
create or replace table finding_body (
    finding_ref varchar not null, body_code varchar not null
);
create or replace table theme (
    inspection_code varchar not null, theme_order integer not null, body_code varchar not null,
    kind_code varchar not null, theme varchar not null, source_page varchar, page varchar,
    source_code varchar not null
);
create or replace table statement (
    statement_ref varchar not null, body_code varchar not null, inspection_code varchar,
    published_on date not null, kind_code varchar not null, finding_ref varchar, page varchar,
    summary varchar not null, note varchar, source_code varchar not null
);
create or replace table earlier_finding (
    earlier_ref varchar not null, body_code varchar not null, inspection varchar not null,
    published_on date not null, question varchar not null, grade_code varchar,
    summary varchar not null, finding_ref varchar, note varchar, source_code varchar not null
);
create or replace table published_figure (
    figure_ref varchar not null, body_code varchar not null, as_at_on date not null,
    published_on date not null, finding_ref varchar, page varchar, label varchar not null,
    value double, denominator double, unit varchar not null, note varchar, measure_codes varchar,
    source_code varchar not null
);

-- Worked out, never received: each measure of each accepted return at its own as-at date, by
-- measures.sql. Filled again whenever a definition changes.
create or replace table return_measure (
    return_id integer not null, measure_code varchar not null, numerator double not null,
    denominator double not null
);

-- Kept: the vocabulary as each version laid it, so that a file is read again by the words of the
-- day that it came in on. Append-only; 0 is what a store held before it kept any.
create table if not exists vocabulary_laid (
    version_number integer not null, place integer not null, list_code varchar not null,
    code varchar not null, label varchar not null
);

-- Received: one row per accepted return, then the rows of its sheets
create table if not exists return_received (
    return_id integer not null, body_code varchar not null, as_at_on date not null,
    prepared_by_role varchar not null, approved_by_role varchar not null,
    marking_code varchar not null, sections_not_reported varchar, note varchar,
    row_number integer not null, received_at timestamp not null, submitted_by_role varchar not null,
    file_name varchar not null, sha256 varchar not null, is_demonstration boolean not null,
    version_number integer not null,
    -- An entry is a return of the board's secretariat made on the page, in a meeting: it stands
    -- beside the others of its day. An entry may correct an earlier one, which then no longer holds.
    -- It was made in sight of the returns up to seen_return_id.
    is_entry boolean default false not null, corrects_return_id integer, seen_return_id integer
);
-- For stores that were begun before there were entries.
alter table return_received add column if not exists is_entry boolean default false;
alter table return_received add column if not exists corrects_return_id integer;
alter table return_received add column if not exists seen_return_id integer;
-- A file that was sent and not taken in; none of its rows are kept.
create table if not exists refusal (
    received_at timestamp not null, submitted_by_role varchar not null, file_name varchar not null,
    sha256 varchar, body_code varchar, as_at_on date, error_count integer not null,
    version_number integer not null
);
create table if not exists finding_update (
    finding_ref varchar not null, claimed_stage_code varchar not null,
    declared_brag_code varchar not null, progress varchar not null, evidence varchar,
    evidence_on date, expected_closing_on date, next_milestone varchar,
    next_milestone_due_on date, owner_role varchar not null,
    return_id integer not null, row_number integer not null
);
create table if not exists ocg (
    ocg_ref varchar not null, status_code varchar not null, identified_on date not null,
    crime_type_code varchar not null, area varchar, is_under_investigation boolean not null,
    threat_method_code varchar, threat_score double, threat_band_code varchar, assessed_on date,
    assessment_due_on date, lro_ref varchar,
    return_id integer not null, row_number integer not null
);
create table if not exists plan (
    ocg_ref varchar not null, strand_code varchar not null, published_on date,
    activity_code varchar not null, reviewed_on date, review_due_on date, owner_role varchar,
    return_id integer not null, row_number integer not null
);
create table if not exists socit_post (
    team varchar not null, role_code varchar not null, establishment_fte double not null,
    in_post_fte double not null, accredited_fte double not null, abstracted_fte double not null,
    live_investigations integer not null, note varchar,
    return_id integer not null, row_number integer not null
);
create table if not exists scpo (
    scpo_ref varchar not null, ocg_ref varchar, in_force_on date not null, ends_on date not null,
    conditions integer not null, conditions_checked_on date,
    is_managed_in_ocg_meeting boolean not null, reviewed_on date, review_due_on date,
    breaches integer not null, breach_outcome_code varchar,
    return_id integer not null, row_number integer not null
);
create table if not exists trigger_form (
    form_ref varchar not null, submission integer not null, submitted_on date not null,
    outcome_code varchar not null, decided_on date, return_reason_code varchar, ocg_ref varchar,
    return_id integer not null, row_number integer not null
);
create table if not exists local_profile (
    area varchar not null, format_code varchar not null, issued_on date, updated_on date,
    partners integer not null, partners_with_access integer not null,
    return_id integer not null, row_number integer not null
);
create table if not exists lro (
    lro_ref varchar not null, role varchar not null, is_trained boolean not null, trained_on date,
    return_id integer not null, row_number integer not null
);
create table if not exists definition_note (
    measure_code varchar not null, difference varchar not null,
    return_id integer not null, row_number integer not null
);
create table if not exists governance (
    instrument_code varchar not null, is_in_place boolean not null, covers_soc boolean,
    last_on date, reviewed_on date, next_due_on date, actions_total integer, actions_done integer,
    communicated_on date,
    return_id integer not null, row_number integer not null
);
create table if not exists milestone (
    finding_ref varchar not null, milestone_ref varchar not null, milestone varchar not null,
    due_on date not null, done_on date, owner_role varchar,
    return_id integer not null, row_number integer not null
);
create table if not exists clear_hold_build (
    area varchar not null, phase_code varchar not null, since_on date, partners integer,
    next_review_on date, practice varchar,
    return_id integer not null, row_number integer not null
);
create table if not exists board_meeting (
    meeting_on date not null, chair_role varchar not null, note varchar, next_meeting_on date,
    return_id integer not null, row_number integer not null
);
alter table board_meeting add column if not exists next_meeting_on date;
create table if not exists attendance (
    meeting_on date not null, body_code varchar not null, is_present boolean not null,
    attendee_role varchar,
    return_id integer not null, row_number integer not null
);
create table if not exists action (
    action_ref varchar not null, raised_on date not null, action varchar not null,
    owner_body_code varchar not null, owner_role varchar not null, due_on date not null,
    status_code varchar not null, closed_on date, finding_ref varchar,
    redate_agreed_by_role varchar, decision_ref varchar,
    return_id integer not null, row_number integer not null
);
alter table action add column if not exists decision_ref varchar;
create table if not exists decision (
    decision_ref varchar not null, meeting_on date not null, decision varchar not null,
    finding_ref varchar,
    return_id integer not null, row_number integer not null
);
create table if not exists verification (
    finding_ref varchar not null, body_code varchar not null,
    verified_stage_code varchar not null, verified_on date not null,
    verifier_body_code varchar, verifier_role varchar, evidence_seen varchar not null,
    document_title varchar, document_on date, document_ref varchar,
    return_id integer not null, row_number integer not null
);
-- For stores that were begun before the inspectorate's word came with its document and no role.
alter table verification add column if not exists document_title varchar;
alter table verification add column if not exists document_on date;
alter table verification add column if not exists document_ref varchar;
alter table verification alter column verifier_role drop not null;
