-- What the data shows of each finding, beside what is claimed: which measures evidence it is
-- reference data (measure.finding_ref), and so are the rules (evidence_rule).

-- One row per body per target per recent return in force: whether that return met it. As many
-- returns as a forecast or what is sustained looks at, the latest first; no value where it did not
-- report the measure.
create or replace macro recent_measure_at(as_at, known_at) as table
    with recent as (
        select
            return_id, body_code, as_at_on,
            row_number() over (partition by body_code order by as_at_on desc) as recency
        from return_in_force(as_at, known_at)
        join body using (body_code)
        where body.kind_code <> 'region'
        qualify recency <= greatest(
            setting_value('forecast_returns'), setting_value('sustained_returns')
        )
    )
    select
        recent.body_code,
        recent.as_at_on,
        recent.recency,
        measure.measure_code,
        measure.threshold,
        measure.better,
        measure_value(measure.kind_code, counted.numerator, counted.denominator) as value,
        -- A return with nothing to count does not break a run.
        counted.denominator = 0 or meets_target(
            measure.better,
            measure_value(measure.kind_code, counted.numerator, counted.denominator),
            measure.threshold
        ) as is_met
    from recent
    cross join measure
    left join return_measure as counted
        on counted.return_id = recent.return_id
        and counted.measure_code = measure.measure_code
    where measure.threshold is not null;

-- One row per body per target: in how many of its latest returns in a row it was met, and the
-- line through the values of those that a forecast looks at: its value on the as-at date, its rise
-- a day towards the target, and the least and greatest (two standard errors either way).
create or replace macro measure_line_at(as_at, known_at) as table
    with lines as (
        select
            body_code,
            measure_code,
            any_value(threshold) as threshold,
            case when any_value(better) = 'higher' then 1 else -1 end as direction,
            coalesce(min(recency) filter (is_met is not true) - 1, count(*)) as held_returns,
            count(line_value) as point_count,
            regr_slope(line_value, date_diff('day', as_at::date, as_at_on)) as slope,
            regr_intercept(line_value, date_diff('day', as_at::date, as_at_on)) as value_now,
            regr_sxx(line_value, date_diff('day', as_at::date, as_at_on)) as sxx,
            regr_syy(line_value, date_diff('day', as_at::date, as_at_on)) as syy
        from (
            select
                *,
                case when recency <= setting_value('forecast_returns') then value end as line_value
            from recent_measure_at(as_at, known_at)
        )
        group by body_code, measure_code
    ),
    doubted as (
        select
            *,
            case when point_count >= 4 and sxx > 0
                then sqrt(greatest(syy - slope * slope * sxx, 0) / (point_count - 2) / sxx)
            end as slope_error
        from lines
    )
    select
        body_code,
        measure_code,
        held_returns,
        point_count,
        direction * (threshold - value_now) as short_by,
        direction * slope as rise,
        direction * slope - 2 * slope_error as least_rise,
        direction * slope + 2 * slope_error as greatest_rise
    from doubted;

-- One row per finding per body it applies to per measure that evidences it, with a target.
-- forecast: the days between which the line meets the target; none where even the least rise
-- is no rise, or would take longer than ten years.
create or replace macro evidence_at(as_at, known_at) as table
    with measured as (
        select latest.body_code, counted.*
        from position_at(as_at, known_at) as latest
        join return_measure as counted using (return_id)
    ),
    stated as (
        select
            finding_body.finding_ref,
            finding_body.body_code,
            measure.measure_code,
            measure.label as measure,
            measure.unit,
            measure.kind_code,
            measure.better,
            measure.threshold,
            measure.page,
            measure.display_order as measure_order,
            measured.return_id,
            measured.numerator,
            measured.denominator,
            measure_value(measure.kind_code, measured.numerator, measured.denominator) as value,
            coalesce(line.held_returns, 0) as held_returns,
            line.point_count,
            line.short_by,
            line.rise,
            line.least_rise,
            line.greatest_rise
        from measure
        join finding_body using (finding_ref)
        left join measured
            on measured.body_code = finding_body.body_code
            and measured.measure_code = measure.measure_code
        left join measure_line_at(as_at, known_at) as line
            on line.body_code = finding_body.body_code
            and line.measure_code = measure.measure_code
        where measure.threshold is not null
    ),
    judged as (
        select
            *,
            meets_target(better, value, threshold) as is_met,
            not coalesce(meets_target(better, value, threshold), true)
                and least_rise > 0
                and short_by / least_rise <= 3650 as is_forecast
        from stated
    )
    select
        * exclude (least_rise, is_forecast),
        case when is_forecast
            then as_at::date + greatest(ceil(short_by / greatest_rise), 0)::integer
        end as forecast_from_on,
        case when is_forecast
            then as_at::date + greatest(ceil(short_by / least_rise), 0)::integer
        end as forecast_to_on
    from judged;

