"""The answer each query should give, from the oracle: one function per query, of the same name.

An answer is its rows in no particular order, each the columns that are compared.
"""

from calendar import monthrange
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from oracle import Asked, Row, age, not_reported

MONTH_ENDS = 17


def finding_by_body(asked: Asked) -> list[Row]:
    """Every position, and one row without a body per finding that is not held."""
    rows = [
        {**row, "verified_stage": row["verified_stage"] if asked.knows_board else "Not known"}
        for row in asked.positions.values()
    ]
    return rows + [
        {**dict.fromkeys(rows[0] if rows else ()), **asked.named(finding)}
        for finding in asked.findings
        if finding["scope_code"] == "not-held"
    ]


def headline_figures(asked: Asked) -> list[Row]:
    """Counts over positions, bodies, OCGs and actions."""
    positions = asked.positions.values()
    unverified = [row for row in positions if not row["is_verified"]]
    ocgs = [row for rows in asked.ocgs.values() for row in rows or []]
    current = [row for row in asked.latest.values() if row and not asked.is_stale(row)]
    board = [row for row in asked.known if not asked.region.makes_returns(row["body_code"])]
    return [
        {
            "position_count": len(positions),
            "verified_count": len(positions) - len(unverified),
            "claimed_only_count": sum(row["is_delivered"] for row in unverified),
            "red_count": sum(row["brag_code"] == "red" for row in positions),
            "not_reported_count": sum(not row["is_reported"] for row in positions),
            "undated_count": sum(
                row["is_reported"] and row["expected_closing_on"] is None for row in unverified
            ),
            "open_reported_count": sum(row["is_reported"] for row in unverified),
            "contested_count": sum(r["is_delivered"] and r["is_contested"] for r in positions),
            "unevidenced_count": sum(
                row["is_delivered"] and row["evidence"] is None for row in unverified
            ),
            "past_closing_count": sum(row["is_past_closing"] for row in positions),
            "body_count": len(asked.latest),
            "current_body_count": len(current),
            "has_board_record": bool(board),
            "ocg_count": len(ocgs),
            "covered_ocg_count": sum(row["published_strands"] > 0 for row in ocgs),
            "open_action_count": sum(row["status_code"] == "open" for row in asked.actions),
            "overdue_action_count": sum(map(asked.is_overdue, asked.actions)),
            "action_count": len(asked.actions),
        }
    ]


def movement_by_finding_body(asked: Asked, since: date | None) -> list[Row]:
    """Every change of every position that stood on both days."""
    if since is None:
        return []
    earlier = replace(asked, as_at=since)
    before = earlier.positions
    return [
        {
            "change_code": change,
            "finding_ref": now["finding_ref"],
            "body_code": now["body_code"],
            "was": was,
            "is_now": is_now,
            "was_brag": before[key]["brag"],
            "brag": now["brag"],
        }
        for key, now in asked.positions.items()
        if key in before
        for change, was, is_now in [
            *_changes_of_claim(asked, before[key], now),
            *_changes_of_verification(asked, before[key], now),
            *_changes_of_silence(earlier, asked, now["body_code"]),
        ]
    ]


Change = tuple[str, str | None, str | None]
"""Its kind, then what was and what is."""


def _changes_of_claim(asked: Asked, was: Row, now: Row) -> list[Change]:
    if not now["is_reported"]:
        return []
    second = asked.region.one("stage", lane_code="claimed", stage_code=now["claimed_stage_code"])
    if not was["is_reported"]:
        return [("first-claim", None, second["label"])]
    first = asked.region.one("stage", lane_code="claimed", stage_code=was["claimed_stage_code"])
    changes: list[Change] = []
    if first != second:
        if first["kind_code"] != "step" or second["kind_code"] != "step":
            change = "claim-changed"
        elif second["display_order"] > first["display_order"]:
            change = "moved"
        else:
            change = "moved-back"
        changes.append((change, first["label"], second["label"]))
    closing, later = was["expected_closing_on"], now["expected_closing_on"]
    if closing and later and later > closing:
        changes.append(("slipped", closing.isoformat(), later.isoformat()))
    # What is delivered, ended or disputed needs no closing date.
    if closing and not later and second["kind_code"] == "step" and not second["is_complete"]:
        changes.append(("date-withdrawn", closing.isoformat(), None))
    return changes


