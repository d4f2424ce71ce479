"""Ends a writer by kill -9 at a chosen step of its work, and looks at what it leaves.

A process that has all in memory and no database open forks one writer after another: each counts
its own steps on the disk and in DuckDB, so that a run to the end names the moments to choose from.
"""

import atexit
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from made_returns import good_board_return, good_return, write_xlsx

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.commands import command_line
from dashboard.demonstration import building, placing
from dashboard.figures.ask import STORE_VARIABLE
from dashboard.region import laying
from dashboard.returns import accept, check, safely, verify
from dashboard.returns.arrivals import entry, inbox, upload
from dashboard.returns.outcome import Received
from dashboard.returns.read import read_received
from dashboard.store import backup, connecting, disk, trials
from dashboard.store.versions import Store

TODAY = datetime.now(UTC).date()
NOON = datetime(2026, 11, 3, 12)  # noqa: DTZ001  (kept without a zone)
LOADED, BAD = ("dorset.xlsx", "region.xlsx"), "bad.xlsx"
ACTION = {
    "raised_on": TODAY,
    "action": "Share the trigger form checklist",
    "owner_body_code": "dorset",
    "owner_role": "Head of Intelligence",
    "due_on": TODAY,
    "status_code": "open",
}


# ---- What is ended ----


def _typed(*words: str) -> None:
    sys.argv = ["soc-dashboard", *words]
    command_line.main()


def _accept() -> None:
    store = Store(Path("store"))
    sent = (upload.Upload(LOADED[0], Path(LOADED[0]).read_bytes()),)
    tried = upload.attempt(store, store.version(), sent, THIS_COMPUTER, is_made_up=False)
    (outcome,) = upload.accept(store, THIS_COMPUTER, tried, "Analyst")
    print(f"loaded as return {outcome.return_id}", flush=True)  # noqa: T201


def _record() -> None:
    os.environ[STORE_VARIABLE] = str(Path("store").resolve())
    made = entry.Entry(TODAY, "Secretariat", "Chair", "official", {"action": [ACTION]})
    outcome = entry.save(Store(Path("store")), THIS_COMPUTER, made)
    print(f"loaded as return {outcome.return_id}", flush=True)  # noqa: T201


def _demonstrate() -> None:
    building.returns = lambda _today: []
    building.laying.lay = _lay_and_load
    building.ProcessPoolExecutor = _AtOnce
    _typed("demo", "--again", "--store", "store")


def _lay_and_load(store: Store) -> None:
    # As if laid: what is laid is no matter here, and takes long.
    shutil.copytree("backup", store.folder)
    made_up = [
        Received(Path(f"demonstration-{name}"), NOON, "Analyst", True, Path(name).read_bytes())
        for name in LOADED
    ]
    accept.load(store, made_up, "demonstration", "Made up")


