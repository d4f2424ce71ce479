"""What others brought in is said at the next click, and what the session itself did is not."""

import shutil
from datetime import datetime
from pathlib import Path

from made_returns import good_return, xlsx_bytes
from opened_pages import Open, text

from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.outcome import Received
from dashboard.store.versions import Store

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
