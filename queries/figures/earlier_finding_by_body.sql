-- Have we been here before: what did earlier inspections find on the same theme?
-- Grain: one row per finding of an earlier inspection.
-- Parameters: $as_at, $seen, $finding_ref (today's finding that it stands beside, none for all).
-- Leaves out: inspections published after the as-at date, and any not in the public record held.
-- Shows: body
select
    earlier.earlier_ref,
    earlier.body_code,
    body.short_name as body,
    earlier.inspection,
    earlier.published_on,
    earlier.question,
    graded.label as grade,
    earlier.summary,
    earlier.finding_ref,
    earlier.note,
    source.title as source,
    source.address as source_address
from earlier_finding as earlier
join body using (body_code)
join source using (source_code)
left join choice as graded on graded.list_code = 'grade' and graded.code = earlier.grade_code
where earlier.published_on <= $as_at
    and earlier.body_code = any($seen)
    and ($finding_ref::varchar is null or earlier.finding_ref = $finding_ref)
order by earlier.published_on desc, body.display_order, earlier.earlier_ref
