"""What each query about single returns and what they changed should answer."""

from dataclasses import replace
from typing import Any

from oracle import Asked, Row, not_reported

from answers.plans import _plan


def _known(asked: Asked, return_id: int) -> Row | None:
    """A return received by then of a chosen body."""
    row = asked.region.returns.get(return_id)
    is_known = row and row["received_at"] <= asked.known_at and row["body_code"] in asked.body_codes
    return row if is_known else None


def _turn(row: Row) -> tuple[Any, int]:
    return row["received_at"], row["return_id"]


def _earlier(asked: Asked, row: Row) -> Row | None:
    """The body's position on the same day just before a return came in."""
    before = [
        other
        for other in asked.region.returns.values()
        if other["body_code"] == row["body_code"]
        and other["as_at_on"] <= row["as_at_on"]
        and _turn(other) < _turn(row)
    ]
    return max(before, key=lambda other: (other["as_at_on"], _turn(other)), default=None)


def _compared(row: Row, was: Row | None) -> Row:
    return {
        "return_id": row["return_id"],
        "body_code": row["body_code"],
        "file_name": row["file_name"],
        "was_return_id": was["return_id"] if was else None,
        "was_as_at_on": was["as_at_on"] if was else None,
        "was_file_name": was["file_name"] if was else None,
    }


def return_change_by_measure(asked: Asked, return_id: int) -> list[Row]:
    """Each measure of the return beside that of the one before it."""
    row = _known(asked, return_id)
    if row is None or not asked.region.makes_returns(row["body_code"]):
        return []
    was = _earlier(asked, row)
    return [
        {
            "measure_code": measure["measure_code"],
            "measure": measure["label"],
            **_counts(asked, measure, row, ""),
            **_counts(asked, measure, was, "was_"),
            **_compared(row, was),
        }
        for measure in asked.region.tables["measure"]
    ]


def _counts(asked: Asked, measure: Row, row: Row | None, prefix: str) -> Row:
    counted = {
        held["measure_code"]: held for held in asked.region.sheet("return_measure", row)
    }.get(measure["measure_code"])
    if counted is None:
        return dict.fromkeys(f"{prefix}{name}" for name in ("numerator", "denominator", "value"))
    n, d = counted["numerator"], counted["denominator"]
    value = {"count": n, "ratio": n / d}.get(measure["kind_code"], 100 * n / d) if d else None
    return {f"{prefix}numerator": n, f"{prefix}denominator": d, f"{prefix}value": value}


def return_change_by_finding(asked: Asked, return_id: int) -> list[Row]:
    """What the return and the one before it claim of each finding."""
    row = _known(asked, return_id)
    if row is None:
        return []
    earlier = _earlier(asked, row)
    now, was = (
        {update["finding_ref"]: update for update in asked.region.sheet("finding_update", one)}
        for one in (row, earlier)
    )
    return [
        {
            "finding_ref": ref,
            "change_code": _finding_change(was.get(ref), now.get(ref)),
            **_claim(asked, now.get(ref), ""),
            **_claim(asked, was.get(ref), "was_"),
            "row_number": now[ref]["row_number"] if ref in now else None,
            **_compared(row, earlier),
        }
        for ref in now.keys() | was.keys()
    ]


def _claim(asked: Asked, update: Row | None, prefix: str) -> Row:
    update = update or {}
    stage, brag = update.get("claimed_stage_code"), update.get("declared_brag_code")
    return {
        f"{prefix}claimed_stage": asked.region.label(
            "stage", lane_code="claimed", stage_code=stage
        ),
        f"{prefix}brag": asked.region.label("brag", brag_code=brag),
        f"{prefix}closing_on": update.get("expected_closing_on"),
    }


def _finding_change(was: Row | None, now: Row | None) -> str:
    if was is None or now is None:
        return "new" if was is None else "gone"
    before, after = was["expected_closing_on"], now["expected_closing_on"]
    if before and after and after > before:
        return "slipped"
    told = ("claimed_stage_code", "declared_brag_code", "expected_closing_on")
    return "unchanged" if all(was[name] == now[name] for name in told) else "moved"


