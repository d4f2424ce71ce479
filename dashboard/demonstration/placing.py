"""Builds a made-up store beside the folder it is for, and puts it there whole.

What the store is filled with is the caller's.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from dashboard.store import turns
from dashboard.store.disk import StoreError, explained
from dashboard.store.file_names import OF_FILE_BROWSERS
from dashboard.store.versions import MAKE_ROOM, Store

NOTE = "Demonstration data: every figure is made up"
AUTHOR = "demonstration"

Fill = Callable[[Path], Path]
"""Fills a store somewhere in the folder it is given, and says where the store is."""


def place(folder: Path, fill: Fill) -> None:
    """Put a filled store in `folder`, in place of an earlier made-up one.

    StoreError where the folder holds anything else; whatever `fill` raises leaves the folder
    as it was.
    """
    sweep(folder)
    is_first = not Store(folder).exists()
    with explained(f"Nothing can be built in {folder}", MAKE_ROOM):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            # Whoever waited for another's first build finds it done.
            if not (is_first and Store(folder).exists()):
                _replace(folder, fill)


def refuse_to_replace(folder: Path) -> None:
    """StoreError where the folder holds anything but a store of made-up returns.

    All that is in it would go.
    """
    refuse_unless_made_up(folder)
    others = [path for path in Store(folder).strays() if path.name not in OF_FILE_BROWSERS]
    if others:
        raise StoreError(
            f"{others[0]} is no part of the store, and would go with it: move it elsewhere, or "
            "name another folder."
        )


def refuse_unless_made_up(folder: Path) -> None:
    """StoreError where there is anything but a store, or one with returns that are not made up."""
    held = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if held <= OF_FILE_BROWSERS:
        return
    if not Store(folder).exists():
        raise StoreError(f"{folder} holds something other than a store: name another folder.")
    with Store(folder).read() as con:
        others = con.execute("from return_received where not is_demonstration limit 1").fetchall()
    if others:
        raise StoreError(f"{folder} holds returns that are not made up: name another folder.")


@contextmanager
def _alone(folder: Path, timeout: float = -1) -> Iterator[None]:
    """Keep every other build of a folder out, by a lock beside it that goes with the last."""
    lock = FileLock(_lock_of(folder), timeout=timeout, mode=0o600)
    lock.acquire()
    try:
        yield
    finally:
        turns.let_go(lock)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.soc-building.lock")


def left_over(folder: Path) -> list[Path]:
    """What builds have beside a folder: killed ones, unless one is at work there now."""
    return [path for path in (*_unfinished(folder), _lock_of(folder)) if path.exists()]


def _unfinished(folder: Path) -> list[Path]:
    """The folders of builds, by a name that nobody gives a folder of their own."""
    name = re.compile(rf"{re.escape(folder.name)}\.building-[0-9a-f]{{32}}", re.DOTALL)
    beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
    return sorted(
        path
        for path in beside
        if name.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
    )


def sweep(folder: Path) -> None:
    """Remove what killed builds have left beside a folder, unless one is at work there now."""
    if left_over(folder):
        with suppress(Timeout, OSError), _alone(folder, timeout=0):
            _remove_left_over(folder)


def _remove_left_over(folder: Path) -> None:
    for path in _unfinished(folder):
        # Killed between taking the old one away and putting the new one there.
        if (path / "replaced").is_dir() and not folder.exists():
            (path / "replaced").rename(folder)
        shutil.rmtree(path, ignore_errors=True)


def _replace(folder: Path, fill: Fill) -> None:
    refuse_to_replace(folder)
    _remove_left_over(folder)
    building = folder.with_name(f"{folder.name}.building-{uuid4().hex}")
    filled = fill(building)
    store = Store(folder)
    # Somebody may have loaded a return while this was built: no writer comes between the last
    # look and the change. Windows moves no folder with an open file in it, such as the lock.
    with store.alone() if store.exists() and os.name != "nt" else nullcontext():
        refuse_to_replace(folder)
        if folder.exists():
            folder.rename(building / "replaced")
        filled.rename(folder)
        shutil.rmtree(building)
