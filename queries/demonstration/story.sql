-- Each made-up body's story in figures, and the macros that every other file here tells it with.

-- A number from 0 up to 1, the same for the same key in every version and on every machine.
create temp macro luck(key) as (md5_number_lower(key) % 1000003)::double / 1000003;

create temp macro whole(key, least_one, greatest_one) as
    (least_one + floor(luck(key) * (greatest_one - least_one + 1)))::integer;

create temp macro pick(choices, key) as choices[1 + floor(luck(key) * len(choices))::integer];

create temp macro halves(fte) as round(fte * 2) / 2;

-- A share that moves evenly from the first month to the last, further at some bodies.
create temp macro span_of(key, lowest, highest, best) as {
    'start': lowest + (highest - lowest) * luck(key || ' start'),
    'finish': highest + (best - highest) * luck(key || ' finish')
};

create temp macro share_on(span, first_on, span_days, on_date) as
    span.start + (span.finish - span.start)
        * least(greatest((on_date - first_on) / span_days, 0.0), 1.0);

-- The day a share reaches a fortune from 0 to 1: before all others, or never, at the ends.
create temp macro day_when(span, first_on, span_days, fortune) as case
    when fortune < span.start then date '1900-01-01'
    when fortune >= span.finish then date '9999-12-31'
    else first_on
        + (span_days * (fortune - span.start) / (span.finish - span.start))::integer
end;

-- The last of the days that come every so many days after one, on or before another.
create temp macro last_of(begun_on, every_days, on_date) as
    begun_on + every_days * ((on_date - begun_on) // every_days)::integer;

create temp table story as
with placed as (
    select
        body.*,
        count(*) over () as bodies,
        upper(left(body_code, 1)) || right(body_code, 2) as prefix,
        -- Spread evenly over the bodies, so that their average is the scale's.
        row_number() over (order by luck(body_code || ' size'), body_code) as size_place
    from body
    where kind_code <> 'region'
)
select
    body_code,
    short_name,
    kind_code,
    display_order as body_number,
    prefix,
    -- The last body has no groups at all, and the second never reports its SOCIT.
    case when display_order = bodies then 0
        else round(ocgs * (0.4 + 1.2 * (size_place - 0.5) / bodies))::integer end as active_ocgs,
    case when display_order = 2 then 'socit_post' end as sections_not_reported,
    case when display_order % 13 = 5 then 2 + display_order % 4 else 0 end as silent_months,
    whole(body_code || ' days to return', 2, 12) as days_to_return,
    case when display_order % 5 = 0 then ['SOCIT North', 'SOCIT South'] else ['SOCIT'] end as teams,
    1 + display_order % 4 as profile_areas,
    span_of(body_code || ' assessed', 0.55, 0.8, 0.99) as assessed,
    span_of(body_code || ' planned', 0.45, 0.8, 1.02) as planned,
    span_of(body_code || ' live', 0.2, 0.5, 0.9) as other_strands_live,
    span_of(body_code || ' on time', 0.5, 0.75, 0.97) as on_time,
    span_of(body_code || ' accepted', 0.4, 0.65, 0.92) as forms_accepted_first,
    span_of(body_code || ' trained', 0.3, 0.7, 1.02) as lros_trained,
    span_of(body_code || ' managed', 0.3, 0.6, 1.02) as scpos_managed,
    span_of(body_code || ' filled', 0.65, 0.85, 0.98) as posts_filled,
    span_of(body_code || ' accredited', 0.45, 0.65, 0.95) as accredited,
    span_of(body_code || ' abstracted', 0.12, 0.08, 0.02) as abstracted,
    span_of(body_code || ' profiles', 0.1, 0.5, 1.02) as profiles_live,
    luck(body_code || ' methods') as morile_share,
    first_on,
    last_on,
    span_days,
    today_on
from placed
cross join scale;

-- A number for each return, in the order of their days and then of the bodies.
create temp table made_return as
with monthly as (
    select
        body_code,
        body_number,
        last_day(first_on + to_months(month_number::integer)) as as_at_on,
        last_day(first_on + to_months(month_number::integer - 1)) as previous_on,
        days_to_return + whole(body_code || ' received ' || month_number, 0, 6) as days_after
    from story
    cross join (select unnest(range(months)) as month_number, months from scale) as month_of
    where month_number < months - silent_months
),
-- The board meets on the third Tuesday of every second month.
meeting as (
    select
        body_code,
        display_order as body_number,
        begun_on + ((9 - isodow(begun_on)) % 7 + 14)::integer as as_at_on
    from body
    cross join (
        select date_trunc('month', last_on - to_months(2 * unnest(range((months + 1) // 2))))::date
            as begun_on
        from scale
    ) as met
    where kind_code = 'region'
),
every_return as (
    select * from monthly
    union all by name
    select *, 0 as days_after from meeting
)
select
    row_number() over (order by as_at_on, body_number)::integer as return_id,
    body_code,
    as_at_on,
    previous_on,
    least(as_at_on + days_after, today_on)
        + to_minutes(whole(body_code || as_at_on, 540, 960)) as received_at
from every_return
cross join scale;

insert into return_received by name
select
    return_id,
    made_return.body_code,
    as_at_on,
    case when body.kind_code = 'region' then 'Board secretariat' else 'SOC analyst' end
        as prepared_by_role,
    case when body.kind_code = 'region' then 'Chair, national board' else 'Director of Intelligence' end
        as approved_by_role,
    case when body.kind_code = 'region' then 'official' else 'official-sensitive' end as marking_code,
    sections_not_reported,
    'Demonstration data: every figure is made up' as note,
    2 as row_number,
    received_at,
    case when body.kind_code = 'region' then 'Board secretariat' else 'Force performance analyst' end
        as submitted_by_role,
    'demonstration-' || made_return.body_code || '-' || as_at_on || '.xlsx' as file_name,
    no_file as sha256,
    true as is_demonstration,
    (select max(version_number) from version) as version_number
from made_return
join body using (body_code)
left join story using (body_code)
cross join scale
order by return_id;