def _changes_of_verification(asked: Asked, was: Row, now: Row) -> list[Change]:
    first, second = (
        asked.region.one("stage", lane_code="verified", stage_code=row["verified_stage_code"])
        for row in (was, now)
    )
    if first == second:
        return []
    if second["kind_code"] == "contested":
        change = "contested"
    elif first["kind_code"] != "step" or second["kind_code"] != "step":
        change = "verification-changed"
    else:
        is_up = second["display_order"] > first["display_order"]
        change = "verified" if is_up else "reopened"
    return [(change, first["label"], second["label"])]


def _changes_of_silence(earlier: Asked, now: Asked, body_code: str) -> list[Change]:
    if earlier.is_silent(body_code) == now.is_silent(body_code):
        return []
    received = now.latest[body_code]
    latest = received["as_at_on"].isoformat() if received else None
    return [("went-silent" if now.is_silent(body_code) else "came-back", None, latest)]


def finding_history(asked: Asked, finding_ref: str) -> list[Row]:
    """Every claim, replaced ones too, and every verifier's word."""
    claims = [
        {
            "lane_code": "claimed",
            "on_date": received["as_at_on"],
            "body_code": received["body_code"],
            "stage_code": row["claimed_stage_code"],
            "declared_brag_code": row["declared_brag_code"],
            "words": row["progress"],
            "evidence": row["evidence"],
            "expected_closing_on": row["expected_closing_on"],
            "by_role": row["owner_role"],
            "is_replaced": any(
                _same_day(other, received) and age(other) > age(received) for other in asked.known
            ),
            **_place(asked, row),
        }
        for received in asked.known
        if received["body_code"] in asked.latest
        for row in asked.region.sheet("finding_update", received)
        if row["finding_ref"] == finding_ref
    ]
    return claims + [
        {
            "lane_code": "verified",
            "on_date": row["verified_on"],
            "body_code": row["body_code"],
            "stage_code": row["verified_stage_code"],
            "declared_brag_code": None,
            "words": None,
            "evidence": row["evidence_seen"],
            "expected_closing_on": None,
            "by_role": row["verifier_role"],
            "is_replaced": received not in asked.in_force,
            **_place(asked, row),
        }
        for received in asked.known
        for row in asked.region.sheet("verification", received)
        if row["finding_ref"] == finding_ref
        and row["body_code"] in asked.latest
        and row["verified_on"] <= asked.as_at
    ]


def _same_day(one: Row, other: Row) -> bool:
    return all(one[name] == other[name] for name in ("body_code", "as_at_on"))


def _place(asked: Asked, row: Row) -> Row:
    """Where a received row is to be found."""
    return {
        "return_id": row["return_id"],
        "row_number": row["row_number"],
        "file_name": asked.region.returns[row["return_id"]]["file_name"],
    }


def brag_by_month(asked: Asked) -> list[Row]:
    """How many positions had each BRAG on the month ends up to a day, and on that day."""
    rows = []
    for on in {*_month_ends(asked.as_at), asked.as_at}:
        positions = replace(asked, as_at=on).positions.values()
        counts = Counter((row["brag_code"], row["brag"]) for row in positions)
        rows += [
            {"on_date": on, "brag_code": code, "brag": brag, "position_count": count}
            for (code, brag), count in counts.items()
        ]
    return rows


def _month_ends(before: date) -> list[date]:
    """The latest month ends before a day, newest first."""
    ends: list[date] = []
    year, month = before.year, before.month
    while len(ends) < MONTH_ENDS:
        end = date(year, month, monthrange(year, month)[1])
        if end < before:
            ends.append(end)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return ends


def body_return(asked: Asked) -> list[Row]:
    """The return in force of each body, and its published grade."""
    own = ("as_at_on", "received_at", "sha256", "sections_not_reported")
    rows = []
    for code, received in asked.latest.items():
        dated = asked.dated(received)
        del dated["claimed_as_at_on"]
        marking = received["marking_code"] if received else None
        rows.append(
            {
                "body_code": code,
                **dated,
                **{name: received[name] if received else None for name in own},
                "is_demonstration": received is not None and received["is_demonstration"],
                "marking": asked.region.choice("marking", marking),
                **_grade(asked, code),
            }
        )
    return rows


def _grade(asked: Asked, body_code: str) -> Row:
    given = [
        (asked.region.published_on(row), row["grade_code"])
        for row in asked.region.tables["grade"]
        if row["body_code"] == body_code and asked.region.published_on(row) <= asked.as_at
    ]
    on, code = max(given, default=(None, None))
    return {"grade": asked.region.choice("grade", code), "graded_on": on}


