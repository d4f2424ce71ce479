-- What did inspections find done well, that others could copy?
-- Grain: one row per positive, and per body of a finding of innovative practice.
-- Parameters: $as_at, $seen.
-- Leaves out: inspections published after the as-at date; findings whose wording is not held. What a body
--   itself reports to have worked is clear_hold_build_by_area's.
-- Shows: body
with told as (
    select
        inspection_code, body_code, kind_code as origin_code, theme as practice, source_code
    from theme
    where kind_code = 'positive'
    union all
    select
        finding.inspection_code, finding_body.body_code, finding.kind_code, finding.wording,
        finding.source_code
    from finding
    join finding_body using (finding_ref)
    where finding.kind_code = 'innovative-practice' and finding.is_wording_held
)
select
    told.body_code,
    body.short_name as body,
    told.practice,
    origin.label as origin,
    inspection.published_on,
    source.title as source,
    source.address as source_address
from told
join inspection using (inspection_code)
join body using (body_code)
join source on source.source_code = told.source_code
join choice as origin on origin.list_code = 'practice_origin' and origin.code = told.origin_code
where told.body_code = any($seen) and inspection.published_on <= $as_at
order by origin.display_order, body.display_order, told.practice
