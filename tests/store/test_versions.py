"""The store under honest use, under failure, and under kill -9."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from dashboard.store import versions as store_module
from dashboard.store.disk import StoreError
from dashboard.store.versions import KEPT_DAYS, KEPT_VERSIONS, Store

ROOT = Path(__file__).parents[2]

# One write is a row in each of two tables: a half-applied one shows as a difference between them.
WRITER = """
import sys
from pathlib import Path
from dashboard.store.versions import Store
store, name, times = Store(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for n in range(times):
    with store.write(name, "a row in each") as con:
        con.execute("insert into first values (?, ?)", [name, n])
        con.execute("insert into second values (?, ?)", [name, n])
    print(n, flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store at version 1: tables first and second, both empty."""
    made = Store(tmp_path / "store")
    with made.write("secretariat", "tables") as con:
        con.execute("create table first (name varchar not null, n integer not null)")
        con.execute("create table second (name varchar not null, n integer not null)")
    return made


def contents(folder: Path) -> dict[str, str]:
    """Every file under a folder with its SHA-256; the lock file only holds its holder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "write.lock"
    }


def add(store: Store, n: int) -> None:
    with store.write("analyst", f"row {n}") as con:
        con.execute("insert into first values ('analyst', ?)", [n])


def rows(store: Store) -> list[int]:
    with store.read() as con:
        return [n for (n,) in con.execute("select n from first order by n").fetchall()]


def start(script: str, *arguments: object, **options) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def damage(path: Path, at: int, length: int = 4096) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(b"\xa5" * length)


# Honest use


def test_what_is_written_is_read(store: Store) -> None:
    add(store, 7)
    assert rows(store) == [7]
    assert store.version().number == 2
    assert store.version().path.name == "soc-000002.duckdb"
    assert store.check() == []


def test_each_version_says_who_wrote_it_when_and_why(store: Store) -> None:
    in_summer = timezone(timedelta(hours=1))
    with store.write("swrocu", "return", written_at=datetime(2026, 6, 12, 0, 30, tzinfo=in_summer)):
        pass
    with store.read() as con:
        history = con.execute("from version order by version_number").fetchall()
    assert history[1] == (2, datetime(2026, 6, 11, 23, 30), "swrocu", "return")  # noqa: DTZ001
    assert history[0][0] == 1
    assert history[0][2:] == ("secretariat", "tables")
    age = datetime.now(UTC).replace(tzinfo=None) - history[0][1]
    assert timedelta(0) <= age < timedelta(minutes=1)


def test_nothing_is_made_by_looking_at_a_store_that_is_not_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert not store.exists()
    for look in (store.version, store.read, lambda: store.original("0" * 64)):
        with pytest.raises(StoreError):
            look()
    (fault,) = store.check()
    assert fault.startswith(f"There is no store in {store.folder}: ")
    assert "load a return first" in fault
    assert list(tmp_path.iterdir()) == []


def test_reading_and_checking_change_no_byte(store: Store) -> None:
    store.keep_original(b"a workbook")
    before = contents(store.folder)
    with store.read() as con:
        con.execute("create temp table large as select range n, uuid() u from range(200000)")
        con.execute("select u, count(*) from large group by u order by u").fetchmany(5)
        # Short of memory, DuckDB would otherwise make a folder beside the version.
        assert con.execute("select current_setting('temp_directory')").fetchall() == [("",)]
    assert store.check() == []
    assert contents(store.folder) == before


def test_a_reader_may_make_temporary_tables_and_register_frames_of_its_own(store: Store) -> None:
    with store.read() as one, store.read() as other:
        one.register("frame", pd.DataFrame({"n": [1, 2]}))
        one.register("arrow", pa.table({"n": [3]}))
        one.execute("create temp table incoming as from frame union all from arrow")
        assert one.execute("select sum(n) from incoming").fetchall() == [(6,)]
        for name in ("incoming", "frame", "arrow"):
            with pytest.raises(duckdb.CatalogException):
                other.execute(f"from {name}")


@pytest.mark.parametrize(
    "statement",
    [
        "insert into first values ('reader', 1)",
        "drop table first",
        "from read_text('/etc/hostname')",
        "copy first to 'taken.csv'",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
    ],
)
def test_a_reader_can_neither_write_nor_reach_a_file(store: Store, statement: str) -> None:
    before = contents(store.folder)
    with store.read() as con, pytest.raises(duckdb.Error):
        con.execute(statement)
    assert contents(store.folder) == before


def test_views_and_macros_outlive_the_version_they_were_written_in(store: Store) -> None:
    with store.write("analyst", "a view") as con:
        con.execute("create view doubled as select 2 * n as n from first")
        con.execute("create macro largest() as (select max(n) from doubled)")
    add(store, 21)
    with store.read() as con:
        assert con.execute("select largest()").fetchall() == [(42,)]


def test_files_are_written_for_the_oldest_duckdb_supported(store: Store) -> None:
    add(store, 1)
    with store.read() as con:
        (tags,) = con.execute(
            "select tags from duckdb_databases() where database_name = current_database()"
        ).fetchall()
    assert tags[0]["storage_version"].startswith("v1.5.0")


def test_readers_keep_the_version_they_opened(store: Store) -> None:
    add(store, 1)
    early = store.read()
    half_read = store.read()
    half_read.execute("select n from first")
    pinned = store.version()
    with store.write("analyst", "row 2") as con:
        con.execute("insert into first values ('analyst', 2)")
        assert rows(store) == [1]
    for n in range(3, 3 + KEPT_VERSIONS + 2):
        add(store, n)
        assert rows(store)[-1] == n
    assert not pinned.path.exists()
    assert early.execute("select n from first").fetchall() == [(1,)]
    assert half_read.fetchall() == [(1,)]
    with pytest.raises(StoreError, match="no longer kept"):
        store.read(pinned)


def test_a_kept_older_version_can_be_read(store: Store) -> None:
    add(store, 1)
    older = store.version()
    add(store, 2)
    assert rows(store) == [1, 2]
    with store.read(older) as con:
        assert con.execute("select n from first").fetchall() == [(1,)]


def test_the_last_versions_are_kept_and_older_ones_go(store: Store) -> None:
    for n in range(KEPT_VERSIONS + 2):
        add(store, n)
    last = store.version().number
    kept = sorted(path.name for path in store.folder.glob("*.duckdb"))
    assert kept == [f"soc-{n:06d}.duckdb" for n in range(last - KEPT_VERSIONS + 1, last + 1)]


def test_the_last_version_of_each_earlier_day_is_kept_too(store: Store) -> None:
    for days_ago in (20, 19, 19, *range(18, 0, -1)):
        add(store, days_ago)
        path = store.version().path
        moment = path.stat().st_mtime - days_ago * 86400
        os.utime(path, (moment, moment))
    for n in range(100, 100 + KEPT_VERSIONS + 3):
        add(store, n)
    last = store.version().number
    kept = sorted(int(path.stem.removeprefix("soc-")) for path in store.folder.glob("*.duckdb"))
    newest = list(range(last - KEPT_VERSIONS + 1, last + 1))
    # Of today and the 13 days before, the last version each; today's is among the newest.
    days_before = [number for number in kept if number not in newest]
    assert kept[-KEPT_VERSIONS:] == newest
    assert len(days_before) == KEPT_DAYS - 1
    assert days_before == list(range(days_before[0], days_before[0] + KEPT_DAYS - 1))


def test_threads_reading_at_once_each_get_their_own_answer(store: Store) -> None:
    with store.write("analyst", "many rows") as con:
        con.execute("insert into first select 'analyst', range from range(20000)")

    def ask(thread: int) -> int:
        wrong = 0
        for turn in range(50):
            limit = 100 * thread + turn
            with store.read() as con:
                con.execute("select sum(n) from first where n < ?", [limit])
                wrong += con.fetchall() != [(limit * (limit - 1) // 2 if limit else None,)]
        return wrong

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [0] * 8


# Writers one after another


def test_two_processes_writing_at_once_take_turns(store: Store) -> None:
    writers = [start(WRITER, store.folder, name, 10) for name in ("one", "two")]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors
    assert store.version().number == 21
    with store.read() as con:
        counted = "select name, count(distinct n), count(*) from first group by name order by name"
        assert con.execute(counted).fetchall() == [("one", 10, 10), ("two", 10, 10)]
        numbers = con.execute("select version_number from version order by all").fetchall()
    assert numbers == [(n,) for n in range(1, 22)]


def test_threads_writing_at_once_take_turns(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: add(store, n), range(8)))
    assert rows(store) == list(range(8))


def test_a_writer_kept_waiting_too_long_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "LOCK_TIMEOUT_SECONDS", 0.1)
    started, done = threading.Event(), threading.Event()

    def slow() -> None:
        with store.write("analyst", "slow"):
            started.set()
            done.wait(20)

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(slow)
        started.wait(20)
        try:
            with pytest.raises(StoreError, match="Another writer has been busy"):
                add(store, 1)
        finally:
            done.set()
        other.result()
    add(store, 2)
    assert rows(store) == [2]


def test_a_write_inside_a_write_is_refused_at_once(store: Store) -> None:
    before = contents(store.folder)
    began = time.monotonic()
    with pytest.raises(StoreError, match="inside another"), store.write("analyst", "outer"):
        add(Store(store.folder), 1)
    assert time.monotonic() - began < 5
    assert contents(store.folder) == before
    add(store, 1)


# Failed and killed writers


def test_a_failed_write_changes_no_byte(store: Store) -> None:
    add(store, 1)
    before = contents(store.folder)
    with pytest.raises(ZeroDivisionError), store.write("analyst", "fails") as con:  # noqa: PT012
        con.execute("insert into first select 'analyst', range from range(300000)")
        raise ZeroDivisionError
    with pytest.raises(duckdb.Error), store.write("analyst", "fails") as con:
        con.execute("insert into nowhere values (1)")
    assert contents(store.folder) == before
    assert rows(store) == [1]


@pytest.mark.parametrize("end", ["rollback", "close"])
def test_a_write_whose_transaction_is_gone_is_not_published(store: Store, end: str) -> None:
    before = contents(store.folder)
    refused = pytest.raises(StoreError, match="nothing was changed")
    with refused, store.write("analyst", "ends early") as con:
        con.execute("insert into first values ('analyst', 1)")
        con.close() if end == "close" else con.execute(end)
    assert contents(store.folder) == before


def test_a_failed_write_leaves_no_first_version(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(ZeroDivisionError), store.write("analyst", "fails"):
        raise ZeroDivisionError
    assert not store.exists()
    assert contents(store.folder) == {}


def test_a_failed_reading_of_batches_does_not_stop_the_next_write(store: Store) -> None:
    held = []
    with pytest.raises(ZeroDivisionError), store.write("analyst", "fails") as con:  # noqa: PT012
        con.execute("insert into first select 'analyst', range from range(300000)")
        held.append(con.sql("from first").to_arrow_reader(10))
        raise ZeroDivisionError
    add(store, 1)
    assert rows(store) == [1]


def test_a_disk_that_refuses_the_pointer_leaves_the_old_version(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(store.folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(StoreError, match="No space left on device"):
            add(store, 1)
    assert contents(store.folder) == before
    add(store, 2)
    assert rows(store) == [2]


def test_killed_writers_lose_nothing_acknowledged_and_apply_nothing_by_half(store: Store) -> None:
    chance = random.Random(20250612)  # noqa: S311
    acknowledged: set[tuple[str, int]] = set()
    for attempt in range(6):
        name = f"killed {attempt}"
        writer = start(WRITER, store.folder, name, 1_000_000)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.06))
        writer.kill()
        said, errors = writer.communicate(timeout=20)
        assert first, errors
        # A last line cut short by the kill was not acknowledged.
        acknowledged |= {(name, int(n)) for n in (first + said).splitlines(True) if n[-1] == "\n"}

        with store.read() as con:
            one = set(con.execute("from first").fetchall())
            other = set(con.execute("from second").fetchall())
            last = con.execute("select max(version_number) from version").fetchall()
        assert one == other
        assert acknowledged <= one
        assert len(one - acknowledged) <= attempt + 1
        assert last == [(store.version().number,)]
    assert len(acknowledged) >= 6
    assert store.check() == []
    add(store, 1)
    assert [path.name for path in store.folder.glob("writing-*")] == []


def test_what_a_killed_writer_left_is_removed_by_the_next(store: Store) -> None:
    store.keep_original(b"a workbook")
    leftovers = [
        "writing-0.duckdb",
        "writing-0.duckdb.wal",
        "writing-CURRENT",
        f"originals/writing-{'0' * 64}",
    ]
    for name in leftovers:
        (store.folder / name).write_bytes(b"unfinished")
    (store.folder / "writing-0.duckdb.tmp").mkdir()
    (store.folder / "writing-0.duckdb.tmp" / "spilled").write_bytes(b"unfinished")
    assert store.check() == []
    add(store, 1)
    assert [path.name for path in store.folder.rglob("writing-*")] == []


def test_a_version_that_was_never_pointed_at_is_passed_over(store: Store) -> None:
    add(store, 1)
    with store.write("analyst", "killed before the swap") as con:
        con.execute("insert into first values ('analyst', 2)")
    (store.folder / "CURRENT").write_text("soc-000002.duckdb\n")
    assert rows(store) == [1]
    add(store, 3)
    assert rows(store) == [1, 3]
    assert store.version().number == 4
    assert store.check() == []


def test_a_first_version_that_was_never_pointed_at_is_passed_over(store: Store) -> None:
    (store.folder / "CURRENT").unlink()
    assert not store.exists()
    with store.write("analyst", "first again") as con:
        con.execute("create table first (n integer not null)")
    assert store.version().number == 2
    assert rows(store) == []


def test_first_writers_killed_before_the_swap_time_and_again_are_passed_over(store: Store) -> None:
    for _ in range(2):
        (store.folder / "CURRENT").unlink()
        with store.write("analyst", "first again") as con:
            con.execute("create or replace table first (n integer not null)")
    assert store.version().number == 3
    add_one = store.write("analyst", "goes on")
    with add_one as con:
        con.execute("insert into first values (1)")
    (store.folder / "CURRENT").unlink()
    with pytest.raises(StoreError, match=r"CURRENT is missing: .* newest version, soc-000004"):
        add(store, 1)


@pytest.mark.parametrize("name", ["soc-000002.duckdb.wal", "soc-000002.duckdb"])
def test_a_number_that_is_not_free_is_passed_over(store: Store, name: str) -> None:
    """DuckDB would take a log alone for that of the version that gets its name."""
    stray = store.folder / name
    stray.write_bytes(b"left by another program") if stray.suffix == ".wal" else stray.mkdir()
    add(store, 1)
    assert store.version().number == 3
    add(store, 2)
    assert rows(store) == [1, 2]
    assert store.check() == []
    assert stray.exists()
    assert (stray in store.strays()) == (stray.suffix == ".wal")


def test_only_what_is_the_store_s_own_is_taken_for_unfinished(store: Store, tmp_path: Path) -> None:
    theirs = ["writing-guide.docx", "writing-", "turn-over.txt"]
    for name in theirs:
        (store.folder / name).write_bytes(b"somebody's")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / f"writing-{'0' * 64}").write_bytes(b"somebody's")
    if os.name != "nt":
        (store.folder / "originals").symlink_to(elsewhere)
    add(store, 1)
    assert [path.name for path in store.strays() if path.parent == store.folder] == sorted(theirs)
    assert [path.name for path in elsewhere.iterdir()] == [f"writing-{'0' * 64}"]


def test_a_folder_in_the_place_of_what_is_half_written_goes(store: Store) -> None:
    for name in ("writing-CURRENT", "writing-0.duckdb"):
        (store.folder / name / "inner").mkdir(parents=True)
    digest = hashlib.sha256(b"a workbook").hexdigest()
    (store.folder / "originals" / f"writing-{digest}").mkdir(parents=True)
    assert store.keep_original(b"a workbook") == digest
    add(store, 1)
    assert store.leftovers() == []
    assert rows(store) == [1]


@pytest.mark.skipif(os.name == "nt", reason="the system has no such links")
@pytest.mark.parametrize("how", ["file", "link", "link to nothing"])
def test_what_is_in_the_place_of_the_received_files_is_one_plain_sentence(
    store: Store, tmp_path: Path, how: str
) -> None:
    kept = store.folder / "originals"
    digest = store.keep_original(b"a workbook")
    moved = kept.rename(tmp_path / "moved")
    if how == "file":
        kept.write_bytes(b"in the way")
    else:
        kept.symlink_to(moved if how == "link" else tmp_path / "nothing")
    add(store, 1)
    (fault,) = store.check()
    assert ("belongs: move it elsewhere" if how == "file" else "put the folder itself") in fault
    for look in (lambda: store.original(digest), lambda: store.keep_original(b"another")):
        with pytest.raises(StoreError) as refusal:
            look()
        assert str(refusal.value) == fault


@pytest.mark.parametrize("name", ["CURRENT", "write.lock", f"originals/{'0' * 64}"])
def test_a_folder_in_the_place_of_a_file_is_named_with_what_to_do(
    store: Store, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store.folder / name
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    if path.parent.name == "originals":
        with pytest.raises(StoreError, match="is not a received file"):
            store.original(path.name)
        monkeypatch.setattr(
            hashlib, "sha256", lambda _: SimpleNamespace(hexdigest=lambda: "0" * 64)
        )
        look = lambda: store.keep_original(b"x")  # noqa: E731
    else:
        look = lambda: add(store, 1)  # noqa: E731
    with pytest.raises(StoreError, match=f"{name} is a folder, where a file belongs: move it else"):
        look()


# Damage


@pytest.mark.parametrize(
    "saved",
    [
        b"soc-000001.duckdb", b"\xef\xbb\xbfsoc-000001.duckdb\r\n",
        "\ufeffsoc-000001.duckdb\r\n".encode("utf-16-le"),
        "soc-000001.duckdb\n".encode("utf-16-be"),
        "\ufeffsoc-000001.duckdb".encode("utf-16-be"), b" soc-000001.duckdb \n\n",
    ],
)  # fmt: skip
def test_a_pointer_that_an_editor_saved_is_read(store: Store, saved: bytes) -> None:
    (store.folder / "CURRENT").write_bytes(saved)
    assert store.version().number == 1
    add(store, 1)
    assert (store.folder / "CURRENT").read_bytes() == b"soc-000002.duckdb\n"


@pytest.mark.parametrize("text", ["", "soc-1.duckdb", "../soc-000001.duckdb", "\xff\xfe", "a\nb"])
def test_a_damaged_pointer_is_named(store: Store, text: str) -> None:
    (store.folder / "CURRENT").write_bytes(text.encode("latin-1"))
    before = contents(store.folder)
    for look in (store.version, store.read, lambda: add(store, 1)):
        with pytest.raises(StoreError, match=r"CURRENT is damaged: .* version, soc-000001\.d"):
            look()
    (fault,) = store.check()
    assert "CURRENT is damaged" in fault
    assert "\n" not in fault
    assert contents(store.folder) == before


def test_a_lost_pointer_is_not_taken_for_an_empty_store(store: Store) -> None:
    add(store, 1)
    (store.folder / "CURRENT").unlink()
    before = contents(store.folder)
    for look in (store.version, lambda: add(store, 2)):
        with pytest.raises(StoreError, match="CURRENT is missing"):
            look()
    assert contents(store.folder) == before


def test_a_pointer_to_a_missing_version_is_named(store: Store) -> None:
    store.version().path.unlink()
    for look in (store.read, lambda: add(store, 1)):
        with pytest.raises(StoreError, match=r"names soc-000001\.duckdb, which is missing"):
            look()
    assert len(store.check()) == 1


@pytest.mark.parametrize("kept", [0, 5000, 20000])
def test_a_truncated_version_is_refused_in_one_line(store: Store, kept: int) -> None:
    os.truncate(store.version().path, kept)
    before = contents(store.folder)
    with pytest.raises(StoreError, match=r"soc-000001\.duckdb cannot be opened") as refusal:
        store.read()
    assert "\n" not in str(refusal.value)
    with pytest.raises(StoreError, match="cannot be begun"):
        add(store, 1)
    assert store.check() == [str(refusal.value)]
    assert contents(store.folder) == before


def test_check_reads_every_block(store: Store) -> None:
    with store.write("analyst", "rows that do not compress") as con:
        con.execute("insert into second select uuid()::varchar, range from range(100000)")
    path = store.version().path
    damage(path, at=path.stat().st_size // 2)
    (fault,) = store.check()
    assert f"{path} is damaged" in fault
    assert "\n" not in fault


def test_check_finds_a_version_under_another_name(store: Store) -> None:
    add(store, 1)
    shutil.copyfile(store.folder / "soc-000001.duckdb", store.folder / "soc-000002.duckdb")
    (fault,) = Store(store.folder).check()
    assert "does not hold the version its name gives" in fault


def test_a_log_beside_a_version_is_refused_and_never_merged(store: Store) -> None:
    path = store.version().path
    path.with_name(f"{path.name}.wal").write_bytes(b"another program's")
    before = contents(store.folder)
    for look in (store.read, lambda: add(store, 1)):
        with pytest.raises(StoreError, match="another program wrote"):
            look()
    assert len(store.check()) == 1
    assert contents(store.folder) == before


def test_a_version_replaced_while_it_is_read_is_refused(store: Store) -> None:
    add(store, 1)
    assert rows(store) == [1]
    path = store.version().path
    shutil.copyfile(store.folder / "soc-000001.duckdb", path.with_name("restored"))
    path.with_name("restored").replace(path)
    with pytest.raises(StoreError, match="was replaced while this program read it"):
        rows(store)


READ_ONLY = """
import os, sys
from pathlib import Path
import pyarrow
from dashboard.store.versions import Store, StoreError
# Permissions do not bind the superuser, so it goes on as somebody else.
if os.geteuid() == 0:
    os.setuid(65534)
store = Store(Path(sys.argv[1]))
with store.read() as con:
    con.execute("create temp table mine as from first")
    print(con.execute("from mine").fetchall(), store.check())
for refused in (lambda: store.write("a", "b").__enter__(), lambda: store.keep_original(b"x")):
    try:
        refused()
    except StoreError as refusal:
        print(refusal)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows does not make a folder read-only by its mode")
def test_a_folder_that_may_only_be_read_can_be_read(store: Store) -> None:
    add(store, 1)
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o755)
        folder = shutil.copytree(store.folder, Path(above) / "store")
        before = contents(folder)
        # A store is its account's alone until somebody opens it to others.
        for path in folder.rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        folder.chmod(0o555)
        try:
            said, errors = start(READ_ONLY, folder).communicate(timeout=30)
        finally:
            folder.chmod(0o755)
        assert contents(folder) == before
    assert errors == ""
    read, *refusals = said.splitlines()
    assert read == "[('analyst', 1)] []"
    assert len(refusals) == 2
    assert all("Permission denied" in refusal for refusal in refusals)


# What was received


def test_received_bytes_are_kept_once_and_given_back(store: Store) -> None:
    data = bytes(range(256)) * 100
    digest = store.keep_original(data)
    before = contents(store.folder)
    assert store.keep_original(data) == digest == hashlib.sha256(data).hexdigest()
    assert contents(store.folder) == before
    assert before[f"originals/{digest}"] == digest
    assert store.original(digest) == data
    assert store.check() == []


def test_received_bytes_can_be_kept_while_writing(store: Store) -> None:
    with store.write("analyst", "a return") as con:
        digest = store.keep_original(b"a workbook")
        con.execute("insert into first values (?, 1)", [digest])
    assert store.original(digest) == b"a workbook"


def test_check_finds_what_was_altered_since_it_was_received(store: Store) -> None:
    altered, sound = store.keep_original(b"a workbook"), store.keep_original(b"another")
    (store.folder / "originals" / altered).write_bytes(b"a workbook, improved")
    (fault,) = store.check()
    assert altered in fault
    assert "altered" in fault
    assert store.original(sound) == b"another"
    with pytest.raises(StoreError, match="altered"):
        store.original(altered)
    assert store.keep_original(b"a workbook") == altered
    assert store.original(altered) == b"a workbook"


def test_what_is_no_part_of_the_store_is_named_and_is_no_fault(store: Store) -> None:
    store.keep_original(b"a workbook")
    add(store, 1)
    assert store.strays() == []
    names = (".DS_Store", "Thumbs.db", "backup", "soc-000002.duckdb.old", "originals/notes.txt")
    (store.folder / "backup").mkdir()
    for name in names:
        if name != "backup":
            (store.folder / name).write_bytes(b"not received")
    assert store.check() == []
    found = [path.relative_to(store.folder).as_posix() for path in store.strays()]
    assert sorted(found) == sorted(names)
    add(store, 2)
    assert len(store.strays()) == len(names), "left where they are"


@pytest.mark.parametrize("digest", ["0" * 64, "../CURRENT", "", "A" * 64])
def test_an_original_that_was_never_received_is_refused(store: Store, digest: str) -> None:
    with pytest.raises(StoreError, match="not a received file"):
        store.original(digest)
