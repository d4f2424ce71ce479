"""What each query about measures should answer, every measure counted again from its rows."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt

from oracle import Asked, Region, Row, not_reported

from answers.plans import plan_by_ocg

Counts = tuple[float, float]
"""What is counted, and out of how much."""


def measured(asked: Asked, body_code: str) -> dict[str, Counts]:
    """Each measure of a body's position on the as-at date; none of a section not reported."""
    received = asked.latest[body_code]
    if received is None:
        return {}
    left_out = not_reported(received)
    asked = asked.of(received)
    found: dict[str, Counts] = {}
    if "ocg" not in left_out:
        found |= _threat(asked, received)
    if "trigger_form" not in left_out:
        found |= _forms(asked, received)
    if not {"ocg", "plan"} & left_out:
        found |= _plans(asked, received, knows_lros="lro" not in left_out)
    if "lro" not in left_out:
        lros = asked.region.sheet("lro", received)
        found["lro-trained"] = (sum(lro["is_trained"] for lro in lros), len(lros))
    if "local_profile" not in left_out:
        found |= _profiles(asked, received)
    if "socit_post" not in left_out:
        found |= _socit(asked, received)
    if "scpo" not in left_out:
        found |= _orders(asked, received)
    return found


def _threat(asked: Asked, received: Row) -> dict[str, Counts]:
    active = [r for r in asked.region.sheet("ocg", received) if r["status_code"] == "active"]
    states = [assessment(asked, row) for row in active]
    pursued = [s for s, row in zip(states, active, strict=True) if row["is_under_investigation"]]
    return {
        "assessed-in-date": (states.count("in-date"), len(active)),
        "investigated-unassessed": (pursued.count("never"), len(pursued)),
    }


def assessment(asked: Asked, ocg: Row) -> str:
    """Where an OCG's threat assessment stands."""
    if ocg["assessed_on"] is None or ocg["assessed_on"] > asked.on(ocg):
        return "never"
    due = ocg["assessment_due_on"]
    return "in-date" if due is not None and due >= asked.on(ocg) else "overdue"


def _forms(asked: Asked, received: Row) -> dict[str, Counts]:
    decided = [
        row
        for row in asked.region.sheet("trigger_form", received)
        if row["outcome_code"] != "awaiting" and is_recent_form(asked, row)
    ]
    first = [row for row in decided if row["submission"] == 1]
    limit = asked.region.setting("decision_within_days")
    waits = [(row["decided_on"] - row["submitted_on"]).days for row in decided if row["decided_on"]]
    return {
        "accepted-first-time": (sum(r["outcome_code"] == "accepted" for r in first), len(first)),
        "decided-in-time": (sum(wait <= limit for wait in waits), len(decided)),
    }


def is_recent_form(asked: Asked, form: Row) -> bool:
    """Whether a form awaits a decision, or was submitted in the 12 months up to that day."""
    on = asked.on(form)
    last_day = monthrange(on.year - 1, on.month)[1]
    year_before = on.replace(year=on.year - 1, day=min(on.day, last_day))
    return form["outcome_code"] == "awaiting" or form["submitted_on"] >= year_before


def _plans(asked: Asked, received: Row, *, knows_lros: bool) -> dict[str, Counts]:
    alone = replace(asked, body_codes=(received["body_code"],))
    alone.__dict__["latest"] = {received["body_code"]: received}
    plans = plan_by_ocg(alone)
    grave = [row for row in plans if row["is_high_harm"]]
    found: dict[str, Counts] = {
        "plan-whole": (sum("not-covered" not in row["strand_states"] for row in plans), len(plans)),
        "plan-coverage": (sum(row["is_covered"] for row in plans), len(plans)),
        "plan-quality": (sum(row["is_quality"] for row in plans), len(plans)),
        "high-harm-pursue-only": (sum(row["is_pursue_only"] for row in grave), len(grave)),
    }
    if knows_lros:
        found["ocg-trained-lro"] = (sum(row["has_trained_lro"] for row in plans), len(plans))
    return found


def _profiles(asked: Asked, received: Row) -> dict[str, Counts]:
    areas = asked.region.sheet("local_profile", received)
    oldest = asked.as_at - timedelta(days=asked.region.setting("profile_current_days"))
    current = [
        row
        for row in areas
        if row["format_code"] == "live"
        and (row["updated_on"] or row["issued_on"] or date.min) >= oldest
    ]
    return {
        "profile-live": (len(current), len(areas)),
        "partner-access": (
            sum(row["partners_with_access"] for row in areas),
            sum(row["partners"] for row in areas),
        ),
    }


def _socit(asked: Asked, received: Row) -> dict[str, Counts]:
    posts = asked.region.sheet("socit_post", received)
    in_post = sum(row["in_post_fte"] for row in posts)
    leading = [row for row in posts if row["live_investigations"]]
    return {
        "socit-filled": (in_post, sum(row["establishment_fte"] for row in posts)),
        "socit-accredited": (sum(row["accredited_fte"] for row in posts), in_post),
        "socit-abstracted": (sum(row["abstracted_fte"] for row in posts), in_post),
        "socit-workload": (
            sum(row["live_investigations"] for row in leading),
            sum(row["in_post_fte"] - row["abstracted_fte"] for row in leading),
        ),
    }


