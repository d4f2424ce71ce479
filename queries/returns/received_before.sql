-- Which of these files, by the SHA-256 of their bytes, were loaded before, and last as which return?
-- Grain: one row per file that was.
-- Parameters: $digests.
-- Leaves out: the same rows in another file, which the checks find.
with in_force as (
    select return_id from return_in_force(date '9999-12-31', timestamp '9999-12-31')
)
select
    sha256,
    max(return_id) as return_id,
    max(received_at) as received_at,
    bool_or(return_id in (select return_id from in_force)) as is_in_force
from return_received
where sha256 = any($digests)
group by sha256
