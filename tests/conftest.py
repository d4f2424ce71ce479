"""The stores that tests only read, and the fixture that opens a page over one."""

import gc
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from filelock import FileLock
from opened_pages import ONE_PAGE, Open
from streamlit.testing.v1 import AppTest
from two_stores import two_stores as build_two_stores

from dashboard.demonstration import building
from dashboard.figures import ask
from dashboard.paths import APP, ROOT
from dashboard.region import laying
from dashboard.store.versions import Store

DEMONSTRATION_DAY = date(2026, 11, 23)
BUILT = "SOC_BUILT_DEMONSTRATION"
OWN_STORES = ROOT / "data" / "store"
_FILE_EVENTS = {"open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove"}


@pytest.fixture(scope="session", autouse=True)
def _own_store_is_left_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fail whatever reaches for the store that a developer keeps, here or in a command started."""
    folder = tmp_path_factory.mktemp("nobody")
    with pytest.MonkeyPatch.context() as patch:
        # Where a person's data lies, on each system.
        for variable in ("XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
            patch.setenv(variable, str(folder))
        before = _kept()
        yield
        assert _kept() == before, f"a test changed {OWN_STORES}"


def _kept() -> dict[Path, float]:
    """What is in the developer's own stores, and since when."""
    return {path: path.stat().st_mtime for path in OWN_STORES.rglob("*")}


def _refuse_own_stores(event: str, given: tuple[object, ...]) -> None:
    if event in _FILE_EVENTS and str(given[0]).startswith(str(OWN_STORES)):
        pytest.fail(f"A test reached for {given[0]}, in a developer's own store.")


# Every door to a store reads its pointer in Python first, whoever then opens the database.
sys.addaudithook(_refuse_own_stores)


def _common_to_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what is built once, however many processes share the tests."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def demonstration_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration as built on 23 November 2026; only to be read.

    BUILT names one that another DuckDB has written, for this one to read.
    """
    if built := os.environ.get(BUILT):
        return Store(Path(built))
    folder = _common_to_all(tmp_path_factory) / "demonstration-store"
    begun = perf_counter()
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            building.build(folder, DEMONSTRATION_DAY)
    print(f"The demonstration took {perf_counter() - begun:.1f} seconds to build.")  # noqa: T201
    return Store(folder)


@pytest.fixture(scope="session")
def two_stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    """Two stores with the same of Dorset and of the board, and of nobody else; only to be read."""
    shared = _common_to_all(tmp_path_factory)
    with FileLock(shared / "two-stores.lock"):
        return build_two_stores(shared / "two-stores")


@pytest.fixture
def look_at(demonstration_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let `ask` answer from the demonstration."""
    monkeypatch.setenv(ask.STORE_VARIABLE, str(demonstration_store.folder))
    ask.store_in.cache_clear()
    yield
    ask.store_in.cache_clear()


@pytest.fixture(scope="session")
def published_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("published") / "store")
    laying.lay(store)
    return store


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page over a store, under the parameters of a URL; the app itself without a view."""
    # The runner puts the page in the place of __main__, which a spawned process would then run.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])

    def open_page(
        store: Store,
        view: str = "",
        bodies: frozenset[str] | None = None,
        sees_ocgs: bool = True,
        records: bool = False,
        **url: str | list[str],
    ) -> AppTest:
        monkeypatch.setenv(ask.STORE_VARIABLE, str(store.folder))
        ask.store_in.cache_clear()
        if view:
            script = ONE_PAGE.format(view=view, bodies=bodies, sees_ocgs=sees_ocgs, records=records)
            at = AppTest.from_string(script, default_timeout=30)
        else:
            at = AppTest.from_file(str(APP), default_timeout=30)
        for name, value in url.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception, [error.value for error in at.exception]
        return at

    yield open_page
    ask.store_in.cache_clear()


def pytest_unconfigure() -> None:
    """Let go of what hypothesis keeps in a callback of the collector to the very end.

    Through it DuckDB's own objects would outlive their module, and DuckDB complain of them.
    """
    gc.callbacks[:] = [each for each in gc.callbacks if "hypothesis" not in each.__module__]
