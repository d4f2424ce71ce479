-- What does a finding say, where is it published, and by when was a response due?
-- Grain: one row per finding.
-- Parameters: $as_at, $finding_ref (none for all).
-- Leaves out: inspections published after the as-at date.
-- Shows: body
select
    finding.finding_ref,
    finding.number as finding_number,
    kind.label as kind,
    kind.meaning as kind_meaning,
    scope.label as scope,
    finding.is_wording_held,
    finding.wording,
    finding.source_page,
    finding.note,
    finding.parent_ref,
    finding.due_on,
    source.title as source,
    source.location as source_location,
    source.address as source_address,
    inspection.title as inspection,
    inspection.publisher as inspection_publisher,
    inspection.published_on as inspection_published_on,
    -- Day 1 is the day of publication (Police Act 1996, section 55).
    inspection.published_on + (setting_value('response_within_days')::integer - 1)
        as response_due_on
from finding
join inspection using (inspection_code)
join source on source.source_code = finding.source_code
left join finding as parent on parent.finding_ref = finding.parent_ref
left join choice as kind on kind.list_code = 'finding_kind' and kind.code = finding.kind_code
left join choice as scope on scope.list_code = 'scope' and scope.code = finding.scope_code
where inspection.published_on <= $as_at
    and ($finding_ref::varchar is null or finding.finding_ref = $finding_ref)
order by coalesce(parent.number, finding.number), finding.parent_ref is not null, finding.number,
    finding.finding_ref
