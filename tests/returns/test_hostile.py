"""Files made to harm end in words, by every way in, and whoever opened them goes on."""

import io
import shutil
from datetime import datetime
from pathlib import Path
from time import perf_counter

import openpyxl
import pytest
from hostile import EVERY

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.returns import accept, safely
from dashboard.returns.arrivals import upload
from dashboard.returns.arrivals.inbox import Inbox
from dashboard.returns.outcome import Outcome, Received
from dashboard.store.versions import Store

NOW = datetime(2026, 11, 3, 9)  # noqa: DTZ001  (kept without a zone)
SECONDS = 2


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each by what is in it, where it lies."""
    folder = tmp_path_factory.mktemp("hostile")
    found = {}
    for number, (name, build) in enumerate(EVERY.items()):
        kind = "zip" if name.startswith("CSV") else "xlsx"
        found[name] = folder / f"{number:02}.{kind}"
        found[name].write_bytes(build())
    return found


@pytest.fixture(autouse=True)
def _little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has less time than in earnest: what ends in words ends so however little there is."""
    monkeypatch.setattr(safely, "MOST_SECONDS", SECONDS)


def refused_in_words(outcome: Outcome) -> None:
    assert not outcome.is_accepted
    assert outcome.problems
    for problem in outcome.problems[:50]:
        said = str(problem)
        assert "\n" not in said
        assert "Traceback" not in said
        assert len(said) < 1_500


@pytest.mark.parametrize("name", EVERY)
def test_it_is_checked_and_marked_in_words(
    name: str, files: dict[str, Path], published_store: Store
) -> None:
    begun = perf_counter()
    [outcome] = accept.check(published_store, [Received(files[name], NOW, "SOC analyst")])
    refused_in_words(outcome)
    data = files[name].read_bytes()
    marked = safely.problems_workbook(data, outcome.problems, outcome.layouts)
    # Twice the clock of what it may compute, on a machine that has other things to do.
    assert perf_counter() - begun < 2 * safely._PATIENCE
    book = openpyxl.load_workbook(io.BytesIO(marked), read_only=True)
    assert book.sheetnames[0] == "Problems"
    rows = book["Problems"].iter_rows(min_row=6, max_col=4, values_only=True)
    assert next(rows)[3] == outcome.problems[0].found
    book.close()


def test_an_upload_of_all_is_tried(files: dict[str, Path], published_store: Store) -> None:
    uploads = tuple(upload.Upload(path.name, path.read_bytes()) for path in files.values())
    tried = upload.attempt(
        published_store, published_store.version(), uploads, THIS_COMPUTER, is_made_up=False
    )
    assert tried.version is None
    for outcome in tried.outcomes:
        refused_in_words(outcome)


def test_a_watched_folder_sets_all_aside(
    files: dict[str, Path], published_store: Store, tmp_path: Path
) -> None:
    store = Store(Path(shutil.copytree(published_store.folder, tmp_path / "store")))
    folder = tmp_path / "inbox"
    folder.mkdir()
    for path in files.values():
        shutil.copy(path, folder / path.name)
    said: list[str] = []
    watched = Inbox(
        folder, store, "Analyst", lambda r: accept.load(store, r, "Analyst", ""), said.append
    )
    watched.look()
    watched.look()
    assert watched.refused == len(files)
    aside = {path.name for path in (folder / "rejected").iterdir()}
    assert {path.name for path in files.values()} <= aside
    assert not [line for line in said if "\n" in line]
