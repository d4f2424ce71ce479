"""Writes a return as a workbook, its headers and choices worded as people see them.

Which sheets, columns and types there are is the contract's; reading a workbook back is
read's; what makes a workbook easy to fill in by hand is template's.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from dashboard.returns.contract import Sheet
from dashboard.returns.files.cells import Choice

Labels = Mapping[str, Mapping[str, str]]
"""Per reference list: code -> the label to write in its place."""

# Text stays text: a cell that begins with = is no formula, nor a web address a link.
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Otherwise each sheet passes through a temporary file, which costs more than the sheet.
    "in_memory": True,
}
_COLUMN_WIDTH = 18
# Excel opens no workbook with more characters in a cell.
LONGEST_TEXT = 32_767
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """Text without the characters that no workbook can hold, a mark in place of each."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def write_return(
    path: Path,
    tables: Mapping[str, Sequence[Mapping[str, object]]],
    sheets: Iterable[Sheet],
    labels: Labels | None = None,
) -> None:
    """Write each sheet's header row and its table's rows to a new workbook at `path`.

    `tables` maps a sheet's table to its rows, each a mapping of column name to value; a
    column left out or None becomes an empty cell, and a table left out an empty sheet.
    Codes are written as their labels where `labels` has them. ValueError for a table or
    a column that the sheets do not have.
    """
    sheets = tuple(sheets)
    if strangers := tables.keys() - {sheet.table for sheet in sheets}:
        raise ValueError(f"no sheet holds {', '.join(sorted(strangers))}")
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        header = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "d mmmm yyyy"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            headers = sheet.headers
            page.set_column(0, len(headers) - 1, _COLUMN_WIDTH)
            page.freeze_panes(1, 0)
            for column, label in enumerate(headers.values()):
                page.write_string(0, column, label, header)
            write_rows(page, sheet, tables.get(sheet.table, ()), labels or {}, day)


def write_rows(
    page: Any,
    sheet: Sheet,
    rows: Sequence[Mapping[str, object]],
    labels: Labels,
    day: Any,
    looks: Mapping[str, Any] | None = None,
    header: int = 0,
) -> None:
    """Write a sheet's rows below its header; `looks` gives columns a format, dates have `day`.

    `header` is the header's row, from 0.
    """
    looks = looks or {}
    columns = {name: number for number, name in enumerate(sheet.headers)}
    wording = {name: _wording(sheet, name, labels) for name in columns}
    for number, row in enumerate(rows, start=header + 1):
        for name, value in row.items():
            if name not in columns:
                raise ValueError(f"the sheet {sheet.title} has no column {name}")
            column, look = columns[name], looks.get(name)
            if value is None:
                continue
            if isinstance(value, bool):
                page.write_string(number, column, "Yes" if value else "No", look)
            elif isinstance(value, int | float):
                page.write_number(number, column, value, look)
            elif isinstance(value, date):
                page.write_datetime(number, column, _midnight(value), day)
            else:
                page.write_string(number, column, wording[name](str(value)), look)


def _midnight(value: date) -> datetime:
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001  (cells have no zone)


def _wording(sheet: Sheet, column: str, labels: Labels) -> Callable[[str], str]:
    """How a column's codes are worded: by their labels, else as they are."""
    choice = sheet.metadata(column, Choice)
    known = labels.get(choice.list_code, {}) if choice else {}
    if choice and choice.many:
        return lambda codes: "; ".join(known.get(code, code) for code in codes.split(";"))
    return lambda code: known.get(code, code)
