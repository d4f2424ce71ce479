"""A viewer of one body gets the same answers whatever the store holds of the other bodies."""

from dataclasses import replace
from pathlib import Path

import pytest
from placed_rows import Filed, store_of
from questions import DORSET_ALONE, Question, day, given

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.figures.queries import queries
from dashboard.store.versions import Store

QUESTIONS = [
    Question(day(as_at), day(since), bodies, finding_ref=finding)
    for as_at, since, bodies, finding in (
        ("2025-09-30", "2025-07-31", (), "AFI 1"),
        ("2026-02-12", "2025-08-31", ("wiltshire", "dorset"), "AFI 7"),
        ("2026-12-31", "2026-05-31", (), "AFI 21"),
    )
]


def differing(stores: tuple[Store, Store], query: str, question: Question) -> bool:
    one, other = (given(store, query, question) for store in stores)
    return one != other


@pytest.mark.parametrize("query", queries())
def test_a_viewer_of_one_body_learns_nothing_of_the_others(
    two_stores: tuple[Store, Store], query: str
) -> None:
    for question in QUESTIONS:
        assert not differing(two_stores, query, replace(question, viewer=DORSET_ALONE)), question


def test_who_sees_every_body_sees_the_difference(two_stores: tuple[Store, Store]) -> None:
    """The comparison above can fail: of every third query, most answers of all bodies differ."""
    question = replace(QUESTIONS[-1], viewer=THIS_COMPUTER)
    found = [query for query in queries()[::3] if differing(two_stores, query, question)]
    assert len(found) > 10


def test_a_made_up_store_says_so_to_who_has_no_return_in_it(tmp_path: Path) -> None:
    filed = [Filed("wiltshire", day("2026-09-30")), Filed("wiltshire", day("2026-10-31"))]
    store = store_of(tmp_path, filed, {})
    [state] = given(store, "store_state", replace(QUESTIONS[-1], viewer=DORSET_ALONE))
    assert (state["return_count"], state["demonstration_count"]) == (0, 1)
    assert state["last_received_at"] is None