def return_change_by_ocg(asked: Asked, return_id: int) -> list[Row]:
    """Each thing that became of an OCG between the return and the one before it."""
    row = _known(asked, return_id)
    was = row and _earlier(asked, row)
    if not row or not was or "ocg" in not_reported(row) | not_reported(was):
        return []
    now_of, was_of = (
        {ocg["ocg_ref"]: ocg for ocg in asked.region.sheet("ocg", one)} for one in (row, was)
    )
    knows_plans = "plan" not in not_reported(row) | not_reported(was)
    rows = []
    for ref in now_of.keys() | was_of.keys():
        now, before = now_of.get(ref), was_of.get(ref)
        codes = [_listing_change(before, now)]
        if now and before:
            codes.append("band" if now["threat_band_code"] != before["threat_band_code"] else None)
            if knows_plans and now["status_code"] == before["status_code"] == "active":
                plans = [_plan(replace(asked), row["body_code"], ocg) for ocg in (before, now)]
                codes.append(_swap(plans, "is_covered", "covered", "uncovered"))
                codes.append(_swap(plans, "is_quality", "quality", "quality-lost"))
        rows += [
            {
                "ocg_ref": ref,
                "change_code": code,
                "row_number": now["row_number"] if now else None,
                **_compared(row, was),
            }
            for code in codes
            if code
        ]
    return rows


def _listing_change(was: Row | None, now: Row | None) -> str | None:
    if was is None or now is None:
        return "new" if was is None else "gone"
    if was["status_code"] == now["status_code"]:
        return None
    return "active-again" if now["status_code"] == "active" else "archived"


def _swap(plans: list[Row], name: str, gained: str, lost: str) -> str | None:
    was, now = (bool(plan[name]) for plan in plans)
    return None if was == now else gained if now else lost


def return_change_by_board_item(asked: Asked, return_id: int) -> list[Row]:
    """What the board's record said just before and just after one of its returns."""
    row = _known(asked, return_id)
    if row is None:
        return []
    known = [
        other
        for other in asked.region.returns.values()
        if other["body_code"] == row["body_code"] and other["as_at_on"] <= row["as_at_on"]
    ]
    was = _record(asked, [other for other in known if _turn(other) < _turn(row)])
    now = _record(asked, [other for other in known if _turn(other) <= _turn(row)])
    rows = []
    for key in was.keys() | now.keys():
        kind, reference = key
        said = now.get(key, was.get(key)) or {}
        for code in _item_changes(kind, was.get(key), now.get(key)):
            rows.append(
                {
                    "kind_code": kind,
                    "change_code": code,
                    "reference": reference,
                    "row_number": said["row_number"]
                    if key in now and said["return_id"] == return_id
                    else None,
                }
            )
    return rows


def _record(asked: Asked, known: list[Row]) -> dict[tuple[str, str], Row]:
    """The last word on each of the board's items, of these returns."""
    last: dict[Any, Row] = {}
    for row in sorted(known, key=_turn):
        if not row["is_entry"]:
            last[row["as_at_on"]] = row
    corrected = {row["corrects_return_id"] for row in known}
    entries = [row for row in known if row["is_entry"] and row["return_id"] not in corrected]
    words: dict[tuple[str, str], Row] = {}
    for received in sorted([*last.values(), *entries], key=lambda r: (r["as_at_on"], _turn(r))):
        for row in asked.region.sheet("action", received):
            words["action", row["action_ref"]] = row
        for row in asked.region.sheet("decision", received):
            words["decision", row["decision_ref"]] = row
        for row in asked.region.sheet("board_meeting", received):
            on = row["meeting_on"]
            words["meeting", f"{on.day} {on:%B %Y}"] = row
        for row in asked.region.sheet("verification", received):
            body = asked.region.bodies[row["body_code"]]["short_name"]
            key = ("verification", f"{row['finding_ref']}, {body}")
            if key not in words or words[key]["verified_on"] <= row["verified_on"]:
                words[key] = row
    return words


def _item_changes(kind: str, was: Row | None, now: Row | None) -> list[str]:
    if was is None or now is None:
        return ["new" if was is None else "gone"]
    if kind == "verification":
        told = ("verified_stage_code", "verified_on")
        return [] if all(was[name] == now[name] for name in told) else ["verified-again"]
    if kind != "action":
        return []
    codes = ["redated"] if was["due_on"] != now["due_on"] else []
    if was["status_code"] != now["status_code"]:
        codes.append("reopened" if now["status_code"] == "open" else now["status_code"])
    return codes
