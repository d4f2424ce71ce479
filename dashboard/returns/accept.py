"""Takes received returns that have no mistake into a new version of the store.

Reading the files is read's; what is wrong with them check's.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

import duckdb

from dashboard.paths import sql
from dashboard.returns import safely, staging
from dashboard.returns.check import (
    Checked,
    after_all_held,
    check_in_turn,
    name_in_store,
    names_told,
)
from dashboard.returns.outcome import Outcome, Received
from dashboard.returns.problems import Problems
from dashboard.returns.read import Candidate
from dashboard.returns.vocabulary import Words, read_vocabulary
from dashboard.store.versions import Store, Version

Progress = Callable[[int, int], None]


class ChangedMeanwhileError(Exception):
    """The store has another version than the one the caller built on."""


class _NothingToLoad(Exception):  # noqa: N818  (an outcome, no fault)
    """Leaves the store's write without a version."""


def check(store: Store, received: Sequence[Received]) -> list[Outcome]:
    """Say what load would say, in the same order; the store is only read."""
    with store.read() as con:
        batch = _read(read_vocabulary(con), received)
        check_in_turn(con, batch)
    # The ids are those that loading would give.
    return [replace(entry.outcome, return_id=None) for entry in batch]


def load(
    store: Store,
    received: Sequence[Received],
    author: str,
    message: str,
    *,
    written_at: datetime | None = None,
    on: Version | None = None,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Load the files without an error as one version; of one with an error, nothing.

    Where none is good no version is written. `progress` is told files done and files in all.
    Raises ChangedMeanwhileError where `on` is given and is not the version that is written on.
    """
    with store.read() as con:
        words = read_vocabulary(con)
    batch = _read(words, received, progress)
    if any(entry.is_good for entry in batch):
        try:
            with store.write(author, message, written_at=written_at) as con:
                # The version being written on is known for certain only now, under the lock.
                if on and store.version() != on:
                    raise ChangedMeanwhileError
                # Each is held for good to the words of the version that it comes in with.
                if (now := read_vocabulary(con)) != words:
                    batch = _read(now, received, progress)
                _accept(con, store, batch)
        except _NothingToLoad:
            pass
    else:
        with store.read() as con:
            check_in_turn(con, batch)
    return [entry.outcome for entry in batch]


def record_refusals(
    store: Store, outcomes: Sequence[Outcome], role: str, received_at: datetime
) -> None:
    """Keep on record, as one version, that these files were sent and not taken in."""
    message = f"Refused {', '.join(outcome.file_name for outcome in outcomes)}"
    with store.write(role, message, written_at=received_at) as con:
        came_at = after_all_held(con, received_at)
        for outcome in outcomes:
            values = {
                "received_at": came_at,
                "submitted_by_role": role,
                "file_name": outcome.file_name,
                "sha256": outcome.sha256,
                "body_code": outcome.body_code,
                "as_at_on": outcome.as_at_on,
                "error_count": sum(p.severity == "error" for p in outcome.problems),
            }
            con.execute(sql("returns/refuse"), values)


def _read(
    words: Words, received: Sequence[Received], progress: Progress | None = None
) -> list[Checked]:
    batch = []
    for number, (file, told) in enumerate(zip(received, names_told(received), strict=True), 1):
        if file.data is None:
            candidate, found = safely.read_return(file.path, words)
        else:
            candidate, found = safely.read_received(name_in_store(file), file.data, words)
        problems = Problems(told)
        problems.found = [replace(problem, file=told) for problem in found]
        batch.append(Checked(number, file, candidate, problems))
        if progress:
            progress(number, len(received))
    return batch


def _accept(con: duckdb.DuckDBPyConnection, store: Store, batch: Sequence[Checked]) -> None:
    check_in_turn(con, batch)
    good = [entry for entry in batch if entry.return_id is not None]
    if not good:
        raise _NothingToLoad
    staging.run(con, "accept")
    con.execute(sql("returns/measure_returns"))
    for entry in good:
        store.keep_original(cast(Candidate, entry.candidate).data)