def ocg_coverage(asked: Asked) -> list[Row]:
    """Every active OCG of the bodies that reported OCGs and plans."""
    return [
        {
            "body": asked.region.bodies[code]["short_name"],
            "ocg_ref": row["ocg_ref"],
            "threat_band": asked.region.label(
                "threat_band",
                method_code=row["threat_method_code"],
                band_code=row["threat_band_code"],
            ),
            "published_strands": row["published_strands"],
            "is_covered": row["published_strands"] > 0,
            "as_at_on": asked.region.returns[row["return_id"]]["as_at_on"],
            "file_name": asked.region.returns[row["return_id"]]["file_name"],
            "row_number": row["row_number"],
        }
        for code, rows in asked.ocgs.items()
        for row in rows or []
    ]


def plan_coverage_by_body(asked: Asked) -> list[Row]:
    """Covered of active OCGs: no counts where not reported, and no share of none."""
    rows = []
    for code, received in asked.latest.items():
        held = asked.ocgs[code]
        covered = sum(row["published_strands"] > 0 for row in held or [])
        rows.append(
            {
                "body_code": code,
                "as_at_on": received["as_at_on"] if received else None,
                "is_stale": received is not None and asked.is_stale(received),
                "is_reported": held is not None,
                "ocg_count": None if held is None else len(held),
                "covered_ocg_count": None if held is None else covered,
                "coverage_pct": 100 * covered / len(held) if held else None,
            }
        )
    return rows


def action_overdue(asked: Asked) -> list[Row]:
    """Open actions past the day they are due."""
    own = (
        "action_ref", "action", "owner_body_code", "owner_role", "raised_on", "first_due_on",
        "due_on", "finding_ref", "redate_agreed_by_role",
    )  # fmt: skip
    return [
        {
            **{name: row[name] for name in own},
            "owner_body": asked.region.bodies[row["owner_body_code"]]["short_name"],
            "days_overdue": asked.days_since(row["due_on"]),
            **_place(asked, row),
        }
        for row in asked.actions
        if asked.is_overdue(row)
    ]


def date_choice(asked: Asked) -> list[Row]:
    """Days described by bodies' returns, of board meetings, and of publication."""
    ever = replace(asked, as_at=date.max)
    returned = {r["as_at_on"] for r in ever.known if asked.region.makes_returns(r["body_code"])}
    met = {row["meeting_on"] for row in ever.said("board_meeting")}
    record = [*asked.region.tables["inspection"], *asked.region.tables["statement"]]
    return [
        {"on_date": on, "is_meeting": on in met, "is_return": on in returned}
        for on in met | returned | {row["published_on"] for row in record}
    ]


def store_state(asked: Asked) -> list[Row]:
    """What has been received, whatever day it describes."""
    known = replace(asked, as_at=date.max).known
    return [
        {
            "return_count": len(known),
            "demonstration_count": sum(row["is_demonstration"] for row in known),
            "is_sensitive": any(row["marking_code"] == "official-sensitive" for row in known),
            "last_received_at": max((row["received_at"] for row in known), default=None),
        }
    ]


def finding_source(asked: Asked, finding_ref: str | None) -> list[Row]:
    """What each finding says, and the last day for a response."""
    days = asked.region.setting("response_within_days")
    return [
        {
            "finding_ref": row["finding_ref"],
            "kind": asked.region.choice("finding_kind", row["kind_code"]),
            "scope": asked.region.choice("scope", row["scope_code"]),
            "is_wording_held": row["is_wording_held"],
            "wording": row["wording"],
            "source": asked.region.one("source", source_code=row["source_code"])["title"],
            "inspection_published_on": asked.region.published_on(row),
            # The day of publication is the first of the days.
            "response_due_on": asked.region.published_on(row) + timedelta(days=days - 1),
        }
        for row in asked.findings
        if finding_ref in (None, row["finding_ref"])
    ]


def finding_statement(asked: Asked, finding_ref: str | None) -> list[Row]:
    """What bodies had published in words."""
    own = ("statement_ref", "body_code", "published_on", "finding_ref", "summary")
    return [
        {
            **{name: row[name] for name in own},
            "kind": asked.region.choice("statement_kind", row["kind_code"]),
            "source": asked.region.one("source", source_code=row["source_code"])["title"],
        }
        for row in _on_record(asked, "statement", finding_ref)
    ]


def published_figure_by_body(asked: Asked, finding_ref: str | None) -> list[Row]:
    """What bodies had published in figures."""
    own = (
        "figure_ref", "body_code", "finding_ref", "label", "value", "unit", "note", "as_at_on",
        "published_on",
    )  # fmt: skip
    return [
        {
            **{name: row[name] for name in own},
            "source": asked.region.one("source", source_code=row["source_code"])["title"],
        }
        for row in _on_record(asked, "published_figure", finding_ref)
    ]


