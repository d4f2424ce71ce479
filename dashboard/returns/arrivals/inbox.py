"""Watches a folder: loads each return put there and moves it to loaded or rejected.

Looks again and again rather than waiting to be told, since a network share tells nothing.
What waits there is folder's to tell; reading and checking are accept's, and the words of a report
report.py's.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from dashboard.paths import sql
from dashboard.returns import accept
from dashboard.returns.arrivals import report
from dashboard.returns.arrivals.folder import (
    LOADED,
    REJECTED,
    Print,
    leads_elsewhere,
    print_of,
    strangers,
    waiting,
    when_put_there,
)
from dashboard.returns.files.opening import Unreadable, read_bytes
from dashboard.returns.outcome import Outcome, Received
from dashboard.returns.problems import Refused, in_one_line
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store
from dashboard.wording import plural, visible

_LONGEST_STEM = 255 - len(". 2026-11-03 120000 10.problems.json")


class InboxError(Exception):
    """One plain sentence saying why a folder cannot be worked on now."""


@dataclass(frozen=True)
class _File:
    """A settled file; without its bytes where its size alone has it refused.

    It was put where it is at `came_at`, in UTC without a zone.
    """

    path: Path
    print: Print
    came_at: datetime
    data: bytes | None = field(default=None, repr=False)

    @cached_property
    def sha256(self) -> str | None:
        return None if self.data is None else hashlib.sha256(self.data).hexdigest()


class _Held(NamedTuple):
    """The last return that was loaded from a file's bytes."""

    return_id: int
    received_at: datetime
    is_in_force: bool

    def is_from(self, file: _File) -> bool:
        """Whether the file has nothing to load: its return stands, or came of this very file.

        What was sent again since a correction puts the earlier figures back; what was loaded
        and could not be moved does not.
        """
        return self.is_in_force or file.came_at <= self.received_at


