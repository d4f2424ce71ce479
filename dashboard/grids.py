"""Reads the sheets of an opened workbook or CSV set as grids of cells, losing no cell unseen.

Whether the file may be opened at all is received_file's; what cells should hold is intake's.
"""

import csv
import html
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from dashboard.problems import Refused

MOST_ROWS, MOST_COLUMNS = 50_000, 200

_NOT_CALCULATED = "a formula without a result"
_EXCEL_ERRORS = (
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#GETTING_DATA",
)  # fmt: skip
UNREADABLE: Mapping[str, str] = {
    _NOT_CALCULATED: "a value: open the file in Excel and save it again",
    **dict.fromkeys(_EXCEL_ERRORS, "a value: the formula in this cell ends in an error"),
}
"""What stands in a grid where a cell has no value to read -> what to do about it."""

Row = list[Any]


@dataclass(frozen=True)
class Grid:
    """One sheet's cells from its first row and column; an empty cell is "" or beyond its row's end.

    `merged` holds the row and column (from 0) of each merged block that runs on from there.
    """

    rows: list[Row]
    merged: tuple[tuple[int, int], ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True)
class Book:
    """The titles of a file's sheets, and how to read one; reading raises Refused."""

    titles: tuple[str, ...]
    read: Callable[[str], Grid] = field(repr=False)


# ---- CSV ----


def csv_book(members: Mapping[str, bytes]) -> Book:
    """The CSV files of one return, by file name; a file's stem is its sheet's title."""
    by_stem = {PurePosixPath(name).stem: data for name, data in members.items()}
    return Book(tuple(by_stem), lambda title: _csv_grid(by_stem[title]))


def _csv_grid(data: bytes) -> Grid:
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    parted_by = ";" if first.count(";") > first.count(",") else ","
    rows: list[Row] = []
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=parted_by, strict=True)
    try:
        for row in lines:
            _refuse_beyond(len(rows) + 1, len(row))
            rows.append(list(row))
    except csv.Error as error:
        raise Refused(
            f"text that is not CSV near line {lines.line_num} ({error})",
            "quotation marks in pairs, as a spreadsheet saves them",
        ) from error
    return Grid(rows)


def _decoded(data: bytes) -> str:
    """UTF-8, with or without its mark, else Windows-1252, which older Excel saves."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("bytes that are not text", 'a file saved as "CSV UTF-8"')


# ---- xlsx ----

_TAG = re.compile(r"<(?:\w+:)?(?P<tag>sheet|Relationship)\s(?P<attributes>[^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>/]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Z]+)([0-9]+)["']""")
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")


def xlsx_book(data: bytes, archive: zipfile.ZipFile) -> Book:
    """A workbook from its bytes and the same bytes opened as a zip."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    parts = _sheet_parts(archive)
    hidden = {
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible is not SheetVisibleEnum.Visible
    }

    def read(title: str) -> Grid:
        # The reader allots every cell up to the last filled one: a stray value in the last
        # corner of a sheet would end the process. So the extent is looked at first.
        unreadable = _unreadable_cells(archive.read(parts[title]))
        sheet = book.get_sheet_by_name(title)
        rows: list[Row] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        for (row, column), found in unreadable.items():
            rows.extend([] for _ in range(row + 1 - len(rows)))
            rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
            rows[row][column] = found
        blocks = sheet.merged_cell_ranges or []
        for block in blocks:
            _fill(rows, *block)
        return Grid(rows, tuple(sorted(start for start, _ in blocks)), title in hidden)

    return Book(tuple(book.sheet_names), read)


def _fill(rows: list[Row], first: tuple[int, int], last: tuple[int, int]) -> None:
    """Put a merged block's one value, which stands in its first cell, in all its cells."""
    (top, left), (_, right) = first, last
    if top < len(rows) and left < len(rows[top]):
        for row in rows[top : last[0] + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet title -> the member of the zip that holds it."""
    targets: dict[str, str] = {}
    for tag in _attributes(archive.read("xl/_rels/workbook.xml.rels")):
        target = tag.get("Target", "")
        targets[tag.get("Id", "")] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
    return {
        tag["name"]: targets[next(tag[name] for name in tag if name.endswith(":id"))]
        for tag in _attributes(archive.read("xl/workbook.xml"))
        if "name" in tag and any(name.endswith(":id") for name in tag)
    }


def _attributes(xml: bytes) -> list[dict[str, str]]:
    return [
        {name: html.unescape(a or b) for name, a, b in _ATTRIBUTE.findall(tag["attributes"])}
        for tag in _TAG.finditer(xml.decode("utf-8"))
    ]


def _unreadable_cells(xml: bytes) -> dict[tuple[int, int], str]:
    """(row, column) from 0 -> what stands there, of cells the workbook reader shows as empty.

    Those are error values such as #DIV/0!, and formulas saved without their result.
    Refused where a filled cell lies beyond the rows or columns that are read.
    """
    found: dict[tuple[int, int], str] = {}
    for cell in _CELL.finditer(xml):
        attributes, content = cell.groups()
        place, kind, value = (
            _PLACE.search(attributes),
            _TYPE.search(attributes),
            _VALUE.search(content),
        )
        if not place or not (value or _FORMULA.search(content)):
            continue
        row, column = int(place[2]), _column_number(place[1])
        _refuse_beyond(row, column)
        kind_of = kind[1] if kind else b"n"
        if kind_of == b"e":
            text = value[1].decode("utf-8", "replace") if value else "#VALUE!"
            found[row - 1, column - 1] = text if text in UNREADABLE else "#VALUE!"
        elif not value and kind_of != b"str":
            found[row - 1, column - 1] = _NOT_CALCULATED
    return found


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """1 -> A, 27 -> AA, as a spreadsheet names its columns."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _refuse_beyond(row: int, column: int) -> None:
    if row > MOST_ROWS:
        raise Refused(
            f"something in row {row:,}",
            f"at most {MOST_ROWS:,} rows: delete the rows below the last one that counts",
        )
    if column > MOST_COLUMNS:
        raise Refused(
            f"something in column {column_letters(column)}",
            f"at most {MOST_COLUMNS} columns: delete the columns to the right of the last header",
        )
