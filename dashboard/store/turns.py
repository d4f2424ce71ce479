"""Lets writers in one after another, in the order in which they came, and tells each its place.

What is written is versions'. A writer waits with a file of its own beside the lock, that it holds
locked: of one that was killed the system lets go, and nobody waits for it.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from dashboard.store.disk import StoreError
from dashboard.store.file_names import TICKET

Told = Callable[[int], None]
"""Is told how many are before this writer, whenever that changes."""
_LOOK_SECONDS = 0.02
_TOLD_AFTER_SECONDS = 1.0
"""A shorter wait is not worth a word."""


_this_thread = threading.local()


def folders_being_written() -> set[Path]:
    """Return the folders whose lock this thread holds, as a set to add to."""
    if not hasattr(_this_thread, "folders"):
        _this_thread.folders = set()
    folders: set[Path] = _this_thread.folders
    return folders


def folders_held_alone() -> set[Path]:
    """Return the folders that this thread keeps others out of, and may write to itself."""
    if not hasattr(_this_thread, "alone"):
        _this_thread.alone = set()
    folders: set[Path] = _this_thread.alone
    return folders


@contextmanager
def telling(told: Told) -> Iterator[None]:
    """Tell this, and not the store's own, of the places that this thread waits in meanwhile."""
    before = getattr(_this_thread, "told", None)
    _this_thread.told = told
    try:
        yield
    finally:
        _this_thread.told = before


def told_here(otherwise: Told) -> Told:
    """Whom this thread tells of its place."""
    told: Told | None = getattr(_this_thread, "told", None)
    return told or otherwise


@contextmanager
def in_turn(folder: Path, patience: float, told: Told) -> Iterator[None]:
    """Hold a folder's write lock, once all that came before have had it.

    StoreError only where nobody before this one has got on for so many seconds.
    """
    lock = FileLock(folder / "write.lock", timeout=0, mode=0o600)
    ticket = _take(folder)
    try:
        _wait(folder, Path(ticket.lock_file).name, lock, patience, told)
    finally:
        let_go(ticket)
    try:
        yield
    finally:
        lock.release()


def _wait(folder: Path, own: str, lock: FileLock, patience: float, told: Told) -> None:
    begun = since = time.monotonic()
    least, said = None, None
    while True:
        before = _before(folder, own)
        if not before:
            with suppress(Timeout):
                lock.acquire()
                return
        now = time.monotonic()
        # One more than those who wait: the one who writes.
        place = before + 1
        if least is None or place < least:
            least, since = place, now
        if now - since > patience:
            raise StoreError(
                f"Another writer has been busy for {patience:g} seconds, with {place} before "
                "you: try again when it has finished."
            )
        if now - begun > _TOLD_AFTER_SECONDS and place != said:
            told(place)
            said = place
        time.sleep(_LOOK_SECONDS)


def _take(folder: Path) -> FileLock:
    """A place after all that wait now, its file locked for as long as it is waited in."""
    numbers = [int(name[5:14]) for name in _tickets(folder)]
    path = folder / f"turn-{max(numbers, default=0) + 1:09d}-{uuid4().hex}"
    ticket = FileLock(path, mode=0o600)
    ticket.acquire()
    return ticket


def _tickets(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if TICKET.fullmatch(path.name))


def _before(folder: Path, own: str) -> int:
    """How many that still live wait before this one; the places of others go."""
    count = 0
    for name in _tickets(folder):
        if name >= own:
            break
        other = FileLock(folder / name, timeout=0, mode=0o600)
        try:
            other.acquire()
        except (Timeout, OSError):
            count += 1
        else:
            let_go(other)
    return count


def let_go(ticket: FileLock) -> None:
    """Let a lock go, and its file with it: whoever waits for it makes another."""
    path = Path(ticket.lock_file)
    # Windows removes no file that is open.
    if os.name == "nt":
        ticket.release()
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return
    path.unlink(missing_ok=True)
    ticket.release()
