"""Another region is another folder of files: every page is about it, and nothing else."""

import csv
import re
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_returns import good_return, write_xlsx
from opened_pages import NONSENSE, VIEWS, Open, text
from other_region import (
    APPLIES,
    BODIES,
    CAUSE,
    FIRST,
    SECOND,
    STRANDS,
    edit,
    lay_out,
    load,
    write,
)  # fmt: skip
from streamlit.testing.v1 import AppTest

from dashboard.paths import PUBLISHED, REFERENCE
from dashboard.region import starting
from dashboard.region.csv_columns import KEYS
from dashboard.region.csv_tables import RegionError
from dashboard.returns import accept
from dashboard.returns.outcome import Received
from dashboard.returns.workbooks import filling
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store


@pytest.fixture(scope="module")
def other_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("other")
    laid_out = lay_out(folder / "northmoor")
    store = Store(folder / "store")
    starting.lay(store, laid_out)
    load(store, folder)
    return store


def column(path: Path, *names: str) -> set[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row[name] for row in csv.DictReader(lines) for name in names}


SHIPPED = (
    column(REFERENCE / "body.csv", "name", "short_name", "body_code")
    | column(PUBLISHED / "finding.csv", "finding_ref")
    | column(REFERENCE / "strand.csv", "label")
    | column(REFERENCE / "threat_band.csv", "label")
    | {"MoRiLE", "OCGM", "south-west", "12 June 2025", "SOC Development Board", "OFFICIAL"}
)
"""What is the shipped region's alone."""


def everything(at: AppTest) -> str:
    """All that a page says, its charts and its widgets included."""
    charts = [f"{chart.proto.spec} {chart.proto.alt}" for chart in at.get("plotly_chart")]
    widgets = [f"{w.label} {w.options}" for kind in (at.selectbox, at.multiselect) for w in kind]
    return "\n".join([text(at), *charts, *widgets])


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_speaks_of_the_other_region_alone(
    opened: Open, other_store: Store, view: str
) -> None:
    at = opened(other_store, view, over_time="true", rows="true")
    said = everything(at)
    named = [name for name in SHIPPED if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)]
    assert not named
    assert not NONSENSE.search(text(at))
    if view not in ("guide", "about"):
        assert all(name in said for name in BODIES)


def test_a_page_is_marked_in_the_region_s_own_words(
    opened: Open, other_store: Store, tmp_path: Path
) -> None:
    laid = Store(tmp_path / "store")
    starting.lay(laid, lay_out(tmp_path / "northmoor"))
    for store, marking in ((laid, "LOCAL <open>"), (other_store, "LOCAL & CLOSED")):
        bars = [each.proto.body for each in opened(store).get("html")]
        assert any(f'<span class="marking">{escape(marking)}</span>' in bar for bar in bars)


def test_causes_of_concern_and_recommendations_are_called_so(
    opened: Open, other_store: Store
) -> None:
    board = text(opened(other_store, "board"))
    assert "<h1>Northmoor Crime Board</h1>" in board
    for ref in APPLIES:
        assert f'<span class="ref">{ref}</span>' in board, ref
    for ref, kind in ((CAUSE, "cause of concern"), (FIRST, "recommendation")):
        said = text(opened(other_store, "afi_progress", finding=ref, at="Fellside"))
        assert f"{ref}: {kind}" in said
        assert ("local policing body has done" in said) == (kind == "recommendation")
        assert f"The wording of {ref}." in said
        assert "10 October 2025, the last day" in said, "40 days from 1 September 2025"
        assert "An inspection of Northmoor" in said


def test_one_letter_answers_several_recommendations_and_may_be_late(
    opened: Open, other_store: Store
) -> None:
    said = text(opened(other_store, "afi_progress", finding=SECOND, reports="true"))
    assert "Set under</dt><dd>Cause of concern 1<" in said
    assert "Deadline</dt><dd>1 March 2026<" in said
    assert "▲ published 11 October 2025, day 41 of 40: 1 day late" in said
    assert "Recommendation 1 and Recommendation 2" in said
    before = {"as_at": "Another date", "on": "2025-10-10"}
    said = text(opened(other_store, "afi_progress", reports="true", **before))
    assert "○ Not held on day 40 of 40" in said
    assert "late" not in said.partition("Responses under section 55")[2].partition("</table>")[0]


def test_plans_go_by_the_region_s_own_strands(opened: Open, other_store: Store) -> None:
    said = text(opened(other_store, "plans"))
    assert all(label in said for label in STRANDS)
    assert "High-harm OCGs with class only" in said


