"""What a problem in a return says: its place, what was found there, what was expected.

Finding problems is read's and check's; a file that cannot be read at all is a Refused.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

MOST_PROBLEMS = 2_000
"""How many are listed of one sheet, and of one check in a file: more are nobody's to read."""


class Cell(NamedTuple):
    """A cell of a file: the title its sheet has there, its row and its column, both from 1."""

    title: str
    row: int
    column: int


@dataclass(frozen=True)
class Problem:
    """One mistake (error) or doubt (warning), at the narrowest place that holds it.

    `row` is the sheet's own row number, the header being row 1 where it stands first.
    `rule` is "file", "sheet" or "cell", or the stem of the check in queries/checks. `cell` is
    where it stands: of a whole row its first cell, of a whole column its header; None where it
    is wider, or the column is not there.
    """

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    found: str
    expected: str
    severity: Severity
    rule: str
    cell: Cell | None = None

    def __str__(self) -> str:
        """Say it in one line: place, what was found, what was expected.

        A cell may hold several lines, and could else make up a problem, or a verdict.
        """
        places = [self.file]
        if self.sheet is not None:
            places.append(f"sheet {self.sheet}")
        if self.row is not None:
            places.append(f"row {self.row}")
        if self.column is not None:
            places.append(f"column {self.column}")
        said = f"{', '.join(places)}: found {self.found}; expected {self.expected}"
        return in_one_line(said)


def in_one_line(text: str) -> str:
    """Text from outside, for a line of its own."""
    return re.sub(r"[\t\n\r]+", " ", text)


class Refused(Exception):  # noqa: N818  (a verdict on a file, no fault of ours)
    """A file or a sheet that is not read: what was found, and what to send instead."""

    def __init__(self, found: str, expected: str) -> None:
        """Keep both halves of the sentence."""
        super().__init__(f"found {found}; expected {expected}")
        self.found, self.expected = found, expected


class Place(NamedTuple):
    """Where in a file; None where the problem is wider."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    cell: Cell | None = None


class Problems:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        """Begin without any."""
        self.file = file
        self.found: list[Problem] = []

    def add(
        self, place: Place, found: str, expected: str, rule: str, severity: Severity = "error"
    ) -> None:
        """Add one."""
        sheet, row, column, cell = place
        self.found.append(
            Problem(self.file, sheet, row, column, found, expected, severity, rule, cell)
        )