def _on_record(asked: Asked, table: str, finding_ref: str | None) -> list[Row]:
    return [
        row
        for row in asked.region.tables[table]
        if row["published_on"] <= asked.as_at
        and row["body_code"] in asked.body_codes
        and finding_ref in (None, row["finding_ref"])
    ]


def plan_by_ocg(asked: Asked) -> list[Row]:
    """Every active OCG with the state of each strand, in the strands' order."""
    return [_plan(asked, code, ocg) for code, ocgs in asked.ocgs.items() for ocg in ocgs or []]


def _plan(asked: Asked, body_code: str, ocg: Row) -> Row:
    received = asked.region.returns[ocg["return_id"]]
    held = {
        row["strand_code"]: row
        for row in asked.region.sheet("plan", received)
        if row["ocg_ref"] == ocg["ocg_ref"]
    }
    order = sorted(asked.region.tables["strand"], key=lambda row: row["display_order"])
    states = [_strand_state(asked, held.get(strand["strand_code"])) for strand in order]
    published = [
        row["published_on"]
        for row in held.values()
        if row["published_on"] and row["published_on"] <= asked.as_at
    ]
    lros = {row["lro_ref"]: row for row in asked.region.sheet("lro", received)}
    lro = lros.get(ocg["lro_ref"])
    bands = [
        row
        for row in asked.region.tables["threat_band"]
        if row["band_code"] == ocg["threat_band_code"]
    ]
    return {
        "body_code": body_code,
        "ocg_ref": ocg["ocg_ref"],
        "strand_states": states,
        "live_strands": states.count("live"),
        "overdue_strands": states.count("overdue"),
        "is_covered": bool(published),
        "is_quality": set(states) == {"live"},
        "is_high_harm": any(row["is_high_harm"] for row in bands),
        "is_pursue_only": states[0] == "live" and states.count("live") == 1,
        "has_lro": ocg["lro_ref"] is not None,
        "has_trained_lro": None
        if "lro" in not_reported(received)
        else lro is not None and lro["is_trained"],
        "plan_age_days": asked.days_since(min(published)) if published else None,
        "row_number": ocg["row_number"],
        "file_name": received["file_name"],
    }


def _strand_state(asked: Asked, row: Row | None) -> str:
    if row is None or row["published_on"] is None or row["published_on"] > asked.as_at:
        return "not-covered"
    if row["review_due_on"] and row["review_due_on"] < asked.as_at:
        return "overdue"
    return "live" if row["activity_code"] == "live" else "covered"


def plan_quality_by_body(asked: Asked) -> list[Row]:
    """Counts of OCGs by what their plans have; none where not reported."""
    plans = plan_by_ocg(asked)
    rows = []
    for code, received in asked.latest.items():
        own = [row for row in plans if row["body_code"] == code]
        is_reported = asked.ocgs[code] is not None
        counts = {
            "ocg_count": len(own),
            "covered_count": sum(row["is_covered"] for row in own),
            "quality_count": sum(row["is_quality"] for row in own),
            "high_harm_count": sum(row["is_high_harm"] for row in own),
            "pursue_only_count": sum(row["is_high_harm"] and row["is_pursue_only"] for row in own),
            "overdue_count": sum(row["overdue_strands"] > 0 for row in own),
            "lro_count": sum(row["has_lro"] for row in own),
        }
        trained = sum(bool(row["has_trained_lro"]) for row in own)
        knows_lros = is_reported and "lro" not in not_reported(received or {})
        rows.append(
            {
                "body_code": code,
                "is_reported": is_reported,
                **(counts if is_reported else dict.fromkeys(counts)),
                "trained_lro_count": trained if knows_lros else None,
            }
        )
    return rows


def plan_change_by_ocg(asked: Asked, since: date | None) -> list[Row]:
    """What changed of each OCG of the bodies that reported on both days."""
    if since is None:
        return []
    earlier = replace(asked, as_at=since)
    rows = []
    for code in asked.latest:
        if asked.ocgs[code] is None or earlier.ocgs[code] is None:
            continue
        now, was = (
            {ocg["ocg_ref"]: _plan(when, code, ocg) for ocg in when.ocgs[code] or []}
            for when in (asked, earlier)
        )
        for ref in sorted(now.keys() | was.keys()):
            change = _plan_change(was.get(ref), now.get(ref))
            if change:
                rows.append({"change_code": change, "body_code": code, "ocg_ref": ref})
    return rows


