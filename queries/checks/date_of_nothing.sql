-- Is a date given for evidence or a milestone that is not there?
-- Severity: error
-- Expected: what the date belongs to, or no date
-- Looks back: no
select
    return_id, 'finding_update' as table_name, row_number, 'evidence' as column_name,
    'empty, with Evidence dated ' || in_words(evidence_on) as found
from incoming_finding_update
where evidence is null and evidence_on is not null
union all
select
    return_id, 'finding_update', row_number, 'next_milestone',
    'empty, with Next milestone due ' || in_words(next_milestone_due_on)
from incoming_finding_update
where next_milestone is null and next_milestone_due_on is not null
