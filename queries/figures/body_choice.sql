-- Which bodies are there, in their fixed order?
-- Grain: one row per body, the region last.
-- Parameters: none.
-- Leaves out: nothing.
-- Shows: body
select body_code, name, short_name, kind_code, display_order
from body
order by display_order