def _plan_change(was: Row | None, now: Row | None) -> str | None:
    if was is None or now is None:
        return "new" if was is None else "gone"
    if was["is_covered"] != now["is_covered"]:
        return "covered" if now["is_covered"] else "uncovered"
    if was["is_quality"] != now["is_quality"]:
        return "quality" if now["is_quality"] else "quality-lost"
    return None


def action_register(asked: Asked) -> list[Row]:
    """Each action as it stands, with how often its date moved."""
    return [
        {
            "action_ref": row["action_ref"],
            "owner_body_code": row["owner_body_code"],
            "due_on": row["due_on"],
            "first_due_on": row["first_due_on"],
            "moved_days": (row["due_on"] - row["first_due_on"]).days,
            "redate_count": len(_moves(asked, row["action_ref"])),
            "status_code": row["status_code"],
            "closed_on": row["closed_on"],
            "is_overdue": asked.is_overdue(row),
            "days_overdue": asked.days_since(row["due_on"]) if asked.is_overdue(row) else None,
            "age_days": ((row["closed_on"] or asked.as_at) - row["raised_on"]).days,
            **_place(asked, row),
        }
        for row in asked.actions
    ]


def action_redate(asked: Asked) -> list[Row]:
    """Every change of the due date of an action that a chosen body owes now."""
    return [
        {
            "action_ref": action["action_ref"],
            "was_due_on": was["due_on"],
            "due_on": now["due_on"],
            "moved_days": (now["due_on"] - was["due_on"]).days,
            "redate_agreed_by_role": now["redate_agreed_by_role"],
            "row_number": now["row_number"],
        }
        for action in asked.actions
        for was, now in _moves(asked, action["action_ref"])
    ]


def _moves(asked: Asked, action_ref: str) -> list[tuple[Row, Row]]:
    told = [row for row in asked.said("action") if row["action_ref"] == action_ref]
    told.sort(key=asked.region.written)
    return [(was, now) for was, now in pairwise(told) if was["due_on"] != now["due_on"]]


def meeting_attendance(asked: Asked) -> list[Row]:
    """Every meeting held by that day with every chosen body."""
    held = {row["meeting_on"] for row in asked.said("board_meeting")}
    rows = []
    for on in held:
        for code in asked.latest:
            if on <= asked.as_at:
                said = asked.region.last_word(
                    row
                    for row in asked.said("attendance")
                    if (row["meeting_on"], row["body_code"]) == (on, code)
                )
                rows.append(
                    {
                        "meeting_on": on,
                        "body_code": code,
                        "is_present": said["is_present"] if said else None,
                        "attendee_role": said["attendee_role"] if said else None,
                    }
                )
    return rows


def decision_register(asked: Asked) -> list[Row]:
    """Each decision as last recorded, of meetings held by that day."""
    told: dict[str, list[Row]] = {}
    for row in asked.said("decision"):
        if row["meeting_on"] <= asked.as_at:
            told.setdefault(row["decision_ref"], []).append(row)
    latest = [asked.region.last_word(rows) or {} for rows in told.values()]
    own = ("decision_ref", "meeting_on", "decision", "finding_ref", "row_number")
    return [{name: row[name] for name in own} for row in latest]


def socit_by_body(asked: Asked) -> list[Row]:
    """Posts, people and work; no figures where not reported or without a post."""
    rows = []
    for code, received in asked.latest.items():
        is_reported = received is not None and "socit_post" not in not_reported(received)
        posts = asked.region.sheet("socit_post", received) if is_reported else []
        sums = {
            name: float(sum(post[name] for post in posts)) if posts else None
            for name in (
                "establishment_fte", "in_post_fte", "accredited_fte", "abstracted_fte",
                "live_investigations",
            )
        }  # fmt: skip
        leading = sum(
            post["in_post_fte"] - post["abstracted_fte"]
            for post in posts
            if post["live_investigations"]
        )
        work = sums["live_investigations"]
        rows.append(
            {
                "body_code": code,
                "is_reported": is_reported,
                **sums,
                "vacancy_fte": sums["establishment_fte"] - sums["in_post_fte"] if posts else None,
                "workload_cases_per_fte": work / leading if leading > 0 else None,
            }
        )
    return rows


def socit_by_role(asked: Asked) -> list[Row]:
    """Every team's posts as last reported."""
    return [
        {
            "body_code": code,
            "team": post["team"],
            "role": asked.region.choice("socit_role", post["role_code"]),
            "in_post_fte": post["in_post_fte"],
            "vacancy_fte": post["establishment_fte"] - post["in_post_fte"],
            "file_name": received["file_name"],
            "row_number": post["row_number"],
        }
        for code, received in asked.latest.items()
        if received is not None
        for post in asked.region.sheet("socit_post", received)
    ]
