-- What several queries share, each defined once. Every macro takes the as-at date and
-- known_at, the moment up to which received returns count (UTC), so that a page can be
-- shown as it was on a past day.

create or replace macro setting_value(code) as
    (select value from setting where setting_code = code);

-- Whether a return reported a section: an empty section it does not name means none held.
create or replace macro is_section_reported(sections_not_reported, section) as
    not coalesce(list_contains(string_split(sections_not_reported, ';'), section), false);

-- One row per body that has returned: its latest return on or before the as-at date. An entry is
-- no body's position.
create or replace macro position_at(as_at, known_at) as table
    -- Found by number first: to rank whole rows takes three times as long.
    with latest as (
        select arg_max(return_id, (as_at_on, received_at, return_id)) as return_id
        from return_received
        where as_at_on <= as_at and received_at <= known_at and not is_entry
        group by body_code
    )
    select
        *,
        date_diff('day', as_at_on, as_at) as age_days,
        date_diff('day', as_at_on, as_at) > setting_value('stale_after_days') as is_stale
    from return_received
    where return_id in (select return_id from latest);

-- The latest return of each body, beside its own as-at date: what the macros ending in _of take
-- as their pairs. What a return says describes that day; what came after it is not known.
create or replace macro position_pairs(as_at, known_at) as (
    select list({'return_id': return_id, 'on_date': as_at_on})
    from position_at(as_at, known_at)
);

-- The same for some bodies alone: what single OCGs are asked with.
create or replace macro position_pairs_of(as_at, known_at, bodies) as (
    select list({'return_id': return_id, 'on_date': as_at_on})
    from position_at(as_at, known_at)
    where list_contains(bodies, body_code)
);

-- One row per pair of a body, the region itself left out, whose return reported the section.
create or replace macro reported_pair(pairs, section) as table
    select asked.return_id, asked.on_date, return_received.body_code
    from (select unnest(pairs, recursive := true)) as asked
    join return_received using (return_id)
    join body using (body_code)
    where body.kind_code <> 'region'
        and is_section_reported(return_received.sections_not_reported, section);

-- One row per return in force: known, and not replaced by a later one for the same day. An entry
-- is replaced only by the one that corrects it, on every day.
create or replace macro return_in_force(as_at, known_at) as table
    with known as (
        from return_received where as_at_on <= as_at and received_at <= known_at
    ),
    latest as (
        select arg_max(return_id, (received_at, return_id)) as return_id
        from known
        where not is_entry
        group by body_code, as_at_on
        union all
        select return_id
        from known
        where is_entry and return_id not in (
            select corrects_return_id
            from return_received
            where received_at <= known_at and corrects_return_id is not null
        )
    )
    select *
    from return_received
    where return_id in (select return_id from latest);

-- One row where the board's secretariat has returned or recorded anything: the latest day of it.
create or replace macro board_record_at(as_at, known_at) as table
    select
        max(as_at_on) as as_at_on,
        date_diff('day', max(as_at_on), as_at) > setting_value('stale_after_days') as is_stale
    from return_in_force(as_at, known_at)
    join body using (body_code)
    where body.kind_code = 'region'
    having count(*) > 0;

-- One row per finding per body: the latest verification on or before the as-at date.
create or replace macro verification_at(as_at, known_at) as table
    with ranked as (
        select
            verification.*,
            row_number() over (
                partition by finding_ref, verification.body_code
                order by verified_on desc, return_received.as_at_on desc, received_at desc,
                    return_id desc, verification.row_number desc
            ) as recency
        from verification
        join return_in_force(as_at, known_at) as return_received using (return_id)
        where verified_on <= as_at
    )
    select * exclude (recency) from ranked where recency = 1;

-- One row per action: as it stood on the as-at date, with its first due date.
create or replace macro action_at(as_at, known_at) as table
    with stated as (
        select
            action.*,
            first_value(due_on) over earliest_first as first_due_on,
            row_number() over (
                partition by action_ref
                order by as_at_on desc, received_at desc, return_id desc, action.row_number desc
            ) as recency
        from action
        join return_in_force(as_at, known_at) using (return_id)
        window earliest_first as (
            partition by action_ref order by as_at_on, received_at, return_id, action.row_number
        )
    )
    select
        * exclude (recency),
        status_code = 'open' and due_on < as_at as is_overdue,
        case when status_code = 'open' and due_on < as_at
            then date_diff('day', due_on, as_at) end as days_overdue
    from stated
    where recency = 1;

