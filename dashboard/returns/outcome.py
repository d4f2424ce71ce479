"""What was received, and what became of it.

Deciding it is check's and accept's.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from dashboard.returns.headers import Layout
from dashboard.returns.problems import Problem


@dataclass(frozen=True)
class Received:
    """One file as it came; `data` where it came without a file, as an upload does.

    `received_at` is UTC without a zone. An entry is made by the board's secretariat on the page;
    it may correct an earlier one, and was made in sight of the returns up to `seen_return_id`.
    """

    path: Path
    received_at: datetime
    submitted_by_role: str
    is_demonstration: bool = False
    data: bytes | None = None
    is_entry: bool = False
    corrects_return_id: int | None = None
    seen_return_id: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one received file; `return_id` only where it was loaded.

    What could not be read of it is None; `sha256` is of the bytes received. `told_as` is what
    it is called where that is not its name; `layouts` say where its sheets' columns lie.
    """

    file_name: str
    problems: tuple[Problem, ...]
    return_id: int | None = None
    body_code: str | None = None
    as_at_on: date | None = None
    sha256: str | None = None
    told_as: str | None = None
    layouts: tuple[Layout, ...] = field(default=(), compare=False, repr=False)

    @property
    def name(self) -> str:
        """What it is called in what is said of it: no other of the same call is called so."""
        return self.told_as or self.file_name

    @property
    def is_accepted(self) -> bool:
        """Whether nothing in it is an error."""
        return not any(problem.severity == "error" for problem in self.problems)


NO_FILE = "made up: no file was received"
"""Stands for the SHA-256 of a return that was made up inside the store."""


MADE_UP_NAME = "demonstration-"
"""What the name of a made-up return begins with."""


def kept_name(file_name: str) -> str:
    """The name under which a file that was received is handed out again.

    A folder of CSV files is kept as a zip of them, and its name does not say so.
    """
    is_file = PurePosixPath(file_name).suffix.lower() in (".xlsx", ".zip")
    return file_name if is_file else f"{file_name}.zip"


def name_of(file_name: str, *, is_made_up: bool) -> str:
    """The name under which the store takes a return of this name: a made-up one says so."""
    return f"{MADE_UP_NAME}{file_name}" if is_made_up else file_name
