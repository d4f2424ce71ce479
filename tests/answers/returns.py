"""What each query about single returns and what they changed should answer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from oracle import Asked, Row, age, month_ends, not_reported

from answers.plans import _plan


def _known(asked: Asked, return_id: int) -> Row | None:
    """A return received by then of a chosen body."""
    row = asked.region.returns.get(return_id)
    is_known = row and asked.holds(row) and row["body_code"] in asked.body_codes
    return row if is_known else None


def _turn(row: Row) -> int:
    turn: int = row["return_id"]
    return turn


def _earlier(asked: Asked, row: Row) -> Row | None:
    """The body's position on the same day just before a return came in."""
    before = [
        other
        for other in asked.region.returns.values()
        if other["body_code"] == row["body_code"]
        and other["as_at_on"] <= row["as_at_on"]
        and _turn(other) < _turn(row)
        and not other["is_entry"]
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
    rows = []
    for measure in asked.region.tables["measure"]:
        counts = _counts(asked, measure, row, "") | _counts(asked, measure, was, "was_")
        code = _measure_change(measure, counts)
        rows.append(
            {
                "measure_code": measure["measure_code"],
                "measure": measure["label"],
                "change_code": code,
                "change": asked.region.choice("return_measure_change", code),
                **counts,
                **_compared(row, was),
            }
        )
    return rows


def _measure_change(measure: Row, counts: Row) -> str:
    is_told, was_told = counts["numerator"] is not None, counts["was_numerator"] is not None
    if not is_told or not was_told:
        return "reported" if is_told else "gone" if was_told else "not-reported"
    now, was = counts["value"], counts["was_value"]
    if now == was:
        return "unchanged"
    if now is None or was is None:
        return "changed"
    return "better" if (now > was) == (measure["better"] == "higher") else "worse"


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
                plans = [_plan(asked, row["body_code"], ocg) for ocg in (before, now)]
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
    if was is None:
        return "new"
    if now is None:
        return "gone" if was["status_code"] == "active" else None
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
    return [
        {
            "kind_code": kind,
            "change_code": code,
            "reference": reference,
            "due_on": said.get("due_on") if said else None,
            "row_number": said["row_number"] if said and said["return_id"] == return_id else None,
        }
        for kind, reference in was.keys() | now.keys()
        for said in [now.get((kind, reference))]
        for code in _item_changes(kind, was.get((kind, reference)), said)
    ]


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


def _told(asked: Asked) -> list[Row]:
    """Every return received by then, with what it replaced and what replaced it."""
    known = [r for r in asked.region.returns.values() if asked.holds(r)]
    rows = []
    for row in known:
        if row["is_entry"]:
            after = [r for r in known if r["corrects_return_id"] == row["return_id"]]
            before, first = row["corrects_return_id"], row
        else:
            same = sorted((r for r in known if _of_one_day(r, row)), key=_turn)
            after = [r for r in same if _turn(r) > _turn(row)]
            earlier = [r["return_id"] for r in same if _turn(r) < _turn(row)]
            before, first = (earlier[-1] if earlier else None), same[0]
        by = min(after, key=_turn, default=None)
        rows.append(
            {
                **row,
                "days_after": asked.region.days_after(row),
                "received_at": asked.region.clock(row["received_at"]),
                "is_late": not row["is_entry"]
                and asked.region.days_after(first) > _due_days(asked),
                "replaces_return_id": before,
                "replaced_by_return_id": by["return_id"] if by else None,
                "replaced_by_file_name": by["file_name"] if by else None,
                "replaced_at": asked.region.clock(by["received_at"]) if by else None,
                "marking": asked.region.choice("marking", row["marking_code"]),
                "body": asked.region.bodies[row["body_code"]]["short_name"],
            }
        )
    return [row for row in rows if row["body_code"] in asked.body_codes]


def _of_one_day(one: Row, other: Row) -> bool:
    told = ("body_code", "as_at_on", "is_entry")
    return all(one[name] == other[name] for name in told)


def _due_days(asked: Asked) -> int:
    return asked.region.setting("return_due_days")


REGISTERED = (
    "return_id", "body_code", "body", "as_at_on", "received_at", "days_after", "is_late",
    "submitted_by_role", "prepared_by_role", "approved_by_role", "marking", "file_name", "sha256",
    "version_number", "is_entry", "is_demonstration", "replaces_return_id",
    "replaced_by_return_id", "replaced_by_file_name", "replaced_at",
)  # fmt: skip


def return_register(asked: Asked) -> list[Row]:
    """Every return known that describes that day or an earlier one."""
    return [
        {name: row[name] for name in REGISTERED}
        for row in _told(asked)
        if row["as_at_on"] <= asked.as_at
    ]


def return_detail(asked: Asked, return_id: int) -> list[Row]:
    """One return, whatever day it describes."""
    rows = [row for row in _told(asked) if row["return_id"] == return_id]
    names = asked.region.returns
    return [
        {
            **{name: row[name] for name in (*REGISTERED, "sections_not_reported", "note")},
            **{k: v for k, v in _compared(row, _earlier(asked, row)).items() if "was" in k},
            "replaces_file_name": names[row["replaces_return_id"]]["file_name"]
            if row["replaces_return_id"]
            else None,
        }
        for row in rows
    ]


def return_sheet(asked: Asked, return_id: int) -> list[Row]:
    """How often a return's number stands in each table of rows."""
    row = _known(asked, return_id)
    worked_out = ("return_received", "return_measure")
    counts = {
        table: len(asked.region.sheet(table, row))
        for table, held in asked.region.tables.items()
        if held and "return_id" in held[0] and table not in worked_out
    }
    return [{"table_name": table, "row_count": count} for table, count in counts.items() if count]


def refusal_register(asked: Asked) -> list[Row]:
    """Refused files of the chosen bodies, and of no body for who sees the region."""
    sees_region = any(not asked.region.makes_returns(code) for code in asked.body_codes)
    return [
        {name: value for name, value in row.items() if name != "version_number"}
        | {"received_at": asked.region.clock(row["received_at"])}
        for row in asked.region.tables["refusal"]
        if asked.holds(row)
        and (row["body_code"] in asked.body_codes or (row["body_code"] is None and sees_region))
    ]


def return_by_month(asked: Asked, today: date) -> list[Row]:
    """What stands in each of the 12 months up to the day's."""
    told = [row for row in _told(asked) if row["as_at_on"] <= asked.as_at]
    known = [
        row
        for row in asked.region.returns.values()
        if asked.holds(row) and asked.region.makes_returns(row["body_code"])
    ]
    judged_on = max(asked.as_at, min(today, asked.known_at.date()))
    begun_on = min((row["as_at_on"] for row in known), default=date.max).replace(day=1)
    next_month = (asked.as_at.replace(day=28) + timedelta(days=4)).replace(day=1)
    rows = []
    for end in month_ends(next_month)[:12]:
        for code in asked.latest:
            own = [r for r in told if r["body_code"] == code and _same_month(r["as_at_on"], end)]
            refused = [r for r in _refused(asked, code, end) if _is_since(asked, r, own)]
            last = max(own, key=age, default=None)
            due_on = end + timedelta(days=_due_days(asked))
            if refused:
                state = "refused"
            elif last:
                days = {row["as_at_on"] for row in own}
                state = _state_of(last["is_late"], len(own) > len(days))
            elif end > asked.as_at:
                state = "not-due"
            elif end < begun_on:
                state = "not-begun"
            else:
                state = "awaited" if due_on >= judged_on else "missing"
            rows.append(
                {
                    "month": f"{end:%B %Y}",
                    "body_code": code,
                    "due_on": due_on,
                    "state_code": state,
                    "return_count": len(own),
                    "refused_count": len(refused),
                    "is_returned": bool(own),
                    "return_id": last["return_id"] if last else None,
                    "as_at_on": last["as_at_on"] if last else None,
                    "received_at": last["received_at"] if last else None,
                }
            )
    return rows


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _refused(asked: Asked, body_code: str, month: date) -> list[Row]:
    return [
        row
        for row in asked.region.tables["refusal"]
        if row["body_code"] == body_code
        and asked.holds(row)
        and row["as_at_on"] <= asked.as_at
        and _same_month(row["as_at_on"], month)
    ]


def _is_since(asked: Asked, refused: Row, returns: list[Row]) -> bool:
    returns = [asked.region.returns[row["return_id"]] for row in returns]

    def place(row: Row) -> tuple[int, Any]:
        return row["version_number"], row["received_at"]

    return all(place(refused) > place(row) for row in returns)


def _state_of(is_late: bool, is_corrected: bool) -> str:
    if is_corrected:
        return "late-corrected" if is_late else "corrected"
    return "late" if is_late else "in"


def return_quality_by_body(asked: Asked) -> list[Row]:
    """What stands against each body's latest return."""
    told = {row["return_id"]: row for row in _told(asked)}
    return [
        {
            "body_code": code,
            "return_id": received["return_id"] if received else None,
            "as_at_on": received["as_at_on"] if received else None,
            "age_days": asked.days_since(received["as_at_on"]) if received else None,
            "is_stale": received is not None and asked.is_stale(received),
            "is_late": told[received["return_id"]]["is_late"] if received else None,
            "is_corrected": told[received["return_id"]]["replaces_return_id"] is not None
            if received
            else None,
            **_warnings(asked, received),
        }
        for code, received in asked.latest.items()
    ]


def _warnings(asked: Asked, received: Row | None) -> Row:
    if received is None:
        names = ("note", "unevidenced", "undated", "past_closing", "past_milestone")
        return dict.fromkeys(f"{name}_count" for name in names)
    own = [row for (_, code), row in asked.positions.items() if code == received["body_code"]]
    return {
        "note_count": len(asked.region.sheet("definition_note", received)),
        "unevidenced_count": sum(row["is_waiting"] and row["evidence"] is None for row in own),
        "undated_count": sum(row["is_open"] and row["expected_closing_on"] is None for row in own),
        "past_closing_count": sum(row["is_past_closing"] for row in own),
        "past_milestone_count": sum(row["is_milestone_overdue"] for row in own),
    }


def _corrections(asked: Asked) -> Iterator[tuple[Row, Row]]:
    """Each return for the day of a body's position that replaced another, and that other."""
    for row in _told(asked):
        latest = asked.latest.get(row["body_code"])
        was = asked.region.returns.get(row["replaces_return_id"])
        if latest and was and not row["is_entry"] and row["as_at_on"] == latest["as_at_on"]:
            yield row, was


def correction_by_measure(asked: Asked) -> list[Row]:
    """Each measure that a later return for the day of a body's position changed."""
    rows = []
    for row, was in _corrections(asked):
        for measure in asked.region.tables["measure"]:
            now_counts = _counts(asked, measure, row, "")
            was_counts = _counts(asked, measure, was, "was_")
            if list(now_counts.values()) == list(was_counts.values()):
                continue
            names = ("numerator", "denominator")
            rows.append(
                {
                    "body_code": row["body_code"],
                    "measure_code": measure["measure_code"],
                    **{name: now_counts[name] for name in names},
                    **{f"was_{name}": was_counts[f"was_{name}"] for name in names},
                    "return_id": row["return_id"],
                    "received_at": row["received_at"],
                }
            )
    return rows


def correction_by_finding(asked: Asked) -> list[Row]:
    """Each finding of which such a return changed the stage, the BRAG or the closing date."""
    rows = []
    for row, was in _corrections(asked):
        after, before = (
            {update["finding_ref"]: update for update in asked.region.sheet("finding_update", one)}
            for one in (row, was)
        )
        for ref in after.keys() | before.keys():
            told = _claim(asked, after.get(ref), "")
            if list(told.values()) != list(_claim(asked, before.get(ref), "").values()):
                rows.append(
                    {
                        "body_code": row["body_code"],
                        "finding_ref": ref,
                        **told,
                        **_claim(asked, before.get(ref), "was_"),
                        "return_id": row["return_id"],
                        "received_at": row["received_at"],
                        "row_number": after[ref]["row_number"] if ref in after else None,
                    }
                )
    return rows
