-- The measures, each defined once, of any returns on any days. `pairs` is a list of
-- {return_id, on_date}; positions.sql says which return is whose position on a day.
-- A measure of a section that a return did not report has no row; one with nothing to count
-- has a denominator of 0.

-- One row per pair per active OCG: whether its threat assessment is in date.
-- in-date: assessed, the next one not overdue; overdue: assessed and past the next one's day;
-- never: no formal assessment by that day.
create or replace macro ocg_threat_of(pairs) as table
    select
        reported.return_id,
        reported.on_date,
        reported.body_code,
        ocg.ocg_ref,
        ocg.row_number,
        ocg.is_under_investigation,
        ocg.threat_method_code,
        ocg.threat_score,
        ocg.threat_band_code,
        ocg.assessed_on,
        ocg.assessment_due_on,
        case
            when ocg.assessed_on is null or ocg.assessed_on > reported.on_date then 'never'
            when ocg.assessment_due_on < reported.on_date then 'overdue'
            when ocg.assessment_due_on is null then 'overdue'
            else 'in-date'
        end as assessment_code
    from reported_pair(pairs, 'ocg') as reported
    join ocg using (return_id)
    where ocg.status_code = 'active';

-- One row per pair per submission of a trigger form: its days to a decision, if it has one.
-- Recent: submitted in the 12 months up to the day, or still awaiting a decision. A return may list
-- older ones, which no count takes in.
create or replace macro trigger_form_of(pairs) as table
    select
        reported.return_id,
        reported.on_date,
        reported.body_code,
        form.form_ref,
        form.submission,
        form.submitted_on,
        form.outcome_code,
        form.decided_on,
        form.return_reason_code,
        form.ocg_ref,
        form.row_number,
        form.outcome_code <> 'awaiting' as is_decided,
        form.outcome_code = 'awaiting' or form.submitted_on >= reported.on_date - interval 12 months
            as is_recent,
        case when form.outcome_code <> 'awaiting'
            then date_diff('day', form.submitted_on, form.decided_on) end as days_to_decision
    from reported_pair(pairs, 'trigger_form') as reported
    join trigger_form as form using (return_id);

-- One row per pair per order in force: whether it is reviewed, managed and checked.
-- overdue: past the day its review was due; undated: no such day is given; first: that day is
-- still to come and there has been no review yet; in-date: reviewed, and the next not overdue.
create or replace macro scpo_of(pairs) as table
    select
        reported.return_id,
        reported.on_date,
        reported.body_code,
        scpo.* exclude (return_id),
        date_diff('day', reported.on_date, scpo.review_due_on) as days_to_review,
        case
            when scpo.review_due_on is null then 'undated'
            when scpo.review_due_on < reported.on_date then 'overdue'
            when scpo.reviewed_on is null then 'first'
            else 'in-date'
        end as review_code,
        review_code = 'in-date' as is_review_in_date,
        coalesce(
            scpo.conditions_checked_on
                >= reported.on_date - setting_value('conditions_checked_days')::integer,
            false
        ) as is_checked
    from reported_pair(pairs, 'scpo') as reported
    join scpo using (return_id)
    where scpo.in_force_on <= reported.on_date and scpo.ends_on >= reported.on_date;

-- One row per pair per area: whether its local profile is live and current.
-- A static copy is static however new it is.
create or replace macro local_profile_of(pairs) as table
    with aged as (
        select
            reported.return_id,
            reported.on_date,
            reported.body_code,
            profile.* exclude (return_id),
            coalesce(profile.updated_on, profile.issued_on) as last_updated_on,
            date_diff('day', last_updated_on, reported.on_date) as age_days,
            coalesce(age_days <= setting_value('profile_current_days'), false) as is_current
        from reported_pair(pairs, 'local_profile') as reported
        join local_profile as profile using (return_id)
    )
    select
        *,
        format_code = 'live' and is_current as is_live_and_current,
        case
            when format_code = 'live' and is_current then 'current'
            when format_code = 'live' then 'out-of-date'
            else format_code
        end as profile_code
    from aged;

