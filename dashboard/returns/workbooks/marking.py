"""Marks a received workbook with its problems, so that its sender corrects it where it stands.

Finding the problems, and where they stand, is read's and check's. The sender's cells keep what
they show, but no formula and no way out of the workbook; all that is added is text, and the sheet
added is never read.
"""

import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from dashboard.returns.contract import RETURN_SHEET, SHEETS
from dashboard.returns.files.cells import fold, is_empty, shown
from dashboard.returns.files.grids import Book, zipped
from dashboard.returns.files.opening import open_book
from dashboard.returns.files.sheet_xml import column_letters
from dashboard.returns.headers import Layout
from dashboard.returns.problems import Cell, Problem, Refused
from dashboard.returns.workbooks.listing import (
    DARK_BLUE,
    HEADER_ROW,
    HEADERS,
    SEVERITIES,
    TITLE,
    cells,
    counted,
    heading,
)

AUTHOR = "Return check"

_EARLIER = re.compile(r"(Mistake|Warning)\. Found ")
"""How a note of an earlier check begins: LibreOffice drops its author."""
_BEFORE = "\n\nNoted before:\n"
_HEADERS = {**HEADERS, "": 22}
_RED, _AMBER, _DARK_RED = "FFFBE3E4", "FFFFF4D6", "FF9B1C1C"
_DARK_BLUE, _BLACK = f"FF{DARK_BLUE}", "FF000000"
_FONT = "Calibri"
_LINE_HEIGHT = 15.5
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PLACES = {
    name: place for place, sheet in enumerate(SHEETS) for name in (fold(sheet.title), sheet.table)
}
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_OF_ANOTHER_FILE = re.compile(r"\[\d+\]")
# Excel opens no workbook with a longer title, nor with more characters in a cell.
_LONGEST_TITLE, _LONGEST_TEXT = 31, 32_767

Looks = dict[tuple[tuple[int, ...], Callable[[Any], None]], Any]
"""How a cell looked, and what was made of it -> how it looks then."""


Pages = Mapping[str, Any]
"""Per title that a sheet has in the file received: its sheet in the workbook to mark."""


def problems_workbook(
    original: bytes, problems: Sequence[Problem], layouts: Sequence[Layout] = ()
) -> bytes:
    """The workbook as sent, each bad cell marked and noted, with a first sheet Problems.

    A CSV set becomes a workbook of its sheets; of a file that cannot be opened there is the
    sheet Problems alone. Once its mistakes are corrected the workbook is a return again.
    `layouts` are those of the sheets that were read.
    """
    workbook, pages = _opened(original)
    _unmark(pages, {layout.title: layout.header + 1 for layout in layouts})
    found: dict[str, dict[Cell, list[Problem]]] = {}
    for problem in problems:
        if problem.cell and problem.cell.title in pages:
            found.setdefault(problem.cell.title, {}).setdefault(problem.cell, []).append(problem)
    looks: Looks = {}
    for title, of_page in found.items():
        for cell, own in _own_cells(pages[title], of_page):
            _mark(own, of_page[cell], looks)
    _write_problems(workbook, problems, pages, _marking(pages, layouts))
    whole = io.BytesIO()
    workbook.save(whole)
    return whole.getvalue()


# ---- What was received ----


def _opened(original: bytes) -> tuple[Workbook, Pages]:
    """The workbook to mark, and its pages: empty where the file cannot be opened."""
    empty = Workbook()
    del empty[empty.sheetnames[0]]
    try:
        book = open_book("", original)
    except Refused:
        return empty, {}
    if not book.parts:
        return empty, _of_csv(book, empty)
    try:
        # Not the file, but the parts of it that were looked through; of formulas what they gave.
        workbook = load_workbook(zipped(book.parts), data_only=True, keep_links=False)
        _cut_links(workbook)
    except MemoryError:
        raise
    except Exception:
        # openpyxl raises many kinds over what Excel itself would open.
        return empty, {}
    # A sheet of an earlier check goes; so that one is never left without a sheet, last.
    for title in [name for name in workbook.sheetnames if fold(name) == fold(TITLE)]:
        del workbook[title]
    return workbook, {page.title: page for page in workbook.worksheets}


def _of_csv(book: Book, workbook: Workbook) -> Pages:
    pages = {}
    for title in sorted(book.titles, key=_place):
        name = _BAD_IN_TITLE.sub(" ", title)[:_LONGEST_TITLE] or "Sheet"
        page = pages[title] = workbook.create_sheet(name)
        try:
            rows = book.read(title).rows
        except Refused:
            continue
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if not is_empty(value):
                    _write(page, number, column, str(value))
    return pages


def _place(title: str) -> int:
    """Where a return has the sheet: files are in order of their names."""
    return _PLACES.get(fold(title), len(SHEETS))


def _cut_links(workbook: Workbook) -> None:
    """Take away all that leads out of the workbook, or into another."""
    for page in workbook.worksheets:
        for cell in _cells(page):
            if cell.hyperlink and not cell.hyperlink.location:
                cell.hyperlink = None
        page.data_validations.dataValidation = [
            each
            for each in page.data_validations.dataValidation
            if not _OF_ANOTHER_FILE.search(f"{each.formula1} {each.formula2}")
        ]
    for name in [n for n, d in workbook.defined_names.items() if _OF_ANOTHER_FILE.search(d.value)]:
        del workbook.defined_names[name]


def _marking(pages: Pages, layouts: Sequence[Layout]) -> str:
    """The marking on the Return sheet, as it is written there."""
    for layout in layouts:
        place = layout.places.get("marking_code")
        if layout.sheet == RETURN_SHEET and place is not None and layout.title in pages:
            given = {
                cell.row: shown(cell.value)
                for cell in _cells(pages[layout.title])
                if cell.column == place + 1 and cell.row > layout.header + 1
                if not is_empty(cell.value)
            }
            if given:
                return given[min(given)]
    return "not given: handle it as the file it came from"


