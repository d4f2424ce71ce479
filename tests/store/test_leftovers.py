"""What killed writers leave goes, nobody else may read a store, and no link is followed."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from made_returns import good_return, xlsx_bytes

from dashboard.demonstration import placing
from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.arrivals.inbox import Inbox, InboxError
from dashboard.returns.outcome import Received
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store

NOON = datetime(2026, 11, 3, 12)  # noqa: DTZ001  (kept without a zone)
posix_alone = pytest.mark.skipif(os.name == "nt", reason="the system has no such modes or links")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "here" / "store")
    laying.lay(made)
    return made


def load(store: Store, note: str) -> str:
    data = xlsx_bytes(good_return(note=note))
    received = Received(Path("dorset.xlsx"), NOON, "SOC analyst", data=data)
    (outcome,) = accept.load(store, [received], "Tester", note)
    assert outcome.return_id
    assert outcome.sha256
    return outcome.sha256


def kept(store: Store) -> set[str]:
    return {path.name for path in (store.folder / "originals").glob("*")}


def test_a_received_file_that_no_return_names_is_told_and_goes(store: Store) -> None:
    first = load(store, "First")
    orphan = store.keep_original(b"received by a load that was killed")
    (store.folder / "writing-0a.duckdb").write_bytes(b"half")
    told = {path.name for path in store.leftovers()}
    assert told == {orphan, "writing-0a.duckdb"}
    second = load(store, "Second")
    assert kept(store) == {first, second}
    assert store.leftovers() == []


def test_what_an_older_or_newer_version_names_stays(store: Store) -> None:
    old = store.version()
    newest = load(store, "First")
    (store.folder / "CURRENT").write_text(old.path.name)
    assert store.leftovers() == []
    with store.write("Tester", "after going back"):
        pass
    assert kept(store) == {newest}


@posix_alone
def test_a_store_is_open_to_its_account_alone(store: Store) -> None:
    load(store, "First")
    for path in [store.folder, *store.folder.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
    store.folder.chmod(0o755)
    for path in store.folder.glob("soc-*"):
        path.chmod(0o644)
    load(store, "Second")
    for path in [store.folder, *store.folder.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


@posix_alone
def test_a_received_file_that_is_a_link_is_not_followed(store: Store, tmp_path: Path) -> None:
    sha256 = load(store, "First")
    path = store.folder / "originals" / sha256
    elsewhere = path.rename(tmp_path / "elsewhere")
    path.symlink_to(elsewhere)
    with pytest.raises(StoreError, match="is not a received file"):
        store.original(sha256)
    store.keep_original(elsewhere.read_bytes())
    assert not path.is_symlink()
    assert store.original(sha256) == elsewhere.read_bytes()


@posix_alone
def test_a_link_in_a_watched_folder_is_named_and_not_followed(store: Store, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.xlsx").write_bytes(xlsx_bytes(good_return()))
    folder = tmp_path / "inbox"
    (folder / "set").mkdir(parents=True)
    (folder / "one.xlsx").symlink_to(elsewhere / "secret.xlsx")
    (folder / "set" / "Return.csv").symlink_to(elsewhere / "secret.xlsx")
    said: list[str] = []
    asked: list[Received] = []
    inbox = Inbox(folder, store, "SOC analyst", lambda some: asked.extend(some) or [], said.append)
    for _ in range(3):
        inbox.look()
    assert not asked
    assert sorted(line.split(":")[0] for line in said) == ["one.xlsx", "set"]
    assert all("not followed" in line for line in said)
    (folder / "loaded").symlink_to(elsewhere)
    with pytest.raises(InboxError, match="loaded is a link to another place"):
        inbox.look()


def test_a_demonstration_does_not_replace_what_was_loaded_while_it_was_built(
    store: Store,
) -> None:
    def fill(building: Path) -> Path:
        filled = Store(building / "store")
        laying.lay(filled)
        load(store, "Real, and loaded meanwhile")
        return filled.folder

    with pytest.raises(StoreError, match="returns that are not made up"):
        placing.place(store.folder, fill)
    with store.read() as con:
        assert con.execute("select count(*) from return_received").fetchone() == (1,)
    (left,) = placing.left_over(store.folder)
    placing.sweep(store.folder)
    assert not left.exists()
    placing.place(store.folder.with_name("other"), lambda folder: _laid(folder / "store"))
    assert placing.left_over(store.folder.with_name("other")) == []


def test_a_file_above_the_place_of_a_demonstration_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="a file where a folder belongs: move it elsewhere"):
        placing.place(tmp_path / "file" / "store", lambda building: _laid(building / "store"))


@pytest.mark.parametrize("where", [".", "originals"])
def test_a_demonstration_takes_no_file_of_anybody_s_along(tmp_path: Path, where: str) -> None:
    folder = tmp_path / "store"
    placing.place(folder, lambda building: _laid(building / "store"))
    theirs = folder / where / "writing-notes.txt"
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text("mine")
    with pytest.raises(StoreError, match=r"writing-notes\.txt is no part of the store"):
        placing.place(folder, lambda building: _laid(building / "store"))
    assert theirs.read_text() == "mine"
    theirs.unlink()
    (folder / ".DS_Store").write_bytes(b"a file browser's own")
    placing.place(folder, lambda building: _laid(building / "store"))
    assert [path.name for path in tmp_path.iterdir()] == ["store"], "and no lock is left"


def test_no_folder_is_taken_for_a_build_s_by_how_its_name_begins(tmp_path: Path) -> None:
    folder = tmp_path / "[store]"
    for name in ("[store].building-plans", "[store].building-4711", "[store].building"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").write_text("mine")
    (tmp_path / f"[store].building-{'0' * 32}").mkdir()
    assert placing.left_over(folder) == [tmp_path / f"[store].building-{'0' * 32}"]
    placing.sweep(folder)
    assert placing.left_over(folder) == []
    assert len(list(tmp_path.rglob("kept"))) == 3


def test_a_build_at_work_is_not_swept_whatever_its_temporary_folder_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "store"
    (tmp_path / "another").mkdir()

    def fill(building: Path) -> Path:
        laying.lay(Store(building / "store"))
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "another"))
        placing.sweep(folder)
        return building / "store"

    placing.place(folder, fill)
    assert Store(folder).check() == []
    assert list((tmp_path / "another").iterdir()) == []


def test_a_build_killed_between_its_two_moves_gives_the_old_one_back(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    placing.place(folder, lambda building: _laid(building / "store"))
    building = tmp_path / f"store.building-{'0' * 32}"
    building.mkdir()
    folder.rename(building / "replaced")
    (tmp_path / ".store.soc-building.lock").touch()
    placing.sweep(folder)
    assert Store(folder).check() == []
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def _laid(folder: Path) -> Path:
    laying.lay(Store(folder))
    return folder


@posix_alone
@pytest.mark.parametrize(
    "name", ["two\nlines.xlsx", "é" * 123 + ".xlsx"], ids=["lines", "251 bytes"]
)
def test_a_file_of_any_name_is_refused_once_and_put_away(
    store: Store, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    said: list[str] = []
    inbox = Inbox(
        folder, store, "Analyst", lambda some: accept.load(store, some, "T", "T"), said.append
    )
    for _ in range(2):
        (folder / name).write_bytes(b"no workbook")
        for _ in range(3):
            inbox.look()
        assert not (folder / name).exists()
    assert len(said) == 2
    assert not any("\n" in line for line in said)
    assert len(list((folder / "rejected").iterdir())) == 6
