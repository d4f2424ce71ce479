-- How each made-up body governs its work, return by return: instruments, milestones, and areas.

insert into governance by name
with instrument as (
    select code as instrument_code, display_order, [365, 91, 30, 30][display_order] as every_days
    from choice
    where list_code = 'governance_instrument' and display_order <= 4
),
placed as (
    select
        made_return.return_id, made_return.as_at_on, instrument.*,
        made_return.body_code || instrument_code as key,
        luck(key) as fortune,
        first_on - whole(key || ' begun', 1, 360) as begun_on
    from made_return
    join story using (body_code)
    cross join instrument
    -- Now and then a body says nothing of one.
    where fortune > 0.04
)
select
    return_id,
    (1 + row_number() over (partition by return_id order by display_order))::integer as row_number,
    instrument_code,
    fortune > 0.1 as is_in_place,
    case when is_in_place then fortune > 0.2 end as covers_soc,
    case when is_in_place
        -- A tenth or so is not held or issued again when it is due.
        then last_of(begun_on, every_days, as_at_on - if(fortune > 0.9, every_days, 0))
        end as last_on,
    last_on as reviewed_on,
    last_on + every_days as next_due_on,
    case when is_in_place and display_order = 2 then whole(key || ' actions', 12, 26) end
        as actions_total,
    least(actions_total, (actions_total * (0.2 + 0.7 * luck(key || as_at_on)))::integer)
        as actions_done,
    case when is_in_place and every_days = 30 and fortune < 0.8 then last_on - 20 end
        as communicated_on
from placed
order by return_id, row_number;

insert into milestone by name
with told as (
    select finding_update.return_id, finding_ref, next_milestone, next_milestone_due_on,
        published_on, as_at_on, delivered_on
    from finding_update
    join made_return using (return_id)
    join made_claim using (body_code, finding_ref)
),
listed as (
    select return_id, finding_ref, 'M1' as milestone_ref, 'Brief supervisors' as milestone,
        published_on + 75 as due_on, published_on + 60 as done_on
    from told
    where as_at_on >= published_on + 60
    union all
    select return_id, finding_ref, 'M2', 'Second dip sample',
        coalesce(next_milestone_due_on, delivered_on),
        case when next_milestone is null then delivered_on end
    from told
)
select
    *,
    (1 + row_number() over (partition by return_id order by finding_ref, milestone_ref))::integer
        as row_number,
    'Head of Intelligence' as owner_role
from listed
order by return_id, row_number;

insert into clear_hold_build by name
with area_of as (
    select
        body_code, first_on, area_number,
        short_name || if(profile_areas = 1, '', ' area ' || area_number) as area,
        body_code || ' place ' || area_number as key,
        first_on + whole(key, 0, 1200) as begun_on
    from (select *, unnest(range(1, 1 + profile_areas)) as area_number from story)
),
placed as (
    select
        return_id, as_at_on, area_of.*,
        case
            when begun_on > as_at_on then 'not-used'
            when as_at_on - begun_on < 120 then 'clear'
            when as_at_on - begun_on < 300 then 'hold'
            else 'build'
        end as phase_code
    from made_return
    join area_of using (body_code)
)
select
    return_id,
    (1 + area_number)::integer as row_number,
    area,
    phase_code,
    case phase_code when 'clear' then begun_on when 'hold' then begun_on + 120
        when 'build' then begun_on + 300 end as since_on,
    case when since_on is not null then whole(key || ' partners', 3, 12) end as partners,
    since_on + 180 as next_review_on,
    case when phase_code = 'build' then 'Residents hear back within ten days' end as practice
from placed
order by return_id, row_number;
