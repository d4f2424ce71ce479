-- What has one body returned of one OCG's 4P plan, return by return?
-- Grain: one row per accepted return that holds the OCG per strand of its plan, newest first.
-- Parameters: $as_at, $known_at, $bodies, $of_body, $ocg_ref. Bodies may number alike, so that a
--   reference alone names no OCG.
-- Leaves out: returns replaced by a later one for the same day.
-- Shows: ocg
with known as (
    select *
    from return_received
    where as_at_on <= $as_at and body_code = $of_body and body_code = any($bodies)
        and is_known(received_at, version_number, $known_at)
    qualify row_number() over (
        partition by body_code, as_at_on order by return_id desc
    ) = 1
)
select
    ocg.ocg_ref,
    known.as_at_on,
    status.label as status,
    band.label as threat_band,
    ocg.assessed_on,
    strand.label as strand,
    activity.label as activity,
    plan.published_on,
    plan.reviewed_on,
    plan.review_due_on,
    plan.owner_role,
    known.file_name,
    plan.row_number
from known
join ocg on ocg.return_id = known.return_id and ocg.ocg_ref = $ocg_ref
left join plan on plan.return_id = known.return_id and plan.ocg_ref = $ocg_ref
left join strand using (strand_code)
left join choice as status on status.list_code = 'ocg_status' and status.code = ocg.status_code
left join choice as activity
    on activity.list_code = 'plan_activity' and activity.code = plan.activity_code
left join threat_band as band on band.band_code = ocg.threat_band_code
order by known.as_at_on desc, strand.display_order
