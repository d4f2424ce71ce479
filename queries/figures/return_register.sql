-- What has been received, from whom, when, and does it still hold?
-- Grain: one row per return or entry of the chosen bodies, the newest received first.
-- Parameters: $as_at, $known_at, $bodies.
-- Leaves out: refused files, which refusal_register has.
-- Shows: body
with told as (
    from return_told_at($known_at) where body_code = any($bodies)
)
select
    told.return_id,
    told.body_code,
    body.short_name as body,
    told.as_at_on,
    region_time(told.received_at) as received_at,
    told.days_after,
    told.is_late,
    told.submitted_by_role,
    told.prepared_by_role,
    told.approved_by_role,
    marking.label as marking,
    told.file_name,
    told.sha256,
    told.version_number,
    told.is_entry,
    told.is_demonstration,
    told.replaces_return_id,
    told.replaced_by_return_id,
    replacing.file_name as replaced_by_file_name,
    region_time(replacing.received_at) as replaced_at
from told
join body using (body_code)
left join told as replacing on replacing.return_id = told.replaced_by_return_id
left join choice as marking
    on marking.list_code = 'marking' and marking.code = told.marking_code
where told.as_at_on <= $as_at
order by told.return_id desc
