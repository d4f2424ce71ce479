"""What changed since a meeting: what it saw then, beside what is known now."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from placed_rows import Filed, store_of
from questions import Question, day, given, only, serving

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.figures import question as questions
from dashboard.figures.filters import Filters
from dashboard.phrases.changes import measure_lists
from dashboard.phrases.headline_cards import headline_cards
from dashboard.store.versions import Store

MEETING, AS_AT = day("2026-10-20"), day("2026-10-31")
SINCE_MEETING = Question(AS_AT, MEETING)
LATE = datetime(2026, 10, 22, 10)  # noqa: DTZ001  (kept without a zone)


def of_dorset(on: str, stage: str, *, planned: bool, received: datetime | None = None) -> Filed:
    plan = {"ocg_ref": "D-1", "published_on": day("2026-01-01") if planned else None}
    rows = {
        "finding_update": [{"finding_ref": "AFI 1", "claimed_stage_code": stage,
                            "expected_closing_on": day("2027-01-31")}],
        "ocg": [{"ocg_ref": "D-1"}],
        "plan": [plan],
        "scpo": [{"scpo_ref": "S-1", "ends_on": day("2027-06-30"),
                  "is_managed_in_ocg_meeting": planned}],
    }  # fmt: skip
    return Filed("dorset", day(on), rows, received_at=received)


@pytest.fixture(scope="module")
def late_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Dorset's return as at 30 September came in two days after the meeting of 20 October."""
    filed = [
        of_dorset("2026-08-31", "planned", planned=False),
        of_dorset("2026-09-30", "in-progress", planned=True, received=LATE),
        Filed("south-west", day("2026-10-12"), {
            "action": [{"action_ref": "A-1", "due_on": day("2026-12-01")}],
            "verification": [{"finding_ref": "AFI 1", "body_code": "dorset",
                              "verified_on": day("2026-10-10")}],
        }, received_at=LATE),
    ]  # fmt: skip
    return store_of(tmp_path_factory.mktemp("late"), filed, {})


def test_what_came_in_after_the_meeting_is_news_whatever_day_it_describes(
    late_store: Store,
) -> None:
    moved = given(late_store, "movement_by_finding_body", SINCE_MEETING)
    changes = {
        (row["change_code"], row["was"], row["is_now"])
        for row in moved
        if row["finding_ref"] == "AFI 1" and row["body_code"] == "dorset"
    }
    assert ("moved", "Planned", "In progress") in changes
    assert ("verified", "Not verified", "Regionally assured") in changes
    assert any(code == "came-back" for code, *_ in changes)
    actions = given(late_store, "action_change", SINCE_MEETING)
    assert [row["change_code"] for row in actions] == ["action-new"]
    plans = given(late_store, "plan_change_by_ocg", SINCE_MEETING)
    assert [row["change_code"] for row in plans] == ["covered"]


def asked(store: Store, query: str) -> tuple[Any, Any]:
    """A query's first row as known now, and as it was on the day compared with."""
    with serving(store):
        asks = questions.Question(THIS_COMPUTER, Filters(AS_AT, MEETING), {"dorset": "Dorset"})
        assert asks.before is not None
        return tuple(
            next(frame.itertuples()) for frame in (asks.ask(query), asks.before.ask(query))
        )  # type: ignore[return-value]


def test_what_a_card_was_is_what_the_meeting_saw(late_store: Store) -> None:
    now, before = asked(late_store, "headline_figures")
    assert (now.covered_ocg_count, before.covered_ocg_count) == (1, 0)
    cards = {
        card.label: card.change for card in headline_cards(now, before, Filters(AS_AT, MEETING))
    }
    assert cards["OCGs with a 4P plan"] == "1 more than on 20 October 2026"
    assert cards["Verified complete"] == "not known on 20 October 2026"
    assert cards["Board actions overdue"] == "not known on 20 October 2026"


def test_a_past_day_s_page_compares_nothing_later(late_store: Store) -> None:
    as_shown = Question(AS_AT, MEETING, known_at=datetime(2026, 10, 21))  # noqa: DTZ001
    for query in ("movement_by_finding_body", "action_change", "plan_change_by_ocg"):
        codes = {row["change_code"] for row in given(late_store, query, as_shown)}
        assert codes <= {"went-silent"}, query
    earlier = Filters(AS_AT, MEETING, known_at=datetime(2026, 9, 1)).before  # noqa: DTZ001
    assert earlier
    assert earlier.known_at == datetime(2026, 9, 1)  # noqa: DTZ001


