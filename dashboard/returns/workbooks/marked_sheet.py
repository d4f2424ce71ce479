"""Writes one sheet of a received file, its bad cells marked and noted, to be corrected there.

Which sheets there are, and what is said of them all, is marking's.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from dashboard.returns.contract import RETURN_SHEET
from dashboard.returns.files.cells import Choice, is_empty, shown
from dashboard.returns.files.grids import Grid
from dashboard.returns.files.sheet_xml import NOT_CALCULATED, NOT_PLAIN
from dashboard.returns.headers import Layout
from dashboard.returns.problems import Problem
from dashboard.returns.workbooks.entry_rules import Kind, kind_of, note, validation
from dashboard.returns.workbooks.listing import SEVERITIES
from dashboard.returns.workbooks.looks import WIDTHS, cell_look, header_look, note_size, row_height
from dashboard.returns.workbooks.template import CHECKED_ROWS, list_name
from dashboard.returns.workbooks.writing import LONGEST_TEXT, writable

AUTHOR = "Return check"

_NO_VALUE = (NOT_CALCULATED, NOT_PLAIN)
"""What stands in a grid where the cell itself shows nothing that could be read."""
_MARKS = {
    "error": {"bg_color": "#FBE3E4", "border": 5},
    "warning": {"bg_color": "#FFF4D6", "border": 8},
}
"""How a cell is marked: thick for a mistake, dashed for a warning, beside the colour."""
_ON_EVERY_MARK = {"border_color": "#9B1C1C", "font_color": "#000000"}
_NUMBER_FORMATS: tuple[tuple[type, str], ...] = (
    (datetime, "d mmmm yyyy hh:mm:ss"),
    (date, "d mmmm yyyy"),
    (time, "hh:mm:ss"),
    (timedelta, "[h]:mm:ss"),
)
# What a file's width has beyond the characters that fit, and xlsxwriter adds: 5 of 7 pixels.
_PADDING = 5 / 7
_MAY_BE_A_FORMULA = ("=", "+", "-", "@")

Marks = Mapping[tuple[int, int], Sequence[Problem]]
"""Row and column from 0 -> what is wrong in that cell."""


class MarkedSheet:
    """A sheet as it is written: its values, and where it is a return's own, its form and marks."""

    def __init__(
        self,
        book: Any,
        page: Any,
        grid: Grid,
        marks: Marks,
        layout: Layout | None,
        sources: Mapping[str, str],
    ) -> None:
        """Prepare to write a grid to a page of a book; `sources` say where each list stands."""
        self._book, self._page, self._grid, self._marks = book, page, grid, marks
        self._layout, self._sources = layout, sources
        places = layout.places if layout else {}
        self._names = {place: name for name, place in places.items()}
        self._kinds: dict[int, Kind] = {
            place: kind_of(layout.sheet, name) for place, name in self._names.items() if layout
        }
        self._header = layout.header if layout else -1
        self._widths: dict[int, float] = {
            **{place: WIDTHS[kind] for place, kind in self._kinds.items()},
            **{column: max(width - _PADDING, 0) for column, width in grid.widths.items()},
        }
        self._looks: dict[tuple[Any, ...], Any] = {}

    def write(self) -> None:
        """Write it all."""
        for column, width in self._widths.items():
            kind = self._kinds.get(column)
            below = self._look(kind, None, None, has_line=False) if kind else None
            self._page.set_column(column, column, width, below)
        for number, row in enumerate(self._grid.rows):
            self._fit(number, row)
            for column, value in enumerate(row):
                if not is_empty(value) and (number, column) not in self._marks:
                    self._put(number, column, value, None)
        for (number, column), problems in self._marks.items():
            is_there = number < len(self._grid.rows) and column < len(self._grid.rows[number])
            value = self._grid.rows[number][column] if is_there else None
            is_mistake = any(problem.severity == "error" for problem in problems)
            self._put(number, column, value, "error" if is_mistake else "warning")
        self._note()
        if self._layout:
            self._page.freeze_panes(self._header + 1, 0)
            self._check()

    def _fit(self, number: int, row: Sequence[Any]) -> None:
        """Make a row as high as its texts are long."""
        longest: dict[int, str] = {}
        for column, value in enumerate(row):
            width = int(self._widths.get(column, 9))
            if isinstance(value, str) and len(value) > width and self._wraps(number, column):
                longest[width] = max(longest.get(width, ""), value, key=len)
        if longest:
            self._page.set_row(number, row_height(longest))

    def _wraps(self, number: int, column: int) -> bool:
        return number == self._header or self._kinds.get(column, "text") == "text"

    def _put(self, row: int, column: int, value: Any, severity: str | None) -> None:
        page = self._page
        kind = self._kinds.get(column) if row > self._header else None
        is_header = row == self._header and column in self._names
        if is_empty(value) or value in _NO_VALUE:
            page.write_blank(row, column, None, self._look(kind, None, severity))
        elif isinstance(value, bool):
            page.write_boolean(row, column, value, self._look(kind, bool, severity))
        elif isinstance(value, int | float) and isfinite(value):
            page.write_number(row, column, value, self._look(kind, float, severity))
        elif isinstance(value, date | time | timedelta) and _is_writable(value):
            page.write_datetime(row, column, value, self._look(kind, type(value), severity))
        else:
            text = writable(value if isinstance(value, str) else shown(value))[:LONGEST_TEXT]
            is_odd = text.startswith(_MAY_BE_A_FORMULA)
            look = self._look(kind, str, severity, is_header=is_header, is_odd=is_odd)
            page.write_string(row, column, text, look)

    def _look(
        self,
        kind: Kind | None,
        of: type | None,
        severity: str | None,
        *,
        has_line: bool = True,
        is_header: bool = False,
        is_odd: bool = False,
    ) -> Any:
        """How a cell looks, by its column's kind, its value's type and what is wrong with it.

        A number is never shown as a date, nor a date as a number: it would be read as one.
        """
        key = (kind, of, severity, has_line, is_header, is_odd)
        if key not in self._looks:
            look = cell_look(kind, line=has_line) if kind else {"valign": "top", "text_wrap": True}
            if of and of is not str and kind != "ref":
                look.pop("num_format", None)
            formats = [code for each, code in _NUMBER_FORMATS if of and issubclass(of, each)]
            look |= {"num_format": formats[0]} if formats else {}
            look |= header_look() if is_header else {}
            look |= {"quote_prefix": True} if is_odd else {}
            look |= _MARKS[severity] | _ON_EVERY_MARK if severity else {}
            if severity:
                look = {name: of for name, of in look.items() if not name.startswith("bottom")}
            self._looks[key] = self._book.add_format(look)
        return self._looks[key]

    def _note(self) -> None:
        """Say in a note what is wrong in a cell, and on a header what its column holds."""
        notes = {
            at: "\n".join(
                f"{SEVERITIES[each.severity]}. Found {each.found}; expected {each.expected}."
                for each in problems
            )
            for at, problems in self._marks.items()
        }
        for column, name in self._names.items() if self._layout else ():
            at = self._header, column
            wrong = f"{notes[at]}\n\n" if at in notes else ""
            notes[at] = wrong + note(self._layout.sheet, name) if self._layout else ""
        for (row, column), said in notes.items():
            text = writable(said)[:LONGEST_TEXT]
            self._page.write_comment(row, column, text, note_size(text) | {"author": AUTHOR})

    def _check(self) -> None:
        """Have what is typed checked, as a template does."""
        assert self._layout  # noqa: S101  (asked of a return's own sheet alone)
        sheet, first = self._layout.sheet, self._header + 1
        last = first if sheet is RETURN_SHEET else first + CHECKED_ROWS
        for column, name in self._names.items():
            choice: Choice | None = sheet.metadata(name, Choice)
            source = self._sources.get(list_name(choice.list_code)) if choice else None
            if rule := validation(sheet, name, source):
                self._page.data_validation(first, column, last, column, rule)


def _is_writable(value: date | time | timedelta) -> bool:
    """Whether a workbook can hold it: Excel counts its days from 1900 to the end of 9999."""
    if isinstance(value, date):
        return value.year >= 1900
    return not isinstance(value, timedelta) or timedelta(0) <= value < timedelta(days=2_900_000)
