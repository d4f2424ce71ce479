"""Marks a received workbook with its problems, so that its sender corrects it where it stands.

Finding the problems is intake's and acceptance's. The sender's cells keep what they hold; all
that is added is text, and the sheet added is never read.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from dashboard.returns.contract import RETURN_SHEET, SHEETS, Sheet
from dashboard.returns.files.cells import fold, is_empty, shown
from dashboard.returns.files.grids import Book
from dashboard.returns.files.opening import open_book
from dashboard.returns.headers import Layout, find_columns, find_sheets
from dashboard.returns.problems import Problem, Problems, Refused

TITLE = "Problems"
AUTHOR = "Return check"

_EARLIER = re.compile(r"(Mistake|Warning)\. Found ")
"""How a note of an earlier check begins: LibreOffice drops its author."""
_BEFORE = "\n\nNoted before:\n"
_HEADERS = {
    "Sheet": 20,
    "Row": 8,
    "Column": 26,
    "Found": 50,
    "Expected": 70,
    "Severity": 12,
    "": 22,
}
_SEVERITIES = {"error": "Mistake", "warning": "Warning"}
_RED, _AMBER, _DARK_RED = "FFFBE3E4", "FFFFF4D6", "FF9B1C1C"
_DARK_BLUE, _BLACK = "FF1D4E89", "FF000000"
_HEADER_ROW = 5
_FONT = "Calibri"
_LINE_HEIGHT = 15.5
_TOP = Alignment(vertical="top", wrap_text=True)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PLACES = {
    name: place for place, sheet in enumerate(SHEETS) for name in (fold(sheet.title), sheet.table)
}
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_OF_ANOTHER_FILE = re.compile(r"\[\d+\]")
_LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True)
class _Spot:
    """A cell of the workbook, counted from 1, and the title its sheet has there."""

    title: str
    row: int
    column: int

    @property
    def coordinate(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def address(self) -> str:
        """As a link names it."""
        return "'" + self.title.replace("'", "''") + f"'!{self.coordinate}"


def problems_workbook(original: bytes, problems: Sequence[Problem]) -> bytes:
    """The workbook as sent, each bad cell marked and noted, with a first sheet Problems.

    A CSV set becomes a workbook of its sheets; of a file that cannot be opened there is the
    sheet Problems alone. Once its mistakes are corrected the workbook is a return again.
    """
    received, workbook = _opened(original)
    layouts = _layouts(received) if received else {}
    spots = [_spot(problem, layouts, workbook) for problem in problems]
    _unmark(workbook, {title: lay.header + 1 for title, lay in layouts.values() if lay})
    for spot, said in _by_spot(spots, problems).items():
        _mark(workbook[spot.title], spot, said)
    _write_problems(workbook, problems, spots, _marking(layouts))
    whole = io.BytesIO()
    workbook.save(whole)
    return whole.getvalue()


# ---- What was received ----


def _opened(original: bytes) -> tuple[Book | None, Workbook]:
    """What intake reads of the file, and the workbook to mark: empty where there is none."""
    empty = Workbook()
    del empty[empty.sheetnames[0]]
    try:
        book = open_book("", original)
    except Refused:
        return None, empty
    try:
        with zipfile.ZipFile(io.BytesIO(original)) as archive:
            names = archive.namelist()
        if "xl/workbook.xml" not in names:
            return book, _of_csv(book, empty)
        workbook = load_workbook(io.BytesIO(original), keep_links=False)
        if any(name.startswith("xl/externalLinks/") for name in names):
            _cut_links(workbook, load_workbook(io.BytesIO(original), data_only=True))
    except Exception:
        # openpyxl raises many kinds over what Excel itself would open.
        return None, empty
    # A sheet of an earlier check goes; so that one is never left without a sheet, last.
    for title in [name for name in workbook.sheetnames if fold(name) == fold(TITLE)]:
        del workbook[title]
    return book, workbook


def _of_csv(book: Book, workbook: Workbook) -> Workbook:
    for title in sorted(book.titles, key=_place):
        page = workbook.create_sheet(_BAD_IN_TITLE.sub(" ", title)[:31] or "Sheet")
        try:
            rows = book.read(title).rows
        except Refused:
            continue
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if not is_empty(value):
                    _write(page, number, column, str(value))
    return workbook


def _place(title: str) -> int:
    """Where a return has the sheet: files are in order of their names."""
    return _PLACES.get(fold(title), len(SHEETS))


def _cut_links(workbook: Workbook, results: Workbook) -> None:
    """Put in place of formulas that look into other files what they last gave."""
    for page in workbook.worksheets:
        for cell in _cells(page):
            if cell.data_type == "f" and _OF_ANOTHER_FILE.search(str(cell.value)):
                result = results[page.title][cell.coordinate].value
                if isinstance(result, str):
                    _write(page, cell.row, cell.column, result)
                else:
                    cell.value = result
    for name in [n for n, d in workbook.defined_names.items() if _OF_ANOTHER_FILE.search(d.value)]:
        del workbook.defined_names[name]


def _layouts(book: Book) -> dict[Sheet, tuple[str, Layout | None]]:
    """Each sheet of the return that is there -> its title in the file and where its columns lie."""
    unsaid = Problems("")
    layouts: dict[Sheet, tuple[str, Layout | None]] = {}
    for sheet, title in find_sheets(book.titles, unsaid).items():
        if title:
            try:
                layouts[sheet] = (title, find_columns(sheet, book.read(title), unsaid))
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException:
                # A panic of the workbook reader, which is written in Rust, is no Exception.
                layouts[sheet] = (title, None)
    return layouts


def _marking(layouts: Mapping[Sheet, tuple[str, Layout | None]]) -> str:
    """The marking on the Return sheet, as it is written there."""
    _, layout = layouts.get(RETURN_SHEET, ("", None))
    place = layout.places.get("marking_code") if layout else None
    if layout and place is not None:
        for row in layout.grid.rows[layout.header + 1 :]:
            if place < len(row) and not is_empty(row[place]):
                return shown(row[place])
    return "not given: handle it as the file it came from"


# ---- Where each problem lies ----


def _spot(
    problem: Problem,
    layouts: Mapping[Sheet, tuple[str, Layout | None]],
    workbook: Workbook,
) -> _Spot | None:
    """The cell of a problem: none where it is the sheet's or the file's, or cannot be found."""
    found = (place for sheet, place in layouts.items() if sheet.title == problem.sheet)
    title, layout = next(found, ("", None))
    is_wider = problem.row is None and problem.column is None
    if layout is None or is_wider or title not in workbook.sheetnames:
        return None
    row = problem.row or layout.header + 1
    if problem.column is None:
        return _Spot(title, row, min(layout.places.values(), default=0) + 1)
    columns = {layout.sheet.headers[name]: place for name, place in layout.places.items()}
    for number, header in enumerate(layout.headers):
        columns.setdefault(shown(header), number)
    if problem.column in columns:
        return _Spot(title, row, columns[problem.column] + 1)
    if _LETTERS.fullmatch(problem.column):
        return _Spot(title, row, column_index_from_string(problem.column))
    return None


def _by_spot(
    spots: Sequence[_Spot | None], problems: Sequence[Problem]
) -> dict[_Spot, list[Problem]]:
    found: dict[_Spot, list[Problem]] = {}
    for spot, problem in zip(spots, problems, strict=True):
        if spot:
            found.setdefault(spot, []).append(problem)
    return found


# ---- Marks ----


def _mark(page: Any, spot: _Spot, problems: Sequence[Problem]) -> None:
    cell = _own_cell(page, spot)
    is_mistake = any(problem.severity == "error" for problem in problems)
    cell.fill = PatternFill("solid", fgColor=_RED if is_mistake else _AMBER)
    side = Side("thick" if is_mistake else "mediumDashed", color=_DARK_RED)
    cell.border = Border(side, side, side, side)
    cell.font = Font(
        cell.font.name, cell.font.sz, cell.font.b, color=_BLACK
    )  # a header's words may be white
    said = "\n".join(
        f"{_SEVERITIES[problem.severity]}. Found {problem.found}; expected {problem.expected}."
        for problem in problems
    )
    before = f"{_BEFORE}{cell.comment.text}" if cell.comment else ""
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", said + before)
    cell.comment = _note(text, AUTHOR)


def _own_cell(page: Any, spot: _Spot) -> Any:
    """The cell, or the one that holds the value of the merged block it lies in."""
    cell = page.cell(spot.row, spot.column)
    if isinstance(cell, MergedCell):
        for block in page.merged_cells.ranges:
            if cell.coordinate in block:
                return page.cell(block.min_row, block.min_col)
    return cell


def _unmark(workbook: Workbook, headers: Mapping[str, int]) -> None:
    """Take away the marks of an earlier check, so that what was corrected is plain again.

    `headers` is each sheet's row of headers, where a cell is to look as its neighbours do.
    """
    for page in workbook.worksheets:
        marked = [
            cell for cell in _cells(page) if cell.comment and _EARLIER.match(cell.comment.text)
        ]
        for cell in marked:
            _, _, before = cell.comment.text.partition(_BEFORE)
            cell.comment = _note(before, "") if before else None
            cell.fill, cell.border = PatternFill(), Border()
            if cell.row == headers.get(page.title):
                others = (other for other in page[cell.row] if other not in marked)
                like = next(others, None)
                cell._style = copy(like._style) if like else cell._style


def _note(text: str, author: str) -> Comment:
    """A note as large as its text."""
    lines = 2 + sum(1 + len(line) // 45 for line in text.splitlines())
    return Comment(text, author, height=18 * lines, width=320)


def _cells(page: Any) -> Iterator[Any]:
    """The cells that are there: not every one up to the farthest."""
    return (cell for cell in list(page._cells.values()) if not isinstance(cell, MergedCell))


# ---- The sheet Problems ----


def _write_problems(
    workbook: Workbook, problems: Sequence[Problem], spots: Sequence[_Spot | None], marking: str
) -> None:
    page = workbook.create_sheet(TITLE, 0)
    mistakes = sum(problem.severity == "error" for problem in problems)
    file = problems[0].file if problems else "this return"
    warnings = len(problems) - mistakes
    _write(page, 1, 1, f"Problems in {file}").font = Font(_FONT, 16, bold=True, color=_DARK_BLUE)
    _write(page, 2, 1, f"Marking: {marking}.").font = Font(_FONT, 11, bold=True)
    _write(
        page, 3, 1,
        f"{mistakes:,} mistake{'' if mistakes == 1 else 's'} and {warnings:,} "
        f"warning{'' if warnings == 1 else 's'}. Correct the cells with a thick border in this "
        "workbook, save it as .xlsx and send it again. This sheet is not read.",
    )  # fmt: skip
    for column, (header, width) in enumerate(_HEADERS.items(), start=1):
        page.column_dimensions[get_column_letter(column)].width = width
        cell = _write(page, _HEADER_ROW, column, header or "Where")
        cell.font = Font(_FONT, 11, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_DARK_BLUE)
    for number, (problem, spot) in enumerate(
        zip(problems, spots, strict=True), start=_HEADER_ROW + 1
    ):
        _write_problem(page, number, problem, spot)
    page.freeze_panes = f"A{_HEADER_ROW + 1}"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for other in workbook.worksheets[1:]:
        other.sheet_view.tabSelected = False
    workbook.active = 0


def _write_problem(page: Any, number: int, problem: Problem, spot: _Spot | None) -> None:
    words = [
        problem.sheet or "The file",
        None,
        problem.column or "",
        problem.found,
        problem.expected,
        _SEVERITIES[problem.severity],
        f"Go to {spot.coordinate}" if spot else "",
    ]
    for column, text in enumerate(words, start=1):
        if text:
            _write(page, number, column, text).alignment = _TOP
    if problem.row is not None:
        page.cell(number, 2, problem.row).alignment = Alignment("left", "top")
    # LibreOffice gives a row without a height one line, whatever it holds.
    sizes = zip(words, _HEADERS.values(), strict=True)
    lines = max(1 + len(text or "") // (width - 4) for text, width in sizes)
    page.row_dimensions[number].height = _LINE_HEIGHT * lines
    if spot:
        cell = page.cell(number, len(words))
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=spot.address)
        cell.font = Font(_FONT, 11, underline="single", color=_DARK_BLUE)


def _write(page: Any, row: int, column: int, text: str) -> Any:
    """Write text that stays text, whatever it begins with."""
    cell = page.cell(row, column, _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:32_767])
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
