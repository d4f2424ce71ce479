"""Loads a file that has a mistake, and proves that it changed nothing."""

import hashlib
from datetime import datetime
from pathlib import Path

from dashboard.returns import accept
from dashboard.returns.outcome import Received
from dashboard.returns.problems import Problem
from dashboard.store.versions import Store

NOW = datetime(2026, 11, 3, 9)  # noqa: DTZ001  (kept without a zone)


Vocabulary = dict[str, dict[str, str]]


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        whole.update(str(path.relative_to(folder)).encode())
        whole.update(path.read_bytes() if path.is_file() else b"")
    return whole.hexdigest()


def load_unchanged(store: Store, path: Path) -> tuple[Problem, ...]:
    """Load a bad file, find the store byte for byte as it was, and give its problems."""
    before = digest(store.folder)
    received = [Received(path, NOW, "SOC analyst")]
    [outcome] = accept.load(store, received, "Tester", "Bad")
    assert digest(store.folder) == before
    assert not outcome.is_accepted
    assert outcome.return_id is None
    assert accept.check(store, received)[0].problems == outcome.problems
    return outcome.problems
