"""What is worked out of a version and lies in memory beside it, once for all who ask.

What that is, is figures'; it goes with the connection that it was worked out on.
"""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from itertools import count
from threading import Lock

import duckdb

_NUMBERS = count(1)


class Beside:
    """An empty database in memory that every cursor on a connection sees, under its `name`.

    It numbers its subjects, and has each of their parts worked out once.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make it. Two connections to one file may share what DuckDB keeps of it: not this."""
        self.name = f"beside_{next(_NUMBERS)}"
        con.execute(f"attach ':memory:' as {self.name} (read_write)")
        self._guard = Lock()
        self._numbers: dict[Hashable, int] = {}
        self._parts: dict[Hashable, Future[None]] = {}

    def number_of(self, subject: Hashable, most: int) -> int | None:
        """Its number, the same each time; None where it would be one more than so many."""
        with self._guard:
            number = self._numbers.get(subject)
            if number is None and len(self._numbers) < most:
                number = self._numbers[subject] = len(self._numbers)
            return number

    def once(self, part: Hashable, work: Callable[[], None]) -> None:
        """Do the work unless it is done; whoever comes meanwhile waits for it.

        What the work raises, all who wait for it get; whoever comes after tries again.
        """
        with self._guard:
            running = self._parts.get(part)
            if is_first := running is None:
                running = self._parts[part] = Future()
        if not is_first:
            running.result()
            return
        try:
            work()
        except BaseException as fault:
            with self._guard:
                del self._parts[part]
            running.set_exception(fault)
            raise
        running.set_result(None)
