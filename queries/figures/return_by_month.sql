-- Which bodies have returned for which months, and was it in time?
-- Grain: one row per chosen body that makes returns per month, the 12 up to the as-at date's.
-- Parameters: $as_at, $known_at, $bodies, $today.
-- Leaves out: the region's own returns. A month is judged by the day it is today, or the past day
--   as it was shown on, or by the as-at date if that is later: what was due before then and is not
--   there, is missing.
-- Shows: body
with month as (
    select
        (date_trunc('month', $as_at::date) - to_months(back::integer))::date as month_on,
        last_day(month_on) as ends_on,
        ends_on + setting_value('return_due_days')::integer as due_on
    from range(12) as past(back)
),
moment as (
    select
        greatest($as_at::date, least($today::date, region_day($known_at::timestamp))) as judged_on,
        date_trunc('month', min(as_at_on))::date as begun_on
    from return_received
    where is_known(received_at, version_number, $known_at)
        and body_code in (select body_code from body where kind_code <> 'region')
),
told as (
    select *, date_trunc('month', as_at_on)::date as month_on
    from return_told_at($known_at)
    where as_at_on <= $as_at and body_code = any($bodies)
),
returned as (
    select
        body_code,
        month_on,
        count(*) as return_count,
        count(*) > count(distinct as_at_on) as is_corrected,
        arg_max(return_id, (as_at_on, return_id)) as return_id,
        max((version_number, received_at)) as last_taken_in
    from told
    group by all
),
refused as (
    select
        refusal.body_code,
        date_trunc('month', as_at_on)::date as month_on,
        count(*) as refused_count,
        max(received_at) as last_refused_at
    from refusal
    left join returned
        on returned.body_code = refusal.body_code
        and returned.month_on = date_trunc('month', refusal.as_at_on)
    where is_known(received_at, version_number, $known_at)
        and refusal.body_code = any($bodies)
        and as_at_on <= $as_at
        and (last_taken_in is null or (version_number, received_at) > last_taken_in)
    group by all
),
placed as (
    select
        month.month_on,
        strftime(month.month_on, '%B %Y') as month,
        month.ends_on as month_ends_on,
        month.due_on,
        body.body_code,
        body.short_name as body,
        body.display_order as body_order,
        coalesce(returned.return_count, 0) as return_count,
        coalesce(refused.refused_count, 0) as refused_count,
        refused.last_refused_at,
        told.return_id,
        told.file_name,
        told.as_at_on,
        region_time(told.received_at) as received_at,
        region_time(told.first_received_at) as first_received_at,
        told.return_id is not null as is_returned,
        case
            when refused.refused_count > 0 then 'refused'
            when told.is_late and returned.is_corrected then 'late-corrected'
            when told.is_late then 'late'
            when returned.is_corrected then 'corrected'
            when told.return_id is not null then 'in'
            when month.ends_on > $as_at then 'not-due'
            when month.month_on < moment.begun_on or moment.begun_on is null then 'not-begun'
            when month.due_on >= moment.judged_on then 'awaited'
            else 'missing'
        end as state_code
    from month
    cross join moment
    cross join body
    left join returned
        on returned.body_code = body.body_code and returned.month_on = month.month_on
    left join told on told.return_id = returned.return_id
    left join refused
        on refused.body_code = body.body_code and refused.month_on = month.month_on
    where body.body_code = any($bodies) and body.kind_code <> 'region'
)
select placed.*, state.label as state, state.display_order as state_order
from placed
join choice as state on state.list_code = 'return_state' and state.code = placed.state_code
order by body_order, month_on desc
