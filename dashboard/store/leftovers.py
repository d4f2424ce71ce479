"""Finds and removes what writers that were killed have left in a store.

Taking the store's lock first is versions'.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import duckdb

from dashboard.store import connecting, originals
from dashboard.store.disk import remove
from dashboard.store.file_names import SHA256, UNFINISHED_NAME


def unfinished(*folders: Path) -> list[Path]:
    """What is not whole, and never will be unless a writer is at work now."""
    return [
        path
        for folder in folders
        # What lies where a link leads is not ours.
        if not originals.is_link(folder)
        for path in sorted(folder.glob("*"))
        if UNFINISHED_NAME.fullmatch(path.name)
    ]


def remove_unfinished(*folders: Path) -> None:
    """Remove what a failed or killed writer left; only under the lock."""
    for path in unfinished(*folders):
        remove(path)


def unnamed(con: duckdb.DuckDBPyConnection, kept: Path, versions: Iterable[Path]) -> list[Path]:
    """The received files that no return names, in this version or any that is there."""
    if originals.is_link(kept) or (named := originals.named_by(con)) is None:
        return []
    here = {path.name: path for path in kept.glob("*") if SHA256.fullmatch(path.name)}
    names = here.keys() - named
    for path in versions:
        if not names:
            break
        with connecting.to_read(path) as other:
            names -= originals.named_by(other) or set()
    return [here[name] for name in sorted(names)]


def remove_unnamed(con: duckdb.DuckDBPyConnection, kept: Path, versions: Iterable[Path]) -> None:
    """Remove what a writer that was killed had received; only under the lock."""
    # Where a version cannot be read, nobody knows what it names.
    with suppress(OSError, duckdb.Error):
        for path in unnamed(con, kept, versions):
            path.unlink()


def retire(versions: Sequence[Path], newest: int, days: int) -> None:
    """Remove the versions, oldest first, but the newest and the last of each of some days."""
    # A meeting writes many versions in an hour: the one from before it is a backup as well.
    last_of_day = {date.fromtimestamp(path.stat().st_mtime): path for path in versions}  # noqa: DTZ012
    kept = {*versions[-newest:], *list(last_of_day.values())[-days:]}
    for path in set(versions) - kept:
        # Windows refuses while a reader has it open; a later write tries again.
        with suppress(OSError):
            path.unlink()
