"""A region's reference data and public record reach the store whole, or not at all."""

import shutil
from pathlib import Path

import duckdb
import pytest
from opened_pages import Open

from dashboard.figures import ask
from dashboard.paths import PUBLISHED, REFERENCE
from dashboard.region import laying
from dashboard.store.definitions import is_of_this_release
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return (
        Path(shutil.copytree(REFERENCE, tmp_path / "reference")),
        Path(shutil.copytree(PUBLISHED, tmp_path / "published")),
    )


def test_laying_twice_writes_once_and_a_change_writes_again(
    tmp_path: Path, folders: tuple[Path, Path]
) -> None:
    store = Store(tmp_path / "store")
    assert laying.lay(store, folders)
    assert not laying.lay(store, folders)
    setting = folders[0] / "setting.csv"
    setting.write_text(setting.read_text().replace("stale_after_days,45", "stale_after_days,60"))
    assert laying.lay(store, folders)
    with store.read() as con:
        found = con.execute("select value from setting where setting_code = 'stale_after_days'")
        assert found.fetchall() == [(60,)]


def test_columns_are_matched_by_header_and_never_by_position(
    tmp_path: Path, folders: tuple[Path, Path]
) -> None:
    (folders[0] / "strand.csv").write_text(
        "meaning,label,strand_code,display_order\nA meaning,Pursue,pursue,1\n"
    )
    store = Store(tmp_path / "store")
    laying.lay(store, folders)
    with store.read() as con:
        found = con.execute("select strand_code, label, meaning from strand").fetchall()
    assert found == [("pursue", "Pursue", "A meaning")]


@pytest.mark.parametrize(
    "text",
    [
        "strand_code;label;display_order;meaning\npursue;Pursue;1;A, and b\n",
        'strand_code,label,display_order,meaning\npursue,Pursue,1,"A, and b",,\n',
    ],
)
def test_a_file_as_another_program_saves_it(
    text: str, tmp_path: Path, folders: tuple[Path, Path]
) -> None:
    (folders[0] / "strand.csv").write_text(text)
    store = Store(tmp_path / "store")
    laying.lay(store, folders)
    with store.read() as con:
        found = con.execute("select strand_code, label, display_order, meaning from strand")
        assert found.fetchall() == [("pursue", "Pursue", 1, "A, and b")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("strand.csv", "strand_code,colour\npursue,red\n"),
        ("strand.csv", "strand_code,label,display_order,meaning\npursue,Pursue,first,x\n"),
        ("strand.csv", "strand_code,label,display_order,meaning\npursue,Pursue,1,x,too many\n"),
    ],
)
def test_a_file_that_does_not_fit_is_named_and_nothing_changes(
    tmp_path: Path, folders: tuple[Path, Path], name: str, text: str
) -> None:
    store = Store(tmp_path / "store")
    laying.lay(store, folders)
    before = store.version()
    (folders[0] / name).write_text(text)
    with pytest.raises(StoreError, match=name):
        laying.lay(store, folders)
    assert store.version() == before


def test_a_store_of_another_release_is_said_in_words(
    opened: Open, published_store: Store, tmp_path: Path
) -> None:
    store = Store(Path(shutil.copytree(published_store.folder, tmp_path / "store")))
    with store.read() as con:
        assert is_of_this_release(con)
    with store.write("earlier", "As an earlier release laid it") as con:
        con.execute("alter table return_received drop column is_entry")
        con.execute("create or replace table region_digest as select 'earlier' as digest")
    at = opened(store)
    assert "`python -m dashboard serve` on it once" in at.error[0].value
    assert laying.lay(store)
    assert not opened(store).error


def test_a_fault_in_a_query_is_no_other_release(
    published_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ask.STORE_VARIABLE, str(published_store.folder))
    ask.store.cache_clear()
    monkeypatch.setattr(ask, "sql", lambda _: "select nothing from body")
    with pytest.raises(duckdb.BinderException):
        ask._rows(published_store.version(), 0, "body_choice", ())
    ask.store.cache_clear()
