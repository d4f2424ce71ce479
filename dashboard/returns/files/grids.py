"""Reads the sheets of an opened workbook or CSV set as grids of cells, losing no cell unseen.

Whether the file may be opened at all is opening's; what cells should hold is read's.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from dashboard.returns.files.cells import is_empty
from dashboard.returns.files.sheet_xml import Scan, SharedText, attributes, refuse_beyond, target_of
from dashboard.returns.problems import Refused

# A return has ten, and a workbook that it was made from some dozens.
MOST_SHEETS = 200
ENCODINGS = ("utf-8-sig", "cp1252")
"""UTF-8, with or without its mark, else Windows-1252, which older Excel saves."""

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
    """The titles of a file's sheets, and how to read one; reading raises Refused.

    `parts` are a workbook's, by name, for whoever reads more of it than its cells; of CSV files
    there are none. `ends_in_commas` says whether every row in it ends in a comma too many, as
    some programs write.
    """

    titles: tuple[str, ...]
    read: Callable[[str], Grid] = field(repr=False)
    parts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    ends_in_commas: Callable[[], bool] = field(default=lambda: False, repr=False)


# ---- CSV ----


def csv_book(members: Mapping[str, bytes]) -> Book:
    """The CSV files of one return, by file name; a file's stem is its sheet's title."""
    by_stem = {PurePosixPath(name).stem: data for name, data in members.items()}
    # Looked at only where a row is longer than its headers, and once.
    all_end = cache(lambda: ends_in_commas(map(csv_rows, by_stem.values())))
    return Book(
        tuple(by_stem), lambda title: Grid(csv_rows(by_stem[title])), ends_in_commas=all_end
    )


def csv_rows(data: bytes, encodings: Sequence[str] = ENCODINGS) -> list[Row]:
    """The rows of a CSV file, parted as spreadsheets part them. Raises Refused."""
    for encoding in encodings:
        try:
            # Decoded as it is read: the whole text would take four times the file's memory.
            return _csv_rows(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""))
        except UnicodeDecodeError:
            continue
    raise Refused("bytes that are not text", 'a file saved as "CSV UTF-8"')


def _csv_rows(text: io.TextIOWrapper) -> list[Row]:
    first = next((line for line in text if line.strip()), "")
    text.seek(0)
    parted_by = ";" if first.count(";") > first.count(",") else ","
    rows: list[Row] = []
    lines = csv.reader(text, delimiter=parted_by, strict=True)
    try:
        for row in lines:
            refuse_beyond(len(rows) + 1, len(row))
            rows.append(list(row))
    except csv.Error as error:
        raise Refused(
            f"text that is not CSV near line {lines.line_num} ({error})",
            "quotation marks in pairs, as a spreadsheet saves them",
        ) from error
    return rows


def ends_in_commas(files: Iterable[Sequence[Row]]) -> bool:
    """Whether each row of these files has as many empty cells beyond its headers as any other.

    A value that holds a comma without quotation marks makes its own row longer, at whose end a
    cell may be empty: nothing is passed over where one row says otherwise.
    """
    beyond: set[int] = set()
    for rows in files:
        headers, *rest = [row for row in rows if not all(map(is_empty, row))] or [[]]
        beyond |= {len(row) - len(headers) for row in rest}
        if any(not all(map(is_empty, row[len(headers) :])) for row in rest):
            return False
    return len(beyond) == 1 and min(beyond) > 0


# ---- xlsx ----


def xlsx_book(parts: Mapping[str, bytes], others: Mapping[str, bytes]) -> Book:
    """A workbook from its XML parts, by their names in the file, and what else there is in it."""
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

    return Book(tuple(book.sheet_names), read, {**parts, **others})


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
    relations = attributes(parts["xl/_rels/workbook.xml.rels"], "Relationship")
    targets = {tag.get("Id", ""): target_of(tag, "xl") for tag in relations}
    found: dict[str, str] = {}
    for tag in sheets:
        ids = [tag[name] for name in tag if name.endswith(":id")]
        # With two of anything, the workbook reader could take the one not looked at.
        if len(ids) > 1 or tag.get("name") in found or len(targets) < len(relations):
            raise Refused("two sheets of one name or place", "a workbook as Excel saves it")
        if ids and "name" in tag:
            found[tag["name"]] = targets[ids[0]]
    return found
