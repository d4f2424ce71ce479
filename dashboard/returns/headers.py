"""Finds a return's sheets and columns in a file, by their names and never by position.

Reading the cells is grids'; what a row holds is read's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from dashboard.returns.contract import RETURN_SHEET, SHEETS, Sheet, is_later, sheets_of
from dashboard.returns.files.cells import fold, is_empty, shown
from dashboard.returns.files.grids import Grid
from dashboard.returns.files.sheet_xml import column_letters
from dashboard.returns.problems import MOST_PROBLEMS, Cell, Place, Problems

# Above it stand a title, a logo or some words on how to fill it in.
HEADER_WITHIN_ROWS = 10
_NEVER_READ = ("guide", "lists", "problems")
"""What a template, and a workbook sent back with its problems, hold beside the return."""
_TEMPLATE = (
    "the workbook to fill in: download it from the page Send a return, or let "
    "`soc-dashboard template` write it"
)
_EARLIER = ", which an earlier template had not"
_LIKENESS = 0.75
"""How alike two names are, of 1, for the one to be taken as a slip for the other."""


@dataclass(frozen=True)
class Layout:
    """Where a sheet's header row lies, and each contract column in it, both counted from 0.

    `title` is the sheet's in the file. A column that cannot be read has no place: it is missing,
    or its header is there twice.
    """

    sheet: Sheet
    title: str
    header: int
    places: Mapping[str, int]

    def at(self, row: int | None = None, name: str | None = None) -> Place:
        """Where a problem of a row (from 1), of a contract column, of both or of neither lies."""
        if name is None:
            column = min(self.places.values(), default=0) if row else None
        else:
            column = self.places.get(name)
        cell = None if column is None else Cell(self.title, row or self.header + 1, column + 1)
        return Place(self.sheet.title, row, self.sheet.headers[name] if name else None, cell)


def find_sheets(titles: tuple[str, ...], problems: Problems) -> dict[Sheet, str | None]:
    """Each sheet this return should have -> its title in the file, None where it is missing.

    A title that is nearly right is a problem, and its sheet is read all the same. A file that
    has none of them is one problem.
    """
    by_name = {fold(title): title for title in reversed(titles)}
    known = {name: sheet for sheet in SHEETS for name in (fold(sheet.title), sheet.table)}
    present: dict[Sheet, str] = {}
    for each in titles:
        named = known.get(fold(each))
        if named and present.setdefault(named, each) is not each:
            found = f'the sheets "{shown(present[named])}" and "{shown(each)}"'
            problems.add(Place(named.title), found, "one sheet of this name", "sheet")
    strangers = {
        name: title
        for name, title in by_name.items()
        if name not in known and name not in _NEVER_READ
    }
    chosen: dict[Sheet, str | None] = {}
    for sheet in _expected(present):
        chosen[sheet] = present.get(sheet) or _take_nearest((sheet.title, sheet.table), strangers)
    if not any(chosen.values()):
        problems.add(Place(), "a file with none of a return's sheets", _TEMPLATE, "file")
        return chosen
    for sheet, title in chosen.items():
        if sheet not in present:
            found = f'a sheet called "{shown(title)}"' if title else "no such sheet"
            expected = f'a sheet called "{sheet.title}"'
            if sheet.is_later and not title:
                expected += f"{_EARLIER}: all of it shows as not reported"
                problems.add(Place(sheet.title), found, expected, "sheet", "warning")
                continue
            if sheet is not RETURN_SHEET and not title:
                expected += "; with nothing to report, leave it empty"
            problems.add(Place(sheet.title), found, expected, "sheet")
    unread = [*strangers.values(), *(present[sheet] for sheet in present if sheet not in chosen)]
    for title in sorted(unread, key=titles.index):
        expected = "only the sheets of this body's template: this one is not read"
        problems.add(Place(shown(title)), "another sheet", expected, "sheet", "warning")
    return chosen


def find_columns(sheet: Sheet, title: str, grid: Grid, problems: Problems) -> Layout | None:
    """Where the columns of the sheet of this title in the file lie.

    None, and a problem, where it has no row of headers.
    """
    known = {name: name for name in sheet.headers} | {
        fold(label): name for name, label in sheet.headers.items()
    }
    matches = [sum(fold(cell) in known for cell in row) for row in grid.rows[:HEADER_WITHIN_ROWS]]
    most = max(matches, default=0)
    if not most:
        expected = f"a row of headers: {', '.join(sheet.headers.values())}"
        problems.add(Place(sheet.title), "no row of headers", expected, "sheet")
        return None
    header = matches.index(most)
    layout = _layout(Layout(sheet, title, header, {}), grid.rows[header], known, problems)
    _report_unseen(layout, grid, problems)
    return layout


def _expected(present: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets this return should have, as the sheets it has tell.

    Its Return sheet may be missing or name the wrong body; a check compares the two.
    """
    filers = [sheet.filed_by for sheet in present]
    is_region = filers.count("secretariat") > filers.count("body")
    return sheets_of("region" if is_region else "force")


