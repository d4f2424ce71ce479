-- Which bodies are there, in their fixed order, and whose clock do they go by?
-- Grain: one row per body, the region last.
-- Parameters: none.
-- Leaves out: nothing.
-- Shows: body
select body_code, name, short_name, kind_code, display_order, region_zone() as time_zone
from body
order by display_order
