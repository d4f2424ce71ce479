"""Writes the problems of a file as a workbook of their own, where the file's cannot be marked.

A list with the places marked, in the sender's own workbook, is marking's.
"""

import io
from collections.abc import Sequence

import xlsxwriter

from dashboard.returns.problems import Problem
from dashboard.returns.workbooks.writing import OPTIONS

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
DARK_BLUE = "1D4E89"
HEADER_ROW = 5


def heading(problems: Sequence[Problem]) -> str:
    """Whose problems they are."""
    return f"Problems in {problems[0].file if problems else 'this return'}"


def counted(problems: Sequence[Problem]) -> str:
    """How many they are, as a sentence without its end."""
    mistakes = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - mistakes
    return (
        f"{mistakes:,} mistake{'' if mistakes == 1 else 's'} and "
        f"{warnings:,} warning{'' if warnings == 1 else 's'}"
    )


def cells(problem: Problem) -> list[str | int | None]:
    """What stands in each column of its row."""
    return [
        problem.sheet or "The file",
        problem.row,
        problem.column or "",
        problem.found,
        problem.expected,
        SEVERITIES[problem.severity],
    ]


def list_alone(problems: Sequence[Problem], why: str) -> bytes:
    """A workbook of the problems alone, which says why there is no more in it."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, OPTIONS) as book:
        page = book.add_worksheet(TITLE)
        title = book.add_format({"bold": True, "font_size": 16, "font_color": DARK_BLUE})
        header = book.add_format({"bold": True, "font_color": "white", "bg_color": DARK_BLUE})
        look = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
        page.write_string(0, 0, heading(problems), title)
        page.write_string(1, 0, f"{counted(problems)}. {why}")
        for column, (label, width) in enumerate(HEADERS.items()):
            page.set_column(column, column, width, look)
            page.write_string(HEADER_ROW - 1, column, label, header)
        for number, problem in enumerate(problems, start=HEADER_ROW):
            for column, value in enumerate(cells(problem)):
                if isinstance(value, int):
                    page.write_number(number, column, value, look)
                elif value:
                    page.write_string(number, column, value, look)
        page.freeze_panes(HEADER_ROW, 0)
        page.hide_gridlines(2)
    return whole.getvalue()
