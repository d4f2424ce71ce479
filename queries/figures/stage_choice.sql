-- Which verified stages may a body of the region give, and which the inspectorate?
-- Grain: one row per verified stage that somebody gives, in its order.
-- Parameters: none.
-- Leaves out: the stage of verifiers that disagree, which nobody gives.
-- Shows: body
select
    stage_code, label,
    given_by in ('another-body', 'either') as is_body_s,
    given_by in ('inspectorate', 'either') as is_inspectorate_s
from stage
where lane_code = 'verified' and given_by <> 'nobody'
order by display_order
