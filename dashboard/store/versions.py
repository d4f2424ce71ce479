"""Keeps the versions of the database and hands out connections to them: the only door to DuckDB.

What the tables hold is the definitions' and the returns'; what is asked of them ask's.
"""

import hashlib
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import duckdb

from dashboard.store import connecting, leftovers, originals, soundness, turns
from dashboard.store.beside import Beside
from dashboard.store.disk import (
    RESTORE,
    UNFINISHED,
    RetiredError,
    StoreError,
    close_to_others,
    explained,
    replace_whole,
    sync_file,
    sync_folder,
)
from dashboard.store.file_names import (
    OWN_NAME,
    highest_number,
    log_of,
    name_of,
    named_in,
    number_in,
    versions_in,
)

LOCK_TIMEOUT_SECONDS = 60.0
"""One batch of a whole region's returns is written in less: one writer that takes longer looks
like a fault."""
KEPT_VERSIONS, KEPT_DAYS = 5, 14
"""So many newest versions are kept, and the last of each of so many days.

Five undo the slips of a meeting, and a fortnight outlasts the days between two backups. Of the
demonstration's size they take 270 MB.
"""

AS_THIS_ACCOUNT = "see that this account may read and write there, or name another folder"
MAKE_ROOM = "see that the disk has room and that this account may write there, and try again"


@dataclass(frozen=True)
class Version:
    """One whole state of the database: its number and the file that holds it, never rewritten."""

    number: int
    path: Path


@dataclass(frozen=True)
class _Shared:
    """A read-only connection that threads share, and the very file it was opened on."""

    file: tuple[int, int]
    connection: duckdb.DuckDBPyConnection
    beside: Beside


