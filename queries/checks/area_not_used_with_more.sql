-- Is anything said of Clear, Hold, Build in an area that does not use it?
-- Severity: error
-- Expected: another phase, or these cells empty
-- Looks back: no
select
    return_id, 'clear_hold_build' as table_name, row_number, 'phase_code' as column_name,
    'not used, with ' || concat_ws(
        ', ',
        case when since_on is not null then 'Since' end,
        case when partners > 0 then 'Partners' end,
        case when next_review_on is not null then 'Next review' end,
        case when practice is not null then 'What worked' end
    ) as found
from incoming_clear_hold_build
where phase_code = 'not-used' and (
    partners > 0 or practice is not null or coalesce(since_on, next_review_on) is not null
)
