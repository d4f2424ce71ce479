"""The demonstration region, built once for all the tests that ask of it."""

from collections.abc import Iterator
from datetime import date
from time import perf_counter

import pytest

from dashboard import ask, demonstration
from dashboard.store import Store

DEMONSTRATION_DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def demonstration_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration as built on 23 November 2026; only to be read."""
    folder = tmp_path_factory.mktemp("demonstration") / "store"
    begun = perf_counter()
    demonstration.build(folder, DEMONSTRATION_DAY)
    print(f"The demonstration took {perf_counter() - begun:.1f} seconds to build.")  # noqa: T201
    return Store(folder)


@pytest.fixture
def look_at(demonstration_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let `ask` answer from the demonstration."""
    monkeypatch.setenv(ask.STORE_VARIABLE, str(demonstration_store.folder))
    ask.store.cache_clear()
    yield
    ask.store.cache_clear()