@dataclass
class Inbox:
    """One watched folder. `load` loads returns into `store`; `say` is told a line at a time."""

    folder: Path
    store: Store
    role: str
    load: Callable[[Sequence[Received]], list[Outcome]]
    say: Callable[[str], None]
    refused: int = 0
    left: int = 0
    """Files that the last look could neither load nor refuse, or not move."""
    _seen: dict[Path, Print] = field(default_factory=dict)
    _strangers: frozenset[Path] = frozenset()
    _said: dict[str, str] = field(default_factory=dict)

    def watch(self, interval: float, *, once: bool) -> None:
        """Look every `interval` seconds until interrupted, or twice. Raises InboxError if once."""
        self._look(once)
        while True:
            time.sleep(interval)
            self._look(once)
            if once:
                return

    def _look(self, once: bool) -> None:
        try:
            self.look()
            self._said.pop("", None)
        except (InboxError, StoreError) as why:
            if once:
                raise
            self._say_once("", f"{why} Trying again.")

    def look(self) -> None:
        """Take every return that has not changed since the look before.

        Raises InboxError or StoreError where none can be taken; all are there for the next look.
        """
        self.left = 0
        for own in (self.folder / LOADED, self.folder / REJECTED):
            if own.is_symlink():
                raise InboxError(f"{own} is a link to another place: put a folder there instead.")
            if own.exists() and not own.is_dir():
                raise InboxError(f"{own} is a file, where a folder belongs: move it elsewhere.")
        try:
            prints = {path: print_of(path) for path in waiting(self.folder)}
            before, self._seen = self._seen, {path: p for path, p in prints.items() if p}
            settled = {path: p for path, p in self._seen.items() if before.get(path) == p}
            if settled:
                with self._alone():
                    self._take(settled)
            self._name_strangers()
        except OSError as problem:
            raise InboxError(
                f"{self.folder} cannot be worked on ({problem.strerror or problem})."
            ) from problem

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep a second watcher of the folder from taking the same files."""
        lock = FileLock(self.folder / ".soc-dashboard.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise InboxError(f"Another watcher is at work in {self.folder}.") from None
        try:
            yield
        finally:
            lock.release()

    def _take(self, settled: Mapping[Path, Print]) -> None:
        files = [file for path, seen in settled.items() if (file := self._read(path, seen))]
        before = self._loaded_before(files)
        new = [file for file in files if file.path not in before]
        now = datetime.now(UTC).replace(tzinfo=None)
        received = [Received(file.path, now, self.role, data=file.data) for file in new]
        outcomes = self.load(received) if received else []
        # Of two files with the same bytes, the second is refused as loaded by the first.
        before = self._loaded_before(files)
        results = {file.path: outcome for file, outcome in zip(new, outcomes, strict=True)}
        refused = [
            (file, outcome)
            for file in files
            if (outcome := results.get(file.path))
            and not outcome.is_accepted
            and file.path not in before
        ]
        # Before the moves, since whoever stops this between the two finds the files still here.
        self._record(refused, now)
        for file in files:
            try:
                self._put_away(file, results.get(file.path), before.get(file.path))
            except OSError as problem:
                self.left += 1
                why = problem.strerror or problem
                self._say_once(file.path.name, f"cannot be moved ({why}): trying again")

    def _record(self, refused: Sequence[tuple[_File, Outcome]], now: datetime) -> None:
        """Keep on record that files were refused, once for each time that one was put there."""
        names = [outcome.file_name for _file, outcome in refused]
        with self.store.read() as con:
            found = con.execute(sql("returns/refused_before"), {"names": names}).fetchall()
        last = {(name, sha256): at for name, sha256, at in found}
        new = [
            outcome
            for file, outcome in refused
            if not (at := last.get((outcome.file_name, outcome.sha256))) or at < file.came_at
        ]
        if new:
            # One version for all: each is a copy of the store, and pushes out the oldest kept.
            accept.record_refusals(self.store, new, self.role, now)

    def _put_away(self, file: _File, outcome: Outcome | None, before: int | None) -> None:
        """Move a file to where it belongs."""
        if outcome and outcome.is_accepted:
            doubts = len(outcome.problems)
            about = f" with {plural(doubts, 'warning')}" if doubts else ""
            what = f"loaded as return {outcome.return_id}{about}"
            self._move(file, LOADED, what, outcome if doubts else None)
        elif outcome and before is None:
            self.refused += 1
            what = f"{plural(report.errors(outcome), 'mistake')}, nothing loaded"
            self._move(file, REJECTED, what, outcome)
        else:
            self._move(file, LOADED, f"loaded before, as return {before}")

    def _loaded_before(self, files: Sequence[_File]) -> dict[Path, int]:
        """The files that have nothing to load, with the return that holds what they do."""
        digests = [file.sha256 for file in files if file.sha256]
        with self.store.read() as con:
            found = con.execute(sql("returns/received_before"), {"digests": digests}).fetchall()
        held = {sha256: _Held(*rest) for sha256, *rest in found}
        return {
            file.path: last.return_id
            for file in files
            if (last := held.get(file.sha256 or "")) and last.is_from(file)
        }

    def _name_strangers(self) -> None:
        """Say once of what two looks find and neither takes that it stays where it is."""
        before, self._strangers = self._strangers, frozenset(strangers(self.folder))
        for path in sorted(before & self._strangers):
            if leads_elsewhere(path):
                what = "a link, or with one in it, and not followed; put the file itself here"
            elif path.suffix.lower() == ".csv":
                what = "a CSV file by itself; put a return's CSV files in a folder of their own"
            elif path.is_dir():
                what = "a folder without CSV files, and left alone"
            else:
                what = "no return, and left alone"
            self._say_once(path.name, what)

    def _read(self, path: Path, seen: Print) -> _File | None:
        try:
            came_at = when_put_there(path)
            try:
                return _File(path, seen, came_at, read_bytes(path))
            except Unreadable as why:
                self.left += 1
                self._say_once(path.name, f"waits: {why}")
            except Refused:
                if path.exists():
                    return _File(path, seen, came_at)
        except FileNotFoundError:
            pass  # taken away again
        return None

    def _move(self, file: _File, folder: str, what: str, outcome: Outcome | None = None) -> None:
        """Move a file, a report beside it, and never over another.

        The report comes first: whoever stops this between the two finds it written again.
        """
        if print_of(file.path) != file.print:
            self._say_once(file.path.name, f"{what}; changed since, and will be read again")
            return
        target = _free(self.folder / folder, file)
        if outcome:
            document = report.document("load", [outcome])
            _write(_beside(target, "json"), document)
            _write(_beside(target, "txt"), report.text(outcome))
        file.path.rename(target)
        where = f"{folder}/{_beside(target, 'txt').name if outcome else target.name}"
        self._tell(f"{file.path.name}: {what}; {'see ' if outcome else ''}{where}")
        self._said.pop(file.path.name, None)

    def _say_once(self, name: str, line: str) -> None:
        if self._said.get(name) != line:
            self._said[name] = line
            self._tell(f"{name}: {line}" if name else line)

    def _tell(self, line: str) -> None:
        # A file's name may hold the end of a line, and could else make up one of ours.
        self.say(in_one_line(visible(line)))


def _free(folder: Path, file: _File) -> Path:
    """A path in the folder that no other file has, nor its report."""
    folder.mkdir(exist_ok=True)
    name = file.path.name
    suffix = "" if file.path.is_dir() else file.path.suffix
    stem = name.removesuffix(suffix)
    # Room for the moment and for a report's ending: a system takes names of 255 bytes.
    short = stem.encode(errors="surrogateescape")[: _LONGEST_STEM - len(suffix)]
    if short != stem.encode(errors="surrogateescape"):
        stem = short.decode(errors="ignore")
        name = f"{stem}{suffix}"
    now = f"{datetime.now().astimezone():%Y-%m-%d %H%M%S}"
    number = 1
    target = folder / name
    while target.exists() or _report_is_another_s(target, file.sha256):
        again = f" {number}" if number > 1 else ""
        target = folder / f"{stem} {now}{again}{suffix}"
        number += 1
    return target


def _report_is_another_s(target: Path, sha256: str | None) -> bool:
    """Whether a report lies there that is not this file's own, left when a move was stopped."""
    path = _beside(target, "json")
    if not path.exists():
        return _beside(target, "txt").exists()
    try:
        (found,) = json.loads(path.read_text(encoding="utf-8"))["files"]
    except (ValueError, KeyError, TypeError):
        return True
    return bool(found.get("sha256") != sha256)


def _beside(target: Path, kind: str) -> Path:
    return target.with_name(f"{target.name}.problems.{kind}")


def _write(path: Path, text: str) -> None:
    """Write a report whole, or not at all."""
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