@pytest.mark.parametrize("view", VIEWS)
def test_a_region_just_laid_out_opens_on_every_page(
    opened: Open, tmp_path: Path, view: str
) -> None:
    starting.init(tmp_path / "new")
    store = Store(tmp_path / "store")
    starting.lay(store, tmp_path / "new")
    said = everything(opened(store, view))
    assert not NONSENSE.search(said)
    bodies = column(REFERENCE / "body.csv", "name", "short_name")
    assert not [name for name in bodies if name in said]


def test_a_finding_is_a_mistake_where_the_public_record_holds_none(tmp_path: Path) -> None:
    starting.init(tmp_path / "new")
    store = Store(tmp_path / "store")
    starting.lay(store, tmp_path / "new")
    path = write_xlsx(tmp_path / "example.xlsx", good_return(body_code="Example"))
    received = Received(path, datetime(2026, 11, 20), "Analyst")  # noqa: DTZ001
    [outcome] = accept.check(store, [received])
    first, *_ = outcome.problems
    assert str(first) == (
        "example.xlsx, sheet Finding updates, row 2, column Finding: found AFI 1; expected "
        "nothing: no finding is in the public record held"
    )
    with store.read() as con:
        assert filling.write(con, "example", date(2026, 11, 30)).startswith(b"PK")


# Mistakes in its files

Spoil = Callable[[Path], None]


def write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def set_in(file: str, row: int, **values: str) -> Spoil:
    """Change cells of one row, numbered as a spreadsheet numbers it."""

    def spoil(folder: Path) -> None:
        edit(
            folder / file,
            lambda rows: [
                one | values if number == row else one for number, one in enumerate(rows, start=2)
            ],
        )

    return spoil


def doubled(file: str) -> Spoil:
    return lambda folder: edit(folder / file, lambda rows: [*rows, rows[0]])


def without(file: str, header: str) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8").replace(header, "other", 1))

    return spoil


MISTAKES: dict[str, Spoil] = {
    "finding_body.csv, row 3, column body_code: found mars; expected one that body.csv": set_in(
        "published/finding_body.csv", 3, body_code="mars"
    ),
    "finding.csv, row 2, column inspection_code: found gone; expected": set_in(
        "published/finding.csv", 2, inspection_code="gone"
    ),
    "finding.csv, row 3, column kind_code: found worry; expected one that choice.csv, list "
    "finding_kind": set_in("published/finding.csv", 3, kind_code="worry"),
    "finding.csv, row 2, column wording: found empty": set_in(
        "published/finding.csv", 2, wording=""
    ),
    "body.csv, row 6, column body_code: found tarnshire again, as in row 2": doubled(
        "reference/body.csv"
    ),
    "body.csv, row 2, column body_code: found ../../tmp/x; expected up to 40 small letters": set_in(
        "reference/body.csv", 2, body_code="../../tmp/x"
    ),
    "body.csv, column kind_code: found 0 rows of the kind region; expected one": set_in(
        "reference/body.csv", 5, kind_code="force"
    ),
    "body.csv, row 2, column kind_code: found army; expected one of force, rocu, region": set_in(
        "reference/body.csv", 2, kind_code="army"
    ),
    "strand.csv, row 2, column display_order: found first; expected a whole number": set_in(
        "reference/strand.csv", 2, display_order="first"
    ),
    "inspection.csv, row 2, column published_on: found 31/02/2025; expected a date": set_in(
        "published/inspection.csv", 2, published_on="31/02/2025"
    ),
    "measure.csv, row 4, column measure_code: found luck, which no query counts": set_in(
        "reference/measure.csv", 4, measure_code="luck"
    ),
    "measure.csv, row 2, column finding_ref: found AFI 1; expected one that finding.csv": set_in(
        "reference/measure.csv", 2, finding_ref="AFI 1"
    ),
    "setting.csv, column setting_code: found no row for stale_after_days": lambda folder: edit(
        folder / "reference" / "setting.csv", lambda rows: rows[1:]
    ),
    "strand.csv: found no row; expected at least one": lambda folder: write(
        folder / "reference" / "strand.csv", []
    ),
    "source.csv, row 1, column publisher: found no column of this name": without(
        "published/source.csv", "publisher"
    ),
    "body.csv, row 3, column short_name: found Fellside, which is read as tarnshire": set_in(
        "reference/body.csv", 2, short_name="Fellside"
    ),
    "body.csv, row 3, column body_code: found fellside, which is read as tarnshire": set_in(
        "reference/body.csv", 2, short_name="fellside"
    ),
    "stage.csv, row 3, column label: found Not started": set_in(
        "reference/stage.csv", 3, label="Not started"
    ),
    "body.csv: found a second one in published": lambda folder: write_text(
        folder / "published" / "body.csv", (folder / "reference" / "body.csv").read_text()
    ),
    "brag.csv: found no file of this name": lambda folder: (
        folder / "reference" / "brag.csv"
    ).unlink(),
    "stage.csv, column kind_code: found 0 verified stages of the kind withdrawn": set_in(
        "reference/stage.csv", 13, kind_code="step"
    ),
    "stage.csv, row 9, column given_by: found anybody; expected one of body, either": set_in(
        "reference/stage.csv", 9, given_by="anybody"
    ),
    "stage.csv, row 9, column rank: found empty": set_in("reference/stage.csv", 9, rank=""),
    "stage.csv, row 8, column is_complete: found true in the first verified stage": set_in(
        "reference/stage.csv", 8, is_complete="true"
    ),
    "stage.csv, row 9, column given_by: found body, of the kind step": set_in(
        "reference/stage.csv", 9, given_by="body"
    ),
    "stage.csv, row 9, column given_by: found nobody, of the kind step": set_in(
        "reference/stage.csv", 9, given_by="nobody"
    ),
    "finding.csv, row 3, column parent_ref: found AFI 31; expected a cause of concern": set_in(
        "published/finding.csv", 3, parent_ref="AFI 31"
    ),
    "source.csv, row 2, column address: found javascript:alert(1); expected one that": set_in(
        "published/source.csv", 2, address="javascript:alert(1)"
    ),
    "statement.csv, row 2, column page: found nowhere; expected one that choice.csv": set_in(
        "published/statement.csv", 2, page="nowhere"
    ),
    "colour.csv: found a file of this name; expected one of body, stage": lambda folder: (
        folder / "published" / "colour.csv"
    ).write_text("a\n"),
    "theme.csv: found a file that cannot be read; expected CSV UTF-8": lambda folder: (
        folder / "published" / "theme.csv"
    ).write_bytes("inspection_code\n\xa3".encode("cp1252")),
}


