"""What each query about findings, bodies and returns should answer."""

from collections import Counter
from dataclasses import replace
from datetime import date

from oracle import Asked, Row, age, month_ends, place

from answers.measures import measured


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
    waiting = [row for row in positions if row["is_waiting"]]
    still_open = [row for row in positions if row["is_open"]]
    ocgs = [row for rows in asked.ocgs.values() for row in rows or []]
    current = [row for row in asked.latest.values() if row and not asked.is_stale(row)]
    return [
        {
            "position_count": len(positions),
            "verified_count": sum(
                row["is_verified"] and not row["is_contradicted"] for row in positions
            ),
            "claimed_only_count": len(waiting),
            "not_reported_count": sum(not row["is_reported"] for row in positions),
            "undated_count": sum(row["expected_closing_on"] is None for row in still_open),
            "open_reported_count": len(still_open),
            "contested_count": sum(
                row["is_contested"] and not row["is_claimed_anew"] for row in waiting
            ),
            "claimed_anew_count": sum(row["is_claimed_anew"] for row in waiting),
            "unevidenced_count": sum(row["evidence"] is None for row in waiting),
            "late_green_count": sum(
                row["brag_code"] == "green" and row["is_milestone_overdue"] for row in positions
            ),
            "past_closing_count": sum(row["is_past_closing"] for row in positions),
            "body_count": len(asked.latest),
            "current_body_count": len(current),
            "has_board_record": asked.knows_board,
            "ocg_count": len(ocgs),
            "covered_ocg_count": sum(row["published_strands"] > 0 for row in ocgs),
            "quality_of_ocg_count": len(ocgs),
            "quality_ocg_count": _of_quality(asked),
            "open_action_count": sum(row["status_code"] == "open" for row in asked.actions),
            "overdue_action_count": sum(map(asked.is_overdue, asked.actions)),
            "action_count": len(asked.actions),
            "is_finding_list_whole": all(
                row["is_finding_list_whole"]
                for row in asked.region.tables["inspection"]
                if row["published_on"] <= asked.as_at
            ),
        }
    ]


def _of_quality(asked: Asked) -> int:
    """How many OCGs have a plan of quality, of the bodies that reported OCGs and plans."""
    counts = [measured(asked, code).get("plan-quality") for code in asked.latest]
    return int(sum(each[0] for each in counts if each))


def headline_by_month(asked: Asked) -> list[Row]:
    """The headline figures again, on each of the days."""
    rows = []
    for on in {*month_ends(asked.as_at)[:11], asked.as_at}:
        then = replace(asked, as_at=on)
        (figures,) = headline_figures(then)
        names = ("verified_count", "claimed_only_count", "current_body_count", "ocg_count",
                 "covered_ocg_count", "quality_ocg_count", "quality_of_ocg_count",
                 "overdue_action_count", "has_board_record")  # fmt: skip
        reported = figures["position_count"] - figures["not_reported_count"]
        rows.append({"on_date": on, "reported_count": reported, **{n: figures[n] for n in names}})
    return rows


def movement_by_finding_body(asked: Asked, since: date | None) -> list[Row]:
    """Every change of every position that stood on both days."""
    if since is None:
        return []
    earlier = asked.before(since)
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
            *_contradictions(asked, before[key], now),
            *_changes_of_claim(asked, before[key], now),
            *_changes_of_verification(asked, before[key], now),
            *_changes_of_silence(earlier, asked, now["body_code"]),
        ]
    ]


Change = tuple[str, str | None, str | None]
"""Its kind, then what was and what is."""


def _changes_of_claim(asked: Asked, was: Row, now: Row) -> list[Change]:
    if not now["is_reported"]:
        return [_dropped(asked, was, now)] if was["is_reported"] else []
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
    if closing and not later and now["is_open"]:
        changes.append(("date-withdrawn", closing.isoformat(), None))
    return changes


def _dropped(asked: Asked, was: Row, now: Row) -> Change:
    on = now["latest_as_at_on"]
    what = "without its finding updates" if now["left_out_code"] == "sheet" else (
        "and says nothing of it")  # fmt: skip
    return "claim-dropped", _declared(asked, was), f"Returned {on.day} {on:%B %Y}, {what}"


def _declared(asked: Asked, row: Row) -> str:
    brag = asked.region.label("brag", brag_code=row["declared_brag_code"])
    return f"{row['claimed_stage']}, {brag}"


def _contradictions(asked: Asked, was: Row, now: Row) -> list[Change]:
    if not now["is_contradicted"] or was["is_contradicted"]:
        return []
    return [("contradicted", now["verified_stage"], _declared(asked, now))]


def _changes_of_verification(asked: Asked, was: Row, now: Row) -> list[Change]:
    first, second = (
        asked.region.one("stage", lane_code="verified", stage_code=row["verified_stage_code"])
        for row in (was, now)
    )
    if first == second:
        return []
    own = {"conflict": "verifiers-disagree", "contested": "contested", "withdrawn": "reopened"}
    if second["kind_code"] in own:
        change = own[second["kind_code"]]
    elif second["is_complete"] and not first["is_complete"]:
        change = "verified"
    elif first["kind_code"] != "step" or second["kind_code"] != "step":
        change = "verification-changed"
    else:
        is_up = second["display_order"] > first["display_order"]
        change = "verified" if is_up else "verification-gone"
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
            **place(asked, row),
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
            "evidence": row["evidence_seen"] + _document(row, received),
            "expected_closing_on": None,
            "by_role": row["verifier_role"] or "The inspectorate",
            "is_replaced": received not in asked.in_force,
            **place(asked, row),
        }
        for received in asked.known
        for row in asked.region.sheet("verification", received)
        if row["finding_ref"] == finding_ref
        and row["body_code"] in asked.latest
        and row["verified_on"] <= asked.as_at
    ]


