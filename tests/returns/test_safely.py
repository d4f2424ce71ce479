"""Whatever a file does to the process that reads it, who asked gets an answer and goes on."""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from loading import Vocabulary
from made_returns import good_return, write_xlsx, xlsx_bytes

from dashboard.returns import accept, read, safely
from dashboard.returns.arrivals.inbox import Inbox
from dashboard.returns.outcome import Received
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store

NOW = datetime(2026, 11, 3, 9)  # noqa: DTZ001  (kept without a zone)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
GOOD = xlsx_bytes(good_return())


@pytest.fixture
def store(published_store: Store) -> Store:
    return published_store


@pytest.fixture
def vocabulary(store: Store) -> Vocabulary:
    with store.read() as con:
        return read_vocabulary(con)


@pytest.fixture
def _few_megabytes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let children have hardly more memory than they begin with."""
    monkeypatch.setattr(safely, "MOST_MEGABYTES", 85)
    anew()
    yield
    anew()


def anew() -> None:
    """End the children that there are."""
    for child in list(safely._idle.queue):
        if child:
            child.kill()


def workings(rows: int) -> bytes:
    """A file of a sheet with so many rows: nothing is wrong with it but its size."""
    row = "a short text," * 25 + "another\n"
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LROs.csv", row * rows)
    return whole.getvalue()


def told(found: tuple[object, list[read.Problem]]) -> str:
    candidate, [problem] = found
    assert candidate is None
    assert problem.rule == "file"
    return problem.found


def test_a_return_is_read_as_it_is_without_a_child(vocabulary: Vocabulary) -> None:
    sheets = good_return()
    sheets["LROs"][0]["Trained"] = "perhaps"
    data = xlsx_bytes(sheets)
    assert safely.read_received("a\n.xlsx", data, vocabulary) == read.read_received(
        "a\n.xlsx", data, vocabulary
    )


@LINUX
@pytest.mark.usefixtures("_few_megabytes")
def test_too_much_memory_ends_the_reading_alone(vocabulary: Vocabulary) -> None:
    for _ in range(2):
        found = told(safely.read_received("a.zip", workings(49_000), vocabulary))
        assert found.startswith("a file that cannot be read safely: ")
        candidate, problems = safely.read_received("b.xlsx", GOOD, vocabulary)
        assert (candidate is not None, problems) == (True, [])


@LINUX
def test_too_much_time_ends_the_reading_alone(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safely, "MOST_SECONDS", 0.1)
    found = told(safely.read_received("a.zip", workings(49_000), vocabulary))
    assert found.startswith("a file that cannot be read safely: ")
    candidate, problems = safely.read_received("b.xlsx", GOOD, vocabulary)
    assert (candidate is not None, problems) == (True, [])


def test_a_reading_that_does_not_compute_is_ended_too(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safely, "_PATIENCE", 0.05)
    found = told(safely.read_received("a.zip", workings(49_000), vocabulary))
    assert found.startswith("a file that cannot be read safely: ")


@LINUX
def test_where_marking_takes_too_much_the_problems_are_listed_alone(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = good_return()
    post = sheets["LROs"][0] | {"Trained": "perhaps"}
    sheets["LROs"] = [post | {"LRO reference": f"L-{number}"} for number in range(500)]
    data = xlsx_bytes(sheets)
    candidate, problems = safely.read_received("a.xlsx", data, vocabulary)
    assert candidate is not None
    layouts = tuple(candidate.layouts.values())
    marked = openpyxl.load_workbook(BytesIO(safely.problems_workbook(data, problems, layouts)))
    assert marked["LROs"]["C2"].comment.text.startswith("Mistake. Found perhaps; ")
    monkeypatch.setattr(safely, "MOST_SECONDS", 0.01)
    alone = openpyxl.load_workbook(BytesIO(safely.problems_workbook(data, problems, layouts)))
    rows = list(alone["Problems"].iter_rows(values_only=True))
    assert alone.sheetnames == ["Problems"]
    assert rows[1][0] == f"500 mistakes and 0 warnings. {safely.NOT_MARKED}"
    listed = list(marked["Problems"].iter_rows(min_row=5, max_col=6, values_only=True))
    assert rows[4:] == listed
    assert rows[5][:3] == ("LROs", 2, "Trained")


@LINUX
@pytest.mark.usefixtures("_few_megabytes")
def test_a_watched_folder_sets_it_aside_and_loads_the_rest(tmp_path: Path, store: Store) -> None:
    own = Store(Path(shutil.copytree(store.folder, tmp_path / "store")))
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.zip").write_bytes(workings(49_000))
    write_xlsx(folder / "b.xlsx", good_return())
    said: list[str] = []
    watched = Inbox(
        folder, own, "Analyst", lambda r: accept.load(own, r, "Analyst", ""), said.append
    )
    watched.look()
    watched.look()
    assert [path.name for path in (folder / "loaded").iterdir()] == ["b.xlsx"]
    assert (folder / "rejected" / "a.zip").exists()
    [words] = (folder / "rejected").glob("*.problems.txt")
    assert "a file that cannot be read safely: " in words.read_text(encoding="utf-8")


def test_a_child_that_was_ended_is_replaced_unseen(vocabulary: Vocabulary) -> None:
    safely.read_received("a.xlsx", GOOD, vocabulary)
    anew()
    candidate, problems = safely.read_received("a.xlsx", GOOD, vocabulary)
    assert (candidate is not None, problems) == (True, [])


def test_many_ask_at_once(vocabulary: Vocabulary) -> None:
    def read_one(_: int) -> int:
        candidate, _problems = safely.read_received("a.xlsx", GOOD, vocabulary)
        return candidate.tables["ocg"].num_rows if candidate else 0

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(read_one, range(30)))) == 1


def test_a_child_that_cannot_start_is_no_fault_of_the_file(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew()
    monkeypatch.setattr(safely, "_START", "1/0")
    with pytest.raises(StoreError, match="No file can be read now"):
        safely.read_received("a.xlsx", GOOD, vocabulary)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(StoreError, match="No file can be read now"):
        safely.read_received("a.xlsx", GOOD, vocabulary)


ALONE = """
import os, sys, threading, time
from pathlib import Path
from dashboard.returns import accept, safely
from dashboard.returns.outcome import Received
from dashboard.store.versions import Store
from datetime import datetime
path, folder, how = sys.argv[1:]
received = [Received(Path(path), datetime(2026, 11, 3), "SOC analyst")]
[outcome] = accept.check(Store(Path(folder)), received)
[child] = [child for child in safely._idle.queue if child]
print(child.pid, flush=True)
if how == "busy":
    data = Path(path).read_bytes()
    threading.Thread(target=safely._ask, args=("read", "a.zip", data * 1, {}), daemon=True).start()
    time.sleep(0.05)
if how != "ends":
    os.kill(os.getpid(), 9)
"""


@LINUX
@pytest.mark.parametrize("how", ["ends", "idle", "busy"])
def test_no_child_outlives_who_started_it(how: str, tmp_path: Path, store: Store) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(workings(20_000))
    command = [sys.executable, "-c", ALONE, str(path), str(store.folder), how]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ran.returncode == (0 if how == "ends" else -signal.SIGKILL), ran.stderr
    assert ran.stderr == ""
    child = int(ran.stdout)
    until = time.monotonic() + safely.MOST_SECONDS + 2
    while os.path.exists(f"/proc/{child}") and time.monotonic() < until:  # noqa: PTH110
        if Path(f"/proc/{child}/stat").read_text().split()[2] == "Z":
            break  # ended, if nobody has been told
        time.sleep(0.05)
    else:
        assert not os.path.exists(f"/proc/{child}")  # noqa: PTH110


def test_a_check_goes_through_a_child(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a file with bytes and by one without: the one place where files are read."""
    monkeypatch.setattr(safely, "_ask", lambda *_: (None, []))
    [outcome] = accept.check(store, [Received(Path("a.xlsx"), NOW, "SOC analyst", data=GOOD)])
    assert outcome.body_code is None
