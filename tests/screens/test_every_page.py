"""Every page through Streamlit's own test runner, over real stores."""

import re
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made_returns import good_return, write_xlsx
from opened_pages import NONSENSE, STYLE, VIEWS, Open, text

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.figures import ask, question
from dashboard.figures.filters import Filters
from dashboard.figures.queries import queries
from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.outcome import Received
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store

STANDING = ("send", "record")
"""What works on what stands now, whatever the dates."""


def test_the_board_shows_the_region_from_its_returns(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store)
    said = text(at)
    assert "<h1>SOC Development Board</h1>" in said
    assert "As at 31 October 2026, compared with 20 October 2026, for all 6 bodies." in said
    assert "Gloucestershire has not returned since 31 August 2026" in said
    assert "Demonstration data" in said
    assert "Overdue board actions" in said
    assert not at.get("plotly_chart"), "a chart nobody opened is not drawn"


def test_nothing_stands_above_the_marking(opened: Open, demonstration_store: Store) -> None:
    at = opened(demonstration_store)
    first, *_ = [body for element in at.get("html") if (body := STYLE.sub("", element.proto.body))]
    assert first.startswith('<div class="soc bar">')
    assert not at.main.markdown, "a string of the code is no part of a page"


def test_each_headline_figure_opens_its_rows_under_the_same_filters(
    opened: Open, demonstration_store: Store, published_store: Store
) -> None:
    for store in (demonstration_store, published_store):
        said = text(opened(store, body=["Dorset"], as_at="Another date", on="2026-10-31"))
        hrefs = re.findall(r'<dt><a href="/(\w+)\?([^"]*)">', said)
        assert [path for path, _ in hrefs] == [
            "afi_progress", "claims", "returns", "plans", "plans", "actions",
        ]  # fmt: skip
        for _, asked in hrefs:
            assert "on=2026-10-31" in asked
            assert "body=Dorset" in asked


def test_opened_parts_of_the_board_hold_the_chart_its_table_and_the_rows(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store, over_time="true", rows="true")
    chart = at.get("plotly_chart")[0].proto
    assert "Demonstration data" in chart.spec
    assert chart.alt.startswith("Demonstration data.")
    said = text(at)
    assert "Findings at bodies by BRAG and date" in said
    assert "Active OCGs and their 4P plans" in said
    assert "SHA-256 of the file received" in said


def test_the_board_on_the_public_record_alone_invents_nothing(
    opened: Open, published_store: Store
) -> None:
    at = opened(published_store)
    said = text(at)
    assert "Demonstration data" not in said
    assert "public record alone" in said
    assert "The Force team now comprises 5.5 investigators" in said
    assert said.count("not reported") >= 5, "what nobody has returned is not known, not 0"
    assert "Requires improvement" in said
    assert not at.get("plotly_chart")


def test_a_board_date_is_compared_with_the_meeting_before(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store, as_at="20 October 2026 (board)")
    assert "As at 20 October 2026, compared with 18 August 2026" in text(at)


def truncate(version: Path) -> None:
    version.write_bytes(version.read_bytes()[:20_000])