@pytest.mark.parametrize("said", MISTAKES)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, said: str) -> None:
    folder = lay_out(tmp_path / "northmoor")
    starting.check(folder)
    MISTAKES[said](folder)
    with pytest.raises(RegionError) as found:
        starting.check(folder)
    assert any(said in str(problem) for problem in found.value.problems), str(found.value)


def test_the_codes_of_a_region_s_verified_stages_are_its_own(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "northmoor")
    edit(folder / "reference" / "stage.csv", lambda rows: [
        row | {"stage_code": f"own-{place}"} if row["lane_code"] == "verified" else row
        for place, row in enumerate(rows)
    ])  # fmt: skip
    starting.check(folder)


def test_every_mistake_is_listed_at_once_and_nothing_is_laid(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "northmoor")
    store = Store(tmp_path / "store")
    starting.lay(store, folder)
    before = store.version()
    chosen = [said for said in MISTAKES if said.startswith(("finding_body", "strand.csv, row"))]
    for said in chosen:
        MISTAKES[said](folder)
    with pytest.raises(RegionError) as found:
        starting.lay(store, folder)
    assert [sum(said in str(p) for p in found.value.problems) for said in chosen] == [1, 1]
    assert store.version() == before


def test_a_body_with_returns_cannot_be_left_out(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "northmoor")
    store = Store(tmp_path / "store")
    starting.lay(store, folder)
    load(store, tmp_path)
    before = store.version()
    starting.init(tmp_path / "new")
    with pytest.raises(StoreError, match="has no row for fellside, northmoor, northmoor-rocu"):
        starting.lay(store, tmp_path / "new")
    assert store.version() == before


@settings(max_examples=25, deadline=None)
@given(
    name=st.sampled_from(sorted(KEYS)),
    data=st.binary(max_size=40) | st.text(max_size=40).map(str.encode),
    under_its_headers=st.booleans(),
)
def test_whatever_a_file_holds_is_a_mistake_with_its_file_or_none(
    name: str, data: bytes, under_its_headers: bool
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "new"
        starting.init(folder)
        (path,) = folder.glob(f"*/{name}.csv")
        headers = path.read_bytes().splitlines(keepends=True)[0]
        path.write_bytes(headers + data if under_its_headers else data)
        try:
            starting.check(folder)
            said = f"{name}.csv"
        except RegionError as found:
            said = str(found)
    assert f"{name}.csv" in said


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not empty"):
        starting.init(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(StoreError, match="holds no folder reference"):
        starting.check(tmp_path)