def _orders(asked: Asked, received: Row) -> dict[str, Counts]:
    orders = [
        row
        for row in asked.region.sheet("scpo", received)
        if row["in_force_on"] <= asked.as_at <= row["ends_on"]
    ]
    oldest = asked.as_at - timedelta(days=asked.region.setting("conditions_checked_days"))
    reviewed = [
        row
        for row in orders
        if row["reviewed_on"] and row["review_due_on"] and row["review_due_on"] >= asked.as_at
    ]
    checked = [row for row in orders if (row["conditions_checked_on"] or date.min) >= oldest]
    return {
        "scpo-reviewed": (len(reviewed), len(orders)),
        "scpo-in-meeting": (sum(row["is_managed_in_ocg_meeting"] for row in orders), len(orders)),
        "scpo-conditions-checked": (len(checked), len(orders)),
    }


def value_of(measure: Row, counts: Counts | None) -> float | None:
    """A measure's value in its unit; None where not known or nothing to count."""
    if counts is None or not counts[1]:
        return None
    if measure["kind_code"] == "count":
        return counts[0]
    share = counts[0] / counts[1]
    return share if measure["kind_code"] == "ratio" else 100 * share


def is_met(measure: Row, value: float | None) -> bool | None:
    """Whether a value meets the measure's target; None without either."""
    if value is None or measure["threshold"] is None:
        return None
    better = value >= measure["threshold"]
    return better if measure["better"] == "higher" else value <= measure["threshold"]


def wilson(counts: Counts) -> tuple[float, float]:
    """The 95 per cent interval of a share, in per cent: roots of the score test's equation."""
    n, total = counts
    z = 1.96
    # (p - n/total)^2 = z^2 p (1 - p) / total, solved for p.
    a = 1 + z * z / total
    b = -(2 * n / total + z * z / total)
    c = (n / total) ** 2
    root = sqrt(max(b * b - 4 * a * c, 0.0))
    low, high = (-b - root) / (2 * a), (-b + root) / (2 * a)
    # None and all are roots themselves.
    return 0.0 if n == 0 else 100 * low, 100.0 if n == total else 100 * high


def measure_by_body(asked: Asked) -> list[Row]:
    """Every measure of every chosen body beside the sum of all the bodies seen."""
    everyone = replace(asked, body_codes=asked.seen_codes)
    counts = {code: measured(everyone, code) for code in everyone.latest}
    rows = []
    for measure in asked.region.tables["measure"]:
        known = [own[measure["measure_code"]] for own in counts.values()
                 if measure["measure_code"] in own]  # fmt: skip
        regional = (sum(n for n, _ in known), sum(d for _, d in known)) if known else None
        for code, received in asked.latest.items():
            own = counts[code].get(measure["measure_code"])
            notes = [
                row["difference"]
                for row in asked.region.sheet("definition_note", received)
                if row["measure_code"] == measure["measure_code"]
            ]
            value = value_of(measure, own)
            has_interval = measure["kind_code"] == "share-of-count" and own and own[1]
            low, high = wilson(own) if has_interval and own else (None, None)
            rows.append(
                {
                    "measure_code": measure["measure_code"],
                    "body_code": code,
                    "numerator": None if own is None else float(own[0]),
                    "denominator": None if own is None else float(own[1]),
                    "value": _rounded(value),
                    "is_met": is_met(measure, value),
                    "difference": max(notes, default=None),
                    "region_numerator": None if regional is None else float(regional[0]),
                    "region_value": _rounded(value_of(measure, regional)),
                    "region_body_count": len(known),
                    "as_at_on": received["as_at_on"] if received else None,
                    "low_pct": _rounded(low),
                    "high_pct": _rounded(high),
                    "comparison_code": _comparison(
                        asked.region,
                        measure,
                        own,
                        notes,
                        regional,
                        is_stale=received is not None and asked.is_stale(received),
                    ),
                }
            )
    return rows


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _comparison(
    region: Region,
    measure: Row,
    own: Counts | None,
    notes: list[str],
    regional: Counts | None,
    *,
    is_stale: bool,
) -> str:
    if own is None:
        return "not-reported"
    if not own[1]:
        return "nothing"
    if notes:
        return "not-comparable"
    if is_stale:
        return "stale"
    if measure["kind_code"] != "share-of-count":
        return "no-interval"
    if own[1] < region.setting("small_number"):
        return "small"
    value, beside = value_of(measure, own) or 0.0, value_of(measure, regional) or 0.0
    low, high = wilson(own)
    if low <= beside <= high:
        return "within-noise"
    return "above" if value > beside else "below"


