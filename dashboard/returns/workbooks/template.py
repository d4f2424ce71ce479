"""Writes a template: a Guide, a sheet for each section that Excel checks as it is typed, and Lists.

Which rows are filled in is filling's; what each column lets in is entry_rules'; how values
are written is writing's.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from dashboard.paths import WORDS
from dashboard.returns.contract import RETURN_SHEET, Sheet, sheets_of
from dashboard.returns.files.cells import Choice, shown
from dashboard.returns.workbooks.entry_rules import kind_of, note, validation
from dashboard.returns.workbooks.looks import (
    DARK_BLUE,
    QUIET,
    WIDTHS,
    cell_look,
    header_look,
    note_size,
    row_height,
)
from dashboard.returns.workbooks.writing import OPTIONS, Labels, write_rows
from dashboard.wording import DEMONSTRATION

SPARE_ROWS = 20
CHECKED_ROWS = 5_000
"""How far below the header Excel checks what is typed: a table grows as it is filled."""

_LIST_WIDTH = 30
_GUIDE_WIDTHS = (24, 110)

MADE_UP = "made up: these rows describe no real body, person or group."

_INITIALS = ("brag", "ocg", "socit")


@dataclass(frozen=True)
class Filling:
    """What goes into one template."""

    body_code: str
    body: str
    is_region: bool
    as_at_on: date
    last_as_at_on: date | None
    is_made_up: bool
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    labels: Labels

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets this body files."""
        return sheets_of("region" if self.is_region else "force")

    @property
    def header(self) -> int:
        """The row of a sheet's headers, from 0: above them a made-up one says what it is."""
        return 1 if self.is_made_up else 0

    @property
    def is_correction(self) -> bool:
        """Whether a return for the same day is held, which this one will replace."""
        return self.last_as_at_on == self.as_at_on

    @property
    def origin(self) -> str:
        """Where the rows come from, in a sentence."""
        if self.last_as_at_on is None:
            has_rows = bool(self.tables.get("action"))
            begins = "it begins with the open actions" if has_rows else "every sheet is empty"
            return f"No return as at that day or earlier is held: {begins}."
        last = f"the return as at {shown(self.last_as_at_on)}"
        if self.is_region and not self.is_correction:
            actions = "The actions still open, whichever return gave them"
            return f"{actions}; the Return sheet, from {last}."
        rows = sum(len(rows) for rows in self.tables.values())
        said = f"{rows:,} row{'' if rows == 1 else 's'} filled in, from {last}. "
        return f"{said}They need review: each describes that day."

    def look_again(self, sheet: Sheet) -> str:
        """What to do with the rows that a sheet begins with."""
        if self.is_correction:
            return "As in the return held for this very day, which this one replaces whole."
        if self.is_region and sheet.filed_by == "secretariat":
            return sheet.look_again
        if not self.tables.get(sheet.table):
            return "Empty: the last return gave none." if self.last_as_at_on else "Empty."
        return sheet.look_again


