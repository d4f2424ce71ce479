-- What is known of one return: whose, from when, by whom, and what it replaced?
-- Grain: one row, or none where the viewer may not see that return or it is not there.
-- Parameters: $return_id, $known_at, $bodies.
-- Leaves out: its rows.
-- Shows: body
with told as (
    from return_told_at($known_at)
    where return_id = $return_id and body_code = any($bodies)
)
select
    told.return_id,
    told.body_code,
    body.short_name as body,
    body.kind_code,
    told.as_at_on,
    region_time(told.received_at) as received_at,
    told.days_after,
    told.is_late,
    told.submitted_by_role,
    told.prepared_by_role,
    told.approved_by_role,
    marking.label as marking,
    told.sections_not_reported,
    told.note,
    told.file_name,
    told.sha256,
    told.version_number,
    told.is_entry,
    told.is_demonstration,
    told.replaces_return_id,
    replaced.file_name as replaces_file_name,
    told.replaced_by_return_id,
    replacing.file_name as replaced_by_file_name,
    region_time(replacing.received_at) as replaced_at,
    earlier.was_return_id,
    earlier.was_as_at_on,
    earlier.was_file_name
from told
join body using (body_code)
left join return_received as replaced on replaced.return_id = told.replaces_return_id
left join return_received as replacing on replacing.return_id = told.replaced_by_return_id
left join return_and_earlier($return_id, $known_at) as earlier
    on earlier.return_id = told.return_id
left join choice as marking
    on marking.list_code = 'marking' and marking.code = told.marking_code
