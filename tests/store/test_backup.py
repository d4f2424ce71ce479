"""A backup is a sound store whatever others write meanwhile, and comes back as it was."""

import os
import threading
from datetime import datetime
from pathlib import Path

import pytest
from made_returns import good_return, xlsx_bytes

from dashboard.region import laying
from dashboard.returns import accept, verify
from dashboard.returns.outcome import Received
from dashboard.store import backup
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store

NOON = datetime(2026, 11, 3, 12)  # noqa: DTZ001  (kept without a zone)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    laying.lay(made)
    load(made, "First")
    return made


def load(store: Store, note: str) -> None:
    received = Received(
        Path("a.xlsx"), NOON, "SOC analyst", data=xlsx_bytes(good_return(note=note))
    )
    (outcome,) = accept.load(store, [received], "Tester", note)
    assert outcome.return_id, outcome.problems


def faults(folder: Path) -> list[str]:
    return verify.faults(Store(folder), lambda _done, _all: None)


def test_a_second_backup_takes_only_what_is_new(store: Store, tmp_path: Path) -> None:
    there = tmp_path / "usb" / "soc"
    assert backup.back_up(store, there) == 1
    before = {path: path.stat().st_mtime_ns for path in (there / "originals").iterdir()}
    load(store, "Second")
    assert backup.back_up(store, there) == 1
    assert backup.back_up(store, there) == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert faults(there) == []
    assert Store(there).leftovers() == []
    assert Store(there).version().number == store.version().number


def test_a_backup_goes_on_from_one_that_was_killed_and_reads_on(
    store: Store, tmp_path: Path
) -> None:
    there = Store(tmp_path / "backup")
    backup.back_up(store, there.folder)
    load(store, "Second")
    (there.folder / "writing-soc-000004.duckdb").write_bytes(b"half a version that never came")
    with there.read() as con:
        backup.back_up(store, there.folder)
        assert con.execute("select count(*) from return_received").fetchall() == [(1,)]
    assert there.leftovers() == []
    with there.read() as con:
        backup.back_up(store, there.folder)
    with there.read() as con:
        assert con.execute("select count(*) from return_received").fetchall() == [(2,)]


def test_what_is_backed_up_while_others_write_is_sound(store: Store, tmp_path: Path) -> None:
    over = threading.Event()

    def write() -> None:
        own = Store(store.folder)
        for number in range(6):
            load(own, f"Meanwhile {number}")
        over.set()

    writer = threading.Thread(target=write)
    writer.start()
    there, looks = tmp_path / "backup", 0
    while not over.is_set():
        backup.back_up(store, there)
        assert faults(there) == []
        looks += 1
    writer.join()
    assert looks > 1


def test_a_backup_comes_back_where_no_store_is(store: Store, tmp_path: Path) -> None:
    there = tmp_path / "backup"
    backup.back_up(store, there)
    with pytest.raises(StoreError, match="move that folder elsewhere"):
        backup.restore(there, store)
    store.folder.rename(tmp_path / "lost")
    back = Store(store.folder)
    backup.restore(there, back)
    assert faults(back.folder) == []
    load(back, "Goes on")
    assert back.version().number == Store(there).version().number + 1


def test_a_damaged_backup_is_not_restored(store: Store, tmp_path: Path) -> None:
    there = tmp_path / "backup"
    backup.back_up(store, there)
    (kept,) = (there / "originals").iterdir()
    kept.write_bytes(b"altered")
    fresh = Store(tmp_path / "fresh")
    with pytest.raises(StoreError, match="cannot be restored"):
        backup.restore(there, fresh)
    assert not fresh.exists()


def test_a_backup_goes_nowhere_else(store: Store, tmp_path: Path) -> None:
    strange, file, other = tmp_path / "strange", tmp_path / "file", Store(tmp_path / "other")
    strange.mkdir()
    (strange / "letter.txt").write_text("not ours")
    file.write_text("not a folder")
    laying.lay(other)
    load(other, "Another")
    load(other, "Another again")
    for folder, why in (
        (strange, "something other than a backup"),
        (file, "is a file"),
        (other.folder, "of another store"),
        (store.folder, "not apart"),
        (store.folder / "originals", "not apart"),
    ):
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(StoreError, match=why):
            backup.back_up(store, folder)
        assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="the system has no such modes")
def test_a_backup_is_open_to_its_account_alone(store: Store, tmp_path: Path) -> None:
    backup.back_up(store, tmp_path / "backup")
    for path in [tmp_path / "backup", *(tmp_path / "backup").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
