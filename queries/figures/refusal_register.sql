-- Which files were sent and not taken in?
-- Grain: one row per refused file of the chosen bodies, the newest first.
-- Parameters: $known_at, $bodies.
-- Leaves out: files in which no body could be read, but for whoever sees every body; what was
--   wrong in them, which was told to the sender.
-- Shows: body
select
    region_time(refusal.received_at) as received_at,
    coalesce(body.short_name, 'not readable') as body,
    refusal.body_code,
    refusal.as_at_on,
    refusal.submitted_by_role,
    refusal.file_name,
    refusal.sha256,
    refusal.error_count
from refusal
left join body using (body_code)
where is_known(refusal.received_at, refusal.version_number, $known_at)
    and (
        refusal.body_code = any($bodies)
        -- The region is among the bodies of nobody who sees one body alone.
        or refusal.body_code is null and exists (
            select 1 from body where kind_code = 'region' and body_code = any($bodies)
        )
    )
order by refusal.version_number desc, refusal.received_at desc, refusal.file_name