-- One row per pair per active OCG: whether an LRO leads it.
-- none: the group names none; unlisted: the one it names is not among the body's LROs; not-known:
-- the body did not report its LROs.
create or replace macro ocg_lro_of(pairs) as table
    select
        reported.return_id,
        reported.on_date,
        reported.body_code,
        ocg.ocg_ref,
        ocg.threat_band_code,
        ocg.lro_ref,
        ocg.row_number,
        case
            when ocg.lro_ref is null then 'none'
            when officers.return_id is null then 'not-known'
            when lro.lro_ref is null then 'unlisted'
            else 'listed'
        end as lro_code
    from reported_pair(pairs, 'ocg') as reported
    join ocg using (return_id)
    left join reported_pair(pairs, 'lro') as officers using (return_id, on_date)
    left join lro on lro.return_id = officers.return_id and lro.lro_ref = ocg.lro_ref
    where ocg.status_code = 'active';

-- One row per pair that reported SOCIT posts: the posts of all its teams together.
create or replace macro socit_of(pairs) as table
    select
        reported.return_id,
        reported.on_date,
        reported.body_code,
        count(post.role_code) as post_count,
        coalesce(sum(establishment_fte), 0) as establishment_fte,
        coalesce(sum(in_post_fte), 0) as in_post_fte,
        coalesce(sum(accredited_fte), 0) as accredited_fte,
        coalesce(sum(abstracted_fte), 0) as abstracted_fte,
        coalesce(sum(live_investigations), 0)::double as live_investigations,
        -- Available to the posts that lead investigations.
        coalesce(sum(in_post_fte - abstracted_fte) filter (live_investigations > 0), 0)
            as leading_fte
    from reported_pair(pairs, 'socit_post') as reported
    left join socit_post as post using (return_id)
    group by all;

