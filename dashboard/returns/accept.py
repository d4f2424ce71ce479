"""Checks received returns against the store, and takes the good ones into a new version.

Reading the files is intake's; each rule is a query in queries/checks. A batch is checked as
if its returns came one by one, earliest as-at date first.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow as pa

from dashboard.paths import sql
from dashboard.region import laying
from dashboard.returns.contract import SHEETS
from dashboard.returns.files.opening import plain_name
from dashboard.returns.problems import MOST_PROBLEMS, Problem
from dashboard.returns.read import Candidate, read_received, read_return, table_of
from dashboard.returns.rules import rules
from dashboard.store.versions import Store, Version

Progress = Callable[[int, int], None]

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


@dataclass(frozen=True)
class Received:
    """One file as it came; `data` where it came without a file, as an upload does.

    `received_at` is UTC without a zone. An entry is made by the board's secretariat on the page;
    it may correct an earlier one, and was made in sight of the returns up to `seen_return_id`.
    """

    path: Path
    received_at: datetime
    submitted_by_role: str
    is_demonstration: bool = False
    data: bytes | None = None
    is_entry: bool = False
    corrects_return_id: int | None = None
    seen_return_id: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one received file; `return_id` only where it was loaded.

    What could not be read of it is None; `sha256` is of the bytes received.
    """

    file_name: str
    problems: tuple[Problem, ...]
    return_id: int | None = None
    body_code: str | None = None
    as_at_on: date | None = None
    sha256: str | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether nothing in it is an error."""
        return not any(problem.severity == "error" for problem in self.problems)


@dataclass
class _Entry:
    """A received file on its way; `number` counts within the batch from 1."""

    number: int
    received: Received
    candidate: Candidate | None
    problems: list[Problem]
    return_id: int | None = None

    @property
    def is_good(self) -> bool:
        return self.candidate is not None and not any(
            problem.severity == "error" for problem in self.problems
        )

    @property
    def stated(self) -> dict[str, Any]:
        """The Return sheet's one row; empty where there is none."""
        rows = self.candidate.tables["return_received"].to_pylist() if self.candidate else []
        return rows[0] if rows else {}

    @property
    def outcome(self) -> Outcome:
        if self.candidate is not None:
            sha256: str | None = self.candidate.sha256
        else:
            data = self.received.data
            sha256 = hashlib.sha256(data).hexdigest() if data is not None else None
        return Outcome(
            _name(self.received),
            _in_order(self.problems),
            self.return_id,
            self.stated.get("body_code"),
            self.stated.get("as_at_on"),
            sha256,
        )


class ChangedMeanwhileError(Exception):
    """The store has another version than the one the caller built on."""


class _NothingToLoad(Exception):  # noqa: N818  (an outcome, no fault)
    """Leaves the store's write without a version."""


def check(store: Store, received: Sequence[Received]) -> list[Outcome]:
    """Say what load would say, in the same order; the store is only read."""
    with store.read() as con:
        batch = _read(con, received)
        _check_in_turn(con, batch)
    # The ids are those that loading would give.
    return [replace(entry.outcome, return_id=None) for entry in batch]


