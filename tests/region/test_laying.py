"""A region's reference data and public record reach the store whole, or not at all."""

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from opened_pages import Open, text
from placed_rows import Filed, store_of
from questions import Question, only

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


PUBLISHED_VALUES = {
    "123456.5": "123,456.5", '"1,234,567"': "1,234,567", "100001": "100,001",
    "999999999999": "999,999,999,999",
}  # fmt: skip
"""A value as typed in the file -> as a page shows it."""


def with_figures(folders: tuple[Path, Path], values: Iterable[str]) -> None:
    path = folders[1] / "published_figure.csv"
    header, *_ = path.read_text(encoding="utf-8").splitlines()
    rows = [
        f"F-{place},dorset,2025-08-04,2025-08-04,,,Figure {place},{value},,pounds,,,"
        "dorset-pcc-letter-2025-08-04"
        for place, value in enumerate(values)
    ]
    path.write_text("\n".join([header, *rows]), encoding="utf-8")


def test_a_published_figure_of_any_size_is_laid_and_shown(
    opened: Open, tmp_path: Path, folders: tuple[Path, Path]
) -> None:
    with_figures(folders, PUBLISHED_VALUES)
    store = Store(tmp_path / "store")
    laying.lay(store, folders)
    with store.read() as con:
        held = con.execute("select value from published_figure order by figure_ref").fetchall()
    assert held == [(float(typed.strip('"').replace(",", "")),) for typed in PUBLISHED_VALUES]
    said = text(opened(store, "board"))
    for shown in PUBLISHED_VALUES.values():
        assert f">{shown}</td>" in said


@pytest.mark.parametrize("typed", ["1234567890123456", "12 000", "1e6", "-5", '"1,23"', "nan"])
def test_a_published_figure_that_is_no_plain_number_is_named(
    tmp_path: Path, folders: tuple[Path, Path], typed: str
) -> None:
    with_figures(folders, [typed])
    with pytest.raises(StoreError, match=r"published_figure.csv, row 2, column value: found "):
        laying.lay(Store(tmp_path / "store"), folders)


@pytest.mark.parametrize(
    "text",
    [
        "strand_code;label;display_order;meaning\npursue;Pursue;1;A, and b\n",
        'strand_code,label,display_order,meaning\npursue,Pursue,1,"A, and b",,\n',
        'strand_code,label,display_order,meaning,,\npursue,Pursue,1,"A, and b",,\n',
    ],
)
def test_a_file_as_another_program_saves_it(
    text: str, tmp_path: Path, folders: tuple[Path, Path]
) -> None:
    (folders[0] / "strand.csv").unlink()
    (folders[0] / "strand.CSV").write_text(text)
    for stray in ("._body.csv", "~$body.csv", ".DS_Store"):
        (folders[0] / stray).write_bytes(b"\0\5\x16\7")
    store = Store(tmp_path / "store")
    laying.lay(store, folders)
    with store.read() as con:
        found = con.execute("select strand_code, label, display_order, meaning from strand")
        assert found.fetchall() == [("pursue", "Pursue", 1, "A, and b")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("strand.csv", "strand_code,colour\npursue,red\n"),
        ("strand.csv", "strand_code,label,display_order,meaning\npursue,Pursue,first,x\n"),
        ("strand.csv", "strand_code,label,display_order,meaning\npursue,Pursue,1,x,too many\n"),
    ],
)
def test_a_file_that_does_not_fit_is_named_and_nothing_changes(
    tmp_path: Path, folders: tuple[Path, Path], name: str, content: str
) -> None:
    store = Store(tmp_path / "store")
    laying.lay(store, folders)
    before = store.version()
    (folders[0] / name).write_text(content)
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


def test_a_store_begun_before_verifications_had_documents_is_brought_up_to_date(
    tmp_path: Path,
) -> None:
    word = {"finding_ref": "AFI 8", "body_code": "dorset", "verified_on": date(2026, 9, 10),
            "verified_stage_code": "closed-by-hmicfrs", "verifier_body_code": None}  # fmt: skip
    filed = Filed("south-west", date(2026, 9, 30), {"verification": [word]})
    store = store_of(tmp_path, [filed], {})
    with store.write("earlier", "As an earlier release laid it") as con:
        for column in ("document_title", "document_on", "document_ref"):
            con.execute(f"alter table verification drop column {column}")
        con.execute("alter table verification alter column verifier_role set not null")
        con.execute("alter table stage drop column rank")
        con.execute("update region_digest set digest = 'earlier'")
    assert laying.lay(store)
    row = only(store, "finding_by_body", Question(date(2026, 10, 31)), finding_ref="AFI 8",
               body_code="dorset")  # fmt: skip
    assert (row["verified_stage"], row["verifier_role"]) == ("Closed by HMICFRS", "Peer reviewer")


def test_a_fault_in_a_query_is_no_other_release(
    published_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ask.STORE_VARIABLE, str(published_store.folder))
    ask.store_in.cache_clear()
    monkeypatch.setattr(ask, "sql", lambda _: "select nothing from body")
    with pytest.raises(duckdb.BinderException):
        ask._rows(published_store.version(), 0, "body_choice", ())
    ask.store_in.cache_clear()
