"""The child process that opens received files: it reads or marks one after the other until it ends.

It limits itself, and may end over any file. Starting it, asking it, and what is said of a file
that it ended over are safely's.
"""

import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import IO, Any

READY = b"!"
"""What it says once it can be asked, and again once it has been: from then on, it is the file."""
LENGTH = struct.Struct("<Q")
"""How the length of what follows is written, in both directions."""


def send(pipe: IO[bytes], value: Any) -> None:
    """Write a value to the other end."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next value from the other end. Raises EOFError where that has ended."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    # One cut short is an EOFError or an UnpicklingError.
    return pickle.loads(pipe.read(*LENGTH.unpack(head)))  # noqa: S301  (our own process)


def main(megabytes: int) -> None:
    """Do what is asked on the standard input, in at most so much memory, until it ends."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a reader prints is no answer
    jobs = _jobs()
    _limit_memory(megabytes)
    _say_ready(answers)
    while True:
        try:
            job, seconds, given = receive(asked)
        except EOFError:
            return
        _say_ready(answers)
        _limit_time(seconds)
        # MemoryError, or anything else that nobody foresaw, ends the process: it is in no state
        # to read another file.
        answer = jobs[job](*given)
        _limit_time(0)
        send(answers, answer)


def _say_ready(answers: IO[bytes]) -> None:
    answers.write(READY)
    answers.flush()


def _jobs() -> dict[str, Callable[..., Any]]:
    """What it can be asked."""
    # pyarrow would bring them, and they take more memory than a return does.
    for heavy in ("pandas", "numpy"):
        sys.modules[heavy] = None  # type: ignore[assignment]
    from dashboard.returns.read import read_received
    from dashboard.returns.workbooks.marking import problems_workbook

    def read(*given: Any) -> Any:
        candidate, problems = read_received(*given)
        # Who asked has the bytes.
        return candidate and replace(candidate, data=b""), problems

    return {"read": read, "mark": problems_workbook}


def _limit_memory(megabytes: int) -> None:
    """Keep this process to so much memory, where the system can."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # What is allotted, not what is addressed: libraries reserve more than they ever use.
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20,) * 2)


def _limit_time(seconds: float) -> None:
    """End this process once it has computed for so long, whoever still waits; never for 0."""
    if sys.platform != "win32":
        # By the system's own action: a reader may keep the interpreter from running any of ours.
        signal.setitimer(signal.ITIMER_PROF, seconds)
