"""Builds two stores that hold the same of one body and of the board, and of nobody else the same.

Whoever may see that body alone must be told the same by both; asking them is the tests'. The
fixture that has them built is in conftest.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from placed_rows import LATER_INSPECTION, REFUSED, Filed, Row, put_in, store_of, tangled

from dashboard.store.versions import Store

SEED, OTHER_SEED = 2, 5
OWN = "dorset"
BOARD = "south-west"
OTHER = "wiltshire"
LAST = date(2026, 9, 30)
"""After every return that is tangled."""
THEIRS = ("DOR-0012", "DOR-0013")
"""OCGs of another body in the first store alone, which go by the references of a good return."""
THEIRS_SINCE = date(2025, 2, 14)


def two_stores(folder: Path) -> tuple[Store, Store]:
    """Two stores with the same of Dorset and of the public record, and of nobody else."""
    if not folder.exists():
        filed = [with_meetings(one, number) for number, one in enumerate(tangled(SEED))]
        elsewhere: dict[str, list[Filed]] = {}
        for one in tangled(OTHER_SEED):
            elsewhere.setdefault(one.body_code, []).append(one)
        changed = []
        for number, one in enumerate(filed):
            others = elsewhere[one.body_code]
            changed.append(of_others(one, number, others[number % len(others)], own_actions(filed)))
        refused = [row for row in REFUSED["refusal"] if row["body_code"] in (OWN, None)]
        one = store_of(folder / "one", filed, {**LATER_INSPECTION, **REFUSED})
        other = store_of(folder / "other", changed, {**LATER_INSPECTION, "refusal": refused})
        write_later(one, len(filed), "First", [(), THEIRS])
        write_later(other, len(filed), "Second", [(), ()])
    return Store(folder / "one" / "store"), Store(folder / "other" / "store")


def with_meetings(one: Filed, number: int) -> Filed:
    """A return of the board's with who was at its meeting, and what that decided."""
    if one.body_code != BOARD:
        return one
    [meeting] = one.rows["board_meeting"]
    present = {"meeting_on": meeting["meeting_on"], "is_present": number % 2 == 0}
    bodies = (OWN, OTHER, "swrocu", "gloucestershire")
    rows = {
        "attendance": [{**present, "body_code": code, "attendee_role": "DoI"} for code in bodies],
        "decision": [
            {**meeting, "decision_ref": f"D-{number}", "decision": "Agreed", "finding_ref": "AFI 1"}
        ],
    }
    for name in ("chair_role", "next_meeting_on"):
        rows["decision"][0].pop(name, None)
    return replace(one, rows={**one.rows, **rows})


def own_actions(filed: list[Filed]) -> set[str]:
    """The actions that were this body's once: whoever has one now, it is in its own story."""
    return {
        row["action_ref"]
        for one in filed
        for row in one.rows.get("action", [])
        if row["owner_body_code"] == OWN
    }


def of_another(table: str, row: Row, actions: set[str]) -> Row:
    """A row of the board's, with what it says of another body altered."""
    if table == "action" and row["action_ref"] not in actions:
        later = row["due_on"] + timedelta(days=30)
        return {**row, "action_ref": f"{row['action_ref']}-x", "due_on": later, "action": "Another"}
    if row.get("body_code", OWN) == OWN:
        return row
    if table == "attendance":
        return {**row, "is_present": not row["is_present"], "attendee_role": "Another"}
    return {**row, "verified_stage_code": "delivered", "evidence_seen": "Another"}


def of_others(one: Filed, number: int, other: Filed, actions: set[str]) -> Filed:
    """A return with all of it that is another body's taken from elsewhere, or left out."""
    if one.body_code == OWN:
        return one
    if one.body_code == BOARD:
        rows = {
            table: [of_another(table, row, actions) for row in rows]
            for table, rows in one.rows.items()
        }
        return replace(one, rows=rows)
    if number % 3:
        return replace(one, rows=other.rows, sections_not_reported=other.sections_not_reported)
    earlier = one.as_at_on - timedelta(days=9)
    return replace(
        one, rows={}, as_at_on=earlier, received_at=one.received + timedelta(days=2),
        marking_code="official", sections_not_reported=None,
    )  # fmt: skip


def write_later(store: Store, held: int, word: str, extra: Sequence[Sequence[str]]) -> None:
    """A version of returns of another body alone, by their OCGs, and one of its refused file.

    Every version is then as old as that of the same number in the other store: when something was
    written is of no body.
    """
    with store.write(f"{word} analyst", f"Accepted {word}.xlsx") as con:
        number = store.version().number + 1
        for return_id, refs in enumerate(extra, held + 1):
            groups = [{"ocg_ref": ref, "identified_on": THEIRS_SINCE} for ref in refs]
            put_in(con, return_id, Filed(OTHER, LAST, {"ocg": groups}, version_number=number))
        # A store of made-up returns alone takes in made-up ones.
        con.execute("update return_received set is_demonstration = true")
        con.execute(
            "update return_received set file_name = $word || file_name, submitted_by_role = $word, "
            "prepared_by_role = $word, note = $word, "
            "sha256 = md5($word || return_id) || md5($word) "
            "where body_code not in ($own, $board)",
            {"word": word, "own": OWN, "board": BOARD},
        )
    refused: Mapping[str, object] = {
        "received_at": datetime(2026, 10, 9), "submitted_by_role": word,  # noqa: DTZ001
        "file_name": f"{word}.xlsx", "body_code": OTHER, "error_count": len(extra),
    }  # fmt: skip
    with store.write(f"{word} analyst", f"Refused {word}.xlsx") as con:
        number = store.version().number + 1
        row = {**refused, "version_number": number}
        con.execute(
            f"insert into refusal ({', '.join(row)}) values ({', '.join('?' * len(row))})",  # noqa: S608
            list(row.values()),
        )
        con.execute(
            "update version set written_at = timestamp '2026-10-01' + to_days(version_number)"
        )
