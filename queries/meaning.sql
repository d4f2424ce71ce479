-- What do the words and symbols on the pages mean, and which limits are set?
-- Grain: one row per stage, BRAG or limit, in the order they are read.
-- Parameters: none.
-- Leaves out: small vocabularies that appear only in returns.
-- Shows: body
select 'Stage, ' || lane_code as kind, symbol, label, meaning,
    case lane_code when 'claimed' then 100 else 200 end + display_order as display_order
from stage
union all
select 'BRAG', symbol, label, meaning, 300 + display_order from brag
union all
select 'Limit', '', printf('%g %s', value, unit), meaning, 400 from setting
union all
select 'Measure', '', label || ', ' || unit, definition, 500 from measure
order by display_order, label
