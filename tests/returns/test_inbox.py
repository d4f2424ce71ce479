"""A watched folder takes each return once, and says of each what became of it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from made_returns import Sheets, good_return, write_csv, write_xlsx

from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.arrivals.folder import returns_in
from dashboard.returns.arrivals.inbox import Inbox, InboxError
from dashboard.returns.outcome import Outcome, Received
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("laid") / "store")
    laying.lay(store)
    return store


@pytest.fixture
def store(laid: Store, tmp_path: Path) -> Store:
    return Store(Path(shutil.copytree(laid.folder, tmp_path / "store")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


class Watched(Inbox):
    """An inbox that keeps what it said."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.lines: list[str] = []

        def load(received: Sequence[Received]) -> list[Outcome]:
            return accept.load(store, received, "Analyst", "Loaded")

        super().__init__(folder, store, "Analyst", load, self.lines.append)

    def settle(self) -> list[str]:
        """Look twice, as what has settled needs, and give the lines said."""
        before = len(self.lines)
        self.look()
        self.look()
        return self.lines[before:]


def held(store: Store) -> list[str]:
    """The file names of the returns held."""
    with store.read() as con:
        return [name for (name,) in con.execute("select file_name from return_received").fetchall()]


def names(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".csv" and not path.name.startswith(".soc")
    )


def bad_return() -> Sheets:
    broken = good_return()
    broken["OCGs"][0]["Identified"] = "31/06/2026"
    return broken


def test_a_workbook_a_folder_and_a_zip_are_loaded_and_moved(store: Store, folder: Path) -> None:
    write_xlsx(folder / "dorset.xlsx", good_return())
    september = good_return(as_at_on="30 October 2026")
    write_csv(folder / "september", september)
    august = write_csv(folder.parent / "august", good_return(as_at_on="29 October 2026"))
    shutil.make_archive(str(folder / "august"), "zip", august)
    watched = Watched(folder, store)
    said = watched.settle()
    assert sorted(held(store)) == ["august.zip", "dorset.xlsx", "september"], said
    assert {path.name for path in folder.iterdir() if path.name[0] != "."} == {"loaded"}
    assert {"august.zip", "dorset.xlsx", "september"} <= {
        path.name for path in (folder / "loaded").iterdir()
    }
    assert len(said) == 3
    assert watched.refused == 0


