"""What each query about claims and the evidence for them should answer."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil, sqrt
from statistics import mean
from typing import NamedTuple

from oracle import Asked, Row, age, not_reported, place

from answers.actions import seen_name
from answers.measures import is_met, measured, value_of

LONGEST_FORECAST_DAYS = 3650


def evidence_by_measure(asked: Asked) -> list[Row]:
    """Every measure with a target that evidences a finding published by that day."""
    return [
        {name: value for name, value in row.items() if name != "line"}
        for finding_ref in {finding["finding_ref"] for finding in asked.findings}
        for code in asked.latest
        if (finding_ref, code) in asked.positions
        for row in _evidence(asked, finding_ref, code)
    ]


def _evidence(asked: Asked, finding_ref: str, body_code: str) -> list[Row]:
    counts = measured(asked, body_code)
    received = asked.latest[body_code]
    rows = []
    for measure in asked.region.tables["measure"]:
        if measure["finding_ref"] != finding_ref or measure["threshold"] is None:
            continue
        own = counts.get(measure["measure_code"])
        value = value_of(measure, own)
        recent = _recent(asked, body_code, measure)
        met = is_met(measure, value)
        rows.append(
            {
                "finding_ref": finding_ref,
                "body_code": body_code,
                "measure_code": measure["measure_code"],
                "numerator": None if own is None else float(own[0]),
                "value": None if value is None else round(float(value), 6),
                "is_met": met,
                "held_returns": _held(measure, recent),
                **(_forecast(asked, measure, recent) if met is False else NO_FORECAST),
                "line": _line(asked, measure, recent),
                "file_name": received["file_name"] if received and own else None,
            }
        )
    return rows


NO_FORECAST: Row = {"forecast_from_on": None, "forecast_to_on": None}
Recent = list[tuple[int, tuple[float, float] | None]]
"""The latest returns, newest first: days before the as-at date (negative), and the counts."""


def _recent(asked: Asked, body_code: str, measure: Row) -> Recent:
    own = [row for row in asked.in_force if row["body_code"] == body_code]
    most = max(map(asked.region.setting, ("forecast_returns", "sustained_returns")))
    own = sorted(own, key=age, reverse=True)[:most]
    found: Recent = []
    for received in own:
        then = replace(asked, as_at=received["as_at_on"], body_codes=(body_code,))
        then.__dict__["latest"] = {body_code: received}
        counts = measured(then, body_code).get(measure["measure_code"])
        found.append((-asked.days_since(received["as_at_on"]), counts))
    return found


def _held(measure: Row, recent: Recent) -> int:
    held = 0
    for _, counts in recent:
        nothing = counts is not None and not counts[1]
        if not nothing and not is_met(measure, value_of(measure, counts)):
            break
        held += 1
    return held


def _forecast(asked: Asked, measure: Row, recent: Recent) -> Row:
    line = _line(asked, measure, recent)
    if line is None or line.least <= 1e-12 or line.short / line.least > LONGEST_FORECAST_DAYS:
        return NO_FORECAST
    return {
        "forecast_from_on": asked.as_at + timedelta(days=max(ceil(line.short / line.greatest), 0)),
        "forecast_to_on": asked.as_at + timedelta(days=max(ceil(line.short / line.least), 0)),
    }


class Line(NamedTuple):
    """How far the line is from the target today, and its rise a day: by itself and in doubt."""

    short: float
    rise: float
    least: float
    greatest: float


def _line(asked: Asked, measure: Row, recent: Recent) -> Line | None:
    """The line through the values of the latest returns; none through fewer than four."""
    looked_at = recent[: asked.region.setting("forecast_returns")]
    points = [
        (day, value) for day, counts in looked_at
        if (value := value_of(measure, counts)) is not None
    ]  # fmt: skip
    if len(points) < 4:
        return None
    middle_x, middle_y = mean(x for x, _ in points), mean(y for _, y in points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in points) / spread
    now = middle_y - slope * middle_x
    missed = sum((y - (now + slope * x)) ** 2 for x, y in points)
    error = sqrt(missed / (len(points) - 2) / spread)
    towards = 1 if measure["better"] == "higher" else -1
    rise = towards * slope
    return Line(towards * (measure["threshold"] - now), rise, rise - 2 * error, rise + 2 * error)


def _trend_by(line: Line | None, days: int) -> str:
    """Whether the line meets its target so many days from now."""
    if line is None:
        return "untold"
    if line.rise * days >= line.short:
        return "in time"
    return "in doubt" if line.greatest * days >= line.short else "late"


def claim_and_evidence(asked: Asked) -> list[Row]:
    """Each position with what its measures, dates and evidence show of it."""
    return [_shown(asked, ref, code, row) for (ref, code), row in asked.positions.items()]


def _shown(asked: Asked, finding_ref: str, body_code: str, position: Row) -> Row:
    evidence = [
        row
        for row in _evidence(asked, finding_ref, body_code)
        if row["numerator"] is None or row["value"] is not None
    ]
    met = [row["is_met"] for row in evidence]
    redates = _redates(asked, finding_ref, body_code)
    missed = [row for row in evidence if row["is_met"] is False]
    promised = position["expected_closing_on"]
    is_promised = position["is_open"] and promised is not None and promised >= asked.as_at
    trends = [_trend_by(row["line"], (promised - asked.as_at).days) for row in missed
              if is_promised]  # fmt: skip
    rules = _rules(asked, position, met, redates, trends if is_promised else None)
    order = {row["rule_code"]: row for row in asked.region.tables["evidence_rule"]}
    first = min((order[rule] for rule in rules), key=lambda row: row["display_order"])
    held = min((row["held_returns"] if row["is_met"] else 0 for row in evidence), default=0)
    is_complete = position["is_delivered"] or position["is_verified"]
    is_forecast = bool(missed) and all(row["forecast_to_on"] for row in missed)
    return {
        "finding_ref": finding_ref,
        "body_code": body_code,
        "declared_brag_code": position["declared_brag_code"] or "grey",
        "computed_brag_code": first["brag_code"],
        "agreement_code": _agreement(asked, position, first["brag_code"]),
        "rules": [
            row["label"]
            for row in sorted(order.values(), key=lambda row: row["display_order"])
            if row["rule_code"] in rules
            and (
                row["brag_code"] not in ("green", "blue") or first["brag_code"] in ("green", "blue")
            )
        ],
        "measure_count": len(met),
        "known_count": len(met) - met.count(None),
        "met_count": met.count(True),
        "redate_count": redates,
        "held_returns": held,
        "is_contradicted": position["is_contradicted"],
        "is_open": position["is_open"],
        "is_claimed_anew": position["is_claimed_anew"],
        "is_sustained": bool(is_complete)
        and not position["is_contradicted"]
        and all(met)
        and held >= asked.region.setting("sustained_returns"),
        "forecast_from_on": max(r["forecast_from_on"] for r in missed) if is_forecast else None,
        "forecast_to_on": max(r["forecast_to_on"] for r in missed) if is_forecast else None,
        "expected_closing_on": position["expected_closing_on"],
        "is_past_closing": position["is_past_closing"],
        "row_number": position["row_number"],
    }


def _redates(asked: Asked, finding_ref: str, body_code: str) -> int:
    """How often the expected closing date moved later, over the returns in force."""
    closing = None
    count = 0
    for received in sorted(asked.in_force, key=age):
        if received["body_code"] != body_code:
            continue
        for row in asked.region.sheet("finding_update", received):
            if row["finding_ref"] == finding_ref and row["expected_closing_on"]:
                count += closing is not None and row["expected_closing_on"] > closing
                closing = row["expected_closing_on"]
    return count


def _rules(
    asked: Asked, position: Row, met: list[bool | None], redates: int, trends: list[str] | None
) -> set[str]:
    """The rules that hold; `trends` by the day promised, None where no day to come is."""
    known = [value for value in met if value is not None]
    good = known.count(True)
    late = (trends or []).count("late")
    is_open = position["is_open"]
    is_verified = position["is_verified"]
    holds = {
        "no-return": not position["is_reported"] and position["left_out_code"] is None,
        "not-mentioned": position["left_out_code"] is not None,
        "stale": position["is_stale"],
        "nothing-measured": position["is_reported"] and not known,
        "past-closing": position["is_past_closing"],
        "most-missed": trends is None and good * 2 < len(known),
        "some-missed": trends is None and good < len(known) <= good * 2,
        "trend-most-miss": late * 2 > len(known),
        "trend-misses": {"late", "in doubt"} & set(trends or []) and late * 2 <= len(known),
        "trend-unknown": "untold" in (trends or []),
        "on-trend": bool(trends) and set(trends or []) == {"in time"},
        "contradicted": position["is_contradicted"],
        "milestone-overdue": position["is_milestone_overdue"],
        "no-evidence": position["is_waiting"] and position["evidence"] is None,
        "redated": is_open and redates > asked.region.setting("redates_allowed"),
        "some-unknown": 0 < len(known) < len(met),
        "no-closing-date": is_open and position["expected_closing_on"] is None,
        "verified": is_verified and bool(met) and all(met),
        "all-met": not is_verified and bool(met) and all(met),
    }
    return {rule for rule, is_so in holds.items() if is_so}


def _agreement(asked: Asked, position: Row, shown: str) -> str:
    """A claim against what is shown; a verifier's word is no claim of the body's."""
    declared = position["declared_brag_code"] or "grey"
    if position["is_contradicted"]:
        return "contradicted"
    if position["is_verified"] and shown != "grey":
        return "agrees" if shown == "blue" else "not-borne-out"
    if "grey" in (declared, shown):
        return "unchecked"
    order = {row["brag_code"]: row["display_order"] for row in asked.region.tables["brag"]}
    if order[declared] == order[shown]:
        return "agrees"
    return "better-than-shown" if order[declared] < order[shown] else "worse-than-shown"


def borrow_fix(asked: Asked) -> list[Row]:
    """Where a finding is verified complete that is open at a chosen body, and what led to it."""
    everyone = replace(asked, body_codes=asked.seen_codes)
    everybody = replace(asked, body_codes=tuple(asked.region.bodies))
    rows = []
    for (ref, code), position in everyone.positions.items():
        told = _shown(everyone, ref, code, position)
        is_borne_out = told["agreement_code"] not in ("contradicted", "not-borne-out")
        still = [c for (r, c), row in asked.positions.items() if r == ref and row["is_open"]]
        if not position["is_verified"] or not is_borne_out or not still:
            continue
        word, _, _ = everyone.standing(ref, code)
        assert word is not None, "what is verified was verified by somebody"
        order = sorted(still, key=lambda c: asked.region.bodies[c]["display_order"])
        done = [
            row
            for row in everybody.actions
            if (row["finding_ref"], row["owner_body_code"]) == (ref, code)
            and row["status_code"] == "closed"
            and row["closed_on"] is not None
            and row["closed_on"] <= word["verified_on"]
        ]
        done.sort(key=lambda row: (row["closed_on"], row["action_ref"]))
        rows.append(
            {
                "finding_ref": ref,
                "body_code": code,
                "verified_on": position["verified_on"],
                "evidence_seen": word["evidence_seen"],
                "actions": [f"{row['action_ref']}: {row['action']}" for row in done],
                **_led_to(everyone, ref, code, word["verified_on"]),
                "open_bodies": [asked.region.bodies[c]["short_name"] for c in order],
            }
        )
    return rows


def _led_to(asked: Asked, ref: str, code: str, verified_on: date) -> Row:
    """The milestones a body no longer names, and the evidence it gave, up to a day."""
    latest = asked.latest[code]
    said: list[tuple[date, Row]] = []
    for received in sorted(asked.in_force, key=age):
        if received["body_code"] == code and "finding_update" not in not_reported(received):
            claims = asked.region.sheet("finding_update", received)
            said += [(received["as_at_on"], row) for row in claims if row["finding_ref"] == ref]
    reached: dict[str, tuple[date, date]] = {}
    given: dict[str, tuple[date, date | None]] = {}
    for on, row in said:
        if milestone := row["next_milestone"]:
            reached[milestone] = (reached.get(milestone, (on, on))[0], on)
        if (evidence := row["evidence"]) and on <= verified_on:
            first, dated = given.get(evidence, (on, None))
            days = [day for day in (dated, row["evidence_on"]) if day]
            given[evidence] = (first, max(days, default=None))
    milestones = sorted(
        (first, words)
        for words, (first, last) in reached.items()
        if first <= verified_on and latest and last < latest["as_at_on"]
    )
    evidence_given = sorted((first, words, dated) for words, (first, dated) in given.items())
    return {
        "milestones": [words for _, words in milestones],
        "evidence": [
            f"{words}, {dated.day} {dated:%B %Y}" if dated else words
            for _, words, dated in evidence_given
        ],
    }


def action_change(asked: Asked, since: date | None) -> list[Row]:
    """What became of each action that a chosen body owes now, or owed and has handed over."""
    if since is None:
        return []
    earlier = asked.before(since)
    before = {row["action_ref"]: row for row in earlier.every_action}
    rows = []
    for now in asked.every_action:
        was = before.get(now["action_ref"])
        owner, was_owner = now["owner_body_code"], was["owner_body_code"] if was else None
        is_reopened = now["reopened_count"] > (was["reopened_count"] if was else 0)
        changes = []
        if was is None:
            changes.append("action-new")
        for status in ("closed", "withdrawn"):
            is_so_anew = is_reopened or not was or was["status_code"] != status
            if now["status_code"] == status and is_so_anew:
                changes.append(f"action-{status}")
        if is_reopened:
            changes.append("action-reopened")
        if was and now["due_on"] > was["due_on"]:
            changes.append("action-slipped")
        if asked.is_overdue(now) and not (was and earlier.is_overdue(was)):
            changes.append("action-overdue")
        if was and owner != was_owner:
            changes.append("action-taken-over")
        told = [(change, owner, was_owner, now["due_on"]) for change in changes]
        if was and owner != was_owner:
            told.append(("action-handed-over", was_owner, owner, None))
        rows += [
            {"change_code": change, "action_ref": now["action_ref"], "body_code": whose,
             "other_body": seen_name(asked, other) if change.endswith("-over") else None,
             "due_on": due_on, **place(asked, now)}
            for change, whose, other, due_on in told
            if whose in asked.body_codes
        ]  # fmt: skip
    return rows
