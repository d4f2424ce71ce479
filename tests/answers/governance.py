"""What each query about governance, milestones and Clear, Hold, Build should answer."""

from datetime import date

from oracle import Asked, Row, place

NOT_IN_USE = {"not-used", "ended"}


def governance_by_body(asked: Asked) -> list[Row]:
    """Every instrument of the region's list at every body, told of or not."""
    instruments = [
        row for row in asked.region.tables["choice"] if row["list_code"] == "governance_instrument"
    ]
    rows = []
    for code, received in asked.latest.items():
        told = {row["instrument_code"]: row for row in asked.region.sheet("governance", received)}
        for instrument in instruments:
            row = told.get(instrument["code"])
            state = _instrument(asked, row)
            own = (
                "covers_soc", "last_on", "reviewed_on", "next_due_on", "actions_done",
                "actions_total", "communicated_on", "row_number",
            )  # fmt: skip
            rows.append(
                {
                    "body_code": code,
                    "instrument": instrument["label"],
                    "state_code": state,
                    "state": asked.region.choice("governance_state", state),
                    **{name: row[name] if row else None for name in own},
                    "as_at_on": received["as_at_on"] if received else None,
                    "is_stale": received is not None and asked.is_stale(received),
                    "file_name": place(asked, row)["file_name"] if row else None,
                }
            )
    return rows


def _instrument(asked: Asked, row: Row | None) -> str:
    if row is None:
        return "not-reported"
    if not row["is_in_place"]:
        return "none"
    if row["covers_soc"] is None:
        return "unknown"
    if not row["covers_soc"]:
        return "without-soc"
    due: date | None = row["next_due_on"]
    return "overdue" if due and due < asked.on(row) else "in-place"


def milestone_by_finding(asked: Asked) -> list[Row]:
    """Every milestone of every latest return, with the day it was due when first told of."""
    rows = []
    for code, received in asked.latest.items():
        for row in asked.region.sheet("milestone", received):
            key = (row["finding_ref"], row["milestone_ref"])
            told = [
                (held["as_at_on"], held["return_id"], each["due_on"])
                for held in asked.in_force
                if held["body_code"] == code
                for each in asked.region.sheet("milestone", held)
                if (each["finding_ref"], each["milestone_ref"]) == key
            ]
            state = _milestone(asked, code, row)
            rows.append(
                {
                    "body_code": code,
                    **{name: row[name] for name in ("finding_ref", "milestone_ref", "milestone")},
                    "state_code": state,
                    "state": asked.region.choice("milestone_state", state),
                    "due_on": row["due_on"],
                    "first_due_on": min(told)[2],
                    "done_on": row["done_on"],
                    "file_name": place(asked, row)["file_name"],
                    "row_number": row["row_number"],
                }
            )
    return rows


def _milestone(asked: Asked, body_code: str, row: Row) -> str:
    if row["done_on"]:
        return "late" if row["done_on"] > row["due_on"] else "reached"
    stood = asked.positions.get((row["finding_ref"], body_code))
    if not stood or not (stood["is_open"] or stood["is_waiting"]):
        return "lapsed"
    return "overdue" if row["due_on"] < asked.as_at else "to-come"


def clear_hold_build_by_area(asked: Asked) -> list[Row]:
    """Every area of every latest return; days run to the day asked for."""
    rows = []
    for code, received in asked.latest.items():
        for row in asked.region.sheet("clear_hold_build", received):
            is_used = row["phase_code"] not in NOT_IN_USE
            review: date | None = row["next_review_on"]
            rows.append(
                {
                    "body_code": code,
                    "area": row["area"],
                    "phase": asked.region.choice("clear_hold_build", row["phase_code"]),
                    "phase_days": asked.days_since(row["since_on"]) if row["since_on"] else None,
                    "partners": row["partners"],
                    "is_used": is_used,
                    "is_review_overdue": is_used and bool(review and review < asked.as_at),
                    "practice": row["practice"],
                    "file_name": place(asked, row)["file_name"],
                    "row_number": row["row_number"],
                }
            )
    return rows


def practice_to_copy(asked: Asked) -> list[Row]:
    """What inspections praised."""
    tables = asked.region.tables
    published = {
        row["inspection_code"]: row["published_on"]
        for row in tables["inspection"]
        if row["published_on"] <= asked.as_at
    }
    praised = [
        (row["body_code"], row["theme"], "positive", row["inspection_code"], row["source_code"])
        for row in tables["theme"]
        if row["kind_code"] == "positive"
    ]
    of_finding = {row["finding_ref"]: row for row in tables["finding"]}
    for applied in tables["finding_body"]:
        row = of_finding[applied["finding_ref"]]
        if row["kind_code"] == "innovative-practice" and row["is_wording_held"]:
            praised.append(
                (applied["body_code"], row["wording"], row["kind_code"], row["inspection_code"],
                 row["source_code"])
            )  # fmt: skip
    return [
        {
            "body_code": code,
            "practice": practice,
            "origin": asked.region.choice("practice_origin", kind),
            "published_on": published[inspection],
            "source": asked.region.one("source", source_code=source)["title"],
        }
        for code, practice, kind, inspection, source in praised
        if inspection in published and code in asked.body_codes
    ]