# ---- Marks ----


def _mark(cell: Any, problems: Sequence[Problem], looks: Looks) -> None:
    is_mistake = any(problem.severity == "error" for problem in problems)
    _look(cell, _as_mistake if is_mistake else _as_warning, looks)
    said = "\n".join(
        f"{SEVERITIES[problem.severity]}. Found {problem.found}; expected {problem.expected}."
        for problem in problems
    )
    noted = f"{_BEFORE}{cell.comment.text}" if cell.comment else ""
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", said + noted)
    cell.comment = _note(text, AUTHOR)


def _look(cell: Any, make: Callable[[Any], None], looks: Looks) -> None:
    """Make a cell look so: as another did that looked alike, since a look takes long to make."""
    before = tuple(cell._style or ()), make
    if before not in looks:
        make(cell)
        looks[before] = cell._style
    cell._style = copy(looks[before])


def _as_mistake(cell: Any) -> None:
    _as_marked(cell, _RED, Side("thick", color=_DARK_RED))


def _as_warning(cell: Any) -> None:
    _as_marked(cell, _AMBER, Side("mediumDashed", color=_DARK_RED))


def _as_marked(cell: Any, colour: str, side: Side) -> None:
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.border = Border(side, side, side, side)
    # A header's words may be white.
    cell.font = Font(cell.font.name, cell.font.sz, cell.font.b, color=_BLACK)


def _as_words(cell: Any) -> None:
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _as_row_number(cell: Any) -> None:
    cell.alignment = Alignment("left", "top")


def _as_link(cell: Any) -> None:
    cell.font = Font(_FONT, 11, underline="single", color=_DARK_BLUE)


def _own_cells(page: Any, cells: Collection[Cell]) -> Iterator[tuple[Cell, Any]]:
    """Each with what it is in the workbook, of a merged block the cell that holds its value."""
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    first: dict[Cell, tuple[int, int]] = {}
    for block in page.merged_cells.ranges:
        for row in range(block.min_row, min(block.max_row, max(by_row)) + 1):
            for cell in by_row.get(row, ()):
                if block.min_col <= cell.column <= block.max_col:
                    first[cell] = block.min_row, block.min_col
    for cell in cells:
        yield cell, page.cell(*first.get(cell, (cell.row, cell.column)))


def _unmark(pages: Pages, headers: Mapping[str, int]) -> None:
    """Take away the marks of an earlier check, so that what was corrected is plain again.

    `headers` is each sheet's row of headers, where a cell is to look as its neighbours do.
    """
    for title, page in pages.items():
        marked = [
            cell for cell in _cells(page) if cell.comment and _EARLIER.match(cell.comment.text)
        ]
        for cell in marked:
            _, _, before = cell.comment.text.partition(_BEFORE)
            cell.comment = _note(before, "") if before else None
            cell.fill, cell.border = PatternFill(), Border()
            if cell.row == headers.get(title):
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
    workbook: Workbook, problems: Sequence[Problem], pages: Pages, marking: str
) -> None:
    page = workbook.create_sheet(TITLE, 0)
    _write(page, 1, 1, heading(problems)).font = Font(_FONT, 16, bold=True, color=_DARK_BLUE)
    _write(page, 2, 1, f"Marking: {marking}.").font = Font(_FONT, 11, bold=True)
    _write(
        page, 3, 1,
        f"{counted(problems)}. Correct the cells with a thick border in this "
        "workbook, save it as .xlsx and send it again. This sheet is not read.",
    )  # fmt: skip
    for column, (header, width) in enumerate(_HEADERS.items(), start=1):
        page.column_dimensions[column_letters(column)].width = width
        cell = _write(page, HEADER_ROW, column, header or "Where")
        cell.font = Font(_FONT, 11, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_DARK_BLUE)
    looks: Looks = {}
    for number, problem in enumerate(problems, start=HEADER_ROW + 1):
        at = problem.cell
        link = _link(pages[at.title].title, at) if at and at.title in pages else None
        _write_problem(page, number, problem, link, looks)
    page.freeze_panes = f"A{HEADER_ROW + 1}"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for other in workbook.worksheets[1:]:
        other.sheet_view.tabSelected = False
    workbook.active = 0


def _link(title: str, at: Cell) -> tuple[str, str]:
    """Where a link leads: in words, and as a workbook names it."""
    place = f"{column_letters(at.column)}{at.row}"
    return f"Go to {place}", "'" + title.replace("'", "''") + f"'!{place}"


def _write_problem(
    page: Any, number: int, problem: Problem, link: tuple[str, str] | None, looks: Looks
) -> None:
    words = [
        value if isinstance(value, str) else ""
        for value in [*cells(problem), link[0] if link else ""]
    ]
    for column, text in enumerate(words, start=1):
        if text:
            _look(_write(page, number, column, text), _as_words, looks)
    if problem.row is not None:
        _look(page.cell(number, 2, problem.row), _as_row_number, looks)
    # LibreOffice gives a row without a height one line, whatever it holds.
    sizes = zip(words, _HEADERS.values(), strict=True)
    lines = max(1 + len(text) // (width - 4) for text, width in sizes)
    page.row_dimensions[number].height = _LINE_HEIGHT * lines
    if link:
        cell = page.cell(number, len(words))
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link[1])
        _look(cell, _as_link, looks)


def _write(page: Any, row: int, column: int, text: str) -> Any:
    """Write text that stays text, whatever it begins with."""
    cell = page.cell(
        row, column, _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:_LONGEST_TEXT]
    )
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
