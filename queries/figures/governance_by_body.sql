-- By which documents and meetings does each body govern its work on SOC, and do they cover it?
-- Grain: one row per chosen body and instrument; the body's latest return says of each.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: nothing. An instrument of which the return has no row is not reported. The state is that
--   of the day that the return describes.
-- Shows: body
with position as (
    select body_code, return_id, as_at_on, is_stale, file_name
    from position_at($as_at, $known_at)
)
select
    body.body_code,
    body.short_name as body,
    instrument.code as instrument_code,
    instrument.label as instrument,
    state.code as state_code,
    state.label as state,
    governance.covers_soc,
    governance.last_on,
    governance.reviewed_on,
    governance.next_due_on,
    governance.actions_done,
    governance.actions_total,
    governance.communicated_on,
    position.as_at_on,
    coalesce(position.is_stale, false) as is_stale,
    case when governance.return_id is not null then position.file_name end as file_name,
    governance.return_id,
    governance.row_number
from body
join choice as instrument on instrument.list_code = 'governance_instrument'
left join position using (body_code)
left join governance
    on governance.return_id = position.return_id
    and governance.instrument_code = instrument.code
join choice as state
    on state.list_code = 'governance_state'
    and state.code = case
        when governance.return_id is null then 'not-reported'
        when not governance.is_in_place then 'none'
        when governance.covers_soc is null then 'unknown'
        when not governance.covers_soc then 'without-soc'
        when governance.next_due_on < position.as_at_on then 'overdue'
        else 'in-place'
    end
where body.body_code = any($seen) and body.kind_code <> 'region'
order by body.display_order, instrument.display_order