class _AtOnce:
    """Runs in this process what the demonstration has another write."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __enter__(self) -> "_AtOnce":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*given))
        return done


@dataclass(frozen=True)
class Writer:
    """What is run in a folder with these parts, and what it adds to which store there."""

    run: Callable[[], None]
    parts: tuple[str, ...]
    adds: int
    store: str = "store"
    before: int = 1


WRITERS = {
    "load": Writer(lambda: _typed("load", LOADED[0], "--store", "store"), LOADED[:1], 1),
    "batch": Writer(lambda: _typed("load", "batch", "--store", "store"), ("batch",), 2),
    "accept": Writer(_accept, LOADED[:1], 1),
    "record": Writer(_record, (), 1),
    "watch": Writer(
        lambda: _typed(
            "load", "inbox", "--watch", "--once", "--interval", "0.1", "--store", "store"
        ),
        ("inbox",),
        2,
    ),
    "demo": Writer(_demonstrate, (*LOADED, "backup"), 1),
    "backup": Writer(
        lambda: _typed("backup", "backup", "--store", "store"), ("backup",), 1, "backup", 0
    ),
}
Moment = int | str
"""Before which step: its number from 1; or what is done to which file, with how many times, if
not the first."""
ACKNOWLEDGED = re.compile(r": loaded|loaded as return|is in ")


def prepared(folder: Path) -> Path:
    """A folder with what every writer begins with: a store of one return, and files to load."""
    store = Store(folder / "store")
    laying.lay(store)
    backup.back_up(store, folder / "backup")
    first = write_xlsx(folder / "a.xlsx", good_return(as_at_on=date(2026, 10, 30)))
    (outcome,) = accept.load(store, [Received(first, NOON, "Analyst")], "Tester", "The first")
    assert outcome.return_id == 1, outcome.problems
    demonstration = Store(Path(shutil.copytree(store.folder, folder / "demonstration")))
    with demonstration.write("Tester", "As if made up") as con:
        con.execute("update return_received set is_demonstration = true")
    for part in ("batch", "inbox"):
        (folder / part).mkdir()
    for name in LOADED:
        path = write_xlsx(
            folder / name, good_return() if name == LOADED[0] else good_board_return()
        )
        for part in ("batch", "inbox"):
            shutil.copy(path, folder / part)
    write_xlsx(folder / "inbox" / BAD, good_return(marking_code="SECRET"))
    return folder


# ---- Ending it ----


class Steps:
    """The steps of this process in a folder, which ends it at one of them."""

    def __init__(self, folder: Path, end_at: Moment, after: float) -> None:
        self.named: list[str] = []
        named = isinstance(end_at, str) and not end_at[-1].isdigit()
        self._folder, self._after = str(folder), after
        self._end_at = f"{end_at} 1" if named else end_at
        self._counts: Counter[str] = Counter()

    def step(self, name: str) -> None:
        """Take note of a step that is about to be made, and end here if it is the one."""
        self.named.append(name)
        self._counts[name] += 1
        if self._end_at in (len(self.named), f"{name} {self._counts[name]}"):
            if self._after:
                # By the system's own action, within whatever DuckDB does then.
                signal.setitimer(signal.ITIMER_REAL, self._after)
            else:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Count from now on; there is no way back."""
        sys.addaudithook(self._audited)
        fsync, private, to_write = os.fsync, disk._private, connecting.to_write

        def synced(handle: int) -> None:
            self.step("fsync")
            fsync(handle)

        def opened(path: str, flags: int) -> int:
            handle = private(path, flags)
            self.step(f"write {_plain(path)}")
            return handle

        os.fsync = synced
        disk._private = opened
        connecting.to_write = lambda path: _Traced(to_write(path), self.step)  # type: ignore[assignment,return-value]

    def _audited(self, event: str, given: tuple[Any, ...]) -> None:
        is_change = event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}
        if event == "open" and isinstance(given[2], int):
            is_change = bool(given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if is_change:
            path = "" if isinstance(given[0], int) else str(Path.cwd() / os.fsdecode(given[0]))
            if path.startswith(self._folder) and Path(path).name not in ("said", "errors", "steps"):
                self.step(f"{event} {_plain(path)}")


def _plain(path: str) -> str:
    return re.sub(r"[0-9a-f]{32,64}|[0-9]{6,}", "*", Path(path).name)


class _Traced:
    """A connection whose every use is a step."""

    def __init__(self, con: Any, step: Callable[[str], None]) -> None:
        self._con, self._step = con, step

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._con, name)

        def call(*given: Any, **named: Any) -> Any:
            own = given and given[0] in ("commit", "checkpoint")
            self._step(f"duckdb {given[0]}" if own else "duckdb")
            return found(*given, **named)

        return call if callable(found) else found


