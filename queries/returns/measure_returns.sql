-- What did each return show that is not measured yet? Its measures at its own as-at date.
-- Run when reference data or definitions changed, which empties the table, and at acceptance.
insert into return_measure by name
select return_id, measure_code, numerator, denominator
from measure_of((
    select list({'return_id': return_id, 'on_date': as_at_on})
    from return_received
    where return_id not in (select return_id from return_measure)
));
