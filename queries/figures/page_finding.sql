-- Which findings do the measures of one page evidence?
-- Grain: one row per finding, in the order of its measures.
-- Parameters: $page.
-- Leaves out: measures that evidence no finding.
-- Shows: body
select finding_ref
from measure
where page = $page and finding_ref is not null
group by finding_ref
order by min(display_order)
