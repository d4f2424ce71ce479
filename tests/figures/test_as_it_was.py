"""A page of a past day is what the board saw then, whatever came in or was corrected since."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from answers import ANSWERS
from opened_pages import Open, text
from placed_rows import LATER_INSPECTION, Filed, store_of, tangled
from questions import Question, day, given

from dashboard.store.versions import Store
from dashboard.wording import end_of

SEED = 2
SHOWN_ON = day("2026-02-10")
AS_KEPT = {"board_reference", "vocabulary", "version_history"}
"""What is asked of all that was ever kept, and versions, which these stores write in one go."""


def kept(filed: list[Filed], moment: datetime) -> list[Filed]:
    """What had come in by then; returns are numbered in the order they came."""
    return [one for one in filed if one.received <= moment]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    """The store as it was at the end of that day, and as it is with all that came later."""
    filed = tangled(SEED)
    then = kept(filed, end_of(SHOWN_ON))
    assert filed[: len(then)] == then
    assert len(then) < len(filed) - 20
    folder = tmp_path_factory.mktemp("as-it-was")
    return (
        store_of(folder / "then", then, LATER_INSPECTION),
        store_of(folder / "now", filed, LATER_INSPECTION),
    )


@pytest.mark.parametrize("query", sorted({*ANSWERS} - AS_KEPT))
def test_every_figure_of_a_past_day_is_what_it_was(stores: tuple[Store, Store], query: str) -> None:
    then, now = stores
    for as_at_on in (SHOWN_ON, day("2025-10-31"), day("2026-07-31")):
        before = as_at_on - timedelta(days=60)
        question = Question(as_at_on, before, finding_ref="AFI 1", today=SHOWN_ON)
        past = replace(question, known_at=end_of(SHOWN_ON), today=SHOWN_ON + timedelta(days=200))
        assert given(now, query, past) == given(then, query, question)


def test_what_came_later_would_show(stores: tuple[Store, Store]) -> None:
    """The comparison above can fail: unasked for a past day, many figures differ."""
    then, now = stores
    question = Question(day("2026-01-31"), day("2025-12-01"), finding_ref="AFI 1")
    differing = [
        query for query in ANSWERS if given(now, query, question) != given(then, query, question)
    ]
    assert len(differing) > 10


def test_a_page_says_that_it_is_of_a_past_day_and_how_to_leave_it(
    opened: Open, demonstration_store: Store
) -> None:
    url = {"as_at": "Another date", "on": "2026-09-30", "shown": "As it was shown on a past day"}
    said = text(opened(demonstration_store, "board", **url, shown_on="2026-10-01"))
    assert "1 October 2026: what came in later is left out; targets, limits and labels are" in said
    assert "as it was shown on 1 October 2026, for all 6 bodies" in said
    assert "Demonstration data" in said
    now = text(opened(demonstration_store, "board", as_at="Another date", on="2026-09-30"))
    assert "as it was shown" not in now.lower()


def test_a_day_before_the_first_return_shows_the_public_record_alone(
    opened: Open, demonstration_store: Store
) -> None:
    url = {"shown": "As it was shown on a past day", "shown_on": "2025-01-01"}
    said = text(opened(demonstration_store, "board", **url))
    assert "Demonstration data" in said
    assert not re.search(r"\b(nan|NaT|None)\b", said)
