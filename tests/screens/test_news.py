"""What others brought in is said at the next click, and what the session itself did is not."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from made_returns import good_return, xlsx_bytes
from opened_pages import Open, text
from questions import DORSET_ALONE

from dashboard.access import viewer as access
from dashboard.figures.question import Question
from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.outcome import Received
from dashboard.screens import board
from dashboard.store.disk import RetiredError
from dashboard.store.versions import KEPT_VERSIONS, Store

NEW = "New since your last click"
NOW = datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001  (the store's times are naive UTC)


def returned(name: str = "dorset.xlsx", **changes: str) -> Received:
    return Received(Path(name), NOW, "Force analyst", data=xlsx_bytes(good_return(**changes)))


def test_a_return_of_somebody_else_is_told_once(
    opened: Open, published_store: Store, tmp_path: Path
) -> None:
    shutil.copytree(published_store.folder, tmp_path / "store")
    store = Store(tmp_path / "store")
    laying.lay(store)
    at = opened(store)
    assert NEW not in text(at)
    accept.load(store, [returned()], "Force analyst", "Accepted dorset.xlsx")
    at.run()
    assert NEW in text(at)
    assert "Dorset as at 31 October 2026 (Force analyst, " in text(at)
    assert "As at 31 October 2026, " in text(at), "an open page follows the newest date"
    at.run()
    assert NEW not in text(at)


def test_who_sees_one_body_is_told_of_its_returns_alone(
    opened: Open, published_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(published_store.folder, tmp_path / "store")
    store = Store(tmp_path / "store")
    laying.lay(store)
    monkeypatch.setattr(access, "THIS_COMPUTER", DORSET_ALONE)
    at = opened(store)
    sheets = good_return(body_code="Wiltshire Police")
    for title in ("OCGs", "4P plans", "SCPOs", "Trigger forms"):
        sheets[title] = []
    del sheets["Finding updates"][2:]
    theirs = replace(returned("wiltshire.xlsx"), data=xlsx_bytes(sheets))
    [outcome] = accept.load(store, [theirs], "Their analyst", "Accepted wiltshire.xlsx")
    assert outcome.return_id
    before = text(at)
    assert text(at.run()) == before
    accept.load(store, [returned()], "Force analyst", "Accepted dorset.xlsx")
    assert "Dorset as at 31 October 2026 (Force analyst, " in text(at.run())
    assert "Their analyst" not in text(at)


def test_a_page_whose_version_goes_while_it_is_drawn_moves_to_the_newest(
    opened: Open, published_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(published_store.folder, tmp_path / "store")
    store = Store(tmp_path / "store")
    laying.lay(store)
    drawn: list[int] = []
    show = board.show

    def held_open(question: Question) -> None:
        assert question.filters.version
        drawn.append(question.filters.version.number)
        if len(drawn) == 1:
            for number in range(KEPT_VERSIONS + 1):
                with store.write("Tester", f"meanwhile {number}"):
                    pass
        show(question)

    monkeypatch.setattr(board, "show", held_open)
    at = opened(store)
    assert drawn == [drawn[0], drawn[0] + KEPT_VERSIONS + 1]
    assert not at.error
    assert "Moved to the newest figures" in text(at)
    at.run()
    assert "Moved to the newest figures" not in text(at)


def test_a_version_that_is_gone_again_and_again_is_said_in_words(
    opened: Open, published_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_question: Question) -> None:
        raise RetiredError("soc-000001.duckdb is no longer kept: load the page again.")

    monkeypatch.setattr(board, "show", gone)
    (said,) = opened(published_store).error
    assert said.value == "soc-000001.duckdb is no longer kept: load the page again."