def test_a_refused_file_is_moved_with_a_report_for_people_and_for_machines(
    store: Store, folder: Path
) -> None:
    write_xlsx(folder / "bad.xlsx", bad_return())
    watched = Watched(folder, store)
    (line,) = watched.settle()
    assert "bad.xlsx: 1 mistake, nothing loaded; see rejected/bad.xlsx.problems.txt" in line
    assert (watched.refused, held(store)) == (1, [])
    with store.read() as con:
        refused = con.execute("select file_name, body_code, error_count from refusal").fetchall()
    assert refused == [("bad.xlsx", "dorset", 1)]
    rejected = folder / "rejected"
    text = (rejected / "bad.xlsx.problems.txt").read_text(encoding="utf-8")
    assert "Where:    sheet OCGs, row 2, column Identified" in text
    assert "Found:    31/06/2026" in text
    assert "Expected: a date" in text
    (file,) = json.loads((rejected / "bad.xlsx.problems.json").read_text())["files"]
    assert (file["accepted"], file["errors"], file["problems"][0]["row"]) == (False, 1, 2)
    assert names(folder) == [
        f"rejected/bad.xlsx{end}" for end in ("", ".problems.json", ".problems.txt")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no such name there")
def test_a_name_makes_up_no_line_of_the_log_or_the_report(store: Store, folder: Path) -> None:
    sheets = good_return()
    sheets["x\nWarning: b.xlsx"] = []
    (folder / "c").mkdir()
    write_csv(folder / "a\nb.xlsx: loaded as return 7", sheets)
    bad = good_return()
    bad["Finding updates"][0]["Claimed stage"] = "x\n2. Mistake"
    bad["y\n3. Mistake"] = []
    write_csv(folder / "b", bad)
    told = Watched(folder, store).settle()
    assert [line.partition(":")[0] for line in told] == ["a b.xlsx", "b", "c"]
    lines = (folder / "rejected" / "b.problems.txt").read_text(encoding="utf-8").splitlines()
    begun = [line for line in lines if line[:1].isdigit()]
    assert len(begun) == sum(line.startswith("   Where:    ") for line in lines) >= 2, lines


def test_an_earlier_file_of_the_same_name_is_never_written_over(store: Store, folder: Path) -> None:
    watched = Watched(folder, store)
    kept = {}
    for number in range(3):
        broken = bad_return()
        broken["OCGs"][0]["Area"] = f"Area {number}"
        kept[write_xlsx(folder / "bad.xlsx", broken).read_bytes()] = number
        watched.settle()
    rejected = list((folder / "rejected").glob("bad*.xlsx"))
    assert {path.read_bytes() for path in rejected} == set(kept)
    assert len(list((folder / "rejected").glob("*.txt"))) == 3


def test_what_is_being_written_or_locked_waits(store: Store, folder: Path) -> None:
    whole = write_xlsx(folder.parent / "whole.xlsx", good_return()).read_bytes()
    growing = folder / "growing.xlsx"
    watched = Watched(folder, store)
    for part in range(3):
        growing.write_bytes(whole[: (part + 1) * 1000])
        watched.look()
    for name in ("~$growing.xlsx", ".hidden.xlsx", "half.xlsx.part", "half.tmp"):
        (folder / name).write_bytes(whole)
    half = write_csv(folder / "half", good_return())
    (half / "OCGs.csv.part").write_bytes(b"")
    assert not watched.lines
    growing.write_bytes(whole)
    assert len(watched.settle()) == 1
    assert held(store) == ["growing.xlsx"]
    assert half.exists()
    (half / "OCGs.csv.part").unlink()
    assert len(watched.settle()) == 1


def test_a_file_loaded_and_not_yet_moved_is_moved_without_complaint(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_xlsx(folder / "dorset.xlsx", good_return())
    watched = Watched(folder, store)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refusing(Path.rename, folder, NO_SPACE))
        assert "cannot be moved (No space left on device)" in watched.settle()[0]
    assert (held(store), watched.left) == (["dorset.xlsx"], 1)
    assert "loaded before, as return 1; loaded/dorset.xlsx" in Watched(folder, store).settle()[0]
    assert held(store) == ["dorset.xlsx"]


def refusing(kept: Callable[..., Any], folder: Path, why: OSError) -> Callable[..., Any]:
    """A Path's method that fails on what lies in this very folder."""

    def method(self: Path, *rest: Any, **named: Any) -> Any:
        if self.parent == folder:
            raise why
        return kept(self, *rest, **named)

    return method


NO_SPACE = OSError(28, "No space left on device")


def test_the_same_bytes_twice_are_loaded_once(store: Store, folder: Path) -> None:
    shutil.copy(write_xlsx(folder / "a.xlsx", good_return()), folder / "b.xlsx")
    said = Watched(folder, store).settle()
    assert len(held(store)) == 1
    assert [line.partition("; ")[2] for line in said] == ["loaded/a.xlsx", "loaded/b.xlsx"]


def test_a_return_sent_again_after_its_correction_puts_the_earlier_figures_back(
    store: Store, folder: Path
) -> None:
    corrected = good_return()
    corrected["OCGs"][0]["Area"] = "Poole"
    watched = Watched(folder, store)
    for sheets in (good_return(), corrected):
        write_xlsx(folder / "dorset.xlsx", sheets)
        watched.settle()
    # The very bytes of the first.
    shutil.copy2(folder / "loaded" / "dorset.xlsx", folder / "again.xlsx")
    assert watched.settle()[0].startswith("again.xlsx: loaded as return 3")
    shutil.copy2(folder / "loaded" / "again.xlsx", folder / "thrice.xlsx")
    assert watched.settle() == ["thrice.xlsx: loaded before, as return 3; loaded/thrice.xlsx"]


def test_a_return_that_could_not_be_moved_does_not_undo_its_correction(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected = good_return()
    corrected["OCGs"][0]["Area"] = "Poole"
    write_xlsx(folder / "a.xlsx", good_return())
    write_xlsx(folder / "b.xlsx", corrected)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refusing(Path.rename, folder, NO_SPACE))
        Watched(folder, store).settle()
    assert held(store) == ["a.xlsx", "b.xlsx"]
    assert [line.partition(";")[0] for line in Watched(folder, store).settle()] == [
        "a.xlsx: loaded before, as return 1", "b.xlsx: loaded before, as return 2",
    ]  # fmt: skip
    assert held(store) == ["a.xlsx", "b.xlsx"]


def test_many_refused_files_are_one_version_of_the_store(store: Store, folder: Path) -> None:
    for number in range(12):
        (folder / f"{number}.xlsx").write_bytes(b"no workbook")
    before = store.version().number
    assert len(Watched(folder, store).settle()) == 12
    assert store.version().number == before + 1
    with store.read() as con:
        assert con.execute("select count(*) from refusal").fetchall() == [(12,)]


def test_a_refusal_is_on_record_once_however_often_its_move_is_stopped(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusals() -> int:
        with store.read() as con:
            return len(con.execute("from refusal").fetchall())

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    write_xlsx(folder / "bad.xlsx", bad_return())
    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(Watched, "_move", stopped)
            with pytest.raises(KeyboardInterrupt):
                Watched(folder, store).settle()
        assert refusals() == 1
    Watched(folder, store).settle()
    assert refusals() == 1
    (folder / "rejected" / "bad.xlsx").rename(folder / "bad.xlsx")
    Watched(folder, store).settle()
    assert refusals() == 2, "it was sent again"


@pytest.mark.parametrize("name", ["loaded", "rejected"])
def test_a_file_in_the_place_of_a_folder_is_one_plain_sentence(
    store: Store, folder: Path, name: str
) -> None:
    write_xlsx(folder / "dorset.xlsx", good_return())
    (folder / name).write_text("in the way")
    with pytest.raises(InboxError, match=f"{name} is a file, where a folder belongs: move it"):
        Watched(folder, store).settle()
    assert held(store) == []


def test_what_is_no_return_is_named_once_and_left_alone(store: Store, folder: Path) -> None:
    (folder / "minutes.pdf").write_bytes(b"%PDF-1.7")
    (folder / "notes").mkdir()
    (folder / "OCGs.csv").write_text("OCG reference\n")
    watched = Watched(folder, store)
    assert watched.settle() + watched.settle() == [
        "OCGs.csv: a CSV file by itself; put a return's CSV files in a folder of their own",
        "minutes.pdf: no return, and left alone",
        "notes: a folder without CSV files, and left alone",
    ]
    assert (watched.refused, watched.left) == (0, 0)
    assert (folder / "minutes.pdf").exists()


@pytest.mark.parametrize("size", [0, 21 * 1024 * 1024])
def test_a_file_of_an_impossible_size_is_refused(store: Store, folder: Path, size: int) -> None:
    with (folder / "sized.xlsx").open("wb") as file:
        file.truncate(size)
    (line,) = Watched(folder, store).settle()
    assert "rejected/sized.xlsx.problems.txt" in line


def test_a_report_of_a_move_that_was_stopped_is_written_again(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_xlsx(folder / "bad.xlsx", bad_return())
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refusing(Path.rename, folder, NO_SPACE))
        Watched(folder, store).settle()
    assert (folder / "bad.xlsx").exists()
    Watched(folder, store).settle()
    assert names(folder) == [
        f"rejected/bad.xlsx{end}" for end in ("", ".problems.json", ".problems.txt")
    ]


def test_a_file_that_cannot_be_read_waits_and_is_named_once(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_xlsx(folder / "dorset.xlsx", good_return())
    watched = Watched(folder, store)
    locked = PermissionError(13, "Permission denied")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refusing(Path.open, folder, locked))
        (line,) = watched.settle() + watched.settle()
    assert line.startswith("dorset.xlsx: waits: found a file that cannot be opened")
    assert "loaded as return 1" in watched.settle()[0]


def test_a_folder_that_vanishes_is_waited_for(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(folder, store)
    folder.rmdir()
    looks = 0

    def wait(_: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            folder.mkdir()
            write_xlsx(folder / "dorset.xlsx", good_return())
        if looks == 6:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", wait)
    with pytest.raises(KeyboardInterrupt):
        watched.watch(1, once=False)
    assert watched.lines == [
        f"{folder} cannot be worked on (No such file or directory). Trying again.",
        "dorset.xlsx: loaded as return 1; loaded/dorset.xlsx",
    ]
    shutil.rmtree(folder)
    with pytest.raises(InboxError):
        watched.watch(0, once=True)


def test_a_store_without_room_leaves_the_file_for_the_next_look(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_xlsx(folder / "dorset.xlsx", good_return())
    watched = Watched(folder, store)

    def full(*_: object) -> None:
        raise NO_SPACE

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        with pytest.raises(StoreError, match="No space left on device"):
            watched.settle()
    assert (folder / "dorset.xlsx").exists()
    assert "loaded as return 1" in watched.settle()[0]


def test_a_folder_of_returns_is_each_of_them(folder: Path) -> None:
    workbook = write_xlsx(folder / "a.xlsx", good_return())
    csvs = write_csv(folder / "b", good_return())
    (folder / "~$a.xlsx").write_bytes(b"")
    (folder / "loaded").mkdir()
    assert returns_in(folder) == [workbook, csvs]
    assert returns_in(csvs) == [csvs]
    assert returns_in(folder / "loaded") == []


# In processes of their own

Start = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def start(folder: Path, store: Store) -> Iterator[Start]:
    begun = []

    def begin() -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "load", folder, "--watch", "--interval", "0.1",
             "--store", store.folder],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        begun.append(process)
        assert process.stdout
        assert "Watching" in process.stdout.readline()
        return process

    yield begin
    for process in begun:
        process.kill()
        process.wait()


def ended(process: "subprocess.Popen[str]", how: int) -> str:
    process.send_signal(how)
    said, _ = process.communicate(timeout=30)
    assert "Traceback" not in said
    return said


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 40
    while not done():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


@pytest.mark.skipif(os.name == "nt", reason="a process cannot be killed so there")
def test_two_watchers_and_one_killed_load_each_file_once(
    start: Start, folder: Path, store: Store
) -> None:
    killed, other = start(), start()
    for number in range(1, 6):
        write_xlsx(folder / f"{number}.xlsx", good_return(as_at_on=f"{number + 20} October 2026"))
        if number == 3:
            until(lambda: bool(held(store)))
            ended(killed, signal.SIGKILL)
    until(lambda: len(list(folder.glob("loaded/*.xlsx"))) == 5)
    said = ended(other, signal.SIGINT)
    assert sorted(held(store)) == [f"{number}.xlsx" for number in range(1, 6)], said
    assert not (folder / "rejected").exists(), said
    assert other.returncode == 0
