"""How the commands speak: lines, a progress bar, and the exit codes that end them.

What is said is each command's own.
"""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NoReturn

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dashboard.wording import visible

MISTAKES, UNUSABLE = 1, 2

out, err = Console(), Console(stderr=True)


def line(words: str) -> None:
    """Print a line as it is: not wrapped, coloured or read as markup."""
    out.print(_harmless(words), markup=False, highlight=False, soft_wrap=True)


def line_now(words: str) -> None:
    """Print a line with the time of day before it, for what goes on for hours."""
    line(f"{datetime.now().astimezone():%H:%M:%S} {words}")


def prepare() -> None:
    """Let a screen that lacks a character show another: an old code page has few."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on the error stream, driven by (done, total)."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Where it cannot be drawn it would leave an empty line.
    shows = err.is_terminal
    with Progress(*columns, console=err, transient=True, disable=not shows) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def waiting(before: int) -> None:
    """Say on the error stream how many writers are before this one."""
    err.print(f"Waiting to write to the store: {before} before you.", highlight=False)


def stop(why: str) -> NoReturn:
    """Say on the error stream why a command cannot go on, and end it."""
    err.print(_harmless(why), markup=False, highlight=False, soft_wrap=True)
    sys.exit(UNUSABLE)


def _harmless(words: str) -> str:
    """The words without what moves the cursor, changes colours or turns letters round.

    Names of files come from outside, and a terminal obeys what it is sent.
    """
    return visible(words.replace("\r", "\N{REPLACEMENT CHARACTER}"))
