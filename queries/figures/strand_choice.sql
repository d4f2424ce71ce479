-- Which strands has a 4P plan, in their order?
-- Grain: one row per strand.
-- Parameters: none.
-- Leaves out: nothing.
-- Shows: body
select strand_code, label, meaning, display_order
from strand
order by display_order
