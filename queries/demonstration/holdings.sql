-- The made-up teams, lead officers, local profiles and notes on definitions, return by return.

insert into socit_post by name
with role_of as (
    -- The posts of each role, of those of the first.
    select code as role_code, display_order as role_order,
        [1.0, 0.17, 0.17, 0.13, 0.2][display_order] as ratio
    from choice
    where list_code = 'socit_role' and display_order <= 5
),
investigated as (
    select return_id, count(*) filter (is_under_investigation) as live
    from ocg
    group by return_id
),
team_of as (
    select *, unnest(teams) as team, unnest(range(len(teams))) as team_number from story
),
post as (
    select
        made_return.return_id,
        made_return.as_at_on,
        team_of.*,
        role_of.*,
        greatest(halves(greatest(active_ocgs / 9, 4) * ratio / len(teams)), 0.5)
            as establishment_fte,
        body_number % 7 = 3 and role_order = 4 as is_over,
        -- Posts are filled and fall vacant by the quarter, not by the month.
        0.2 * luck(body_code || team || role_code || date_trunc('quarter', as_at_on)) - 0.1
            as this_quarter,
        coalesce(live, 0) as live
    from made_return
    join team_of using (body_code)
    cross join role_of
    left join investigated using (return_id)
    where sections_not_reported is null
),
filled as (
    select
        *,
        case when is_over then establishment_fte + 1
            else least(establishment_fte, halves(establishment_fte * (
                share_on(posts_filled, first_on, span_days, as_at_on) + this_quarter
            ))) end as in_post_fte
    from post
)
select
    return_id,
    (1 + row_number() over (partition by return_id order by team, role_order))::integer
        as row_number,
    team,
    role_code,
    establishment_fte,
    in_post_fte,
    floor(2 * in_post_fte * share_on(accredited, first_on, span_days, as_at_on)) / 2
        as accredited_fte,
    floor(2 * in_post_fte * share_on(abstracted, first_on, span_days, as_at_on)) / 2
        as abstracted_fte,
    case when role_order = 1 then (live + len(teams) - 1 - team_number) // len(teams) else 0
        end::integer as live_investigations,
    case when is_over
        then 'One post over establishment by agreement, until a vacancy elsewhere is filled'
    end as note
from filled
order by return_id, row_number;

insert into lro by name
with post as (
    select
        body_code, first_on, lro_number,
        body_code || ' LRO ' || lro_number as key,
        day_when(lros_trained, first_on, span_days, luck(key)) as trained_when
    from (select *, unnest(range(1, 3 + active_ocgs // 4)) as lro_number from story)
),
trained as (
    select
        *,
        case when trained_when < first_on then first_on - whole(key || ' trained', 10, 500)
            else trained_when end as trained_since
    from post
)
select
    return_id,
    (1 + lro_number)::integer as row_number,
    format('LRO-{:02d}', lro_number) as lro_ref,
    [
        'Chief Inspector, Neighbourhoods', 'Detective Inspector, Investigations',
        'Inspector, Local Policing', 'Detective Chief Inspector, Intelligence'
    ][1 + lro_number % 4] as role,
    trained_since <= as_at_on as is_trained,
    case when trained_since <= as_at_on then trained_since end as trained_on
from made_return
join trained using (body_code)
order by return_id, row_number;

insert into local_profile by name
with area_of as (
    select
        body_code, area_number, profile_areas,
        short_name || if(profile_areas = 1, '', ' area ' || area_number) as area,
        body_code || ' area ' || area_number as key,
        first_on - whole(key || ' issued', 120, 500) as first_issued_on,
        greatest(day_when(profiles_live, first_on, span_days, luck(key)), first_issued_on)
            as live_on,
        whole(key || ' partners', 7, 14) as partners
    from (select *, unnest(range(1, 1 + profile_areas)) as area_number from story)
)
select
    return_id,
    (1 + area_number)::integer as row_number,
    area,
    case when live_on <= as_at_on then 'live' else 'static' end as format_code,
    first_issued_on as issued_on,
    case when live_on <= as_at_on
        then greatest(as_at_on - whole(key || as_at_on, 2, 20), live_on)
        else first_issued_on end as updated_on,
    partners,
    round(partners * case
        when live_on <= as_at_on then least(0.7 + 0.02 * (as_at_on - live_on) // 30, 1.0)
        else 0.3 + 0.2 * luck(key || ' access')
    end)::integer as partners_with_access
from made_return
join area_of using (body_code)
order by return_id, row_number;

insert into definition_note by name
select
    return_id,
    2 as row_number,
    measure_code,
    'Counts what awaits approval as done' as difference
from made_return
join story using (body_code)
cross join (select min(measure_code) as measure_code from measure)
where story.body_number % 9 = 4
order by return_id;
