-- Which measures does one page show over time, and what does each count?
-- Grain: one row per measure of that page, in their fixed order.
-- Parameters: $page_path.
-- Leaves out: the measures of other pages.
-- Shows: body
select measure_code, label as measure, unit, better, threshold, definition
from measure
where page = $page_path
order by display_order