class Store:
    """A folder of versions soc-000001.duckdb and on, CURRENT naming one, and originals/.

    Safe between threads and between processes: any number read while one writes. A process keeps
    one Store to a folder, so that its threads share one connection to a version.
    """

    def __init__(self, folder: Path, told: turns.Told = lambda _before: None) -> None:
        """Remember the folder; open nothing and create nothing.

        `told` is told how many writers are before this one, where it has to wait.
        """
        self._told = told
        self.folder = folder.resolve()
        self._current = self.folder / "CURRENT"
        self._originals = self.folder / "originals"
        self._shared: dict[int, _Shared] = {}
        self._guard = threading.Lock()

    def exists(self) -> bool:
        """Say whether a first version has been written."""
        with explained(f"{self.folder} cannot be read", AS_THIS_ACCOUNT):
            return self._current.exists()

    def version(self) -> Version:
        """Return the version CURRENT names now; StoreError where it names none that can be used."""
        with explained(f"{self.folder} cannot be read", AS_THIS_ACCOUNT):
            name = self._pointer()
            if not (self.folder / name).is_file():
                # Writers may have retired it since the pointer was read.
                name = self._pointer()
            path = self.folder / name
            if not path.is_file():
                raise StoreError(
                    f"{self._current} names {name}, which is missing: restore that file, "
                    "or write in CURRENT the name of the newest version that is there."
                )
            # DuckDB 1.5 would merge the log, unseen, into figures that are already published.
            if log_of(path).exists():
                raise StoreError(
                    f"{log_of(path)} shows that another program wrote to a published version: "
                    "close that program and write in CURRENT the name of the version before it."
                )
        return Version(number_in(name), path)

    def read(self, version: Version | None = None) -> duckdb.DuckDBPyConnection:
        """Return a cursor on a version, the current one unless told; the caller closes it.

        It is for one use in one thread, and goes on reading that version when a newer one is
        written. It may create temporary tables and register frames, which no other cursor sees;
        it can write no table and open no file.
        """
        return self.read_beside(version)[0]

    def read_beside(
        self, version: Version | None = None
    ) -> tuple[duckdb.DuckDBPyConnection, Beside | None]:
        """Return such a cursor, and the database in memory that lies beside its version."""
        version = version or self.version()
        with self._guard, explained(f"{version.path} cannot be opened", RESTORE):
            if version.path.parent != self.folder:
                # Another store's, such as a trial's, that is gone in a moment.
                return connecting.to_read(version.path), None
            shared = self._shared_connection(version)
            return shared.connection.cursor(), shared.beside

    def begin_copy(self, version: Version, folder: Path) -> "Store":
        """Return a store of its own in an empty folder that goes on from this version.

        It has none of the received files.
        """
        copy = Store(folder)
        with explained(f"A copy of {version.path.name} cannot be made in {folder}", MAKE_ROOM):
            shutil.copyfile(version.path, copy.folder / version.path.name)
            replace_whole(copy._current, f"{version.path.name}\n".encode())
        return copy

    @contextmanager
    def write(
        self, author: str, message: str, *, written_at: datetime | None = None
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a connection on a private copy, in one transaction; on leaving, publish the copy.

        Any exception leaves the store as it was. Finish with every cursor and reader taken from
        the connection before leaving. `written_at` defaults to now; it is kept as UTC.
        """
        with self._lock():
            copy = self.folder / f"{UNFINISHED}{uuid4().hex}.duckdb"
            try:
                with explained("The new version cannot be begun", MAKE_ROOM):
                    leftovers.remove_unfinished(self.folder, self._originals)
                    number = highest_number(self.folder) + 1
                    con = self._open_copy(copy)
                    leftovers.remove_unnamed(con, self._originals, self._newest_first())
                try:
                    with explained("The new version cannot be begun", MAKE_ROOM):
                        at = _naive_utc(written_at or datetime.now(UTC))
                        con.execute("begin")
                        con.execute(soundness.CREATE_VERSION)
                        con.execute(soundness.INSERT_VERSION, [number, at, author, message])
                    yield con
                    with explained(
                        "The new version is not complete, and nothing was changed", MAKE_ROOM
                    ):
                        con.execute("commit")
                        con.execute("checkpoint")
                finally:
                    con.close()
                with explained(
                    "The new version is not published, and nothing was changed", MAKE_ROOM
                ):
                    self._publish(copy, number)
            except BaseException:
                with suppress(OSError):
                    leftovers.remove_unfinished(self.folder, self._originals)
                raise
            leftovers.retire(list(self._versions().values()), KEPT_VERSIONS, KEPT_DAYS)

    def keep_original(self, data: bytes) -> str:
        """Keep received bytes once, as they came, and return their SHA-256 in hexadecimal."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._originals / digest
        with explained(f"The received file cannot be kept in {self._originals}", MAKE_ROOM):
            originals.refuse_in_the_way(self._originals)
            if not originals.is_link(path) and path.is_file() and path.read_bytes() == data:
                return digest
            with nullcontext() if self.folder in turns.folders_being_written() else self._lock():
                self._originals.mkdir(mode=0o700, exist_ok=True)
                sync_folder(self.folder)
                replace_whole(path, data)
        return digest

    def original(self, sha256: str) -> bytes:
        """Return the bytes kept under this digest; StoreError where missing or altered."""
        return originals.original(self._originals, sha256)

    def check(self) -> list[str]:
        """Read the whole store and return a plain sentence per fault; an empty list is sound."""
        faults = []
        try:
            version = self.version()
            with self.read(version) as con:
                soundness.prove(con, version.path, version.number)
        except StoreError as fault:
            faults.append(str(fault))
        return faults + originals.altered(self._originals)

    def strays(self) -> list[Path]:
        """What lies in the folder and is no part of the store, such as a file browser's own.

        Nothing reads it, so that it is no fault; the versions and received files are left out.
        """
        logs = {log_of(path).name for path in self._versions().values()}
        here = [
            path
            for path in sorted(self.folder.glob("*"))
            if not OWN_NAME.fullmatch(path.name)
            # A log whose version is gone.
            or (path.suffix == ".wal" and path.name.startswith("soc-") and path.name not in logs)
        ]
        return [*here, *originals.strays(self._originals)]

    def leftovers(self) -> list[Path]:
        """What writers that were stopped have left, which the next write removes."""
        found = leftovers.unfinished(self.folder, self._originals)
        with suppress(StoreError, duckdb.Error), self.read() as con:
            found += leftovers.unnamed(con, self._originals, self._newest_first())
        return found

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other writer out for as long as this lasts; this thread may write in it."""
        writing, alone = turns.folders_being_written(), turns.folders_held_alone()
        with self._lock():
            writing.remove(self.folder)
            alone.add(self.folder)
            try:
                yield
            finally:
                alone.remove(self.folder)
                writing.add(self.folder)

    def _shared_connection(self, version: Version) -> _Shared:
        """Return the connection open on a version, opening it where none is; only under _guard."""
        if not version.path.is_file():
            raise RetiredError(
                f"{version.path} is no longer kept: load the page again, or name a newer version."
            )
        stat = version.path.stat()
        file = (stat.st_ino, stat.st_mtime_ns)
        shared = self._shared.get(version.number)
        if shared is None:
            opened = connecting.to_read(version.path)
            shared = self._shared[version.number] = _Shared(file, opened, Beside(opened))
            # Old ones are let go, not closed: closing a connection closes its cursors. They are
            # held until then, since to reopen a file while a reader lingers on it never returns.
            for number in sorted(self._shared)[:-KEPT_VERSIONS]:
                del self._shared[number]
        if shared.file != file:
            # DuckDB would go on answering from the old file while any cursor on it is open.
            raise StoreError(f"{version.path} was replaced while this program read it: restart it.")
        return shared

    def _pointer(self) -> str:
        """Return the file name CURRENT holds, known to be a version's name."""
        if not self._current.exists():
            raise StoreError(
                f"{self._current} is missing: {self._remedy()}."
                if self._versions()
                else f"There is no store in {self.folder}: start `python -m dashboard serve` "
                "once, which builds what it shows, or load a return first."
            )
        if (name := named_in(self._current.read_bytes())) is None:
            raise StoreError(f"{self._current} is damaged: {self._remedy()}.")
        return name

    def _remedy(self) -> str:
        newest = max(self._versions(), default=None)
        if newest is None:
            return "put back the versions and the pointer from a backup"
        return f"write in it the name of the newest version, {name_of(newest)}"

    def _versions(self) -> dict[int, Path]:
        """Return every version file by number, lowest first, published or not."""
        return versions_in(self.folder)

    def _newest_first(self) -> list[Path]:
        return list(self._versions().values())[::-1]

    @contextmanager
    def _lock(self) -> Iterator[None]:
        writing = turns.folders_being_written()
        if self.folder in writing:
            raise StoreError("This write is inside another one: finish the first before it.")
        with explained(f"{self.folder} cannot be written to", AS_THIS_ACCOUNT):
            self.folder.mkdir(parents=True, exist_ok=True)
            close_to_others(self.folder)
            turn = ExitStack()
            if self.folder not in turns.folders_held_alone():
                told = turns.told_here(self._told)
                turn.enter_context(turns.in_turn(self.folder, LOCK_TIMEOUT_SECONDS, told))
        with turn:
            writing.add(self.folder)
            try:
                yield
            finally:
                writing.remove(self.folder)

    def _open_copy(self, copy: Path) -> duckdb.DuckDBPyConnection:
        """Open a private copy of the current version, or an empty database before the first."""
        # A first writer killed before its swap leaves a version and no pointer: not a lost one.
        if self.exists() or not all(map(connecting.is_first, self._versions().values())):
            shutil.copyfile(self.version().path, copy)
        return connecting.to_write(copy)

    def _publish(self, copy: Path, number: int) -> None:
        if log_of(copy).exists():
            raise StoreError("DuckDB left part of the new version in its log: try again.")
        sync_file(copy)
        path = copy.rename(self.folder / name_of(number))
        try:
            sync_folder(self.folder)
            replace_whole(self._current, f"{path.name}\n".encode())
        except BaseException:
            if not self.exists() or self._pointer() != path.name:
                path.unlink()
            raise


def _naive_utc(moment: datetime) -> datetime:
    """Return the moment in UTC without its zone; one that has no zone is taken as UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