-- One row per finding per body it applies to: what is claimed, what is verified, and the
-- BRAG to show. Blue only on a verifier's word; grey where the body has not reported.
create or replace macro finding_position_at(as_at, known_at) as table
    with latest as (
        from position_at(as_at, known_at)
    ),
    claimed as (
        select
            latest.body_code, latest.as_at_on as claimed_as_at_on, latest.is_stale,
            latest.age_days, latest.is_demonstration, finding_update.*
        from latest
        join finding_update using (return_id)
        where is_section_reported(latest.sections_not_reported, 'finding_update')
    ),
    verified as (
        from verification_at(as_at, known_at)
    )
    select
        finding.finding_ref,
        finding.inspection_code,
        finding_body.body_code,
        claimed.claimed_stage_code,
        claimed.declared_brag_code,
        claimed.progress,
        claimed.evidence,
        claimed.evidence_on,
        claimed.expected_closing_on,
        claimed.next_milestone,
        claimed.next_milestone_due_on,
        claimed.owner_role,
        claimed.claimed_as_at_on,
        claimed.age_days,
        coalesce(claimed.is_stale, false) as is_stale,
        -- Silence is the body's: a body that returned without this finding is not silent.
        coalesce(latest.is_stale, true) as is_silent,
        claimed.return_id,
        claimed.row_number,
        claimed.return_id is not null as is_reported,
        coalesce(claimed_stage.is_complete, false) as is_delivered,
        coalesce(claimed_stage.kind_code, 'step') as claimed_kind_code,
        coalesce(verified_stage.kind_code = 'contested', false) as is_contested,
        coalesce(verified.verified_stage_code, 'not-verified') as verified_stage_code,
        verified.verified_on,
        verified.verifier_role,
        verified.verifier_body_code,
        coalesce(verified_stage.is_complete, false) as is_verified,
        claimed.return_id is not null and not coalesce(claimed_stage.is_complete, false)
            and not coalesce(verified_stage.is_complete, false)
            and coalesce(claimed.expected_closing_on < as_at, false) as is_past_closing,
        case
            when verified_stage.is_complete then 'blue'
            when claimed.return_id is null then 'grey'
            else claimed.declared_brag_code
        end as brag_code
    from finding
    join inspection using (inspection_code)
    join finding_body using (finding_ref)
    left join latest on latest.body_code = finding_body.body_code
    left join claimed
        on claimed.finding_ref = finding.finding_ref
        and claimed.body_code = finding_body.body_code
    left join verified
        on verified.finding_ref = finding.finding_ref
        and verified.body_code = finding_body.body_code
    left join stage as claimed_stage
        on claimed_stage.lane_code = 'claimed'
        and claimed_stage.stage_code = claimed.claimed_stage_code
    left join stage as verified_stage
        on verified_stage.lane_code = 'verified'
        and verified_stage.stage_code = verified.verified_stage_code
    where inspection.published_on <= as_at;

-- One row per active OCG of the latest returns: whether any strand of its plan is published.
create or replace macro ocg_coverage_at(as_at, known_at) as table
    with latest as (
        from position_at(as_at, known_at)
        where is_section_reported(sections_not_reported, 'ocg')
            and is_section_reported(sections_not_reported, 'plan')
    ),
    published as (
        select plan.return_id, plan.ocg_ref, count(*) as published_strands
        from plan
        join latest using (return_id)
        where plan.published_on <= latest.as_at_on
        group by all
    )
    select
        latest.body_code,
        ocg.ocg_ref,
        ocg.threat_band_code,
        ocg.return_id,
        ocg.row_number,
        coalesce(published.published_strands, 0) as published_strands,
        coalesce(published.published_strands, 0) > 0 as is_covered
    from latest
    join ocg using (return_id)
    left join published
        on published.return_id = ocg.return_id and published.ocg_ref = ocg.ocg_ref
    where ocg.status_code = 'active';

-- One row per pair per active OCG per strand: where that strand stands on the day.
-- not-covered: not published; overdue: published, its review past due; live: published, in
-- date, activity under way; covered: published, in date, nothing under way.
create or replace macro strand_state_of(pairs) as table
    with active as (
        select reported.return_id, reported.on_date, reported.body_code, ocg.ocg_ref
        from reported_pair(pairs, 'ocg') as reported
        join reported_pair(pairs, 'plan') using (return_id, on_date)
        join ocg using (return_id)
        where ocg.status_code = 'active'
    ),
    planned as (
        select reported.on_date, plan.*
        from reported_pair(pairs, 'plan') as reported
        join plan using (return_id)
        where plan.published_on <= reported.on_date
    )
    select
        active.body_code,
        active.return_id,
        active.on_date,
        active.ocg_ref,
        strand.strand_code,
        strand.display_order as strand_order,
        planned.published_on,
        planned.review_due_on,
        planned.row_number,
        case
            when planned.published_on is null then 'not-covered'
            when planned.review_due_on < active.on_date then 'overdue'
            when planned.activity_code = 'live' then 'live'
            else 'covered'
        end as state_code
    from active
    cross join strand
    left join planned
        on planned.return_id = active.return_id
        and planned.on_date = active.on_date
        and planned.ocg_ref = active.ocg_ref
        and planned.strand_code = strand.strand_code;

