"""Has received files read, and marked, in a child process: whatever a file does, this one goes on.

A child is kept for the next file, and replaced where a file broke it. What is read from a file is
read's, what is marked in it marking's, and the child's own end reading_child's.
"""

import atexit
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from dashboard.returns.files.cells import Vocabulary
from dashboard.returns.files.opening import plain_name, read_bytes
from dashboard.returns.headers import Layout
from dashboard.returns.problems import Problem, Refused
from dashboard.returns.read import Candidate, refusal
from dashboard.returns.reading_child import READY, receive, send
from dashboard.returns.workbooks.listing import list_alone
from dashboard.store.disk import StoreError

# The largest return takes under a second and 100 MB.
MOST_SECONDS, MOST_MEGABYTES = 8, 400
"""How long a child may compute over one file, and how much memory it may hold."""
# As long by the clock, on a machine that has other things to do.
_PATIENCE = 3 * MOST_SECONDS
# What a long job has left behind in a child counts against the next file.
_KEPT_AFTER = 1.0
_CHILDREN = 2
# The parent's own packages, whichever are installed.
_START = (
    "import sys; sys.path[:0] = {sys.argv[1]}.difference(sys.path); "
    "from dashboard.returns.reading_child import main; main(int(sys.argv[2]))"
)
_PACKAGES = Path(__file__).parents[2]
NOT_SAFE = Refused(
    "a file that cannot be read safely: it takes more memory or time to open than a return may",
    "a return's own sheets only: copy their values into the template, and send that",
)

NOT_MARKED = (
    "The workbook sent takes more memory or time to mark than a return may: this is the list of "
    "what is wrong in it. This sheet is not read."
)

Child = subprocess.Popen[bytes]


class _Ended(Exception):  # noqa: N818  (an answer, if a short one)
    """The child did not live to answer."""


class _NotBegun(_Ended):
    """It ended before it looked at what it was asked."""


def read_return(path: Path, vocabulary: Vocabulary) -> tuple[Candidate | None, list[Problem]]:
    """Read a workbook or a folder of CSV files; see read_received."""
    try:
        data = read_bytes(path)
    except Refused as why:
        return None, [refusal(plain_name(path.name), why)]
    return read_received(path.name, data, vocabulary)


def read_received(
    name: str, data: bytes, vocabulary: Vocabulary
) -> tuple[Candidate | None, list[Problem]]:
    """Read a return's bytes as read.read_received does, within limits of memory and time.

    Raises StoreError where no file can be read now, for reasons that are not in the file.
    """
    try:
        candidate, problems = _ask("read", name, data, vocabulary)
    except _Ended:
        return None, [refusal(plain_name(name), NOT_SAFE)]
    return candidate and replace(candidate, data=data), problems


def problems_workbook(
    original: bytes, problems: Sequence[Problem], layouts: Sequence[Layout]
) -> bytes:
    """The workbook with its problems marked, as marking makes it; where it cannot, their list.

    Raises StoreError where no file can be read now.
    """
    try:
        marked: bytes = _ask("mark", original, problems, layouts)
    except _Ended:
        return list_alone(problems, NOT_MARKED)
    return marked


# ---- The children ----

_idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
"""Those with nothing to do, the last used first; None for each that is yet to be started."""
for _ in range(_CHILDREN):
    _idle.put(None)


def _ask(job: str, *given: Any) -> Any:
    """What a child answers. Raises _Ended where it does not live to."""
    child = _idle.get()
    try:
        if child and child.poll() is not None:
            _end(child)
            child = None
        child = child or _started()
        begun = perf_counter()
        try:
            answer = _answer(child, job, given)
        except _NotBegun:  # an idle child that the system, or somebody, has ended
            _end(child)
            child = _started()
            answer = _answer(child, job, given)
        if perf_counter() - begun > _KEPT_AFTER:
            _end(child)
            child = None
        return answer
    except BaseException:
        if child:
            _end(child)
        child = None
        raise
    finally:
        _idle.put(child)


def _answer(child: Child, job: str, given: tuple[Any, ...]) -> Any:
    assert child.stdin and child.stdout  # noqa: S101, PT018  (both are pipes)
    late = threading.Timer(_PATIENCE, child.kill)
    late.daemon = True
    late.start()
    has_begun = False
    try:
        send(child.stdin, (job, MOST_SECONDS, given))
        has_begun = child.stdout.read(len(READY)) == READY
        return receive(child.stdout)
    except (OSError, EOFError, pickle.UnpicklingError):
        raise (_Ended if has_begun else _NotBegun) from None
    finally:
        late.cancel()
        late.join()


def _started() -> Child:
    """A new child that is ready. Raises StoreError."""
    # Ctrl+C in a terminal is for the parent, which then ends it.
    own: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        own = {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    words = [sys.executable, "-P", "-c", _START, str(_PACKAGES), str(MOST_MEGABYTES)]
    try:
        child = subprocess.Popen(  # noqa: S603  (this same program)
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Arrow's own pool reserves far more than it fills.
            env={**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"},
            **own,
        )
    except OSError as fault:
        raise _not_now(fault.strerror) from fault
    if not child.stdout or child.stdout.read(len(READY)) != READY:
        _end(child)
        raise _not_now("the process that opens them ends at once")
    return child


def _not_now(why: str | None) -> StoreError:
    return StoreError(f"No file can be read now ({why}).")


def _end(child: Child) -> None:
    # One that another account started ends by itself, with its pipe.
    with suppress(OSError):
        child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with suppress(OSError):  # what was not sent is for nobody
                pipe.close()
    child.wait()


@atexit.register
def _end_all() -> None:
    while not _idle.empty():
        if child := _idle.get_nowait():
            _end(child)
