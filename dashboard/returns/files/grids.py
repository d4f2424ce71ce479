"""Reads the sheets of an opened workbook or CSV set as grids of cells, losing no cell unseen.

Whether the file may be opened at all is received_file's; what cells should hold is intake's.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from dashboard.returns.files.sheet_xml import Scan, SharedText, attributes, refuse_beyond
from dashboard.returns.problems import Refused

MOST_SHEETS = 200

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
    by_stem: dict[str, bytes] = {}
    for name, data in members.items():
        stem = PurePosixPath(name).stem
        if stem in by_stem:
            raise Refused(f"two files called {stem}", "one file for each sheet")
        by_stem[stem] = data
    return Book(tuple(by_stem), lambda title: _csv_grid(by_stem[title]))


def _csv_grid(data: bytes) -> Grid:
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    parted_by = ";" if first.count(";") > first.count(",") else ","
    rows: list[Row] = []
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=parted_by, strict=True)
    try:
        for row in lines:
            refuse_beyond(len(rows) + 1, len(row))
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


def xlsx_book(parts: Mapping[str, bytes]) -> Book:
    """A workbook from its XML parts, by their names in the file."""
    sheet_parts = _sheet_parts(parts)
    book = CalamineWorkbook.from_filelike(zipped(parts))
    shared = (xml for name, xml in parts.items() if name.lower() == "xl/sharedstrings.xml")
    texts = SharedText(next(shared, b""))
    hidden = {
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible is not SheetVisibleEnum.Visible
    }

    def read(title: str) -> Grid:
        scan = Scan(parts[sheet_parts[title]])
        texts.refuse_beyond(scan.pointers)
        sheet = book.get_sheet_by_name(title)
        rows: list[Row] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        for (row, column), found in scan.unreadable.items():
            rows.extend([] for _ in range(row + 1 - len(rows)))
            rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
            rows[row][column] = found
        blocks = sheet.merged_cell_ranges or []
        _refuse_overlap(blocks, rows)
        for block in blocks:
            _fill(rows, *block)
        return Grid(rows, tuple(sorted(start for start, _ in blocks)), title in hidden)

    return Book(tuple(book.sheet_names), read)


def zipped(members: Mapping[str, bytes]) -> io.BytesIO:
    """A zip that is the same bytes wherever and whenever it is made of the same members."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name)  # dated 1 January 1980, whatever the file's date
            member.create_system = 3
            archive.writestr(member, data)
    whole.seek(0)
    return whole


Block = tuple[tuple[int, int], tuple[int, int]]


def _refuse_overlap(blocks: Sequence[Block], rows: list[Row]) -> None:
    """Refuse merged blocks larger in all than their sheet: to fill them could take for ever."""
    width = max(map(len, rows), default=0)
    area = sum(
        max(0, min(bottom + 1, len(rows)) - top) * max(0, min(right + 1, width) - left)
        for (top, left), (bottom, right) in blocks
    )
    if area > len(rows) * width:
        raise Refused("merged cells that overlap", "one value in each cell: unmerge them")


def _fill(rows: list[Row], first: tuple[int, int], last: tuple[int, int]) -> None:
    """Put a merged block's one value, which stands in its first cell, in all its cells."""
    (top, left), (_, right) = first, last
    if top < len(rows) and left < len(rows[top]):
        for row in rows[top : last[0] + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Sheet title -> the part that holds it."""
    sheets = attributes(parts["xl/workbook.xml"], "sheet")
    if len(sheets) > MOST_SHEETS:
        raise Refused(f"{len(sheets):,} sheets", f"at most {MOST_SHEETS}: the template's own")
    targets: dict[str, str] = {}
    for tag in attributes(parts["xl/_rels/workbook.xml.rels"], "Relationship"):
        target = tag.get("Target", "")
        targets[tag.get("Id", "")] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
    return {
        tag["name"]: targets[next(tag[name] for name in tag if name.endswith(":id"))]
        for tag in sheets
        if "name" in tag and any(name.endswith(":id") for name in tag)
    }