def _take_nearest(names: Iterable[str], strangers: dict[str, str]) -> str | None:
    """Take out of `strangers` (folded -> as written) what was most likely meant by a name."""
    for name in names:
        for near in get_close_matches(fold(name), strangers, n=1, cutoff=_LIKENESS):
            return strangers.pop(near)
    return None


def _layout(
    found_so_far: Layout, header: list[Any], known: Mapping[str, str], problems: Problems
) -> Layout:
    """The layout with its columns' places, and the problems of its headers."""
    sheet, number = found_so_far.sheet, found_so_far.header + 1

    def at(place: int) -> Cell:
        return Cell(found_so_far.title, number, place + 1)

    written: dict[str, list[int]] = {}
    strangers: dict[str, str] = {}
    for place, cell in enumerate(header):
        if name := fold(cell):
            written.setdefault(known.get(name, name), []).append(place)
            if name not in known:
                strangers[name] = name
    places: dict[str, int] = {}
    for name, label in sheet.headers.items():
        found = written.get(name, [])
        if len(found) > 1:
            letters = " and ".join(column_letters(place + 1) for place in found)
            where = Place(sheet.title, None, label, at(found[0]))
            problems.add(where, f"this header in columns {letters}", "it once", "sheet")
            continue
        near = None if found else _take_nearest((label, name), strangers)
        found = written[near] if near else found
        if near or not found:
            words = f'a column headed "{shown(header[found[0]])}"' if found else "no such column"
            where = Place(sheet.title, None, label, at(found[0]) if found else None)
            expected = f'a column headed "{label}"'
            if is_later(sheet, name) and not found:
                problems.add(where, words, f"{expected}{_EARLIER}", "sheet", "warning")
                continue
            problems.add(where, words, expected, "sheet")
        if found:
            places[name] = found[0]
    for name in strangers:
        place = written[name][0]
        where = Place(sheet.title, number, shown(header[place]), at(place))
        expected = "only the columns of the template: this one is not read"
        problems.add(where, "another column", expected, "sheet", "warning")
    return replace(found_so_far, places=places)


def _report_unseen(layout: Layout, grid: Grid, problems: Problems) -> None:
    """Report what makes a reader of the sheet see other rows or cells than are read."""
    sheet = layout.sheet
    if grid.is_hidden:
        expected = "a sheet that can be seen: its rows are read"
        problems.add(Place(sheet.title), "a hidden sheet", expected, "sheet", "warning")
    names = {place: name for name, place in layout.places.items()}
    merged = [(row, names[at]) for row, at in grid.merged if row > layout.header and at in names]
    for row, name in merged[:MOST_PROBLEMS]:
        where = layout.at(row + 1, name)
        problems.add(where, "merged cells", "one value in each cell: unmerge them", "sheet")
    if len(merged) > MOST_PROBLEMS:
        found = f"merged cells in {len(merged):,} places"
        problems.add(layout.at(), found, "one value in each cell: unmerge them", "sheet")
    unheaded = {place for place, cell in enumerate(grid.rows[layout.header]) if is_empty(cell)}
    for number, cells in enumerate(grid.rows[layout.header + 1 :], start=layout.header + 2):
        for place in [place for place in unheaded if place < len(cells)]:
            if not is_empty(cells[place]):
                unheaded.remove(place)
                cell = Cell(layout.title, number, place + 1)
                where = Place(sheet.title, number, column_letters(place + 1), cell)
                expected = "a header above it: this column is not read"
                problems.add(where, "a value under no header", expected, "sheet", "warning")
