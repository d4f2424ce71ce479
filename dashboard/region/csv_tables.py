"""Reads a region's CSV files and finds every mistake in them, each with its place.

What the files hold is queries/definitions/tables.sql's; laying them into a store is laying's.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args
from zoneinfo import available_timezones

import duckdb

from dashboard.paths import QUERIES, REFERENCE, sql
from dashboard.region import stages
from dashboard.region.csv_columns import (
    CHOSEN_FROM,
    DEFINED_IN,
    FIXED,
    KEPT,
    KEYS,
    VOCABULARY,
    WORDS,
)
from dashboard.returns.files import cells
from dashboard.returns.files.grids import csv_rows, ends_in_commas
from dashboard.returns.files.opening import csv_files
from dashboard.returns.problems import Place, Problem, Problems, Refused
from dashboard.store.disk import StoreError

# A code begins the name of a file and stands in an address: both must stay readable.
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_NUMBER = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]+(\.[0-9]+)?")
_DIGIT = re.compile("[0-9]")
_MOST_DIGITS = 15
"""So many are held exactly by a double."""
_ENCODINGS = ("utf-8-sig",)
"""What is shown to a whole region is not guessed at."""
_CODE_WORDS = "up to 40 small letters a to z, digits, - and _"


class RegionError(StoreError):
    """A region's files have mistakes: a line for each."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep them."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class File:
    """One CSV file: its rows by their row number in the file, a value as text or None."""

    path: Path
    headers: list[str] = field(default_factory=list)
    rows: dict[int, dict[str, str | None]] = field(default_factory=dict)
    is_whole: bool = True
    """Whether its columns could be told apart."""
    ends_in_commas: bool = False
    """Whether each of its rows ends in as many commas too many."""

    def __post_init__(self) -> None:
        """Begin a list of problems under the name that a person knows the file by."""
        self.problems = Problems(f"{self.path.parent.name}/{self.path.name}")

    def add(self, row: int | None, column: str | None, found: str, expected: str) -> None:
        """Add a mistake; the row or the column is None where it is wider."""
        self.problems.add(Place(None, row, column), found, expected, "region")


Files = Mapping[str, File]


def read(con: duckdb.DuckDBPyConnection, folders: Iterable[Path]) -> dict[str, File]:
    """Per table the file for it, values as the tables take them. RegionError with every mistake."""
    files: dict[str, File] = {}
    for path in (path for folder in folders for path in csv_files(folder)):
        if path.stem in files:
            where = path.parent.name
            files[path.stem].add(None, None, f"a second one in {where}", "one file of this name")
        files.setdefault(path.stem, File(path))
    for table in VOCABULARY:
        if table not in files:
            files[table] = File(Path("reference", f"{table}.csv"), is_whole=False)
            files[table].add(None, None, "no file of this name", "it to be there")
    for table, file in files.items():
        if table in KEYS:
            _read(con, table, file)
        else:
            file.is_whole = False
            file.add(None, None, "a file of this name", f"one of {', '.join(KEYS)}")
    for table, file in files.items():
        if file.is_whole:
            _check_keys(file, KEYS[table])
            _check_shapes(table, file)
            _check_links(table, file, files)
            _check_codes(table, file)
    _check_bodies(files)
    _check_time_zone(files["choice"])
    _check_words(files)
    _check_findings(files)
    _check_addresses(files.get("source"))
    if files["stage"].is_whole:
        for fault in stages.faults(files["stage"].rows):
            files["stage"].add(*fault)
    found = [problem for file in files.values() for problem in file.problems.found]
    if found:
        raise RegionError(found)
    return files


def _read(con: duckdb.DuckDBPyConnection, table: str, file: File) -> None:
    if not file.is_whole:
        return
    try:
        lines = csv_rows(file.path.read_bytes(), _ENCODINGS)
    except (Refused, OSError):
        file.is_whole = False
        file.add(None, None, "a file that cannot be read", "CSV UTF-8: use Save As")
        return
    columns = con.execute(
        "select column_name, data_type, is_nullable from duckdb_columns() "
        "where table_name = $1 and not internal",
        [table],
    ).fetchall()
    file.headers = [header.strip() for header in lines[0]] if lines else []
    while file.headers and not file.headers[-1]:
        file.headers.pop()
    file.ends_in_commas = ends_in_commas([[file.headers, *lines[1:]]])
    if not _has_columns(file, columns):
        file.is_whole = False
        return
    for number, values in enumerate(lines[1:], start=2):
        if any(value.strip() for value in values):
            _read_row(file, number, values, columns)
    if table in VOCABULARY and not file.rows:
        file.add(None, None, "no row", "at least one")


