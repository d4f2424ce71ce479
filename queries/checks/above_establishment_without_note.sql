-- Are more people in post than there are posts, without a note?
-- Severity: error
-- Expected: a note saying why in post is above establishment
-- Looks back: no
-- Looks back: no
select
    return_id, 'socit_post' as table_name, row_number, 'note' as column_name,
    format('empty, with {:g} in post of {:g}', in_post_fte, establishment_fte) as found
from incoming_socit_post
where in_post_fte > establishment_fte and note is null
