-- How many OCGs of each body stand where with each strand of their 4P plans?
-- Grain: one row per body, strand and state that any of its active OCGs is at, in that order.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs, and bodies that did not report OCGs or 4P plans.
-- Shows: body
select
    body.body_code,
    body.short_name as body,
    strand.label as strand,
    strands.state_code,
    state.label as state,
    count(*)::integer as ocg_count
from strand_state_of(position_pairs($as_at, $known_at)) as strands
join body using (body_code)
join strand using (strand_code)
join choice as state on state.list_code = 'strand_state' and state.code = strands.state_code
where strands.body_code = any($seen)
group by all
order by
    max(body.display_order), max(strand.display_order), max(state.display_order)
