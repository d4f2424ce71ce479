-- Which words stood for which codes, from which version of the store on?
-- Grain: one row per version that laid a vocabulary per list per code per label, in its order.
select version_number, list_code, code, label
from vocabulary_laid
order by version_number, place
