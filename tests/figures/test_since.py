"""What changed since a meeting: what it saw then, beside what is known now."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from placed_rows import Filed, store_of
from questions import Question, day, given, only, serving

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.figures import question as questions
from dashboard.figures.filters import Filters
from dashboard.phrases.board import headline_cards
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
            open_action_count=0, has_board_record=True,
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
