"""Checks what was read of received files against the store, and each other.

Each rule is a query in queries/checks. A batch is checked as if its returns came one by one,
earliest as-at date first. Taking the good ones in is accept's.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow as pa

from dashboard.returns import staging
from dashboard.returns.contract import SHEETS
from dashboard.returns.files.opening import plain_name
from dashboard.returns.headers import Layout
from dashboard.returns.outcome import Outcome, Received
from dashboard.returns.problems import MOST_PROBLEMS, Problem, Problems
from dashboard.returns.read import Candidate, table_of
from dashboard.returns.rules import rules
from dashboard.wording import visible

_SHEET_OF = {sheet.table: sheet for sheet in SHEETS}


_SHEET_COLUMNS = pa.schema(
    {
        "return_id": pa.int32(),
        "table_name": pa.string(),
        "title": pa.string(),
        "filed_by": pa.string(),
        "is_whole": pa.bool_(),
        "row_count": pa.int64(),
    }
)


@dataclass
class Checked:
    """A received file on its way; `number` counts within the batch from 1."""

    number: int
    received: Received
    candidate: Candidate | None
    problems: Problems
    return_id: int | None = None

    @property
    def is_good(self) -> bool:
        """Whether it could be read and nothing in it is an error."""
        return self.candidate is not None and not any(
            problem.severity == "error" for problem in self.problems.found
        )

    @property
    def stated(self) -> dict[str, Any]:
        """The Return sheet's one row; empty where there is none."""
        rows = self.candidate.tables["return_received"].to_pylist() if self.candidate else []
        return rows[0] if rows else {}

    @property
    def outcome(self) -> Outcome:
        """What has become of it by now."""
        if self.candidate is not None:
            sha256: str | None = self.candidate.sha256
        else:
            data = self.received.data
            sha256 = hashlib.sha256(data).hexdigest() if data is not None else None
        return Outcome(
            name_in_store(self.received),
            _in_order(self.problems.found),
            self.return_id,
            self.stated.get("body_code"),
            self.stated.get("as_at_on"),
            sha256,
            self.problems.file,
            tuple(self.candidate.layouts.values()) if self.candidate else (),
        )


def name_in_store(received: Received) -> str:
    """What a received file is called wherever it is shown or kept."""
    return plain_name(received.path.name)


def names_told(batch: Sequence[Received]) -> list[str]:
    """What each file of a batch is called in what is said of it, so that no two are called alike.

    It is the file's name, where two have the same the path as given, and of one path a number.
    """
    names = [name_in_store(received) for received in batch]
    count = Counter(names)
    told = [
        " ".join(visible(str(received.path)).split()) if count[name] > 1 else name
        for received, name in zip(batch, names, strict=True)
    ]
    count, number = Counter(told), Counter[str]()
    for place, name in enumerate(told):
        number[name] += 1
        if count[name] > 1:
            told[place] = f"{name} ({number[name]})"
    return told


def after_all_held(con: duckdb.DuckDBPyConnection, moment: datetime) -> datetime:
    """The moment that something comes in at: as told, but later than all that is held.

    A clock may run back, and that of another machine behind: what is accepted later is later.
    """
    row = con.execute(
        "select max(received_at) from "
        "(select received_at from return_received union all select received_at from refusal)"
    ).fetchall()[0]
    newest = cast(datetime | None, row[0])
    return moment if newest is None or moment > newest else newest + timedelta(microseconds=1)


def check_in_turn(con: duckdb.DuckDBPyConnection, batch: Sequence[Checked]) -> None:
    """Add what the checks find to each entry; give the good ones an id, and list them as taken."""
    for entry in batch:
        at = after_all_held(con, entry.received.received_at)
        entry.received = replace(entry.received, received_at=at)
    row = con.execute(
        "select (select coalesce(max(return_id), 0) from return_received), max(version_number) "
        "from version"
    ).fetchall()[0]
    last_id, version_number = cast(tuple[int, int], row)
    # Below 0: an id of its own that is no held return's.
    entries = {-entry.number: entry for entry in batch if entry.candidate is not None}
    if not entries:
        return
    _register(con, entries, version_number)
    staging.run(con, "incoming")
    _run_checks(con, entries, looking_back=False)
    staging.run(con, "incoming_held")
    groups = list(_groups(batch))
    if len(groups) > 1:
        staging.run(con, "incoming_narrowed")
    for group in groups:
        ids = [-entry.number for entry in group]
        con.execute("delete from turn")
        con.execute("insert into turn select unnest($1)", [ids])
        staging.run(con, "incoming_turn")
        if con.execute("from same_day_return limit 1").fetchall():
            staging.run(con, "incoming_again")
        _run_checks(con, entries, looking_back=True)
        good = [entry for entry in group if entry.is_good]
        for entry in good:
            last_id += 1
            entry.return_id = last_id
        taken = [[-entry.number for entry in good], [entry.return_id for entry in good]]
        con.execute("insert into taken select unnest($1::integer[]), unnest($2::integer[])", taken)


