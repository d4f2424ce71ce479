-- Which of these files were refused before, and when last?
-- Grain: one row per name and SHA-256 of a file that was.
-- Parameters: $names.
-- Leaves out: what was wrong in them, which is not kept.
select file_name, sha256, max(received_at) as refused_at
from refusal
where file_name = any($names)
group by file_name, sha256
