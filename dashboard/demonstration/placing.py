"""Builds a made-up store beside the folder it is for, and puts it there whole.

What the store is filled with is the caller's.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.store.disk import StoreError
from dashboard.store.file_names import OF_FILE_BROWSERS
from dashboard.store.versions import Store

NOTE = "Demonstration data: every figure is made up"
AUTHOR = "demonstration"

Fill = Callable[[Path], Path]
"""Fills a store somewhere in the folder it is given, and says where the store is."""


def place(folder: Path, fill: Fill) -> None:
    """Put a filled store in `folder`, in place of an earlier made-up one.

    StoreError where the folder holds anything else; whatever `fill` raises leaves the folder
    as it was.
    """
    is_first = not Store(folder).exists()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(_lock_of(folder)):
        # Whoever waited for another's first build finds it done.
        if not (is_first and Store(folder).exists()):
            _replace(folder, fill)


def refuse_to_replace(folder: Path) -> None:
    """StoreError where the folder holds anything but a store of made-up returns."""
    held = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if held <= OF_FILE_BROWSERS:
        return
    if not Store(folder).exists():
        raise StoreError(f"{folder} holds something other than a store: name another folder.")
    with Store(folder).read() as con:
        others = con.execute("from return_received where not is_demonstration limit 1").fetchall()
    if others:
        raise StoreError(f"{folder} holds returns that are not made up: name another folder.")


def _lock_of(folder: Path) -> Path:
    """Where two builds of one folder meet: not beside it, where it would stay."""
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()
    return Path(tempfile.gettempdir()) / f"soc-dashboard-{digest[:16]}.lock"


def left_over(folder: Path) -> list[Path]:
    """What builds that were killed have left beside a folder."""
    return sorted(folder.parent.glob(f"{folder.name}.building-*"))


def sweep(folder: Path) -> None:
    """Remove what killed builds have left beside a folder, unless one is at work there now."""
    if not left_over(folder):
        return
    with suppress(Timeout), FileLock(_lock_of(folder), timeout=0):
        _remove_left_over(folder)


def _remove_left_over(folder: Path) -> None:
    for path in left_over(folder):
        if not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


def _replace(folder: Path, fill: Fill) -> None:
    refuse_to_replace(folder)
    _remove_left_over(folder)
    building = folder.with_name(f"{folder.name}.building-{os.getpid()}")
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
