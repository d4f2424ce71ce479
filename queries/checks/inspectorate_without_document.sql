-- Is the inspectorate's own word recorded without the document it is recorded from?
-- Severity: error
-- Expected: the title, date and reference of the inspectorate's document, or the body that verified
-- Looks back: no
with lacking as (
    select
        return_id, row_number,
        unnest([
            case when document_title is null then 'document_title' end,
            case when document_on is null then 'document_on' end,
            case when document_ref is null then 'document_ref' end
        ]) as column_name
    from incoming_verification
    where verifier_body_code is null
)
select
    return_id, 'verification' as table_name, row_number, column_name,
    'empty, with no Verifier body' as found
from lacking
where column_name is not null