def finding_road(asked: Asked, finding_ref: str | None) -> list[Row]:
    """What every return in force says of each finding that applies, and every verification."""
    region, rows = asked.region, []
    for received in asked.in_force:
        for finding in asked.findings:
            ref, code = finding["finding_ref"], received["body_code"]
            if (
                received["is_entry"]
                or finding_ref not in (None, ref)
                or code not in asked.body_codes
            ):
                continue
            applies = {"finding_ref": ref, "body_code": code} in region.tables["finding_body"]
            if not applies or received["as_at_on"] < region.published_on(finding):
                continue
            claims = region.sheet("finding_update", received)
            claim = next((row for row in claims if row["finding_ref"] == ref), {})
            rows.append({"lane_code": "claimed", "finding_ref": ref, "body_code": code,
                         "on_date": received["as_at_on"], "return_id": received["return_id"],
                         "stage_code": claim.get("claimed_stage_code"),
                         "brag_code": claim.get("declared_brag_code"),
                         "expected_closing_on": claim.get("expected_closing_on"),
                         "row_number": claim.get("row_number")})  # fmt: skip
    rows += [
        {"lane_code": "verified", "finding_ref": word["finding_ref"],
         "body_code": word["body_code"], "on_date": word["verified_on"],
         "return_id": word["return_id"], "brag_code": None,
         "stage_code": word["verified_stage_code"], "expected_closing_on": None,
         "row_number": word["row_number"]}
        for word in asked.verifications
        if word["body_code"] in asked.body_codes and finding_ref in (None, word["finding_ref"])
    ]  # fmt: skip
    return rows


def _document(word: Row, received: Row) -> str:
    if not word["document_title"]:
        return ""
    on = word["document_on"]
    return (
        f"; {word['document_title']} of {on.day} {on:%B %Y}, {word['document_ref']}; recorded by "
        f"{received['submitted_by_role']}"
    )


def _same_day(one: Row, other: Row) -> bool:
    return all(one[name] == other[name] for name in ("body_code", "as_at_on"))


def brag_by_month(asked: Asked) -> list[Row]:
    """How many positions had each BRAG on the month ends up to a day, and on that day."""
    rows = []
    for on in {*month_ends(asked.as_at), asked.as_at}:
        positions = replace(asked, as_at=on).positions.values()
        counts = Counter((row["brag_code"], row["brag"]) for row in positions)
        rows += [
            {"on_date": on, "brag_code": code, "brag": brag, "position_count": count}
            for (code, brag), count in counts.items()
        ]
    return rows


def body_return(asked: Asked) -> list[Row]:
    """The return in force of each body, and its published grade."""
    own = ("as_at_on", "sha256", "sections_not_reported")
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
                "received_at": asked.region.clock(received["received_at"]) if received else None,
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


def date_choice(asked: Asked) -> list[Row]:
    """Days described by bodies' returns and by entries, of board meetings, and of publication."""
    ever = replace(asked, as_at=date.max)
    returned = {
        row["as_at_on"]
        for row in ever.known
        if asked.region.makes_returns(row["body_code"]) and row["body_code"] in asked.seen_codes
    }
    met = {row["meeting_on"] for row in ever.said("board_meeting")}
    recorded = {row["as_at_on"] for row in ever.in_force if row["is_entry"]}
    record = [*asked.region.tables["inspection"], *asked.region.tables["statement"]]
    return [
        {
            "on_date": on,
            "is_meeting": on in met,
            "is_return": on in returned,
            "is_entry": on in recorded,
        }
        for on in met | returned | recorded | {row["published_on"] for row in record}
    ]


def _marking(asked: Asked, held: set[str]) -> str:
    """The highest of the markings held in the order of their list; its lowest where none is."""
    listed = [row for row in asked.region.tables["choice"] if row["list_code"] == "marking"]
    listed.sort(key=lambda row: row["display_order"])
    found = [row["label"] for row in listed if row["code"] in held]
    return str(found[-1] if found else listed[0]["label"])


def store_state(asked: Asked) -> list[Row]:
    """What has been received of bodies seen and of the board, whatever day it describes."""
    everything = replace(asked, as_at=date.max).known
    known = [
        row
        for row in everything
        if row["body_code"] in asked.seen_codes or not asked.region.makes_returns(row["body_code"])
    ]
    return [
        {
            "return_count": len(known),
            "demonstration_count": max(
                sum(row["is_demonstration"] for row in known),
                any(row["is_demonstration"] for row in everything),
            ),
            "marking": _marking(asked, {row["marking_code"] for row in known}),
            "last_received_at": max((row["received_at"] for row in known), default=None),
            "newest_return_id": max((row["return_id"] for row in known), default=0),
            "is_record_made_up": any(
                row["source_code"] == "made-up" for row in asked.region.tables["source"]
            ),
            "board": asked.region.choice("board", "name"),
        }
    ]
