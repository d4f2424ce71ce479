-- What does each measure count, in which unit, against which target, and for which finding?
-- Grain: one row per measure, in the order they are read.
-- Parameters: none.
-- Leaves out: nothing.
-- Shows: body
select
    measure_code, label, definition, unit, finding_ref, page, kind_code, better, threshold,
    display_order,
    case
        when threshold is null then 'none set'
        else printf('%s %g', if(better = 'higher', 'at least', 'at most'), threshold)
    end as target
from measure
order by display_order