def _has_columns(file: File, columns: list[tuple[str, str, bool]]) -> bool:
    names = [name for name, _, _ in columns]
    for name, _, may_be_empty in columns:
        if name not in file.headers and not may_be_empty:
            file.add(1, name, "no column of this name", f"the columns {', '.join(names)}")
    for name in file.headers:
        if name not in names or file.headers.count(name) > 1:
            found = "it twice" if name in names else "a column of this name"
            file.add(1, name or "without a header", found, f"the columns {', '.join(names)} once")
    return not file.problems.found


def _read_row(
    file: File, number: int, values: list[str], columns: list[tuple[str, str, bool]]
) -> None:
    if len(values) > len(file.headers) and not file.ends_in_commas:
        expected = f"{len(file.headers)}: put text that holds a comma in quotation marks"
        file.add(number, None, f"{len(values)} values", expected)
        return
    given = dict(zip(file.headers, values, strict=False))
    row: dict[str, str | None] = {}
    for name, kind, may_be_empty in columns:
        value = given.get(name, "").strip()
        row[name] = None
        if not value:
            if not may_be_empty:
                file.add(number, name, "empty", _READERS[kind][1])
            continue
        try:
            row[name] = _READERS[kind][0](value)
        except ValueError:
            file.add(number, name, cells.shown(value), _READERS[kind][1])
    file.rows[number] = row


def _words(annotated: Any) -> str:
    return str(next(part.words for part in get_args(annotated) if hasattr(part, "words")))


def _to_number(value: str) -> str:
    # What is published may be far above anything that one return counts.
    if not _NUMBER.fullmatch(value) or len(_DIGIT.findall(value)) > _MOST_DIGITS:
        raise ValueError
    return value.replace(",", "")


def _to_day(value: str) -> str:
    # A spreadsheet saves 2025-06-12 as 12/06/2025.
    day: date = cells.to_day(value)
    return day.isoformat()


_READERS: dict[str, tuple[Callable[[str], str], str]] = {
    "VARCHAR": (str, "text"),
    "INTEGER": (lambda value: str(cells.to_count(value)), _words(cells.Count)),
    "DOUBLE": (_to_number, f"a number from 0 of at most {_MOST_DIGITS} digits"),
    "BOOLEAN": (lambda value: str(cells.to_yes_no(value)), "true or false"),
    "DATE": (_to_day, _words(cells.Day)),
}
"""Per type of a column what reads a cell, and what a cell must hold."""


def _check_keys(file: File, keys: Iterable[tuple[str, ...]]) -> None:
    for key in keys:
        first: dict[tuple[str, ...], int] = {}
        for number, row in file.rows.items():
            values = tuple(cells.fold(row[name] or "") for name in key)
            if values in first:
                shown = ", ".join(row[name] or "empty" for name in key)
                found = f"{shown} again, as in row {first[values]}"
                file.add(number, key[-1], found, f"each {' and '.join(key)} once")
            first.setdefault(values, number)


def _check_shapes(table: str, file: File) -> None:
    """Hold the codes that a file defines to what may stand in a file's name and an address."""
    for column in KEYS[table][0]:
        is_defined_here = DEFINED_IN.get(column, table) == table
        if column not in file.headers or not column.endswith("code") or not is_defined_here:
            continue
        for number, row in file.rows.items():
            if row[column] is not None and not _CODE.fullmatch(str(row[column])):
                file.add(number, column, cells.shown(row[column]), _CODE_WORDS)


def _check_links(table: str, file: File, files: Files) -> None:
    for column in file.headers:
        choice = CHOSEN_FROM.get((table, column))
        target = "choice" if choice else DEFINED_IN.get(column)
        if not target or target == table:
            continue
        defined = files.get(target)
        if defined and not defined.is_whole:
            continue
        code = "code" if choice else column
        codes = {
            row[code]: None
            for row in (defined.rows.values() if defined else ())
            if not choice or row["list_code"] == choice
        }
        for number, row in file.rows.items():
            if row[column] is not None and row[column] not in codes:
                where = f"{target}.csv" + (f", list {choice}" if choice else "")
                file.add(number, column, str(row[column]), f"one that {where} has as its {code}")


