-- From how many OCGs is each strand of a 4P plan missing?
-- Grain: one row per strand per chosen body that reported OCGs and 4P plans, in the strands' order.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: archived OCGs.
-- Shows: body
select
    states.body_code,
    body.short_name as body,
    states.strand_order,
    strand.label as strand,
    count(*) filter (states.state_code = 'not-covered') as missing_count,
    count(*) as ocg_count
from strand_state_of(position_pairs($as_at, $known_at)) as states
join body using (body_code)
join strand using (strand_code)
where states.body_code = any($seen)
group by all
order by any_value(body.display_order), states.strand_order
