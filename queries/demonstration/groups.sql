-- The made-up organised crime groups and their 4P plans: each group's life once, and then every
-- return's rows as the lives stood on its day.

create temp table made_group as
with slot as (
    -- One group after another in each slot, so that a body's number stays near its story's.
    select
        body_code, active_ocgs, first_on, last_on, span_days, slot_number,
        600 + whole(body_code || ' slot ' || slot_number, 0, 800) as life_days,
        luck(body_code || ' phase ' || slot_number) as phase
    from (select *, unnest(range(active_ocgs)) as slot_number from story)
),
turn as (
    select *, unnest(range(2 + span_days // life_days)) as turn_number from slot
),
life as (
    select
        body_code, slot_number, last_on, first_on,
        (first_on - floor(phase * life_days)::integer + (turn_number * life_days)::integer)
            as identified_on,
        identified_on + life_days - whole(body_code || slot_number || ' gap ' || turn_number, 0, 30)
            as archived_on
    from turn
),
named as (
    select
        life.*,
        prefix || '-' || format(
            '{:05d}',
            row_number() over (partition by body_code order by identified_on, slot_number)
        ) as ocg_ref
    from life
    join story using (body_code)
    where archived_on > story.first_on and identified_on <= story.last_on + 60
),
fated as (
    select
        named.*,
        day_when(assessed, story.first_on, span_days, luck(ocg_ref || ' assessed'))
            as assessed_when,
        day_when(planned, story.first_on, span_days, luck(ocg_ref || ' planned')) as planned_when,
        luck(ocg_ref || ' on time') < share_on(on_time, story.first_on, span_days, identified_on)
            as is_on_time,
        case when luck(ocg_ref || ' method') < morile_share then 'morile' else 'ocgm' end
            as threat_method_code,
        2 + active_ocgs // 4 as lros
    from named
    join story using (body_code)
)
select
    body_code,
    slot_number,
    ocg_ref,
    identified_on,
    archived_on,
    pick(list_of_crime_types, ocg_ref || ' crime type') as crime_type_code,
    body_name || pick([' North', ' South', ' East', ' West'], ocg_ref || ' area') as area,
    case when luck(ocg_ref || ' investigated') < 0.65
        then identified_on + whole(ocg_ref || ' investigated on', 0, 60) else date '9999-12-31' end
        as investigated_on,
    greatest(assessed_when, identified_on + whole(ocg_ref || ' assessed on', 3, 30))
        as first_assessed_on,
    case when is_on_time then whole(ocg_ref || ' every', 142, 182)
        else whole(ocg_ref || ' every', 230, 400) end as assessed_every,
    greatest(planned_when, identified_on + whole(ocg_ref || ' planned on', 10, 38))
        as planned_on,
    threat_method_code,
    -- The gravest band is the rarest.
    sqrt(luck(ocg_ref || ' threat')) as threat_place,
    case when luck(ocg_ref || ' has an LRO') < 0.92
        then format('LRO-{:02d}', whole(ocg_ref || ' LRO', 1, lros)) end as lro_ref
from fated
join (select body_code, short_name as body_name from body) using (body_code)
cross join (
    select list(code order by display_order) as list_of_crime_types
    from choice
    where list_code = 'crime_type'
);

create temp table made_strand as
with fated as (
    select
        made_group.*,
        strand.strand_code,
        strand.label,
        strand.display_order as strand_order,
        ocg_ref || ' ' || strand_code as key,
        strand.display_order = min(strand.display_order) over () as is_first,
        -- The strands of one plan fare alike.
        day_when(
            other_strands_live, first_on, span_days,
            least(greatest(luck(ocg_ref || ' care') + 0.4 * luck(key || ' care') - 0.2, 0), 1)
        ) as live_when,
        luck(key || ' on time') < share_on(on_time, first_on, span_days, identified_on)
            as is_on_time
    from made_group
    join story using (body_code)
    cross join strand
),
published as (
    select
        *,
        case
            when is_first then planned_on
            when luck(key || ' missing') < 0.08 then date '9999-12-31'
            else planned_on + pick([0, 0, 0, 14, 35], key || ' later')
        end as published_when
    from fated
)
select
    ocg_ref,
    strand_code,
    strand_order,
    label || ' lead' as owner_role,
    published_when,
    case when is_first then published_when
        else greatest(live_when, published_when + whole(key || ' live', 0, 30)) end as live_on,
    luck(key || ' intended') < 0.7 as is_intended,
    case when is_on_time then whole(key || ' every', 70, 92)
        else whole(key || ' every', 110, 190) end as reviewed_every
from published;

insert into ocg by name
with band as (
    select
        method_code,
        list(band_code order by display_order) as bands,
        case when method_code = 'morile' then 64 else 100 end as top_score
    from threat_band
    group by method_code
),
seen as (
    select
        made_return.return_id,
        made_return.as_at_on,
        made_group.*,
        archived_on <= as_at_on as is_archived,
        least(as_at_on, archived_on) as seen_on,
        first_assessed_on <= least(as_at_on, archived_on) as is_assessed
    from made_return
    join made_group using (body_code)
    where identified_on <= as_at_on and archived_on > previous_on
),
scored as (
    select
        *,
        last_of(first_assessed_on, assessed_every, seen_on) as last_assessed_on,
        -- Each seventh assessment finds the group a little less grave.
        least(
            threat_place + case when (seen_on - first_assessed_on) // assessed_every % 7 = 6
                then 0.15 else 0 end,
            0.999
        ) as place
    from seen
    join band on band.method_code = threat_method_code
)
select
    return_id,
    (1 + row_number() over (partition by return_id order by ocg_ref))::integer as row_number,
    ocg_ref,
    case when is_archived then 'archived' else 'active' end as status_code,
    identified_on,
    crime_type_code,
    area,
    investigated_on <= as_at_on and not is_archived as is_under_investigation,
    case when is_assessed then threat_method_code end as threat_method_code,
    case when is_assessed then round(1 + (top_score - 1) * (1 - place)) end as threat_score,
    case when is_assessed then bands[1 + floor(place * len(bands))::integer] end
        as threat_band_code,
    case when is_assessed then last_assessed_on end as assessed_on,
    case when is_assessed then last_assessed_on + 182 end as assessment_due_on,
    lro_ref
from scored
order by return_id, ocg_ref;
