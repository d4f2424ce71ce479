"""Builds a made-up store beside the folder it is for, and puts it there whole.

What the store is filled with is the caller's.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

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


def _replace(folder: Path, fill: Fill) -> None:
    refuse_to_replace(folder)
    for left_over in folder.parent.glob(f"{folder.name}.building-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    building = folder.with_name(f"{folder.name}.building-{os.getpid()}")
    filled = fill(building)
    if folder.exists():
        folder.rename(building / "replaced")
    filled.rename(folder)
    shutil.rmtree(building)
