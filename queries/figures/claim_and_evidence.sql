-- Is what each body claims of a finding, or a verifier found complete, borne out by the body's data?
-- Grain: one row per finding per chosen body it applies to, claims better than shown first.
-- Parameters: $as_at, $known_at, $seen.
-- Leaves out: measures without a target, and findings whose scope is not held.
-- Shows: body
select
    shown.finding_ref,
    finding.number as finding_number,
    shown.body_code,
    body.short_name as body,
    body.display_order as body_order,
    shown.is_reported,
    shown.is_open,
    shown.is_verified,
    shown.is_delivered,
    shown.is_contradicted,
    shown.is_waiting,
    shown.is_claimed_anew,
    shown.waiting_since_on,
    date_diff('day', shown.waiting_since_on, $as_at::date) as waiting_days,
    shown.evidence,
    shown.next_milestone,
    shown.next_milestone_due_on,
    shown.is_milestone_overdue,
    shown.left_out_code,
    shown.latest_as_at_on,
    claimed_stage.label as claimed_stage,
    verified_stage.label as verified_stage,
    shown.verified_on,
    coalesce(shown.declared_brag_code, 'grey') as declared_brag_code,
    declared.label as declared_brag,
    declared.symbol as declared_symbol,
    shown.computed_brag_code,
    computed.label as computed_brag,
    computed.symbol as computed_symbol,
    shown.agreement_code,
    agreement.label as agreement,
    shown.rules,
    shown.measure_count,
    shown.known_count,
    shown.met_count,
    shown.missed_measures,
    shown.unknown_measures,
    shown.late_measures,
    shown.redate_count,
    shown.held_returns,
    setting_value('sustained_returns')::integer as sustained_returns,
    shown.is_sustained,
    shown.expected_closing_on,
    shown.is_past_closing,
    shown.forecast_from_on,
    shown.forecast_to_on,
    shown.claimed_as_at_on,
    shown.is_stale,
    shown.return_id,
    return_received.file_name,
    shown.row_number
from finding_shown_at($as_at, $known_at) as shown
join finding using (finding_ref)
join body using (body_code)
left join return_received using (return_id)
left join brag as declared
    on declared.brag_code = coalesce(shown.declared_brag_code, 'grey')
left join brag as computed on computed.brag_code = shown.computed_brag_code
left join choice as agreement
    on agreement.list_code = 'agreement' and agreement.code = shown.agreement_code
left join stage as claimed_stage
    on claimed_stage.lane_code = 'claimed'
    and claimed_stage.stage_code = shown.claimed_stage_code
left join stage as verified_stage
    on verified_stage.lane_code = 'verified'
    and verified_stage.stage_code = shown.verified_stage_code
where shown.body_code = any($seen)
order by agreement.display_order, computed.display_order desc, finding.number, finding.finding_ref,
    body.display_order
