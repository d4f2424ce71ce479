-- Is evidence given without words, such as a dash?
-- Severity: error
-- Expected: what was seen or done, in words: a document, a dip sample, a figure
-- Looks back: no
select
    return_id, 'verification' as table_name, row_number, 'evidence_seen' as column_name,
    evidence_seen as found
from incoming_verification
where len(regexp_extract_all(evidence_seen, '\p{L}{2,}')) < 2
union all
select return_id, 'finding_update', row_number, 'evidence', evidence
from incoming_finding_update
where not regexp_matches(evidence, '\p{L}{3,}')
    or lower(evidence) in ('none', 'nil', 'tbc', 'tba', 'not applicable', 'not known')