-- One row per pair per active OCG: its strands in their order, threat and LRO.
create or replace macro ocg_plan_of(pairs) as table
    with strands as (
        select
            body_code, return_id, on_date, ocg_ref,
            list(state_code order by strand_order) as strand_states,
            list(state.label order by strand_order) as strand_labels,
            count(*) filter (state_code = 'live' and strand_order = 1) = 1 as is_first_live,
            count(published_on) as published_strands,
            count(*) filter (state_code = 'live') as live_strands,
            count(*) filter (state_code = 'overdue') as overdue_strands,
            count(*) as strand_count,
            min(published_on) as first_published_on,
            min(review_due_on) as next_review_due_on
        from strand_state_of(pairs)
        join choice as state on state.list_code = 'strand_state' and state.code = state_code
        group by all
    ),
    -- The other returns' officers are most of the table, and a left join reads them all.
    held as (
        select return_id, lro_ref, is_trained
        from lro
        where return_id in (select return_id from strands)
    )
    select
        strands.*,
        ocg.row_number as row_number,
        ocg.threat_band_code,
        coalesce(threat_band.is_high_harm, false) as is_high_harm,
        threat_band.display_order as band_order,
        strands.published_strands > 0 as is_covered,
        strands.live_strands = strands.strand_count as is_quality,
        -- The first strand is the one that must not stand alone.
        strands.is_first_live and strands.live_strands = 1 as is_pursue_only,
        ocg.lro_ref,
        ocg.lro_ref is not null as has_lro,
        case when is_section_reported(return_received.sections_not_reported, 'lro')
            then coalesce(held.is_trained, false) end as has_trained_lro,
        date_diff('day', strands.first_published_on, strands.on_date) as plan_age_days
    from strands
    join return_received using (return_id)
    join ocg on ocg.return_id = strands.return_id and ocg.ocg_ref = strands.ocg_ref
    left join threat_band on threat_band.band_code = ocg.threat_band_code
    left join held on held.return_id = strands.return_id and held.lro_ref = ocg.lro_ref;

create or replace macro ocg_plan_at(as_at, known_at) as table
    from ocg_plan_of(position_pairs(as_at, known_at));

-- One row per time an action was stated, with the due date stated before it.
create or replace macro action_word_at(as_at, known_at) as table
    select
        action.*,
        return_received.as_at_on,
        return_received.file_name,
        lag(due_on) over earliest_first as was_due_on,
        coalesce(due_on <> lag(due_on) over earliest_first, false) as is_redate
    from action
    join return_in_force(as_at, known_at) as return_received using (return_id)
    window earliest_first as (
        partition by action_ref order by as_at_on, received_at, return_id, action.row_number
    );

-- One row, where that return is known: it, and the return that was its body's position on the
-- same day just before it came in; nothing of an earlier one where there was none. Files loaded
-- together came in one after another, in the order of their numbers.
create or replace macro return_and_earlier(id, known_at) as table
    select
        this.*,
        earlier.return_id as was_return_id,
        earlier.as_at_on as was_as_at_on,
        earlier.file_name as was_file_name,
        earlier.sections_not_reported as was_sections_not_reported
    from return_received as this
    left join return_received as earlier
        on earlier.body_code = this.body_code
        and earlier.as_at_on <= this.as_at_on
        and (earlier.received_at, earlier.return_id) < (this.received_at, this.return_id)
        and not earlier.is_entry
    where this.return_id = id and this.received_at <= known_at
    qualify row_number() over (
        order by earlier.as_at_on desc nulls last, earlier.received_at desc, earlier.return_id desc
    ) = 1;

-- One row per return received by then: when the first for its day came in, and what replaced it.
-- Late is said of a day's first return: a correction may come at any time.
create or replace macro return_told_at(known_at) as table
    with known as (
        from return_received where received_at <= known_at
    ),
    corrected as (
        select corrects_return_id as return_id, min(return_id) as replaced_by_return_id
        from known
        where corrects_return_id is not null
        group by corrects_return_id
    )
    select
        known.*,
        min(received_at) over (partition by body_code, as_at_on, is_entry) as first_received_at,
        date_diff('day', as_at_on, received_at::date) as days_after,
        date_diff('day', as_at_on, first_received_at::date)
            > setting_value('return_due_days') and not is_entry as is_late,
        case when is_entry then corrected.replaced_by_return_id
            else lead(known.return_id) over (
                partition by body_code, as_at_on, is_entry order by received_at, known.return_id
            ) end as replaced_by_return_id,
        case when is_entry then corrects_return_id
            else lag(known.return_id) over (
                partition by body_code, as_at_on, is_entry order by received_at, known.return_id
            ) end as replaces_return_id
    from known
    left join corrected using (return_id);