def _run(name: str, folder: Path, end_at: Moment, after: float, *, checks: bool) -> None:
    """Run a writer in this process, its words in `said`, and end it: this returns to nobody."""
    os.chdir(folder)
    for handle, file in ((1, "said"), (2, "errors")):
        os.dup2(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), handle)
    Path("tmp").mkdir(exist_ok=True)
    tempfile.tempdir = str(folder / "tmp")
    # A child of its own for every writer would take most of the time, and writes nothing.
    safely._ask = lambda _job, *given: read_received(*given)
    if not checks:
        check.rules = lambda: ()
    steps, code = Steps(folder, end_at, after), 1
    try:
        steps.watch()
        WRITERS[name].run()
        code = 0
    except SystemExit as left:
        code = int(left.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        Path("steps").write_text(json.dumps(steps.named), encoding="utf-8")
        atexit._run_exitfuncs()
        os._exit(code)


def main() -> None:
    """Fork a writer for each line asked, and say how it ended."""
    for line in sys.stdin:
        name, folder, end_at, after, checks = json.loads(line)
        writer = os.fork()
        if not writer:
            _run(name, Path(folder), end_at, after, checks=checks)
        _, status = os.waitpid(writer, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


# ---- What is left ----


@dataclass
class Ended:
    """How a writer ended: with an exit code, or below 0 by a signal; and what was found wrong."""

    code: int
    is_acknowledged: bool
    steps: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """All that was found wrong."""
        return [*self.lost, *self.half, *self.left]


class Killer:
    """Runs writers from a prepared folder, each in a copy of its own."""

    def __init__(self, base: Path, work: Path, *, checks: bool) -> None:
        self._base, self._work, self._checks = base, work, checks
        self._count = 0
        words = [sys.executable, str(Path(__file__))]
        self._forks = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )

    def close(self) -> None:
        """Let the process go that forks the writers."""
        self._forks.communicate()

    def end(self, name: str, end_at: Moment = 0, after: float = 0) -> Ended:
        """Run a writer to a step, or so many seconds beyond it, and look; 0: to its end."""
        self._count += 1
        folder = self._work / f"{name}-{self._count}"
        folder.mkdir()
        writer = WRITERS[name]
        for part in ("store", *writer.parts):
            source = self._base / ("demonstration" if (name, part) == ("demo", "store") else part)
            if source.is_dir():
                shutil.copytree(source, folder / part)
            else:
                shutil.copy(source, folder / part)
        assert self._forks.stdin
        assert self._forks.stdout
        asked = [name, str(folder), end_at, after, self._checks]
        print(json.dumps(asked), file=self._forks.stdin, flush=True)
        code = int(self._forks.stdout.readline())
        said = (folder / "said").read_text(encoding="utf-8")
        ended = Ended(code, bool(ACKNOWLEDGED.search(said)))
        if code >= 0:
            ended.steps = json.loads((folder / "steps").read_text(encoding="utf-8"))
            errors = (folder / "errors").read_text(encoding="utf-8")
            assert "Traceback" not in errors, errors
        _look(name, writer, folder, ended)
        if not ended.wrong:
            shutil.rmtree(folder)
        return ended


def moments(steps: Sequence[str], most: int) -> list[int]:
    """The numbers of some steps, spread over all that follow another kind."""
    changes = [1, *(n for n, (one, two) in enumerate(pairwise(steps), 2) if one != two)]
    return [changes[(2 * n + 1) * len(changes) // (2 * most)] for n in range(most)]


def _look(name: str, writer: Writer, folder: Path, ended: Ended) -> None:
    """Find what is wrong after a writer has ended, and after the next start and write."""
    with _temporary(folder / "tmp"):
        place = folder / writer.store
        placing.sweep(place)
        trials.sweep()
        store = Store(place)
        count = _held(store, ended)
        if count not in (writer.before, writer.before + writer.adds):
            ended.half.append(f"{count} returns held")
        if ended.is_acknowledged and count != writer.before + writer.adds:
            ended.lost.append(f"acknowledged, and {count} returns held")
        if name == "watch":
            _look_at_inbox(store, folder / "inbox", ended)
        if writer.store == "backup":
            backup.back_up(Store(folder / "store"), place)
            if _held(store, ended, is_proved=False) != 1:
                ended.lost.append("the backup did not go on")
        else:
            with store.write("Next", "The next write"):
                pass
            _held(store, ended, is_proved=False)
        ended.left += map(str, [*store.leftovers(), *store.strays(), *placing.left_over(place)])
        ended.left += [path for path in _beside(folder) if path not in _expected(writer)]
        ended.left += _unnamed(store)


def _expected(writer: Writer) -> set[str]:
    return {"store", "tmp", "said", "errors", "steps", *writer.parts}


def _beside(folder: Path) -> Iterator[str]:
    yield from (path.name for path in folder.iterdir())
    yield from (f"tmp/{path.name}" for path in (folder / "tmp").iterdir())


def _held(store: Store, ended: Ended, *, is_proved: bool = True) -> int:
    """How many returns a store holds that must be sound; 0 where there is none."""
    if not store.exists():
        return 0
    if is_proved:
        ended.half += verify.faults(store, lambda _done, _all: None)
    with store.read() as con:
        ((count,),) = con.execute("select count(*) from return_received").fetchall()
    return int(count)


def _unnamed(store: Store) -> list[str]:
    """The received files that no version there names, and the files of writers that waited."""
    kept = {path.name for path in (store.folder / "originals").glob("*")}
    # One that was whole and never pointed at may name what a reader of it needs.
    for path in sorted(store.folder.glob("soc-*.duckdb"), reverse=True) if kept else ():
        with connecting.to_read(path) as con:
            kept -= {sha for (sha,) in con.execute("select sha256 from return_received").fetchall()}
    return [*kept, *(path.name for path in store.folder.glob("turn-*"))]


def _look_at_inbox(store: Store, folder: Path, ended: Ended) -> None:
    for name in (*LOADED, BAD):
        found = [path for path in folder.rglob(name) if path.is_file()]
        if len(found) != 1:
            ended.lost.append(f"{name} is in {len(found)} places")
    said: list[str] = []
    watched = inbox.Inbox(
        folder, store, "Analyst", lambda some: accept.load(store, some, "T", "T"), said.append
    )
    watched.look()
    watched.look()
    if _held(store, ended, is_proved=False) != 3:
        ended.lost.append("the next look did not load what was there")
    with store.read() as con:
        ((refused,),) = con.execute("select count(*) from refusal").fetchall()
    if refused != 1:
        ended.lost.append(f"{refused} refusals are on record")
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    reports = {f"rejected/{BAD}{end}" for end in ("", ".problems.json", ".problems.txt")}
    wanted = {*(f"loaded/{name}" for name in LOADED), *reports}
    ended.left += there - wanted - {".soc-dashboard.lock"}
    ended.lost += wanted - there


@contextmanager
def _temporary(folder: Path) -> Iterator[None]:
    """Let this process look for its temporary files where a writer had them."""
    folder.mkdir(exist_ok=True)
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


if __name__ == "__main__":
    main()