def _groups(batch: Sequence[Checked]) -> Iterator[list[Checked]]:
    """The readable entries, each body's first together, then each one's second, and so on.

    A body's own are in order of as-at date, then of receipt: no rule asks for another order.
    """
    bodies: dict[Any, list[tuple[date, datetime, int, Checked]]] = {}
    for entry in batch:
        if entry.candidate is not None:
            as_at = entry.stated.get("as_at_on") or date.max
            place = (as_at, entry.received.received_at, entry.number, entry)
            bodies.setdefault(entry.stated.get("body_code"), []).append(place)
    for turn in zip_longest(*(sorted(places) for places in bodies.values())):
        yield [place[-1] for place in turn if place]


def _register(
    con: duckdb.DuckDBPyConnection, entries: Mapping[int, Checked], version_number: int
) -> None:
    """Show the returns to queries as read_<table>, and their sheets as read_sheet."""
    for table in _SHEET_OF:
        parts = [
            _stamped(table, entry, return_id, version_number)
            for return_id, entry in entries.items()
            if table in cast(Candidate, entry.candidate).tables
        ]
        con.register(f"read_{table}", pa.concat_tables([*parts, _empty(table)]).combine_chunks())
    con.register("read_sheet", _sheet_frame(entries))


def _stamped(table: str, entry: Checked, return_id: int, version_number: int) -> pa.Table:
    """A return's frame with the columns that say which return it is."""
    candidate, received = cast(Candidate, entry.candidate), entry.received
    frame = candidate.tables[table]
    stamp: dict[str, tuple[Any, pa.DataType]] = {"return_id": (return_id, pa.int32())}
    if table == "return_received":
        stamp |= {
            "received_at": (received.received_at, pa.timestamp("us")),
            "submitted_by_role": (received.submitted_by_role, pa.string()),
            "file_name": (candidate.file_name, pa.string()),
            "sha256": (candidate.sha256, pa.string()),
            "is_demonstration": (received.is_demonstration, pa.bool_()),
            "version_number": (version_number, pa.int32()),
            "is_entry": (received.is_entry, pa.bool_()),
            "corrects_return_id": (received.corrects_return_id, pa.int32()),
            "seen_return_id": (received.seen_return_id, pa.int32()),
        }
    for name, (value, kind) in stamp.items():
        frame = frame.append_column(name, pa.array([value] * len(frame), kind))
    return frame


@cache
def _empty(table: str) -> pa.Table:
    """A frame without rows and with every column that _stamped gives."""
    nobody = Received(Path(), datetime(1990, 1, 1), "")  # noqa: DTZ001  (kept without a zone)
    tables = {table: table_of(_SHEET_OF[table], [])}
    candidate = Candidate("", b"", "", tables, frozenset(), {}, frozenset())
    return _stamped(table, Checked(0, nobody, candidate, Problems("")), 0, 0)


def _sheet_frame(entries: Mapping[int, Checked]) -> pa.Table:
    """One row per return per sheet it should have."""
    rows = [
        {
            "return_id": return_id,
            "table_name": table,
            "title": _SHEET_OF[table].title,
            "filed_by": _SHEET_OF[table].filed_by,
            "is_whole": table in candidate.whole,
            "row_count": len(frame),
        }
        for return_id, entry in entries.items()
        for candidate in [cast(Candidate, entry.candidate)]
        for table, frame in candidate.tables.items()
    ]
    return pa.Table.from_pylist(rows, schema=_SHEET_COLUMNS)


def _run_checks(
    con: duckdb.DuckDBPyConnection, entries: Mapping[int, Checked], *, looking_back: bool
) -> None:
    for rule in rules():
        if rule.looks_back != looking_back:
            continue
        listed: Counter[int] = Counter()
        for return_id, table, row, column, found in _rows(con, rule.query, listed, len(entries)):
            if listed[return_id] > MOST_PROBLEMS:
                continue
            entry, sheet = entries[return_id], _SHEET_OF[table]
            candidate = cast(Candidate, entry.candidate)
            # What could not be read is null without being empty, and is a problem already.
            if column and not candidate.is_read(sheet, row, column):
                continue
            listed[return_id] += 1
            if listed[return_id] > MOST_PROBLEMS:
                row = column = None
                found = f"the same in more than {MOST_PROBLEMS:,} rows"
            layout = candidate.layouts.get(table) or Layout(sheet, sheet.title, 0, {})
            place = layout.at(row, column)
            entry.problems.add(place, found, rule.expected, rule.name, rule.severity)


def _rows(
    con: duckdb.DuckDBPyConnection, query: str, listed: Counter[int], returns: int
) -> Iterator[tuple[Any, ...]]:
    """What a check finds, until more than are listed is `listed` of each of so many returns.

    A file may have a hundred thousand of one mistake, and each row costs more than to find it.
    """
    found = con.execute(query)
    while rows := found.fetchmany(MOST_PROBLEMS):
        yield from rows
        if sum(count > MOST_PROBLEMS for count in listed.values()) == returns:
            return


def _in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The file's own first, then as one reads through the sheets; of a row, its cells first."""
    titles = {sheet.title: number for number, sheet in enumerate(SHEETS)}
    names = {rule.name: number for number, rule in enumerate(rules())}

    def place(problem: Problem) -> tuple[int, int, int]:
        rule = names.get(problem.rule, -1)
        if problem.sheet is None:
            return (-1, 0, rule)
        return (titles.get(problem.sheet, len(titles)), problem.row or 0, rule)

    return tuple(sorted(problems, key=place))
