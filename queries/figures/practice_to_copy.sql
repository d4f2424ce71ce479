-- What has been done well, by an inspection's word or by a body's own, that others could copy?
-- Grain: one row per positive and per finding of innovative practice that is published, and per area
--   whose latest return says what worked with Clear, Hold, Build.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: inspections published after the as-at date; findings whose wording is not held.
-- Shows: body
with inspected as (
    select inspection_code, published_on
    from inspection
    where published_on <= $as_at
),
told as (
    select
        theme.body_code, theme.kind_code as origin_code, theme.theme as practice,
        published_on as on_date, theme.source_code, null as return_id, null as row_number
    from theme
    join inspected using (inspection_code)
    where theme.kind_code = 'positive'
    union all
    select
        finding_body.body_code, finding.kind_code, finding.wording,
        published_on, finding.source_code, null, null
    from finding
    join inspected using (inspection_code)
    join finding_body using (finding_ref)
    where finding.kind_code = 'innovative-practice' and finding.is_wording_held
    union all
    select
        position.body_code, 'own', area.area || ': ' || area.practice,
        position.as_at_on, null, position.return_id, area.row_number
    from position_at($as_at, $known_at) as position
    join clear_hold_build as area using (return_id)
    where area.practice is not null
)
select
    told.body_code,
    body.short_name as body,
    told.practice,
    origin.label as origin,
    told.on_date,
    source.title as source,
    source.address as source_address,
    return_received.file_name,
    told.return_id,
    told.row_number
from told
join body using (body_code)
join choice as origin on origin.list_code = 'practice_origin' and origin.code = told.origin_code
left join source using (source_code)
left join return_received using (return_id)
where told.body_code = any($seen)
order by origin.display_order, body.display_order, told.practice
