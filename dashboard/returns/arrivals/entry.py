"""Records what the board agrees, entry by entry: actions, decisions, attendance, verifications.

An entry is a small return of the board's secretariat: it is checked and kept as every return
is. Its form is screens.record's.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dashboard.access.viewer import NotAllowedError, Viewer
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.returns import accept
from dashboard.returns.contract import RETURN_SHEET, Sheet, sheets_of
from dashboard.returns.files.package import zipped
from dashboard.returns.outcome import MADE_UP_NAME, Outcome, Received
from dashboard.store import turns
from dashboard.store.versions import Store

Rows = Sequence[Mapping[str, object]]

_NUMBERED = {"action": ("action_ref", "A-001"), "decision": ("decision_ref", "D-001")}
"""Tables whose rows get the next reference when they have none -> its column, and the first."""


@dataclass(frozen=True)
class Entry:
    """What is recorded at once: rows by table, as the contract names both.

    `role` records it, `approved_by_role` stands for the board. A row of an action or decision
    without a reference is a new one and gets the next. `seen_return_id` is the newest return
    when the form was drawn: what was recorded since and says otherwise is a problem.
    """

    as_at_on: date
    role: str
    approved_by_role: str
    marking_code: str
    tables: Mapping[str, Rows] = field(default_factory=dict)
    note: str | None = None
    corrects_return_id: int | None = None
    seen_return_id: int | None = None


def save(
    store: Store, viewer: Viewer, entry: Entry, waits: turns.Told = lambda _before: None
) -> Outcome:
    """Check the entry and keep it as a version of the store; with a mistake, keep nothing.

    `waits` is told how many writers are before this one, where it has to wait.
    Raises NotAllowedError for a viewer who does not record for the board, and StoreError where
    the store cannot be written to.
    """
    if not viewer.records_for_board:
        raise NotAllowedError(f"{viewer.role} does not record for the board.")
    with turns.telling(waits):
        outcome, is_raced = _try(store, viewer, entry)
        if is_raced:
            # Somebody took the same next reference: the one after it is as good, and with
            # everybody else kept out nobody takes that too.
            with store.alone():
                outcome, _ = _try(store, viewer, entry)
    return outcome


def _try(store: Store, viewer: Viewer, entry: Entry) -> tuple[Outcome, bool]:
    """What becomes of an entry, and whether somebody else took its next reference meanwhile."""
    filters = Filters(date.max, version=store.version())
    is_made_up = bool(ask("store_state", viewer, filters)["demonstration_count"].item())
    numbered = _numbered(entry.tables, viewer, filters)
    newest = newest_return(viewer, filters)
    received = _received(entry, numbered, _region(viewer, filters), is_made_up, newest)
    (outcome,) = accept.load(store, [received], entry.role, _message(entry, numbered))
    is_raced = numbered != entry.tables and any(
        problem.rule == "changed_meanwhile" for problem in outcome.problems
    )
    return outcome, is_raced


def _message(entry: Entry, tables: Mapping[str, Rows]) -> str:
    """What the version is called: the sheets, and the references of their rows."""
    if entry.corrects_return_id:
        return f"Took back entry {entry.corrects_return_id}"
    told = []
    for sheet in sheets_of("region"):
        if rows := tables.get(sheet.table):
            column = next((name for name in sheet.key if name.endswith("_ref")), None)
            refs = [str(row[column]) for row in rows if column and row.get(column)]
            told.append(" ".join([sheet.title, ", ".join(refs)]).strip())
    return f"Recorded {'; '.join(told)}"


def newest_return(viewer: Viewer, filters: Filters) -> int:
    """The number of the newest return or entry; 0 before the first."""
    return int(ask("store_state", viewer, filters)["newest_return_id"].item())


def next_reference(used: Iterable[str], first: str) -> str:
    """The reference after the highest that is numbered as `first` is: A-012 after A-011."""
    stem, _ = _stem_and_digits(first)
    numbers = [
        (int(number), len(number))
        for own_stem, number in map(_stem_and_digits, used)
        if own_stem == stem and number
    ]
    if not numbers:
        return first
    highest, width = max(numbers)
    return f"{stem}{highest + 1:0{width}d}"


def _stem_and_digits(reference: str) -> tuple[str, str]:
    digits = re.search(r"[0-9]*$", reference)
    number = digits[0] if digits else ""
    return reference.removesuffix(number) if number else reference, number


def _numbered(tables: Mapping[str, Rows], viewer: Viewer, filters: Filters) -> Mapping[str, Rows]:
    """The same rows, each new action or decision with the next reference."""
    used: dict[str, list[str]] = {}
    for row in records(ask("board_reference", viewer, filters)):
        used.setdefault(row.table_name, []).append(row.reference)
    numbered: dict[str, Rows] = {}
    for table, rows in tables.items():
        column, first = _NUMBERED.get(table, ("", ""))
        made: list[Mapping[str, object]] = []
        for row in rows:
            if column and not row.get(column):
                reference = next_reference(used.setdefault(table, []), first)
                used[table].append(reference)
                made.append({**row, column: reference})
            else:
                made.append(row)
        numbered[table] = made
    return numbered


def _region(viewer: Viewer, filters: Filters) -> str:
    bodies = ask("body_choice", viewer, filters)
    return str(bodies.loc[bodies["kind_code"] == "region", "body_code"].iloc[0])


def _received(
    entry: Entry, tables: Mapping[str, Rows], body_code: str, is_made_up: bool, newest: int
) -> Received:
    now = datetime.now(UTC).replace(tzinfo=None)
    sheets = sheets_of("region")
    empty = [
        sheet.title for sheet in sheets if sheet is not RETURN_SHEET and not tables.get(sheet.table)
    ]
    head = {
        "body_code": body_code,
        "as_at_on": entry.as_at_on,
        "prepared_by_role": entry.role,
        "approved_by_role": entry.approved_by_role,
        "marking_code": entry.marking_code,
        "sections_not_reported": "; ".join(empty) or None,
        "note": entry.note,
    }
    data = _csv_set({RETURN_SHEET.table: [head], **tables}, sheets)
    return Received(
        Path(f"{MADE_UP_NAME if is_made_up else ''}entry-{now:%Y-%m-%dT%H%M%S}.zip"),
        now,
        entry.role,
        is_demonstration=is_made_up,
        data=data,
        is_entry=True,
        corrects_return_id=entry.corrects_return_id,
        seen_return_id=newest if entry.seen_return_id is None else entry.seen_return_id,
    )


def _csv_set(tables: Mapping[str, Rows], sheets: Iterable[Sheet]) -> bytes:
    """A return's sheets as CSV files in a zip: codes as codes, dates year first."""
    files: dict[str, bytes] = {}
    for sheet in sheets:
        text = io.StringIO(newline="")
        lines = csv.DictWriter(text, sheet.headers, extrasaction="raise")
        lines.writerow(sheet.headers)
        for row in tables.get(sheet.table, ()):
            lines.writerow({name: _cell(value) for name, value in row.items()})
        files[f"{sheet.title}.csv"] = text.getvalue().encode()
    return zipped(files).getvalue()


def _cell(value: object) -> Any:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value.isoformat() if isinstance(value, date) else value