STORE_FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "There is no store in": (
        lambda version: shutil.rmtree(version.parent), "start `python -m dashboard serve` once"
    ),
    "CURRENT is missing": (
        lambda version: (version.parent / "CURRENT").unlink(),
        "write in it the name of the newest version",
    ),
    "CURRENT is damaged": (
        lambda version: (version.parent / "CURRENT").write_text("soc-1"),
        "write in it the name of the newest version",
    ),
    "which is missing": (lambda version: version.unlink(), "restore that file"),
    "cannot be opened": (truncate, "restore a copy of it"),
    "another program wrote": (
        lambda version: version.with_name(f"{version.name}.wal").write_bytes(b"x"),
        "close that program",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", STORE_FAULTS)
def test_a_fault_of_the_store_is_told_with_its_own_remedy(
    opened: Open, published_store: Store, tmp_path: Path, fault: str
) -> None:
    store = Store(Path(shutil.copytree(published_store.folder, tmp_path / "store")))
    spoil, remedy = STORE_FAULTS[fault]
    spoil(store.version().path)
    (said,) = [error.value for error in opened(store).error]
    assert fault in said
    assert remedy in said
    others = {other for _, other in STORE_FAULTS.values()} - {remedy}
    assert not [other for other in others if other in said]


def test_limits_read_as_english(opened: Open, demonstration_store: Store) -> None:
    said = text(opened(demonstration_store, "guide"))
    assert ">1 time</th>" in said
    assert ">10 cases</th>" in said
    assert ">5 more or fewer</th>" in said
    assert ">45 days</th>" in said


@pytest.mark.parametrize("view", [view for view in VIEWS if view not in STANDING])
def test_a_date_before_everything_is_said_in_words(
    opened: Open, demonstration_store: Store, view: str
) -> None:
    said = text(opened(demonstration_store, view, as_at="Another date", on="2020-01-01"))
    assert "As at 1 January 2020" in said
    if view == "board":
        assert "No published finding is known to apply to the bodies chosen by this date" in said


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "url",
    [
        {},
        {"body": ["Wiltshire"]},
        {"as_at": "Another date", "on": "2020-01-01"},
        {"as_at": "Another date", "on": "2025-07-15"},
        {"as_at": "Another date", "on": "2027-12-31", "since": "Nothing"},
        {"finding": "AFI 3", "at": "Dorset"},
        {"finding": "AFI 7", "at": "Wiltshire"},
        {"finding": "AFI 1", "stage": "Verified: Regionally assured"},
    ],
)
def test_no_page_shows_a_machine_s_word_for_nothing(
    opened: Open, demonstration_store: Store, published_store: Store, view: str,
    url: dict[str, str],
) -> None:  # fmt: skip
    for store in (demonstration_store, published_store):
        said = text(opened(store, view, **url))
        assert not NONSENSE.search(said)


def test_bodies_come_from_the_url_and_the_others_are_named_as_left_out(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, body=["Dorset"]))
    assert "for Dorset only. Left out: Avon and Somerset, Devon and Cornwall" in said
    assert "Wiltshire has" not in said
    assert '<th scope="col">Wiltshire' not in said


def test_nonsense_in_the_url_falls_back_without_a_fault(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, as_at="<script>", body=["Atlantis"], on="32/13/2026"))
    assert "for all 6 bodies" in said
    assert "<script>" not in said


