"""Reads the sheets of an opened workbook or CSV set as grids of cells, losing no cell unseen.

Whether the file may be opened at all is opening's; what cells should hold is read's.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from python_calamine import CalamineWorkbook

from dashboard.returns.files.cells import is_empty
from dashboard.returns.files.package import package_of
from dashboard.returns.files.sheet_xml import (
    MOST_COLUMNS,
    MOST_ROWS,
    Scan,
    SharedText,
    refuse_beyond,
)
from dashboard.returns.problems import Refused

ENCODINGS = ("utf-8-sig", "cp1252")
"""UTF-8, with or without its mark, else Windows-1252, which older Excel saves."""
# Five hundred columns' worth of the longest text that a return may hold.
LONGEST_LINE = 500_000
_MARKED = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""How a file begins that says which encoding it is in -> which that is."""
_UTF8 = 'a file saved as "CSV UTF-8"'
_PARTED_BY = (",", ";", "\t")
"""What spreadsheets part values by: after the computer's own region, or as "Unicode Text"."""

Row = list[Any]


@dataclass(frozen=True)
class Grid:
    """One sheet's cells from its first row and column; an empty cell is "" or beyond its row's end.

    `merged` holds the row and column (from 0) of each merged block that runs on from there,
    `widths` how wide (in characters) a column is made, where it is.
    """

    rows: list[Row]
    merged: tuple[tuple[int, int], ...] = ()
    is_hidden: bool = False
    widths: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """The titles of a file's sheets, and how to read one; reading raises Refused.

    `ends_in_commas` says whether every row in it ends in a comma too many, as some programs write.
    """

    titles: tuple[str, ...]
    read: Callable[[str], Grid] = field(repr=False)
    ends_in_commas: Callable[[], bool] = field(default=lambda: False, repr=False)
    is_csv: bool = False


# ---- CSV ----


def csv_book(members: Mapping[str, bytes]) -> Book:
    """The CSV files of one return, by file name; a file's stem is its sheet's title."""
    by_stem = {PurePosixPath(name).stem: data for name, data in members.items()}

    # Looked at only where a row is longer than its headers, and once.
    @cache
    def all_end() -> bool:
        try:
            return ends_in_commas(map(csv_rows, by_stem.values()))
        except Refused:  # a file that no row can be read of says so where it is read
            return False

    return Book(tuple(by_stem), lambda title: Grid(csv_rows(by_stem[title])), all_end, is_csv=True)


def csv_rows(data: bytes, encodings: Sequence[str] = ENCODINGS) -> list[Row]:
    """The rows of a CSV file, parted as spreadsheets part them. Raises Refused.

    A mark at its beginning says that it is UTF-16, as Excel's "Unicode Text" is; otherwise it is
    in one of `encodings`.
    """
    marked = next((code for mark, code in _MARKED if data.startswith(mark)), None)
    if not marked and b"\0" in data:
        raise Refused("bytes that are not text, as in UTF-16 without its mark", _UTF8)
    for encoding in [marked] if marked else encodings:
        try:
            # Decoded as it is read: the whole text would take four times the file's memory.
            return _csv_rows(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""))
        except UnicodeError:
            continue
    raise Refused("bytes that are not text", _UTF8)


def _csv_rows(text: io.TextIOWrapper) -> list[Row]:
    # Of equals the first: a line without any is one column, whatever parts it.
    first = next((line for line in islice(_lines(text), MOST_ROWS) if line.strip()), "")
    text.seek(0)
    rows: list[Row] = []
    lines = csv.reader(_lines(text), delimiter=max(_PARTED_BY, key=first.count), strict=True)
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


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a text, none so long that to part it would take the computer's memory."""
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise Refused(
                f"a line of more than {LONGEST_LINE:,} characters",
                f"each row on a line of its own, of at most {MOST_COLUMNS} columns",
            )
        yield line


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


def xlsx_book(members: dict[str, bytes]) -> Book:
    """A workbook of its members, by their names in the file, which are let go. Raises Refused."""
    package = package_of(members)
    sheets, packed = package.sheets, package.packed()
    texts = SharedText(package.texts or b"")
    # The reader makes a copy of its own, and what it alone needs may be the half of a file.
    del package
    members.clear()
    with_cells = [sheet for sheet in sheets if sheet.xml is not None]
    places = {sheet.title: place for place, sheet in enumerate(with_cells)}
    book = CalamineWorkbook.from_filelike(packed)
    del packed

    def read(title: str) -> Grid:
        if title not in places:
            raise Refused("a sheet that is a chart", "a sheet of cells")
        part = with_cells[places[title]]
        scan = Scan(part.xml or b"")
        texts.refuse_beyond(scan.pointers)
        sheet = book.get_sheet_by_index(places[title])
        rows: list[Row] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        for (row, column), found in scan.unreadable.items():
            rows.extend([] for _ in range(row + 1 - len(rows)))
            rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
            rows[row][column] = found
        blocks = sheet.merged_cell_ranges or []
        _refuse_overlap(blocks, rows)
        for block in blocks:
            _fill(rows, *block)
        starts = tuple(sorted(start for start, _ in blocks))
        return Grid(rows, starts, part.is_hidden, scan.widths)

    return Book(tuple(sheet.title for sheet in sheets), read)


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