-- One row per pair per measure: the counts it is made of.
create or replace macro measure_of(pairs) as table
    with threat as (
        select
            reported.return_id, reported.on_date,
            count(threat.ocg_ref) as ocgs,
            count(*) filter (threat.assessment_code = 'in-date') as in_date,
            count(*) filter (threat.is_under_investigation) as investigated,
            count(*) filter (threat.is_under_investigation and threat.assessment_code = 'never')
                as unassessed
        from reported_pair(pairs, 'ocg') as reported
        left join ocg_threat_of(pairs) as threat using (return_id, on_date)
        group by all
    ),
    forms as (
        select
            reported.return_id, reported.on_date,
            count(*) filter (form.is_decided) as decided,
            count(*) filter (form.is_decided and form.submission = 1) as first_decided,
            count(*) filter (form.outcome_code = 'accepted' and form.submission = 1)
                as first_accepted,
            count(*) filter (form.days_to_decision <= setting_value('decision_within_days'))
                as in_time
        from reported_pair(pairs, 'trigger_form') as reported
        left join (from trigger_form_of(pairs) where is_recent) as form using (return_id, on_date)
        group by all
    ),
    plans as (
        select
            reported.return_id, reported.on_date,
            count(plans.ocg_ref) as ocgs,
            count(*) filter (plans.is_whole) as whole,
            count(*) filter (plans.is_covered) as covered,
            count(*) filter (plans.is_quality) as of_quality,
            count(*) filter (plans.is_high_harm) as high_harm,
            count(*) filter (plans.is_high_harm and plans.is_pursue_only) as pursue_only,
            count(*) filter (plans.has_trained_lro) as with_trained_lro
        from reported_pair(pairs, 'plan') as reported
        join reported_pair(pairs, 'ocg') using (return_id, on_date)
        left join ocg_plan_of(pairs) as plans using (return_id, on_date)
        group by all
    ),
    officers as (
        select reported.return_id, reported.on_date,
            count(lro.lro_ref) as lros, count(*) filter (lro.is_trained) as trained
        from reported_pair(pairs, 'lro') as reported
        left join lro using (return_id)
        group by all
    ),
    profiles as (
        select
            reported.return_id, reported.on_date,
            count(profile.area) as areas,
            count(*) filter (profile.is_live_and_current) as live_and_current,
            coalesce(sum(profile.partners), 0) as partners,
            coalesce(sum(profile.partners_with_access), 0) as with_access
        from reported_pair(pairs, 'local_profile') as reported
        left join local_profile_of(pairs) as profile using (return_id, on_date)
        group by all
    ),
    socit as (
        from socit_of(pairs)
    ),
    orders as (
        select
            reported.return_id, reported.on_date,
            count(orders.scpo_ref) as orders,
            count(*) filter (orders.is_review_in_date) as reviewed,
            count(*) filter (orders.is_managed_in_ocg_meeting) as managed,
            count(*) filter (orders.is_checked) as checked
        from reported_pair(pairs, 'scpo') as reported
        left join scpo_of(pairs) as orders using (return_id, on_date)
        group by all
    ),
    counted as (
        select return_id, on_date, unnest([
            {'measure_code': 'assessed-in-date', 'n': in_date, 'd': ocgs},
            {'measure_code': 'investigated-unassessed', 'n': unassessed, 'd': investigated}
        ], recursive := true) from threat
        union all by name
        select return_id, on_date, unnest([
            {'measure_code': 'accepted-first-time', 'n': first_accepted, 'd': first_decided},
            {'measure_code': 'decided-in-time', 'n': in_time, 'd': decided}
        ], recursive := true) from forms
        union all by name
        select return_id, on_date, unnest([
            {'measure_code': 'plan-whole', 'n': whole, 'd': ocgs},
            {'measure_code': 'plan-coverage', 'n': covered, 'd': ocgs},
            {'measure_code': 'plan-quality', 'n': of_quality, 'd': ocgs},
            {'measure_code': 'high-harm-pursue-only', 'n': pursue_only, 'd': high_harm}
        ], recursive := true) from plans
        union all by name
        select plans.return_id, plans.on_date, 'ocg-trained-lro' as measure_code,
            with_trained_lro as n, ocgs as d
        from plans
        join officers using (return_id, on_date)
        union all by name
        select return_id, on_date, 'lro-trained' as measure_code, trained as n, lros as d
        from officers
        union all by name
        select return_id, on_date, unnest([
            {'measure_code': 'profile-live', 'n': live_and_current, 'd': areas},
            {'measure_code': 'partner-access', 'n': with_access, 'd': partners}
        ], recursive := true) from profiles
        union all by name
        select return_id, on_date, unnest([
            {'measure_code': 'socit-filled', 'n': in_post_fte, 'd': establishment_fte},
            {'measure_code': 'socit-accredited', 'n': accredited_fte, 'd': in_post_fte},
            {'measure_code': 'socit-abstracted', 'n': abstracted_fte, 'd': in_post_fte},
            {'measure_code': 'socit-workload', 'n': live_investigations, 'd': leading_fte}
        ], recursive := true) from socit
        union all by name
        select return_id, on_date, unnest([
            {'measure_code': 'scpo-reviewed', 'n': reviewed, 'd': orders},
            {'measure_code': 'scpo-in-meeting', 'n': managed, 'd': orders},
            {'measure_code': 'scpo-conditions-checked', 'n': checked, 'd': orders}
        ], recursive := true) from orders
    )
    select return_id, on_date, measure_code, n::double as numerator, d::double as denominator
    from counted;

-- A measure's value in its own unit; null where there is nothing to count.
create or replace macro measure_value(kind_code, numerator, denominator) as
    case
        when denominator = 0 then null
        when kind_code = 'count' then numerator
        when kind_code = 'ratio' then numerator / denominator
        else 100.0 * numerator / denominator
    end;

-- The target of a measure; null where none is set.
create or replace macro target_of(code) as
    (select threshold from measure where measure_code = code);

-- Whether a value meets its target: null where there is no value or no target. Six places are
-- finer than any count, and do away with what binary adds to a sum of FTE.
create or replace macro meets_target(better, value, threshold) as
    case
        when better = 'higher' then round(value, 6) >= threshold
        else round(value, 6) <= threshold
    end;

-- The 95 per cent Wilson interval of a share of counts, its lower and upper end in per cent
-- (E. B. Wilson, 1927); null for what is no share of counts.
create or replace macro wilson_pct(numerator, denominator, sign) as
    case
        when denominator = 0 then null
        -- Exact at the ends, where rounding would leave the interval short of them.
        when sign > 0 and numerator = denominator then 100.0
        when sign < 0 and numerator = 0 then 0.0
        else 100.0 * (
            numerator / denominator + 1.96 * 1.96 / (2 * denominator)
            + sign * 1.96 * sqrt(
                (numerator / denominator) * (1 - numerator / denominator) / denominator
                + 1.96 * 1.96 / (4 * denominator * denominator)
            )
        ) / (1 + 1.96 * 1.96 / denominator)
    end;
