"""Writes files whole or not at all, and says in one sentence what the disk refused.

Which files there are is versions'.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

UNFINISHED = "writing-"
"""How the name of a file begins that is not yet whole."""


RESTORE = "restore a copy of it, or write in CURRENT the name of the version before it"


class StoreError(Exception):
    """One plain sentence saying what is wrong with the store and what to do about it."""


class RetiredError(StoreError):
    """The version that is asked for is no longer kept; the newest is."""


@contextmanager
def explained(what: str, remedy: str) -> Iterator[None]:
    """Turn an error of the disk or of DuckDB into one plain sentence: what, why, and the remedy.

    Where a file and a folder stand in one another's place, that is the remedy.
    """
    try:
        yield
    except (OSError, duckdb.Error) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else None
        said = reason or str(problem).splitlines()[0].rstrip(".")
        raise StoreError(f"{what} ({said}): {_in_the_way(problem) or remedy}.") from problem


def _in_the_way(problem: Exception) -> str | None:
    if isinstance(problem, IsADirectoryError):
        path, what = problem.filename2 or problem.filename, "is a folder, where a file belongs"
    elif isinstance(problem, NotADirectoryError | FileExistsError):
        path, what = problem.filename, "is, or lies in, a file where a folder belongs"
    else:
        return None
    return f"{path} {what}: move it elsewhere" if path else None


def replace_whole(path: Path, data: bytes) -> None:
    """Write a file so that, whatever stops the machine, its name holds all the bytes or the old."""
    unfinished = path.with_name(f"{UNFINISHED}{path.name}")
    remove(unfinished)
    with open(unfinished, "xb", opener=_private) as file:
        file.write(data)
    sync_file(unfinished)
    unfinished.replace(path)
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file, a folder with all that is in it, or a link; never what a link leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def close_to_others(folder: Path) -> None:
    """Let this account alone into a folder and its files, where the system has such."""
    if os.name == "nt" or not folder.stat().st_mode & 0o077:
        return
    # Another account's are not ours to close.
    with suppress(PermissionError):
        folder.chmod(0o700)
        for path in folder.rglob("*"):
            if not path.is_symlink():
                path.chmod(0o700 if path.is_dir() else 0o600)


def sync_file(path: Path) -> None:
    """Wait until the disk holds what was written to the file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk holds the folder's list of files."""
    # Windows cannot open a folder, and writes its entries through by itself.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
