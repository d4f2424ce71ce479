-- Where each finding stands at each body: what is claimed, and what a verifier found.

-- One row per day per finding per body that a verifier has spoken of by then: the word that
-- stands. The stage of the highest rank stands, of one rank the latest, until the verifier that
-- gave it withdraws it; with it goes what weaker words said by that day. Where two of one day
-- disagree neither stands, unless one is the inspectorate's own. Which stage has which rank, and
-- who may give it, is reference data.
create or replace macro verification_on(days, known_at) as table
    with asked as (
        select unnest(days)::date as on_date
    ),
    words as (
        select
            asked.on_date, verification.*, returned.as_at_on, stage.rank, stage.kind_code,
            stage.is_complete, stage.given_by,
            stage.label || ' by ' || coalesce(verifier.short_name, 'the inspectorate') as word
        from asked
        join verification on verification.verified_on <= asked.on_date
        join return_in_force(list_max(days)::date, known_at) as returned
            on returned.return_id = verification.return_id
            and returned.as_at_on <= asked.on_date
        join stage
            on stage.lane_code = 'verified'
            and stage.stage_code = verification.verified_stage_code
        left join body as verifier on verifier.body_code = verification.verifier_body_code
    ),
    withdrawals as (
        select
            taken.on_date, taken.finding_ref, taken.body_code, taken.verifier_body_code,
            taken.verified_on, max(own.rank) as taken_rank
        from words as taken
        join words as own using (on_date, finding_ref, body_code)
        where taken.kind_code = 'withdrawn' and own.kind_code <> 'withdrawn'
            and own.verifier_body_code is not distinct from taken.verifier_body_code
            and own.verified_on <= taken.verified_on
        group by all
    ),
    kept as (
        select words.*
        from words
        where words.kind_code = 'withdrawn' or not exists (
            from withdrawals
            where withdrawals.on_date = words.on_date
                and withdrawals.finding_ref = words.finding_ref
                and withdrawals.body_code = words.body_code
                and withdrawals.verified_on >= words.verified_on
                and (
                    withdrawals.verifier_body_code is not distinct from words.verifier_body_code
                    or withdrawals.taken_rank > words.rank
                )
        )
    ),
    standing as (
        select *
        from kept
        qualify row_number() over (
            partition by on_date, finding_ref, body_code
            order by rank desc, verified_on desc, as_at_on desc, return_id desc, row_number desc
        ) = 1
    ),
    -- What else was said on the day of the word that stands, and after it.
    beside as (
        select
            standing.on_date, standing.finding_ref, standing.body_code,
            list(distinct kept.word order by kept.word) filter (
                kept.verified_on = standing.verified_on
                and kept.is_complete <> standing.is_complete
                and not (
                    standing.given_by = 'inspectorate' and kept.verifier_body_code is not null
                )
                and kept.kind_code <> 'withdrawn' and standing.kind_code <> 'withdrawn'
            ) as disagreeing,
            list(
                kept.word || ' on ' || strftime(kept.verified_on, '%-d %B %Y')
                order by kept.verified_on, kept.word
            ) filter (
                kept.verified_on > standing.verified_on and not kept.is_complete
            ) as later_words
        from standing
        join kept using (on_date, finding_ref, body_code)
        group by standing.on_date, standing.finding_ref, standing.body_code
    )
    select
        standing.on_date,
        standing.finding_ref,
        standing.body_code,
        standing.verified_on,
        case when beside.disagreeing is null then standing.verified_stage_code
            else (
                select stage_code from stage where lane_code = 'verified' and kind_code = 'conflict'
            )
        end as verified_stage_code,
        case when beside.disagreeing is null then standing.verifier_body_code end
            as verifier_body_code,
        case when beside.disagreeing is null then standing.verifier_role end as verifier_role,
        case when beside.disagreeing is null then standing.evidence_seen end as evidence_seen,
        beside.disagreeing is null and standing.is_complete as is_complete,
        case when beside.disagreeing is not null
            then list_sort(list_distinct(list_append(beside.disagreeing, standing.word)))
        end as disagreeing,
        beside.later_words,
        standing.return_id,
        standing.row_number
    from standing
    join beside using (on_date, finding_ref, body_code);

-- One row per finding per body: the verification that stands on the as-at date.
create or replace macro verification_at(as_at, known_at) as table
    select * exclude (on_date) from verification_on([as_at], known_at);