def test_comparing_with_a_later_date_compares_nothing(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(
        demonstration_store, as_at="Another date", on="2026-01-31",
        since="Another date", since_on="2026-03-31",
    )  # fmt: skip
    assert "31 March 2026 is not before 31 January 2026" in text(at)


def test_a_finding_opens_to_its_wording_source_history_and_returns(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store, "afi_progress", finding="AFI 1", at="Wiltshire")
    said = text(at)
    assert "should improve how they assess threats" in said
    assert "published 12 June 2025, pages 4 and 5" in said
    assert "6 August 2025, the last day under section 55" in said
    assert "demonstration-wiltshire-2026-10-31.xlsx" in said
    assert "Finding updates, row" in said
    assert "MoRiLE" in said, "Dorset's published response to AFI 1"
    chart = at.get("plotly_chart")[0].proto
    assert "claimed delivered" in chart.alt


def test_a_finding_that_is_not_held_says_so(opened: Open, demonstration_store: Store) -> None:
    said = text(opened(demonstration_store, "afi_progress", finding="AFI 3", at="Dorset"))
    assert "The wording of this finding is not held." in said
    assert "To whom AFI 3 applies is not held" in said


def test_filtering_everything_out_is_said_in_words(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(
        demonstration_store, "afi_progress",
        finding="AFI 7", stage="Claimed: Delivered", body=["Wiltshire"],
    )  # fmt: skip
    assert "No finding at a body matches these filters" in text(at)


@pytest.mark.parametrize("view", VIEWS)
def test_a_viewer_of_one_body_is_sent_nothing_of_another(
    opened: Open, demonstration_store: Store, view: str
) -> None:
    said = text(
        opened(
            demonstration_store, view, frozenset({"dorset"}), finding="AFI 1", at="Wiltshire",
            body=["Wiltshire"],
        )
    )  # fmt: skip
    assert "demonstration-wiltshire" not in said
    assert "Wiltshire" not in said.replace("Wiltshire requires", "")


@pytest.mark.parametrize("view", VIEWS)
def test_the_true_record_never_carries_the_mark_of_what_is_made_up(
    opened: Open, published_store: Store, view: str
) -> None:
    at = opened(published_store, view, finding="AFI 1", **OPENED)
    said = [*(each.proto.body for each in at.get("html")), text(at)]
    assert not [each for each in said if "Demonstration data" in each or "made up" in each]


def test_a_public_table_beside_made_up_figures_is_not_marked(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "afi_progress", finding="AFI 1", positions="true"))
    captions = re.findall("<caption>(.*?)</caption>", said)
    public = [each for each in captions if "Demonstration data" not in each]
    assert 0 < len(public) < len(captions)
    assert all("published" in each.lower() for each in public), public
    said = text(opened(demonstration_store, "about"))
    assert "<caption>" in said
    assert "Demonstration data" not in "".join(re.findall("<caption>(.*?)</caption>", said))


def test_the_guide_explains_every_word_and_query(opened: Open, demonstration_store: Store) -> None:
    assert "Regionally assured" in text(opened(demonstration_store, "guide"))
    said = text(opened(demonstration_store, "about"))
    for query in queries():
        assert f"queries/figures/{query}.sql" in said


PARTS = (
    "trend", "rows", "over_time", "measures", "numbers", "meetings", "what_if", "methods", "ocgs",
    "forms", "breaches", "missing", "published", "register", "versions", "reports",
    "priority", "directors",
)  # fmt: skip
OPENED: dict[str, Any] = dict.fromkeys(PARTS, "true")
"""Opens every part of every page."""


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "about"])
@pytest.mark.parametrize("url", [{}, OPENED], ids=["closed", "opened"])
def test_a_page_explains_exactly_the_queries_it_asks(
    opened: Open,
    demonstration_store: Store,
    monkeypatch: pytest.MonkeyPatch,
    view: str,
    url: dict[str, str],
) -> None:
    asked: list[str] = []

    def note(query: str, *given: Any, **more: Any) -> pd.DataFrame:
        asked.append(query)
        return ask.ask(query, *given, **more)

    monkeypatch.setattr(question, "ask", note)
    said = text(opened(demonstration_store, view, records=True, **url))
    explained = re.findall(r"queries/figures/(\w+)\.sql", said)
    assert explained == list(dict.fromkeys(asked))
    assert explained or view == "send", "what is uploaded is shown by a journey"


def test_plans_say_coverage_quality_and_change(opened: Open, demonstration_store: Store) -> None:
    said = text(opened(demonstration_store, "plans", ocg="DOR-0013 at Dorset", ocgs="true"))
    assert "OCGs have every strand of a 4P plan published" in said
    assert "a plan of quality" in said
    assert "Newly covered by a plan" in said
    assert "OCGs by strand, the most harmful first" in said
    assert "History of DOR-0013 at Dorset, newest first" in said


def test_plans_without_the_right_to_single_ocgs_are_counts_only(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "plans", None, False, ocg="DOR-0013 at Dorset"))
    assert "Single OCGs are not shown to your role." in said
    assert "4P plans by body" in said
    assert "DOR-00" not in said


def test_plans_nobody_reported_are_not_known(opened: Open, published_store: Store) -> None:
    said = text(opened(published_store, "plans"))
    assert "No body chosen has reported its OCGs and 4P plans by this date." in said
    assert "0 of" not in said
    assert "0%" not in said


def test_actions_say_what_is_owed_and_every_moved_promise(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "actions", meetings="true", register="true"))
    assert "open actions are overdue" in said
    assert "Due dates that moved, owners that changed and ends undone, the latest first" in said
    assert "Present: " in said
    assert "Absent" in said
    assert "Open actions, the longest overdue first" in said
    closed = text(opened(demonstration_store, "actions", which="All", register="true"))
    assert "All actions, the longest overdue first" in closed


