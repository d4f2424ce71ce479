-- What each made-up body claims of each finding that applies to it, return by return.

create temp table made_claim as
with applied as (
    select
        finding_body.*, published_on, finding.number as finding_number,
        body_code || ' ' || finding_ref as key, last_on, luck(key) as fortune
    from finding_body
    join finding using (finding_ref)
    join inspection using (inspection_code)
    cross join scale
)
select
    *,
    -- A third or so are not yet delivered at the end.
    published_on + (greatest(last_on - published_on, 1) * (0.25 + 1.1 * fortune))::integer
        as delivered_on
from applied;

insert into finding_update by name
with claimed as (
    select
        return_id, as_at_on, made_claim.*,
        as_at_on >= delivered_on as is_delivered,
        (as_at_on - published_on) / (delivered_on - published_on) as way,
        key || as_at_on as month_key,
        -- A promise is made again every nine months, and at some bodies late.
        published_on + 270 * (1 + (as_at_on - published_on) // 270)::integer
            - if(fortune > 0.6, 60, 0) as promised_on
    from made_return
    join made_claim using (body_code)
    where as_at_on >= published_on
)
select
    return_id,
    (1 + row_number() over (partition by return_id order by finding_number))::integer
        as row_number,
    finding_ref,
    case when is_delivered then 'delivered' when way > 0.2 then 'in-progress'
        when way > 0.08 then 'planned' else 'not-started' end as claimed_stage_code,
    case
        when is_delivered or (way > 0.5 and promised_on >= as_at_on) then 'green'
        when way <= 0.08 and fortune > 0.7 then 'red'
        when promised_on < as_at_on then 'red'
        else 'amber'
    end as declared_brag_code,
    pick([
        'Training held for two more teams', 'Guidance issued to every district',
        'Peer review held with another body', 'Monthly meeting begun with the analysts',
        'No change since the last return', 'Vacancy filled; backlog being worked through'
    ], month_key) as progress,
    case when (is_delivered and fortune < 0.5) or way between 0.5 and 0.999
        then 'Dip sample of 20 records' end as evidence,
    case when evidence is not null
        then greatest(least(as_at_on, delivered_on) - 10, published_on) end as evidence_on,
    case when is_delivered then delivered_on when way > 0.08 then promised_on end
        as expected_closing_on,
    case when not is_delivered then 'Second dip sample' end as next_milestone,
    case when not is_delivered then as_at_on + whole(month_key, 5, 90) end
        as next_milestone_due_on,
    'Head of Intelligence' as owner_role
from claimed
order by return_id, row_number;
