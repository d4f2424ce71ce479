"""Finds what waits in a folder of returns, and tells when it was changed or put there.

Taking it is inbox's, and reading it opening's.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from dashboard.returns.files.opening import OTHER_KINDS, csv_files

LOADED, REJECTED = "loaded", "rejected"
KINDS = {".xlsx", ".zip", *OTHER_KINDS}
"""What is taken as a return; the kinds that are none are refused with what to send instead."""
UNFINISHED_KINDS = {".tmp", ".part", ".partial", ".crdownload", ".download"}

Print = tuple[tuple[str, int, int], ...]
"""What tells a changed file or folder: per file its name, size and time of change."""


def returns_in(path: Path) -> list[Path]:
    """The returns a path names: itself, or those in a folder that is no set of CSV files.

    None where nothing waits in the folder.
    """
    if not path.is_dir() or csv_files(path):
        return [path]
    return list(waiting(path))


def waiting(folder: Path) -> Iterator[Path]:
    """The returns in a folder, by name; not what is being written, nor what was dealt with."""
    for path in sorted(folder.iterdir()):
        if _is_passing(path) or leads_elsewhere(path):
            continue
        if path.is_dir():
            if path.name not in (LOADED, REJECTED) and csv_files(path):
                yield path
        elif path.suffix.lower() in KINDS:
            yield path


def strangers(folder: Path) -> Iterator[Path]:
    """What lies in a folder and is no return, nor the folder's own."""
    returns = set(waiting(folder))
    for path in folder.iterdir():
        own = path.is_dir() and path.name in (LOADED, REJECTED) and not path.is_symlink()
        if path not in returns and not own and not _is_passing(path):
            yield path


def leads_elsewhere(path: Path) -> bool:
    """Whether it is a link, or a folder that holds one: what lies elsewhere was not put here."""
    if path.is_symlink() or not path.is_dir():
        return path.is_symlink()
    return any(part.is_symlink() for part in path.iterdir())


def _is_passing(path: Path) -> bool:
    """Whether it is hidden, an Office lock or a half-copied file."""
    return path.name.startswith((".", "~$")) or path.suffix.lower() in UNFINISHED_KINDS


def print_of(path: Path) -> Print | None:
    """What tells whether it changed; None where it is gone or a part of it is half copied."""
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        if any(file.suffix.lower() in UNFINISHED_KINDS for file in files):
            return None
        stats = [(file.name, file.stat()) for file in files]
    except FileNotFoundError:
        return None
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


def when_put_there(path: Path) -> datetime:
    """When a file or folder was put where it is, in UTC without a zone."""
    files = [path, *path.iterdir()] if path.is_dir() else [path]
    # A copy keeps the time that its text was changed, and not this one.
    latest = max(file.stat().st_ctime for file in files)
    return datetime.fromtimestamp(latest, UTC).replace(tzinfo=None)
