"""Writes the sheet Problems: what is wrong in a file, row by row, and where it stands.

What the places look like in the sender's own rows is marking's.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from dashboard.returns.files.sheet_xml import column_letters
from dashboard.returns.problems import Cell, Problem
from dashboard.returns.workbooks.looks import DARK_BLUE, row_height
from dashboard.returns.workbooks.writing import LONGEST_TEXT, OPTIONS, writable

TITLE = "Problems"
HEADERS = {
    "Sheet": 20,
    "Row": 8,
    "Column": 26,
    "Found": 50,
    "Expected": 70,
    "Severity": 12,
}
"""The columns of the list, and how wide each is."""
SEVERITIES = {"error": "Mistake", "warning": "Warning"}
HEADER_ROW = 5
_WHERE = ("Where", 22)
# As many as Excel takes on one sheet.
_MOST_LINKS = 65_000


@dataclass(frozen=True)
class Links:
    """Where the list leads to: per title that a sheet had, the one it has beside the list."""

    titles: Mapping[str, str]

    def to(self, cell: Cell | None) -> tuple[str, str] | None:
        """Where a link to a cell leads: in words, and as a workbook names it."""
        if cell is None or cell.title not in self.titles:
            return None
        place = f"{column_letters(cell.column)}{cell.row}"
        title = self.titles[cell.title].replace("'", "''")
        return f"Go to {place}", f"internal:'{title}'!{place}"


def list_alone(problems: Sequence[Problem], why: str) -> bytes:
    """A workbook of the problems alone, which says why there is no more in it."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, OPTIONS) as book:
        write_list(book, book.add_worksheet(TITLE), problems, [why])
    return whole.getvalue()


def write_list(
    book: Any,
    page: Any,
    problems: Sequence[Problem],
    said: Sequence[str],
    links: Links | None = None,
) -> None:
    """Write the problems to a page; `said` are up to three sentences above them, the last after
    how many they are."""
    title = book.add_format({"bold": True, "font_size": 16, "font_color": DARK_BLUE})
    bold = book.add_format({"bold": True})
    header = book.add_format({"bold": True, "font_color": "white", "bg_color": DARK_BLUE})
    look = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    link = book.add_format({"underline": 1, "font_color": DARK_BLUE, "valign": "top"})
    *before, last = said
    page.write_string(0, 0, writable(_heading(problems)), title)
    for number, line in enumerate([*before, f"{_counted(problems)}. {last}"], start=1):
        page.write_string(number, 0, writable(line), bold if line in before else None)
    headers = HEADERS | dict([_WHERE] if links else [])
    for column, (label, width) in enumerate(headers.items()):
        page.set_column(column, column, width, look)
        page.write_string(HEADER_ROW - 1, column, label, header)
    for number, problem in enumerate(problems, start=HEADER_ROW):
        cells = _cells(problem)
        sizes = zip(cells, HEADERS.values(), strict=True)
        texts = {width - 4: text for text, width in sizes if isinstance(text, str)}
        page.set_row(number, row_height(texts))
        for column, value in enumerate(cells):
            if isinstance(value, int):
                page.write_number(number, column, value, look)
            elif value:
                page.write_string(number, column, writable(value)[:LONGEST_TEXT], look)
        target = links.to(problem.cell) if links else None
        if target and number < _MOST_LINKS:
            page.write_url(number, len(HEADERS), target[1], link, target[0])
    page.freeze_panes(HEADER_ROW, 0)
    page.hide_gridlines(2)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _heading(problems: Sequence[Problem]) -> str:
    """Whose problems they are."""
    return f"Problems in {problems[0].file if problems else 'this return'}"


def _counted(problems: Sequence[Problem]) -> str:
    """How many they are, as a sentence without its end."""
    mistakes = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - mistakes
    return (
        f"{mistakes:,} mistake{'' if mistakes == 1 else 's'} and "
        f"{warnings:,} warning{'' if warnings == 1 else 's'}"
    )


def _cells(problem: Problem) -> list[str | int | None]:
    """What stands in each column of its row."""
    return [
        problem.sheet or "The file",
        problem.row,
        problem.column or "",
        problem.found,
        problem.expected,
        SEVERITIES[problem.severity],
    ]
