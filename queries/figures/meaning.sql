-- What do the words and symbols on the pages mean, and which limits are set?
-- Grain: one row per stage, BRAG, rule or limit, in the order they are read.
-- Parameters: none.
-- Leaves out: measures, which are under About the figures, and small vocabularies that
--   appear only in returns.
-- Shows: body
select 'Stage, ' || lane_code as kind, symbol, label, meaning,
    case lane_code when 'claimed' then 100 else 200 end + display_order as display_order
from stage
union all
select 'BRAG', symbol, label, meaning, 300 + display_order from brag
union all
select 'Claimed and shown', '', label, meaning, 350 + display_order
from choice where list_code = 'agreement'
union all
select 'Comparison with the region', '', label, meaning, 360 + display_order
from choice where list_code = 'comparison'
union all
select 'Rule for what is shown', brag.symbol, evidence_rule.label, evidence_rule.meaning,
    370 + evidence_rule.display_order
from evidence_rule
join brag using (brag_code)
union all
select 'Limit', '', printf('%g %s', value, if(value = 1, regexp_replace(unit, 's$', ''), unit)),
    meaning, 400
from setting
order by display_order, label, meaning
