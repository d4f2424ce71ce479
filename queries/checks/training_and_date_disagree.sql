-- Is a trained LRO without the day of training, or the day given for one not trained?
-- Severity: error
-- Expected: the day of training where there was one, and none where there was not
-- Looks back: no
select
    return_id, 'lro' as table_name, row_number, 'trained_on' as column_name,
    'empty, with Trained Yes' as found
from incoming_lro
where is_trained and trained_on is null
union all
select return_id, 'lro', row_number, 'trained_on', in_words(trained_on) || ', with Trained No'
from incoming_lro
where not is_trained and trained_on is not null