-- One row per finding per body: how often the body moved its expected closing date later.
create or replace macro closing_redate_at(as_at, known_at) as table
    with stated as (
        select
            finding_update.finding_ref,
            returned.body_code,
            expected_closing_on,
            lag(expected_closing_on ignore nulls) over (
                partition by finding_update.finding_ref, returned.body_code
                order by returned.as_at_on
            ) as was_closing_on
        from finding_update
        join return_in_force(as_at, known_at) as returned using (return_id)
    )
    select
        finding_ref, body_code,
        count(*) filter (expected_closing_on > was_closing_on) as redate_count
    from stated
    group by finding_ref, body_code;

-- One row per finding per body: the measures it shows, the rules that hold of it, the first of
-- which gives the computed BRAG, and whether the claim is better than that. A claim of work that is
-- open and promised for a day still to come is held against that day: whether its trend meets each
-- target by then. Any other is held against the targets met. What a verifier found complete is the
-- verifier's word and no claim of the body's: it is borne out, or not.
create or replace macro finding_shown_at(as_at, known_at) as table
    with positions as (
        select
            *,
            is_open and coalesce(expected_closing_on >= as_at, false) as is_promised
        from finding_position_at(as_at, known_at)
    ),
    -- By the line a missed target is met in time, by no line within its doubt, or by some.
    tried as (
        select
            evidence.*,
            case
                when is_met is not false then null
                when greatest_rise is null then 'unknown'
                when short_by <= rise * date_diff('day', as_at::date, expected_closing_on)
                    then 'in-time'
                when short_by <= greatest_rise * date_diff('day', as_at::date, expected_closing_on)
                    then 'in-doubt'
                else 'late'
            end as trend_code
        from evidence_at(as_at, known_at) as evidence
        join positions using (finding_ref, body_code)
    ),
    shown as (
        select
            finding_ref,
            body_code,
            -- Where there is nothing to count, a measure says nothing for or against.
            count(*) filter (denominator is null or denominator > 0) as measure_count,
            count(is_met) as known_count,
            count(*) filter (is_met) as met_count,
            list(measure order by measure_order) filter (is_met = false) as missed_measures,
            list(measure order by measure_order) filter (denominator is null)
                as unknown_measures,
            list(measure order by measure_order) filter (trend_code = 'late') as late_measures,
            count(*) filter (trend_code = 'in-doubt') as doubtful_count,
            count(*) filter (trend_code = 'unknown') as untold_count,
            min(case when is_met then held_returns else 0 end)
                filter (denominator is null or denominator > 0) as held_returns,
            count(*) filter (is_met = false and forecast_to_on is null) = 0 as is_forecast,
            max(forecast_from_on) as forecast_from_on,
            max(forecast_to_on) as forecast_to_on
        from tried
        group by finding_ref, body_code
    ),
    stated as (
        select
            positions.*,
            coalesce(shown.measure_count, 0) as measure_count,
            coalesce(shown.known_count, 0) as known_count,
            coalesce(shown.met_count, 0) as met_count,
            coalesce(shown.missed_measures, []::varchar[]) as missed_measures,
            coalesce(shown.unknown_measures, []::varchar[]) as unknown_measures,
            case when positions.is_promised
                then coalesce(shown.late_measures, []::varchar[]) else []::varchar[]
            end as late_measures,
            coalesce(shown.doubtful_count, 0) as doubtful_count,
            coalesce(shown.untold_count, 0) as untold_count,
            coalesce(shown.held_returns, 0) as held_returns,
            coalesce(redates.redate_count, 0) as redate_count,
            case when shown.is_forecast then shown.forecast_from_on end as forecast_from_on,
            case when shown.is_forecast then shown.forecast_to_on end as forecast_to_on
        from positions
        left join shown using (finding_ref, body_code)
        left join closing_redate_at(as_at, known_at) as redates using (finding_ref, body_code)
    ),
    ruled as (
        select
            stated.*,
            list_filter([
                case when not is_reported and left_out_code is null then 'no-return' end,
                case when left_out_code is not null then 'not-mentioned' end,
                case when is_stale then 'stale' end,
                case when is_reported and known_count = 0 then 'nothing-measured' end,
                case when is_past_closing then 'past-closing' end,
                case when not is_promised and met_count * 2 < known_count then 'most-missed' end,
                case when not is_promised and met_count < known_count
                    and met_count * 2 >= known_count then 'some-missed' end,
                case when len(late_measures) * 2 > known_count then 'trend-most-miss' end,
                case when is_promised and len(late_measures) + doubtful_count > 0
                    and len(late_measures) * 2 <= known_count then 'trend-misses' end,
                case when is_promised and untold_count > 0 then 'trend-unknown' end,
                case when is_promised and met_count < known_count and len(late_measures) = 0
                    and doubtful_count = 0 and untold_count = 0 then 'on-trend' end,
                case when is_contradicted then 'contradicted' end,
                case when is_milestone_overdue then 'milestone-overdue' end,
                case when is_waiting and evidence is null then 'no-evidence' end,
                case when is_open and redate_count > setting_value('redates_allowed')
                    then 'redated' end,
                case when known_count > 0 and known_count < measure_count then 'some-unknown' end,
                case when is_open and expected_closing_on is null then 'no-closing-date' end,
                case when is_verified and met_count = measure_count and measure_count > 0
                    then 'verified' end,
                case when not is_verified and met_count = measure_count and measure_count > 0
                    then 'all-met' end
            ], lambda code: code is not null) as rule_codes
        from stated
    ),
    computed as (
        select
            finding_ref, body_code,
            arg_min(evidence_rule.brag_code, evidence_rule.display_order) as computed_brag_code,
            -- What speaks for it is told where nothing speaks against it.
            coalesce(
                list(evidence_rule.label order by evidence_rule.display_order)
                    filter (evidence_rule.brag_code not in ('green', 'blue')),
                list(evidence_rule.label order by evidence_rule.display_order)
            ) as rules
        from (select finding_ref, body_code, unnest(rule_codes) as rule_code from ruled)
        join evidence_rule using (rule_code)
        group by finding_ref, body_code
    )
    select
        ruled.*,
        computed.computed_brag_code,
        computed.rules,
        case
            when ruled.is_contradicted then 'contradicted'
            when shown_brag.brag_code = 'grey' then 'unchecked'
            when ruled.is_verified
                then case when shown_brag.brag_code = 'blue' then 'agrees' else 'not-borne-out' end
            when declared.brag_code = 'grey' then 'unchecked'
            when shown_brag.display_order > declared.display_order then 'better-than-shown'
            when shown_brag.display_order < declared.display_order then 'worse-than-shown'
            else 'agrees'
        end as agreement_code,
        (ruled.is_delivered or ruled.is_verified)
            and not ruled.is_contradicted
            and ruled.met_count = ruled.measure_count
            and ruled.held_returns >= setting_value('sustained_returns') as is_sustained
    from ruled
    left join computed using (finding_ref, body_code)
    left join brag as declared on declared.brag_code = ruled.declared_brag_code
    left join brag as shown_brag on shown_brag.brag_code = computed.computed_brag_code;
