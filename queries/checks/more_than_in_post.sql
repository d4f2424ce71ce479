-- Are more people accredited or abstracted than are in post?
-- Severity: error
-- Expected: no more than are in post
-- Looks back: no
select
    return_id, 'socit_post' as table_name, row_number, 'accredited_fte' as column_name,
    format('{:g}, with {:g} in post', accredited_fte, in_post_fte) as found
from incoming_socit_post
where accredited_fte > in_post_fte
union all
select
    return_id, 'socit_post', row_number, 'abstracted_fte',
    format('{:g}, with {:g} in post', abstracted_fte, in_post_fte)
from incoming_socit_post
where abstracted_fte > in_post_fte
