"""Checks and loads the files that a command is given, and prints what became of each.

The work itself is returns'; the words of a report are arrivals.report's.
"""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from dashboard.commands.options import Data, Form
from dashboard.commands.terminal import MISTAKES, UNUSABLE, line, line_now, progress, stop
from dashboard.commands.which_data import MADE_UP, to_read
from dashboard.returns import accept
from dashboard.returns.arrivals import inbox, report
from dashboard.returns.arrivals.folder import returns_in
from dashboard.returns.outcome import MADE_UP_NAME, Outcome, Received
from dashboard.store.versions import Store
from dashboard.wording import plural


def check_all(
    store: Store, received: list[Received], data: Data, own_region: Path | None
) -> list[Outcome]:
    """Check returns against a store, or against an empty one where there is none yet."""
    with to_read(data, store, own_region) as ready:
        return accept.check(ready, received)


def received_files(paths: Sequence[Path], role: str, data: Data, shape: Form) -> list[Received]:
    """The returns at these paths; into a demonstration go only those whose names say so."""
    now = datetime.now(UTC).replace(tzinfo=None)
    files: list[Path] = []
    for path in paths:
        try:
            found = returns_in(path)
        except OSError as fault:
            stop(f"{fault.filename} cannot be read ({fault.strerror}).")
        if not found and shape is Form.TEXT:
            line(f"Nothing is waiting in {path}.")
        files += found
    once: dict[str, Path] = {}
    for file in files:
        once.setdefault(os.path.realpath(file), file)
    if len(once) < len(files) and shape is Form.TEXT:
        line(f"{plural(len(files) - len(once), 'file')} given twice, taken once.")
    return [
        Received(
            path=file,
            received_at=now,
            submitted_by_role=role,
            is_demonstration=data in MADE_UP and file.name.startswith(MADE_UP_NAME),
        )
        for file in once.values()
    ]


def load_all(store: Store, received: Sequence[Received], role: str) -> list[Outcome]:
    """Load files as one version, with progress on the terminal."""
    message = f"Loaded {plural(len(received), 'file')}"
    with progress("Loading returns") as advance:
        return accept.load(store, received, role, message, progress=advance)


def watch_folder(
    ready: Store, folders: list[Path], role: str, interval: float, *, once: bool
) -> None:
    """Load what is put in one folder until interrupted, or once."""
    if len(folders) != 1 or not folders[0].is_dir():
        stop("--watch takes one folder, which is there.")
    watched = inbox.Inbox(
        folders[0], ready, role, lambda received: load_all(ready, received, role), line_now
    )
    if not once:
        line_now(f"Watching {folders[0]}. Ctrl+C stops it.")
    try:
        watched.watch(interval, once=once)
    except inbox.InboxError as why:
        stop(str(why))
    except KeyboardInterrupt:
        line_now("Stopped: what is still there is taken at the next start.")
    if once and watched.refused:
        raise typer.Exit(MISTAKES)
    if once and watched.left:
        raise typer.Exit(UNUSABLE)


def print_report(command: str, outcomes: list[Outcome], shape: Form) -> None:
    """Print what became of each file; exit 1 if any has an error."""
    if shape is Form.JSON:
        sys.stdout.write(report.document(command, outcomes))
    else:
        done = "loaded" if command == "load" else "no mistakes"
        for said in report.lines(outcomes, done):
            line(said)
    if not all(outcome.is_accepted for outcome in outcomes):
        raise typer.Exit(MISTAKES)