def workbook_of(filling: Filling) -> bytes:
    """The template as an .xlsx file's bytes."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, OPTIONS) as book:
        book.set_properties({"title": _title(filling), "author": "", "comments": filling.origin})
        sources = _list_sources(filling)
        _write_guide(book, filling)
        for sheet in filling.sheets:
            _write_sheet(book, sheet, filling, sources)
        _write_lists(book, filling, sources)
    return whole.getvalue()


def _title(filling: Filling) -> str:
    return f"{filling.body}: return as at {shown(filling.as_at_on)}"


def _list_sources(filling: Filling) -> dict[str, tuple[int, str]]:
    """Per list that the sheets use and that holds something: its column on Lists, its cells."""
    sources: dict[str, tuple[int, str]] = {}
    for sheet in filling.sheets:
        for name in sheet.headers:
            choice: Choice | None = sheet.metadata(name, Choice)
            words = filling.labels.get(choice.list_code) if choice else None
            if choice and words and choice.list_code not in sources:
                place = len(sources)
                letters = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
                first = filling.header + 2
                cells = f"=Lists!{letters}${first}:{letters}${len(words) + first - 1}"
                sources[choice.list_code] = (place, cells)
    return sources


def _write_lists(book: Any, filling: Filling, sources: Mapping[str, tuple[int, str]]) -> None:
    page = book.add_worksheet("Lists")
    page.set_tab_color(QUIET)
    top = filling.header
    page.freeze_panes(top + 1, 0)
    _say_made_up(book, page, filling)
    header = book.add_format(header_look())
    for list_code, (column, _) in sources.items():
        page.set_column(column, column, _LIST_WIDTH)
        page.write_string(top, column, list_name(list_code), header)
        for number, word in enumerate(filling.labels[list_code].values(), start=top + 1):
            page.write_string(number, column, word)
    _set_print(page, filling)


def list_name(list_code: str) -> str:
    """A list as people write it: Declared BRAG."""
    first, *rest = [word.upper() if word in _INITIALS else word for word in list_code.split("_")]
    return " ".join([first[:1].upper() + first[1:], *rest])


def _write_sheet(
    book: Any, sheet: Sheet, filling: Filling, sources: Mapping[str, tuple[int, str]]
) -> None:
    page = book.add_worksheet(sheet.title)
    top = filling.header
    page.freeze_panes(top + 1, 1)
    page.set_row(top, 34)
    _say_made_up(book, page, filling)
    rows = filling.tables.get(sheet.table, ())
    header = book.add_format(header_look())
    looks = {name: book.add_format(cell_look(kind_of(sheet, name))) for name in sheet.headers}
    below = {name: book.add_format(cell_look(kind_of(sheet, name), line=False)) for name in looks}
    for column, (name, label) in enumerate(sheet.headers.items()):
        page.set_column(column, column, _width(sheet, name, filling.labels), below[name])
        page.write_string(top, column, label, header)
        said = note(sheet, name, is_filled=bool(rows))
        page.write_comment(top, column, said, note_size(said) | {"author": ""})
        choice: Choice | None = sheet.metadata(name, Choice)
        source = sources.get(choice.list_code) if choice else None
        rule = validation(sheet, name, source[1] if source else None)
        last = 1 if sheet is RETURN_SHEET else max(CHECKED_ROWS, len(rows) + SPARE_ROWS)
        last += top
        if rule:
            page.data_validation(top + 1, column, last, column, rule)
    if sheet is not RETURN_SHEET:
        table = {
            "name": f"rows_of_{sheet.table}",
            "style": "Table Style Light 1",
            "columns": [{"header": h, "header_format": header} for h in sheet.headers.values()],
        }
        page.add_table(top, 0, top + len(rows) + SPARE_ROWS, len(sheet.headers) - 1, table)
    for number, row in enumerate(rows, start=top + 1):
        texts = [str(row[name]) for name in row if kind_of(sheet, name) == "text" and row[name]]
        page.set_row(number, row_height({WIDTHS["text"]: max(texts, key=len, default="")}))
    days = book.add_format(cell_look("day"))
    write_rows(page, sheet, rows, filling.labels, days, looks, header=top)
    _set_print(page, filling)


def _width(sheet: Sheet, column: str, labels: Labels) -> int:
    """How wide a column is: as wide as the longest word of its list, within reason."""
    choice: Choice | None = sheet.metadata(column, Choice)
    words = labels.get(choice.list_code, {}).values() if choice and not choice.many else ()
    return min(max([WIDTHS[kind_of(sheet, column)], *(len(word) + 4 for word in words)]), 44)


def _say_made_up(book: Any, page: Any, filling: Filling) -> None:
    """A line above the headers, in sight however far a sheet is scrolled."""
    if filling.is_made_up:
        look = book.add_format({"bold": True, "font_color": DARK_BLUE, "valign": "vcenter"})
        page.set_row(0, 20)
        page.write_string(0, 0, f"{DEMONSTRATION}: {MADE_UP}", look)


def _set_print(page: Any, filling: Filling) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, filling.header)
    # An ampersand begins a code in a page header.
    words = [_title(filling), _marking(filling)]
    mark = f"&R&B{DEMONSTRATION}: made up" if filling.is_made_up else ""
    page.set_header("&L" + "   ".join(word.replace("&", "&&") for word in words) + mark)
    page.set_footer(f"&L{DEMONSTRATION}&R&P of &N" if filling.is_made_up else "&R&P of &N")


# ---- The guide ----


def _write_guide(book: Any, filling: Filling) -> None:
    page = book.add_worksheet("Guide")
    page.hide_gridlines(2)
    for column, width in enumerate(_GUIDE_WIDTHS):
        page.set_column(column, column, width)
    title = book.add_format({"bold": True, "font_size": 16, "font_color": DARK_BLUE})
    heading = book.add_format(header_look() | {"text_wrap": False})
    lead = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    text = book.add_format({"valign": "top", "text_wrap": True})
    for number, (left, right) in enumerate(_guide(filling)):
        page.set_row(
            number, row_height({_GUIDE_WIDTHS[1]: right or ""}) + (8 if number == 0 else 0)
        )
        if right is None:
            page.write_string(number, 0, left, title if number == 0 else heading)
            if number:
                page.write_blank(number, 1, None, heading)
        else:
            page.write_string(number, 0, left, lead)
            page.write_string(number, 1, right, text)
    page.activate()
    _set_print(page, filling)


def _guide(filling: Filling) -> Iterator[tuple[str, str | None]]:
    """The lines of the Guide: left and right; a heading has nothing on the right."""
    yield _title(filling), None
    yield "Marking", _marking(filling)
    if filling.is_made_up:
        yield DEMONSTRATION, f"{MADE_UP[:1].upper()}{MADE_UP[1:]}"
    yield "Filled in from", filling.origin
    marking = list(filling.labels["marking"].values())
    sections = list(filling.labels["section"].values())
    words = (WORDS / "template.md").read_text(encoding="utf-8")
    words = words.format(markings=" and ".join(marking), example="; ".join(sections[-2:]))
    for line in filter(None, words.splitlines()):
        if line.startswith("## "):
            yield "", ""
            yield line.removeprefix("## "), None
        else:
            left, _, right = line.partition(" | ")
            yield left, right
    yield "", ""
    yield "What each sheet is for", None
    for sheet in filling.sheets:
        rows = len(filling.tables.get(sheet.table, ()))
        held = f"{rows:,} row{'' if rows == 1 else 's'} filled in. " if rows else ""
        about = (sheet.row.__doc__ or "").strip()
        yield sheet.title, f"{about} {held}{filling.look_again(sheet)}"
    yield "Lists", "The words that the drop-downs offer. It is not read: change nothing there."


def _marking(filling: Filling) -> str:
    """The marking of the rows filled in."""
    code = filling.tables["return_received"][0].get("marking_code")
    if code is None:
        return "Not marked yet: give the marking on the Return sheet."
    return filling.labels["marking"].get(code, code)
