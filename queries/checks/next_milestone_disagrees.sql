-- Is a finding's next milestone another than the earliest not reached on the sheet Milestones?
-- Severity: error
-- Expected: the day of the earliest milestone not reached on the sheet Milestones, or empty with none
-- Looks back: no
with listed as (
    select milestone.return_id, milestone.finding_ref,
        min(milestone.due_on) filter (milestone.done_on is null) as next_due_on
    from incoming_milestone as milestone
    join whole_sheet using (return_id)
    where whole_sheet.table_name = 'milestone'
    group by all
)
select
    claimed.return_id, 'finding_update' as table_name, claimed.row_number,
    'next_milestone_due_on' as column_name,
    coalesce(in_words(claimed.next_milestone_due_on), 'empty') || ', with '
    || coalesce('a milestone due ' || in_words(listed.next_due_on), 'every milestone reached')
        as found
from incoming_finding_update as claimed
join listed using (return_id, finding_ref)
where claimed.next_milestone_due_on is distinct from listed.next_due_on
