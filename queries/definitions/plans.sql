-- Where each OCG's 4P plan stands, of any returns on any days: `pairs` as in positions.sql.

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
        strands.published_strands = strands.strand_count as is_whole,
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