def load(
    store: Store,
    received: Sequence[Received],
    author: str,
    message: str,
    *,
    written_at: datetime | None = None,
    on: Version | None = None,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Load the files without an error as one version; of one with an error, nothing.

    Where none is good no version is written. `progress` is told files done and files in all.
    Raises ChangedMeanwhileError where `on` is given and is not the version that is written on.
    """
    with store.read() as con:
        batch = _read(con, received, progress)
    if any(entry.is_good for entry in batch):
        try:
            with store.write(author, message, written_at=written_at) as con:
                # The version being written on is known for certain only now, under the lock.
                if on and store.version() != on:
                    raise ChangedMeanwhileError
                _accept(con, store, batch)
        except _NothingToLoad:
            pass
    else:
        with store.read() as con:
            _check_in_turn(con, batch)
    return [entry.outcome for entry in batch]


def record_refusals(
    store: Store, outcomes: Sequence[Outcome], role: str, received_at: datetime
) -> None:
    """Keep on record, as one version, that these files were sent and not taken in."""
    message = f"Refused {', '.join(outcome.file_name for outcome in outcomes)}"
    with store.write(role, message, written_at=received_at) as con:
        for outcome in outcomes:
            values = {
                "received_at": received_at,
                "submitted_by_role": role,
                "file_name": outcome.file_name,
                "sha256": outcome.sha256,
                "body_code": outcome.body_code,
                "as_at_on": outcome.as_at_on,
                "error_count": sum(p.severity == "error" for p in outcome.problems),
            }
            con.execute(sql("returns/refuse"), values)


def _name(received: Received) -> str:
    return plain_name(received.path.name)


def _read(
    con: duckdb.DuckDBPyConnection, received: Sequence[Received], progress: Progress | None = None
) -> list[_Entry]:
    vocabulary = laying.vocabulary(con)
    batch = []
    for number, file in enumerate(received, start=1):
        if file.data is None:
            candidate, problems = read_return(file.path, vocabulary)
        else:
            candidate, problems = read_received(_name(file), file.data, vocabulary)
        batch.append(_Entry(number, file, candidate, problems))
        if progress:
            progress(number, len(received))
    return batch


def _accept(con: duckdb.DuckDBPyConnection, store: Store, batch: Sequence[_Entry]) -> None:
    _check_in_turn(con, batch)
    good = [entry for entry in batch if entry.return_id is not None]
    if not good:
        raise _NothingToLoad
    con.execute(sql("returns/accept"))
    con.execute(sql("returns/measure_returns"))
    for entry in good:
        store.keep_original(cast(Candidate, entry.candidate).data)


# ---- Checking a batch ----


def _check_in_turn(con: duckdb.DuckDBPyConnection, batch: Sequence[_Entry]) -> None:
    """Add what the checks find to each entry; give the good ones an id, and list them as taken."""
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
    con.execute(sql("returns/incoming"))
    _run_checks(con, entries, looking_back=False)
    con.execute(sql("returns/incoming_held"))
    groups = list(_groups(batch))
    if len(groups) > 1:
        con.execute(sql("returns/incoming_narrowed"))
    for group in groups:
        ids = [-entry.number for entry in group]
        con.execute("delete from turn")
        con.execute("insert into turn select unnest($1)", [ids])
        con.execute(sql("returns/incoming_turn"))
        if con.execute("from same_day_return limit 1").fetchall():
            con.execute(sql("returns/incoming_again"))
        _run_checks(con, entries, looking_back=True)
        good = [entry for entry in group if entry.is_good]
        for entry in good:
            last_id += 1
            entry.return_id = last_id
        taken = [[-entry.number for entry in good], [entry.return_id for entry in good]]
        con.execute("insert into taken select unnest($1::integer[]), unnest($2::integer[])", taken)


def _groups(batch: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """The readable entries, each body's first together, then each one's second, and so on.

    A body's own are in order of as-at date, then of receipt: no rule asks for another order.
    """
    bodies: dict[Any, list[tuple[date, datetime, int, _Entry]]] = {}
    for entry in batch:
        if entry.candidate is not None:
            as_at = entry.stated.get("as_at_on") or date.max
            place = (as_at, entry.received.received_at, entry.number, entry)
            bodies.setdefault(entry.stated.get("body_code"), []).append(place)
    for turn in zip_longest(*(sorted(places) for places in bodies.values())):
        yield [place[-1] for place in turn if place]


def _register(
    con: duckdb.DuckDBPyConnection, entries: Mapping[int, _Entry], version_number: int
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


def _stamped(table: str, entry: _Entry, return_id: int, version_number: int) -> pa.Table:
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
    candidate = Candidate("", b"", "", tables, frozenset(), frozenset())
    return _stamped(table, _Entry(0, nobody, candidate, []), 0, 0)


def _sheet_frame(entries: Mapping[int, _Entry]) -> pa.Table:
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
    con: duckdb.DuckDBPyConnection, entries: Mapping[int, _Entry], *, looking_back: bool
) -> None:
    for rule in rules():
        if rule.looks_back != looking_back:
            continue
        listed: Counter[int] = Counter()
        for return_id, table, row, column, found in con.execute(rule.query).fetchall():
            entry, sheet = entries[return_id], _SHEET_OF[table]
            if listed[return_id] > MOST_PROBLEMS or _is_reported(entry, table, row, column):
                continue
            listed[return_id] += 1
            if listed[return_id] > MOST_PROBLEMS:
                row = column = None
                found = f"the same in more than {MOST_PROBLEMS:,} rows"
            label = sheet.headers[column] if column else None
            entry.problems.append(
                Problem(
                    _name(entry.received),
                    sheet.title,
                    row,
                    label,
                    found,
                    rule.expected,
                    rule.severity,
                    rule.name,
                )
            )


def _is_reported(entry: _Entry, table: str, row: int | None, column: str | None) -> bool:
    """Whether this cell could not be read, and so is null without being empty."""
    if column is None:
        return False
    if (table, column) in cast(Candidate, entry.candidate).unread:
        return True
    sheet = _SHEET_OF[table]
    unreadable = {("cell", sheet.headers[column]), ("sheet", None)}  # the cell, or its whole row
    return row is not None and any(
        (problem.rule, problem.column) in unreadable
        for problem in entry.problems
        if (problem.sheet, problem.row) == (sheet.title, row)
    )


def _in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The file's own first, then as one reads through the sheets; of a row, its cells first."""
    titles = [sheet.title for sheet in SHEETS]
    names = [rule.name for rule in rules()]

    def place(problem: Problem) -> tuple[int, int, int]:
        rule = names.index(problem.rule) if problem.rule in names else -1
        if problem.sheet is None:
            return (-1, 0, rule)
        number = titles.index(problem.sheet) if problem.sheet in titles else len(titles)
        return (number, problem.row or 0, rule)

    return tuple(sorted(problems, key=place))