def measure_change_by_body(asked: Asked, since: date | None) -> list[Row]:
    """Every measure that moved by more than its intervals or its limit leave open."""
    if since is None:
        return []
    sides = (asked, asked.before(since))
    held: dict[str, dict[str, tuple[Counts, Counts]]] = {}
    for code in asked.latest:
        now, was = (measured(side, code) for side in sides)
        for name in now.keys() & was.keys():
            told_now, told_then = (_differences(side, code, name) for side in sides)
            if told_now == told_then:
                held.setdefault(name, {})[code] = (now[name], was[name])
    rows = []
    for name, by_body in held.items():
        measure = asked.region.one("measure", measure_code=name)
        pairs: dict[str | None, tuple[Counts, Counts]] = {**by_body}
        if len(by_body) > 1:
            now, was = ([pair[side] for pair in by_body.values()] for side in (0, 1))
            pairs[None] = (_summed(now), _summed(was))
        for code, (now_counts, was_counts) in pairs.items():
            if _has_moved(asked.region, measure, now_counts, was_counts):
                value, before = (value_of(measure, counts) for counts in (now_counts, was_counts))
                is_up = (value or 0) > (before or 0)
                change = "better" if is_up == (measure["better"] == "higher") else "worse"
                rows.append({
                    "change_code": f"measure-{change}",
                    "measure_code": name,
                    "body_code": code,
                    "body_count": 1 if code else len(by_body),
                    "numerator": float(now_counts[0]),
                    "was_numerator": float(was_counts[0]),
                    "denominator": float(now_counts[1]),
                    "was_denominator": float(was_counts[1]),
                })  # fmt: skip
    return rows


def _summed(counts: list[Counts]) -> Counts:
    return sum(n for n, _ in counts), sum(d for _, d in counts)


def _differences(asked: Asked, body_code: str, measure_code: str) -> set[str]:
    notes = asked.region.sheet("definition_note", asked.latest[body_code])
    return {note["difference"] for note in notes if note["measure_code"] == measure_code}


def _has_moved(region: Region, measure: Row, now: Counts, was: Counts) -> bool:
    if not now[1] or not was[1]:
        return False
    value, before = (round(value_of(measure, counts) or 0.0, 6) for counts in (now, was))
    if value == before:
        return False
    if measure["kind_code"] == "share-of-count":
        (low, high), (was_low, was_high) = wilson(now), wilson(was)
        return low > was_high or high < was_low
    least = abs(before) * region.setting("measure_moved_pct") / 100
    return round(abs(value - before), 6) >= round(least, 6)


def measure_choice(asked: Asked, page_path: str) -> list[Row]:
    """The measures that one page shows."""
    own = ("measure_code", "unit", "better", "threshold", "definition")
    return [
        {**{name: row[name] for name in own}, "measure": row["label"]}
        for row in asked.region.tables["measure"]
        if row["page"] == page_path
    ]


def measure_trend(asked: Asked, measure_code: str) -> list[Row]:
    """One measure of each month's last return of each body, and of all of them together."""
    measure = asked.region.one("measure", measure_code=measure_code)
    last: dict[tuple[str, tuple[int, int]], Row] = {}
    every: dict[str, dict[tuple[int, int], Row]] = {code: {} for code in asked.latest}
    for received in sorted(asked.in_force, key=lambda row: row["as_at_on"]):
        on = received["as_at_on"]
        if received["body_code"] in asked.latest and not received["is_entry"]:
            every[received["body_code"]][on.year, on.month] = received
            if on > months_before(asked.as_at, 18):
                last[received["body_code"], (on.year, on.month)] = received

    def counts_of(code: str, received: Row) -> Counts | None:
        then = Asked(asked.region, received["as_at_on"], (code,), asked.known_at)
        then.__dict__["latest"] = {code: received}
        return measured(then, code).get(measure_code)

    months: set[tuple[int, int]] = set()
    rows = []
    for (code, month), received in last.items():
        counts = counts_of(code, received)
        if counts is None:
            continue
        months.add(month)
        rows.append(
            {
                "body_code": code,
                "as_at_on": received["as_at_on"],
                "numerator": float(counts[0]),
                "denominator": float(counts[1]),
                "value": _rounded(value_of(measure, counts)),
                "body_count": 1,
                "carried_bodies": [],
                "file_name": received["file_name"],
                "month": f"{month[0]}-{month[1]:02}",
            }
        )
    for month in months:
        found, carried = [], []
        for code, held in every.items():
            before = [one for one in held if one <= month]
            counts = counts_of(code, held[max(before)]) if before else None
            if counts is not None:
                found.append(counts)
                if max(before) < month:
                    carried.append(asked.region.bodies[code])
        carried.sort(key=lambda body: body["display_order"])
        total = (sum(n for n, _ in found), sum(d for _, d in found))
        rows.append(
            {
                "body_code": None,
                "as_at_on": None,
                "numerator": float(total[0]),
                "denominator": float(total[1]),
                "value": _rounded(value_of(measure, total)),
                "body_count": len(found),
                "carried_bodies": [body["short_name"] for body in carried],
                "file_name": None,
                "month": f"{month[0]}-{month[1]:02}",
            }
        )
    return rows


def months_before(on: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    for day in (on.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError
