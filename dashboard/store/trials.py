"""A folder of this process's own for copies of a store, and the end of those left by others.

What is tried on a copy is the returns'. A folder is known to be in use by a lock that its process
holds and that the system lets go when it ends, however it ends: a number may be another's by then.
"""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

_PREFIX = "soc-trial-"
_LOCK = ".lock"


@cache
def own_folder() -> Path:
    """This process's folder for trials, which goes when the process ends."""
    while True:
        folder = Path(tempfile.gettempdir()) / f"{_PREFIX}{uuid4().hex}"
        lock = FileLock(_lock_of(folder), thread_local=False)
        # Taken before the folder is there, so that nobody finds it without.
        lock.acquire()
        # Another that starts may have taken it for what a killed process left.
        if _lock_of(folder).exists():
            break
        lock.release()
    folder.mkdir(mode=0o700)
    atexit.register(_end, folder, lock)
    return folder


def sweep() -> None:
    """Remove the folders, each with copies of a whole store, that killed processes left.

    And the lock of one that was killed before it had its folder. Another user's are not ours to
    remove; a link may lead to one.
    """
    for path in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
        folder = path.with_suffix("") if path.suffix == _LOCK else path
        is_alone = path.suffix == _LOCK and not folder.exists()
        if path.is_symlink() or not (is_alone or (path == folder and path.is_dir())):
            continue
        try:
            is_own = os.name == "nt" or path.stat().st_uid == os.getuid()
            if is_own:
                lock = FileLock(_lock_of(folder), timeout=0)
                lock.acquire()
                _end(folder, lock)
        except (OSError, Timeout):
            continue  # in use, or removed by another that starts


def _lock_of(folder: Path) -> Path:
    # Beside it, since Windows removes no folder that holds an open file.
    return folder.with_name(f"{folder.name}{_LOCK}")


def _end(folder: Path, lock: FileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if os.name != "nt":  # there nothing that is open can be removed
        _lock_of(folder).unlink(missing_ok=True)
    lock.release()
    _lock_of(folder).unlink(missing_ok=True)
