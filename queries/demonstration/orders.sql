-- The made-up serious crime prevention orders and trigger forms, return by return.

insert into scpo by name
with slot as (
    select
        *,
        body_code || ' SCPO ' || slot_number as key,
        case when slot_number % 5 = 0 then 1096 else 1826 end as order_days,
        60 as gap_days
    from (select *, unnest(range(active_ocgs // 10)) as slot_number from story)
),
turn as (
    select *, unnest(range(2 + span_days // order_days)) as turn_number from slot
),
made_order as (
    select
        * exclude (key),
        key || ' turn ' || turn_number as key,
        first_on - floor(luck(turn.key) * order_days)::integer
            + (turn_number * (order_days + gap_days))::integer as in_force_on,
        in_force_on + order_days - 1 as ends_on
    from turn
),
fated as (
    select
        made_order.body_code, key, in_force_on, ends_on,
        prefix || '-SCPO-' || format('{:03d}', 1 + made_order.slot_number + active_ocgs // 10 * turn_number)
            as scpo_ref,
        case when luck(key || ' group') < 0.8 then made_group.ocg_ref end as group_ref,
        whole(key || ' conditions', 4, 14) as conditions,
        whole(key || ' checked', 25, 70) as checked_every,
        case when luck(key || ' on time') < share_on(on_time, first_on, span_days, in_force_on)
            then whole(key || ' reviewed', 70, 92) else whole(key || ' reviewed', 100, 150) end
            as reviewed_every,
        day_when(scpos_managed, first_on, span_days, luck(key || ' managed')) as managed_on,
        case when luck(key || ' breached') < 0.25
            then in_force_on + whole(key || ' breached on', 30, 900) else date '9999-12-31' end
            as breached_on,
        pick(['convicted', 'charged', 'no-further-action'], key || ' outcome') as outcome_code
    from made_order
    left join made_group
        on made_group.body_code = made_order.body_code
        and made_group.slot_number = made_order.slot_number
        and made_order.in_force_on >= made_group.identified_on
        and made_order.in_force_on < made_group.archived_on
),
held as (
    select
        return_id, as_at_on, fated.*,
        case when as_at_on - in_force_on >= reviewed_every
            then last_of(in_force_on, reviewed_every, as_at_on) end as last_reviewed_on
    from made_return
    join fated using (body_code)
    where as_at_on between in_force_on and ends_on
)
select
    held.return_id,
    (1 + row_number() over (partition by held.return_id order by scpo_ref))::integer as row_number,
    scpo_ref,
    ocg.ocg_ref,
    in_force_on,
    ends_on,
    conditions,
    case when as_at_on - in_force_on >= checked_every
        then last_of(in_force_on, checked_every, as_at_on) end as conditions_checked_on,
    managed_on <= as_at_on as is_managed_in_ocg_meeting,
    last_reviewed_on as reviewed_on,
    coalesce(last_reviewed_on, in_force_on) + 92 as review_due_on,
    (breached_on <= as_at_on)::integer as breaches,
    case
        when breached_on > as_at_on then null
        when breached_on + 75 > as_at_on then 'under-investigation'
        else outcome_code
    end as breach_outcome_code
from held
left join ocg on ocg.return_id = held.return_id and ocg.ocg_ref = held.group_ref
order by held.return_id, scpo_ref;

insert into trigger_form by name
with led as (
    -- One form led to each group of a force; the units assess what the forces submit.
    select
        made_group.body_code,
        ocg_ref,
        replace(ocg_ref, '-', '-TF-') as form_ref,
        identified_on as decided_on,
        identified_on - whole(ocg_ref || ' form', 5, 21) as submitted_on,
        luck(ocg_ref || ' form') < share_on(
            forms_accepted_first, first_on, span_days, identified_on
        ) as is_accepted_first
    from made_group
    join story using (body_code)
    where kind_code = 'force'
),
form as (
    select
        body_code, form_ref, if(is_accepted_first, 1, 2) as submission,
        if(is_accepted_first, submitted_on, submitted_on - 40) as first_on,
        submitted_on, decided_on, null as reason_code, ocg_ref
    from led
    union all
    select
        body_code, form_ref, 1, submitted_on - 40, submitted_on - 40,
        submitted_on - 40 + whole(form_ref, 5, 21), 'not-enough-information', null
    from led
    where not is_accepted_first
    union all
    -- Every third group has beside it a form that led to nothing.
    select
        body_code, form_ref || '-N', 1, submitted_on, submitted_on,
        submitted_on + whole(form_ref || ' nothing', 7, 35),
        pick(['not-organised-crime', 'already-mapped', 'other'], form_ref), null
    from led
    where right(form_ref, 1) in ('3', '6', '9')
),
held as (
    select return_id, as_at_on, form.*, decided_on <= as_at_on as is_decided
    from made_return
    join form using (body_code)
    where submitted_on <= as_at_on and first_on > as_at_on - 365
)
select
    held.return_id,
    (1 + row_number() over (partition by held.return_id order by form_ref, submission))::integer
        as row_number,
    form_ref,
    submission,
    submitted_on,
    case when not is_decided then 'awaiting'
        when reason_code is null then 'accepted' else 'returned' end as outcome_code,
    case when is_decided then decided_on end as decided_on,
    case when is_decided then reason_code end as return_reason_code,
    case when is_decided then ocg.ocg_ref end as ocg_ref
from held
left join ocg on ocg.return_id = held.return_id and ocg.ocg_ref = held.ocg_ref
order by held.return_id, form_ref, submission;
