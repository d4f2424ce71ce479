-- Which of these files, by the SHA-256 of their bytes, were loaded before?
-- Grain: one row per file that was.
-- Parameters: $digests.
-- Leaves out: the same rows in another file, which the checks find.
select sha256, min(return_id) as return_id
from return_received
where sha256 = any($digests)
group by sha256