def test_nothing_is_compared_where_no_day_is() -> None:
    assert Filters(AS_AT).before is None
    card = headline_cards(
        SimpleNamespace(
            position_count=1, not_reported_count=0, verified_count=0, claimed_only_count=0,
            undated_count=0, open_reported_count=1, current_body_count=1, body_count=1,
            covered_ocg_count=0, ocg_count=0, covered_target_pct=100, overdue_action_count=0,
            quality_ocg_count=0, quality_of_ocg_count=0, quality_target_pct=80,
            open_action_count=0, has_board_record=True, is_finding_list_whole=True,
        ), None, Filters(AS_AT),
    )  # fmt: skip
    assert {each.change for each in card} == {""}


def test_the_earlier_state_is_one_definition() -> None:
    """Each query that compares takes both its day and what was known by then."""
    from dashboard.figures.queries import parameters, queries

    compare = [query for query in queries() if "since" in parameters(query)]
    assert len(compare) >= 3
    assert all("since_known_at" in parameters(query) for query in compare)


def test_the_board_s_own_minutes_are_no_news_since_that_board(demonstration_store: Store) -> None:
    since = Question(day("2026-10-20"), day("2026-08-18"))
    seen = only(demonstration_store, "headline_figures", since)["action_count"]
    at_meeting = Question(MEETING, known_at=Filters(AS_AT, MEETING).before.known_at)  # type: ignore[union-attr]
    assert only(demonstration_store, "headline_figures", at_meeting)["action_count"] == seen


# ---- Measures ----


def counted(store: Store, *pairs: tuple[str, str, float, float]) -> None:
    """Put measures in: body, measure, n and d, of each body's latest return but one and latest."""
    with store.write("test", "Measures placed by a test") as con:
        for body, measure, number, of in pairs:
            ids = con.execute(
                "select return_id from return_received where body_code = $1 order by 1", [body]
            ).fetchall()
            for place, (return_id,) in enumerate(ids):
                con.execute(
                    "delete from return_measure where return_id = $1 and measure_code = $2",
                    [return_id, measure],
                )
                value = number if place else PUBLISHED[measure]
                con.execute(
                    "insert into return_measure values ($1, $2, $3, $4)",
                    [return_id, measure, value, of],
                )


PUBLISHED = {"plan-quality": 47.0, "socit-workload": 40.0, "investigated-unassessed": 0.0}
"""What each measure was at the meeting, out of the same number as now."""


@pytest.fixture(scope="module")
def two_returns(tmp_path_factory: pytest.TempPathFactory) -> Store:
    filed = [
        Filed(body, on) for on in (day("2026-09-30"), AS_AT) for body in ("dorset", "wiltshire")
    ]
    return store_of(tmp_path_factory.mktemp("measures"), filed, {})


@pytest.mark.parametrize(
    ("measure", "number", "of", "change"),
    [
        ("plan-quality", 40.0, 161.0, None),
        ("plan-quality", 20.0, 161.0, "measure-worse"),
        ("plan-quality", 80.0, 161.0, "measure-better"),
        ("socit-workload", 47.9, 10.0, None),
        ("socit-workload", 48.0, 10.0, "measure-worse"),
        ("investigated-unassessed", 1.0, 20.0, "measure-worse"),
    ],
)
def test_a_measure_is_news_only_where_it_moved_beyond_noise(
    two_returns: Store, measure: str, number: float, of: float, change: str | None
) -> None:
    counted(two_returns, ("dorset", measure, number, of))
    found = [
        row for row in given(two_returns, "measure_change_by_body", SINCE_MEETING)
        if row["measure_code"] == measure and row["body_code"] == "dorset"
    ]  # fmt: skip
    assert [row["change_code"] for row in found] == ([change] if change else [])


def test_what_moved_over_all_bodies_is_told_with_its_reason(two_returns: Store) -> None:
    """Neither body's own share is told apart, and the two together are."""
    both = [(body, "plan-quality", 30.0, 161.0) for body in ("dorset", "wiltshire")]
    counted(two_returns, *both, ("dorset", "socit-workload", 60.0, 10.0))
    rows = given(two_returns, "measure_change_by_body", SINCE_MEETING)
    lists = measure_lists(pd.DataFrame(rows))
    assert (
        "Live investigations per available FTE, Dorset: from 4.0 (40 over 10) to 6.0 (60 over 10); "
        "by 20% or more of what it was"
    ) in lists["Measure worse, beyond noise"]
    together = [row for row in rows if row["measure_code"] == "plan-quality"]
    assert [row["body_code"] for row in together] == [None]
    assert (
        "4P plans of quality, 2 bodies together: from 94 of 322 (29%) to 60 of 322 (19%); "
        "their 95% intervals do not meet"
    ) in lists["Measure worse, beyond noise"]
