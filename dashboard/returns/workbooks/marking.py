"""Writes what was read of a received file as a workbook, each bad cell marked where it stands.

Nothing of the file itself goes on but the values in its cells, its titles and its columns' widths:
no formula, link, picture, macro or name of its sender's can be in what is written. Finding the
problems, and where they stand, is read's and check's; the sheet Problems is listing's.
"""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from dashboard.returns.contract import RETURN_SHEET, SHEETS
from dashboard.returns.files.cells import fold, is_empty, shown
from dashboard.returns.files.grids import Book, Grid
from dashboard.returns.files.opening import open_book, read_sheet
from dashboard.returns.headers import Layout
from dashboard.returns.problems import Problem, Refused
from dashboard.returns.workbooks.listing import TITLE, Links, list_alone, write_list
from dashboard.returns.workbooks.marked_sheet import MarkedSheet
from dashboard.returns.workbooks.titles import sheet_titles
from dashboard.returns.workbooks.writing import OPTIONS

# The largest return has under 100,000 cells: half as many again are read and written in half the
# time, and a third of the memory, that a child of safely's may take.
MOST_CELLS, MOST_CHARACTERS = 150_000, 5_000_000
CANNOT_BE_MARKED = (
    "The file sent cannot be marked ({}): this is the list of what is wrong in it. Correct the "
    "file itself. This sheet is not read."
)

_PLACES = {
    name: place for place, sheet in enumerate(SHEETS) for name in (fold(sheet.title), sheet.table)
}


def problems_workbook(
    original: bytes, problems: Sequence[Problem], layouts: Sequence[Layout] = ()
) -> bytes:
    """What was sent as a workbook, each bad cell marked and noted, with a first sheet Problems.

    A CSV set becomes a workbook of its sheets. Once its mistakes are corrected the workbook is a
    return again; of a file that cannot be opened, or is too large to be marked, there is the list
    of problems alone. `layouts` are those of the sheets that were read.
    """
    try:
        return _marked(original, problems, {layout.title: layout for layout in layouts})
    except Refused as why:
        return list_alone(problems, CANNOT_BE_MARKED.format(why.found))


def _marked(original: bytes, problems: Sequence[Problem], layouts: Mapping[str, Layout]) -> bytes:
    book = open_book("", original)
    grids = _grids(book, layouts)
    titles = sheet_titles([TITLE, *grids])
    marks: dict[str, dict[tuple[int, int], list[Problem]]] = {}
    for problem in problems:
        if problem.cell:
            title, row, column = problem.cell
            marks.setdefault(title, {}).setdefault((row - 1, column - 1), []).append(problem)
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, OPTIONS) as written:
        first = written.add_worksheet(TITLE)
        sources = _list_sources(grids, titles)
        for title, grid in grids.items():
            page = written.add_worksheet(titles[title])
            own = marks.get(title, {})
            MarkedSheet(written, page, grid, own, layouts.get(title), sources).write()
        says = (
            "Correct the cells with a thick border in this workbook, save it as .xlsx and send it"
        )
        left = [title for title in book.titles if title not in grids and fold(title) != fold(TITLE)]
        lacks = f" Not in it: {', '.join(map(shown, left))}." if left else ""
        write_list(
            written,
            first,
            problems,
            [
                f"Marking: {_marking(grids, layouts)}.",
                f"{says} again. It holds the values that were read, without formulas, notes and "
                f"pictures.{lacks} This sheet is not read.",
            ],
            Links(titles),
        )
    return whole.getvalue()


def _grids(book: Book, layouts: Mapping[str, Layout]) -> dict[str, Grid]:
    """The sheets to mark, in order. Refused where one of the return's cannot be.

    Another sheet that cannot be read, or is too large, is left out, as is that of an earlier check.
    """
    found: dict[str, Grid] = {}
    cells = characters = 0
    # CSV files are in order of their names.
    titles = sorted(book.titles, key=_place) if book.is_csv else book.titles
    for title in titles:
        if fold(title) == fold(TITLE):
            continue
        is_own = title in layouts or fold(title) in _PLACES
        try:
            grid = read_sheet(book, title)
        except Refused:
            if is_own:
                raise
            continue
        size = sum(map(len, grid.rows))
        text = sum(len(value) for row in grid.rows for value in row if isinstance(value, str))
        if cells + size > MOST_CELLS or characters + text > MOST_CHARACTERS:
            if is_own:
                raise Refused(f"more than {MOST_CELLS:,} cells or much text", "fewer")
            continue
        cells, characters = cells + size, characters + text
        found[title] = grid
    return found


def _place(title: str) -> int:
    """Where a return has the sheet."""
    return _PLACES.get(fold(title), len(SHEETS))


def _marking(grids: Mapping[str, Grid], layouts: Mapping[str, Layout]) -> str:
    """The marking on the Return sheet, as it is written there."""
    for layout in layouts.values():
        place = layout.places.get("marking_code")
        if layout.sheet == RETURN_SHEET and place is not None and layout.title in grids:
            for row in grids[layout.title].rows[layout.header + 1 :]:
                if place < len(row) and not is_empty(row[place]):
                    return shown(row[place])
    return "not given: handle it as the file it came from"


def _list_sources(grids: Mapping[str, Grid], titles: Mapping[str, str]) -> dict[str, str]:
    """Per name of a list: the cells that hold it, where the file has a template's sheet Lists."""
    title = next((title for title in grids if fold(title) == "lists"), None)
    rows = grids[title].rows if title else []
    sources = {}
    for column, name in enumerate(rows[0] if rows else []):
        below = [row for row in rows[1:] if column < len(row) and not is_empty(row[column])]
        if title and below and isinstance(name, str):
            letters = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
            quoted = xlsxwriter.utility.quote_sheetname(titles[title])
            sources[name] = f"={quoted}!{letters}$2:{letters}${len(below) + 1}"
    return sources
