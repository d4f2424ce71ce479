"""Turns a return, a workbook or CSV files, into typed tables and every problem in it.

It goes by the contract alone; rules that need other rows or the store are check's, and the words
for what a cell should hold expectations'.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from dashboard.returns.contract import RETURN_SHEET, Sheet
from dashboard.returns.expectations import SECTIONS, expected_words
from dashboard.returns.files.cells import Vocabulary, fold, is_empty, shown
from dashboard.returns.files.grids import Book
from dashboard.returns.files.grids import Row as Cells
from dashboard.returns.files.opening import open_book, plain_name, read_bytes, read_sheet
from dashboard.returns.files.sheet_xml import UNREADABLE
from dashboard.returns.headers import Layout, find_columns, find_sheets
from dashboard.returns.problems import MOST_PROBLEMS, Place, Problem, Problems, Refused
from dashboard.returns.sheets.columns import Row

_TOTALS = {"total", "totals", "grand total", "subtotal", "sum"}
"""How a row begins that adds up those above it."""
_ARROW = {
    str: pa.string(),
    date: pa.date32(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
}


@dataclass(frozen=True)
class Candidate:
    """What could be read of a return: per contract table its columns and row_number.

    A cell that had a problem is null. `whole` names the tables of which no row is lost, so
    that a row not found there is truly absent. `layouts` says where the sheet of a table lies
    in the file, which not each does; `unread` where null does not say empty: (sheet's title, row,
    column's header) of a cell, without its column of a row.
    """

    file_name: str
    data: bytes = field(repr=False)
    sha256: str
    tables: Mapping[str, pa.Table]
    whole: frozenset[str]
    layouts: Mapping[str, Layout]
    unread: frozenset[tuple[str | None, int | None, str | None]]

    def is_read(self, sheet: Sheet, row: int | None, column: str) -> bool:
        """Whether null in this column, or in this row's cell of it, says that it was empty."""
        layout = self.layouts.get(sheet.table)
        if layout and column not in layout.places:
            return False
        label = sheet.headers[column]
        return not {(sheet.title, row, label), (sheet.title, row, None)} & self.unread


def read_return(path: Path, vocabulary: Vocabulary) -> tuple[Candidate | None, list[Problem]]:
    """Read a workbook or a folder of CSV files; see read_received."""
    try:
        data = read_bytes(path)
    except Refused as why:
        return None, [refusal(plain_name(path.name), why)]
    return read_received(path.name, data, vocabulary)


def read_received(
    name: str, data: bytes, vocabulary: Vocabulary
) -> tuple[Candidate | None, list[Problem]]:
    """Read a return's bytes: an upload, or an original that was kept.

    Gives what could be read, None only where the file cannot be opened, and every problem
    that the contract alone can show. Over what the file holds it raises nothing but MemoryError;
    what else a file may do to its reader is for safely to bear.
    """
    name = plain_name(name)
    try:
        book = open_book(name, data)
    except Refused as why:
        return None, [refusal(name, why)]
    problems = Problems(name)
    context = {**vocabulary, "section": SECTIONS}
    tables: dict[str, pa.Table] = {}
    whole: set[str] = set()
    layouts: dict[str, Layout] = {}
    for sheet, title in find_sheets(book.titles, problems).items():
        rows: list[dict[str, Any]] = []
        is_cut = False
        layout, cells = _opened(sheet, book, title, problems) if title else (None, [])
        if layout:
            layouts[sheet.table] = layout
            rows, is_cut = _rows(layout, cells, context, problems, book.ends_in_commas)
        keyed = [row for row in rows if all(row.get(name) is not None for name in sheet.key)]
        if layout and sheet is RETURN_SHEET:
            rows = _only_one(layout, rows, problems)
        elif layout:
            _report_doubled(layout, keyed, problems)
        tables[sheet.table] = table_of(sheet, rows)
        if layout and len(keyed) == len(rows) and not is_cut:
            whole.add(sheet.table)
    unread = frozenset(
        (problem.sheet, problem.row, problem.column)
        for problem in problems.found
        if problem.row and (problem.rule == "cell" or problem.column is None)
    )
    sha256 = hashlib.sha256(data).hexdigest()
    candidate = Candidate(name, data, sha256, tables, frozenset(whole), layouts, unread)
    return candidate, problems.found


def refusal(name: str, why: Refused) -> Problem:
    """The one problem of a file that is not read."""
    return Problem(name, None, None, None, why.found, why.expected, "error", "file")


def _opened(
    sheet: Sheet, book: Book, title: str, problems: Problems
) -> tuple[Layout | None, list[Cells]]:
    """Where the sheet's columns lie, and its rows."""
    try:
        grid = read_sheet(book, title)
    except Refused as why:
        problems.add(Place(sheet.title), why.found, why.expected, "sheet")
        return None, []
    return find_columns(sheet, title, grid, problems), grid.rows


def _rows(
    layout: Layout,
    grid: list[Cells],
    context: Vocabulary,
    problems: Problems,
    ends_in_commas: Callable[[], bool],
) -> tuple[list[dict[str, Any]], bool]:
    """Every row that is not blank: each contract column typed or None, and row_number.

    And whether the rows end early, where too many have mistakes.
    """
    rows = []
    begun = len(problems.found)
    start = layout.header + 1
    width = len(grid[layout.header])
    for number, cells in enumerate(grid[start:], start=start + 1):
        values = {
            name: cells[place]
            for name, place in layout.places.items()
            if place < len(cells) and not is_empty(cells[place])
        }
        if not values:
            continue
        is_longer = len(cells) > width
        if is_longer and not (all(map(is_empty, cells[width:])) and ends_in_commas()):
            expected = f"{width}: put text that holds a comma or semicolon in quotation marks"
            if is_empty(cells[-1]):
                expected += ", or leave out the commas at its end"
            problems.add(layout.at(number), f"{len(cells)} values", expected, "sheet")
            values = {}  # which value belongs to which column cannot be known
        elif _is_total(layout, values):
            expected = "only the rows it adds up: delete this row"
            problems.add(layout.at(number), "a row of totals", expected, "sheet")
            values = {}
        row = _row(layout, number, values, context, problems) if values else {}
        rows.append({"row_number": number} | row)
        if _is_enough(problems, begun, layout, number):
            return rows, True
    return rows, False


def _is_enough(problems: Problems, begun: int, layout: Layout, number: int) -> bool:
    """Whether a sheet has more mistakes than are listed; if so, the last of them says it."""
    if len(problems.found) - begun < MOST_PROBLEMS:
        return False
    expected = "these put right first: the rows below are not looked at"
    problems.add(layout.at(number), f"{MOST_PROBLEMS:,} mistakes or more", expected, "sheet")
    return True


def _is_total(layout: Layout, values: Mapping[str, Any]) -> bool:
    """Whether a row adds up those above it: it begins so, and lacks what each row must have."""
    first = min(values, key=layout.places.__getitem__)
    fields = layout.sheet.row.model_fields
    lacks = any(fields[name].is_required() for name in layout.places if name not in values)
    return lacks and fold(values[first]) in _TOTALS


def _row(
    layout: Layout, number: int, values: dict[str, Any], context: Vocabulary, problems: Problems
) -> dict[str, Any]:
    if not any(isinstance(value, str) and value in UNREADABLE for value in values.values()):
        try:
            return vars(layout.sheet.row.model_validate(values, context=context))
        except ValidationError:
            pass  # each cell by itself says which
    return {
        name: _cell(layout, number, name, values.get(name), context, problems)
        for name in layout.places
    }


def _cell(
    layout: Layout, number: int, name: str, value: Any, context: Vocabulary, problems: Problems
) -> Any:
    """The cell's value, or None where it is optional and empty, or a problem."""
    sheet = layout.sheet
    if value is None and not sheet.row.model_fields[name].is_required():
        return None
    found, expected = "empty", expected_words(sheet, name, context, is_empty=value is None)
    if isinstance(value, str) and value in UNREADABLE:
        found, expected = value, UNREADABLE[value]
    elif value is not None:
        try:
            return _adapter(sheet.row, name).validate_python(value, context=context)
        except ValidationError:
            found = shown(value)
    problems.add(layout.at(number, name), found, expected, "cell")
    return None


@cache
def _adapter(row: type[Row], name: str) -> TypeAdapter[Any]:
    """What reads one column alone, so that one bad cell does not hide the row's others."""
    return TypeAdapter(get_type_hints(row, include_extras=True)[name])


def _only_one(
    layout: Layout, rows: list[dict[str, Any]], problems: Problems
) -> list[dict[str, Any]]:
    """The Return sheet's one row."""
    if len(rows) != 1:
        where = layout.at(rows[1]["row_number"] if rows else None)
        found = f"{len(rows)} rows" if rows else "no row"
        problems.add(where, found, "one row: a return speaks for one body", "sheet")
    return rows[:1]


def _report_doubled(layout: Layout, rows: Iterable[Mapping[str, Any]], problems: Problems) -> None:
    sheet = layout.sheet
    begun = len(problems.found)
    first: dict[tuple[str, ...], int] = {}
    labels = " and ".join(sheet.headers[name] for name in sheet.key)
    for row in rows:
        key = tuple(fold(row[name]) for name in sheet.key)
        if key in first:
            words = ", ".join(shown(row[name]) for name in sheet.key)
            where = layout.at(row["row_number"], sheet.key[0])
            found = f"{words} again, as in row {first[key]}"
            problems.add(where, found, f"each {labels} once", "sheet")
            if _is_enough(problems, begun, layout, row["row_number"]):
                return
        first.setdefault(key, row["row_number"])


def table_of(sheet: Sheet, rows: list[dict[str, Any]]) -> pa.Table:
    """The sheet's columns and row_number, a value that a row has not being null."""
    kinds = _arrow_types(sheet) | {"row_number": pa.int32()}
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], kind) for name, kind in kinds.items()}
    )


@cache
def _arrow_types(sheet: Sheet) -> dict[str, pa.DataType]:
    hints = get_type_hints(sheet.row)
    return {
        name: next(_ARROW[kind] for kind in get_args(hints[name]) or (hints[name],))
        for name in sheet.headers
    }