def test_actions_nobody_recorded_are_not_known(opened: Open, published_store: Store) -> None:
    said = text(opened(published_store, "actions"))
    assert "No board action is known by 4 August 2025." in said
    assert "0 of" not in said


def test_without_the_board_s_record_no_verification_is_known(opened: Open, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    laying.lay(store)
    path = write_xlsx(tmp_path / "dorset.xlsx", good_return())
    came = Received(path, datetime(2026, 11, 5), "SOC analyst")  # noqa: DTZ001
    [outcome] = accept.load(store, [came], "Tester", "One return")
    assert outcome.return_id == 1
    said = text(opened(store))
    assert "No verification is known" in said
    assert not re.search(r"\b0 of [^.;]*are verified complete", said)
    assert "Demonstration data" not in said


def test_a_store_put_in_another_s_place_is_never_answered_from_memory(
    opened: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    laying.lay(Store(folder))
    opened(Store(folder))
    shutil.rmtree(folder)
    laying.lay(Store(folder))
    with pytest.raises(StoreError, match="restart it"):
        ask.ask("meaning", THIS_COMPUTER, Filters(date(2026, 10, 31)))


def test_the_board_names_claims_without_evidence_and_dates_that_passed(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, as_at="20 October 2026 (board)"))
    assert "No evidence given" in said, "Wiltshire claims AFI 1 delivered and shows nothing"
    assert "Was due 30 September 2026" in said, "Devon and Cornwall, AFI 2"
    assert "past the expected closing date" in said
    assert "disputed by one" in said or "Verifier: disputed" in said


def test_socit_says_posts_people_and_work(opened: Open, demonstration_store: Store) -> None:
    said = text(opened(demonstration_store, "socit"))
    assert "FTE posts are filled over 6 bodies" in said
    assert "Live investigations per available FTE run from" in said
    # The published response: 5.5 investigators and one Detective Sergeant at Dorset.
    then = text(
        opened(
            demonstration_store,
            "socit",
            as_at="Another date",
            on="2025-08-04",
            body=["Dorset"],
            roles="true",
        )
    )
    assert "<td>Investigator</td>" in then or ">Investigator<" in then
    assert ">5.5<" in then


def test_the_public_record_stands_on_the_page_of_its_subject(
    opened: Open, demonstration_store: Store, published_store: Store
) -> None:
    said = text(opened(demonstration_store, "socit", published="true"))
    assert ">5.5<" in said
    assert "Recruitment was hard" in said, "what was found of the region concerns each body"
    said = text(opened(demonstration_store, "scpo", published="true", body=["Avon and Somerset"]))
    assert "trafficking risk orders" in said
    assert 'href="https://avonandsomerset.police.uk/' in said
    for store in (demonstration_store, published_store):
        said = text(opened(store, "afi_progress", reports="true", published="true"))
        assert "March 2024" in said
        assert ">Inadequate<" in said
        assert "● published 4 August 2025, day 54 of 56" in said
        assert "AFI 1, AFI 2, AFI 7 and AFI 8" in said
        assert "searched for in november 2026 and not found" in said.lower()
        assert "late" not in "".join(re.findall(r"<td[^>]*>[?○][^<]*", said))
        assert "PEEL 2018" in said


def test_socit_nobody_reported_is_not_known(opened: Open, published_store: Store) -> None:
    said = text(opened(published_store, "socit"))
    assert "No body chosen has reported SOCIT posts by this date." in said
    assert "0 of" not in said


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_opens_with_at_most_two_sentences(
    opened: Open, demonstration_store: Store, published_store: Store, view: str
) -> None:
    for store in (demonstration_store, published_store):
        said = text(opened(store, view))
        for headline in re.findall(r'<div class="soc headline">(.*?)</div>', said):
            told = re.findall("<p>(.*?)</p>", headline)
            assert 1 <= len(told) <= 2
            # A sentence ends at a full stop before a capital; a number has one within.
            assert not [each for each in told if re.search(r"[a-z)%]\. [A-Z]", each)], headline