def _check_codes(table: str, file: File) -> None:
    """Hold codes that the product itself goes by against its own files."""
    for column in FIXED.get(table, ()):
        known = list(dict.fromkeys(row[column] for row in _own(table)))
        for number, row in file.rows.items():
            if row[column] is not None and row[column] not in known:
                file.add(number, column, str(row[column]), f"one of {', '.join(known)}")
    if table == "measure":
        for number, row in file.rows.items():
            if f"'{row['measure_code']}'" not in sql("definitions/measures"):
                found = f"{row['measure_code']}, which no query counts"
                expected = "a measure that queries/definitions/measures.sql has"
                file.add(number, "measure_code", found, expected)
    if table in KEPT:
        key = KEYS[table][0]
        held = {tuple(row[name] for name in key) for row in file.rows.values()}
        for own in _own(table):
            code = tuple(own[name] for name in key)
            if code not in held and f"'{code[-1]}'" in _queries():
                found = f"no row for {', '.join(code)}"
                file.add(None, key[-1], found, "one: the queries go by it, its label is yours")


def _check_words(files: Files) -> None:
    """What may be typed in a return, a code or any label of it, names one thing of its list."""
    for table, (of_list, code, *labels) in WORDS.items():
        meant: dict[tuple[str | None, str], str | None] = {}
        for number, row in files[table].rows.items() if files[table].is_whole else ():
            for column in (code, *labels):
                word = (row.get(of_list) if of_list else None, (row[column] or "").lower())
                other = meant.setdefault(word, row[code])
                if other != row[code]:
                    found = f"{row[column]}, which is read as {other}"
                    files[table].add(number, column, found, "words of its own")


def _check_addresses(file: File | None) -> None:
    """What a page opens is on the web, and says so: a link to anything else could run."""
    if not file or not file.is_whole:
        return
    for number, row in file.rows.items():
        if row["address"] is not None and not str(row["address"]).startswith("https://"):
            file.add(number, "address", cells.shown(row["address"]), "one that begins https://")


def _check_time_zone(file: File) -> None:
    for number, row in file.rows.items():
        if row["list_code"] == "time_zone" and row["label"] not in available_timezones():
            file.add(number, "label", str(row["label"]), "a time zone, such as Europe/London")


def _check_bodies(files: Files) -> None:
    file = files["body"]
    regions = [row for row in file.rows.values() if row["kind_code"] == "region"]
    if file.is_whole and len(regions) != 1:
        found = f"{len(regions)} rows of the kind region"
        file.add(None, "kind_code", found, "one: what the board files its own return as")


def _check_findings(files: Files) -> None:
    file, applies = files.get("finding"), files.get("finding_body")
    if not file or not file.is_whole or (applies and not applies.is_whole):
        return
    placed = {row["finding_ref"] for row in applies.rows.values()} if applies else set()
    causes = {r["finding_ref"] for r in file.rows.values() if r["kind_code"] == "cause-of-concern"}
    for number, row in file.rows.items():
        if row["parent_ref"] is not None and row["parent_ref"] not in causes:
            expected = "a cause of concern in this file"
            file.add(number, "parent_ref", str(row["parent_ref"]), expected)
        if row["is_wording_held"] != str(True):
            continue
        if row["wording"] is None:
            file.add(number, "wording", "empty", "the wording, since is_wording_held says so")
        if row["finding_ref"] not in placed:
            found = f"{row['finding_ref']}, which applies to no body"
            file.add(
                number, "finding_ref", found, "a row for each of its bodies in finding_body.csv"
            )


@cache
def _own(table: str) -> list[dict[str, str]]:
    """The product's own rows of a reference file."""
    return csv_records(REFERENCE / f"{table}.csv")


def csv_records(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file without a mistake, such as the product's own, by its headers."""
    headers, *rows = csv_rows(path.read_bytes(), _ENCODINGS)
    return [dict(zip(headers, row, strict=True)) for row in rows]


@cache
def _queries() -> str:
    return "\n".join(_texts())


def _texts() -> Iterator[str]:
    for folder in ("definitions", "figures", "returns", "checks"):
        for path in sorted((QUERIES / folder).glob("*.sql")):
            yield path.read_text(encoding="utf-8")