-- One row per finding per body that claims it delivered: since which return it has done so without
-- saying otherwise.
create or replace macro delivered_since_at(as_at, known_at) as table
    with stated as (
        select
            finding_update.finding_ref, returned.body_code, returned.as_at_on, stage.is_complete,
            max(returned.as_at_on) filter (not stage.is_complete) over (
                partition by finding_update.finding_ref, returned.body_code
            ) as undelivered_on
        from finding_update
        join return_in_force(as_at, known_at) as returned using (return_id)
        join stage
            on stage.lane_code = 'claimed'
            and stage.stage_code = finding_update.claimed_stage_code
        where is_section_reported(returned.sections_not_reported, 'finding_update')
    )
    select finding_ref, body_code, min(as_at_on) as delivered_since_on
    from stated
    where is_complete and coalesce(as_at_on > undelivered_on, true)
    group by finding_ref, body_code;

-- Whether a claim says that the work is not done: what a body declares below green, disputes, or
-- has still under way.
create or replace macro says_not_done(declared_brag_code, kind_code, is_complete) as
    coalesce(
        declared_brag_code <> 'green' or kind_code = 'contested'
            or (kind_code = 'step' and not is_complete),
        false
    );

-- One row per finding per body it applies to: what is claimed, what is verified, and the
-- BRAG to show. Blue only on a verifier's word that the body itself does not contradict since;
-- grey where the body's latest return does not report on it. Open is said of a claim that is
-- reported and neither delivered, ended nor disputed, and that no verifier has found complete or
-- ended; of one found complete too where the body says since that it is not.
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
    ),
    -- Where no verifier has spoken: the first stage of the lane.
    unspoken as (
        select arg_min(stage_code, display_order) as stage_code
        from stage
        where lane_code = 'verified'
    ),
    stated as (
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
            latest.as_at_on as latest_as_at_on,
            -- A return of before the finding was published could say nothing of it.
            case
                when claimed.return_id is not null or latest.return_id is null
                    or latest.as_at_on < inspection.published_on then null
                when is_section_reported(latest.sections_not_reported, 'finding_update')
                    then 'finding'
                else 'sheet'
            end as left_out_code,
            claimed.return_id,
            claimed.row_number,
            claimed.return_id is not null as is_reported,
            coalesce(claimed_stage.is_complete, false) as is_delivered,
            coalesce(claimed_stage.kind_code, 'step') as claimed_kind_code,
            verified_stage.kind_code as verified_kind_code,
            coalesce(verified.verified_stage_code, unspoken.stage_code) as verified_stage_code,
            verified.verified_on,
            verified.verifier_role,
            verified.verifier_body_code,
            coalesce(verified.disagreeing, []::varchar[]) as disagreeing,
            coalesce(verified.later_words, []::varchar[]) as later_words,
            coalesce(verified.is_complete, false) as is_verified,
            coalesce(verified.is_complete and claimed.claimed_as_at_on >= verified.verified_on, false)
                and says_not_done(
                    claimed.declared_brag_code, claimed_stage.kind_code, claimed_stage.is_complete
                ) as is_contradicted
        from finding
        join inspection using (inspection_code)
        join finding_body using (finding_ref)
        cross join unspoken
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
        where inspection.published_on <= as_at
    ),
    stood as (
        select
            *,
            coalesce(verified_kind_code = 'contested', false) as is_contested,
            coalesce(verified_kind_code = 'conflict', false) as is_conflict,
            is_reported and claimed_kind_code = 'step' and not is_delivered
                and (not is_verified or is_contradicted)
                and coalesce(verified_kind_code <> 'ended', true) as is_open,
            is_delivered and not is_verified and coalesce(verified_kind_code <> 'ended', true)
                as is_waiting
        from stated
    )
    select
        stood.* exclude (verified_kind_code),
        -- Since it was delivered, or since a verifier last spoke of it where that was later.
        case when is_waiting then greatest(delivered_since_on, verified_on) end
            as waiting_since_on,
        -- Said not done or not yet said done when it was disputed, and delivered since: a verifier
        -- has not tested what is claimed now.
        is_waiting and is_contested and delivered_since_on > verified_on as is_claimed_anew,
        is_open and coalesce(expected_closing_on < as_at, false) as is_past_closing,
        (is_open or is_waiting) and coalesce(next_milestone_due_on < as_at, false)
            as is_milestone_overdue,
        case
            when is_verified and not is_contradicted then 'blue'
            when not is_reported then 'grey'
            else declared_brag_code
        end as brag_code
    from stood
    left join delivered_since_at(as_at, known_at) using (finding_ref, body_code);
