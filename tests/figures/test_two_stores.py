"""A viewer of one body gets the same answers whatever the store holds of the other bodies."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from placed_rows import LATER_INSPECTION, REFUSED, Filed, Row, store_of, tangled
from questions import DORSET_ALONE, Question, day, given

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.figures.queries import queries
from dashboard.store.versions import Store

SEED, OTHER_SEED = 2, 5
OWN = "dorset"
BOARD = "south-west"


def own_actions(filed: list[Filed]) -> set[str]:
    """The actions that were this body's once: whoever has one now, it is in its own story."""
    return {
        row["action_ref"]
        for one in filed
        for row in one.rows.get("action", [])
        if row["owner_body_code"] == OWN
    }


def of_another(row: Row, actions: set[str]) -> Row:
    """A row of the board's, with what it says of another body altered."""
    if "action_ref" in row and row["action_ref"] not in actions:
        later = row["due_on"] + timedelta(days=30)
        return {**row, "action_ref": f"{row['action_ref']}-x", "due_on": later, "action": "Another"}
    if row.get("body_code", OWN) != OWN:
        return {**row, "verified_stage_code": "delivered", "evidence_seen": "Another"}
    return row


def of_others(one: Filed, number: int, other: Filed, actions: set[str]) -> Filed:
    """A return with all of it that is another body's taken from elsewhere, or left out."""
    if one.body_code == OWN:
        return one
    if one.body_code == BOARD:
        rows = {
            table: [of_another(row, actions) for row in rows] for table, rows in one.rows.items()
        }
        return replace(one, rows=rows)
    if number % 3:
        return replace(one, rows=other.rows, sections_not_reported=other.sections_not_reported)
    earlier = one.as_at_on - timedelta(days=9)
    return replace(
        one, rows={}, as_at_on=earlier, received_at=one.received + timedelta(days=2),
        marking_code="official", sections_not_reported=None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    """Two stores with the same of Dorset and of the public record, and of nobody else."""
    folder = tmp_path_factory.mktemp("two-stores")
    filed = tangled(SEED)
    elsewhere: Mapping[str, list[Filed]] = {}
    for one in tangled(OTHER_SEED):
        elsewhere = {**elsewhere, one.body_code: [*elsewhere.get(one.body_code, []), one]}
    changed = []
    for number, one in enumerate(filed):
        others = elsewhere[one.body_code]
        changed.append(of_others(one, number, others[number % len(others)], own_actions(filed)))
    refused = {"refusal": [row for row in REFUSED["refusal"] if row["body_code"] in (OWN, None)]}
    return (
        store_of(folder / "one", filed, {**LATER_INSPECTION, **REFUSED}),
        store_of(folder / "other", changed, {**LATER_INSPECTION, **refused}),
    )


QUESTIONS = [
    Question(day(as_at), day(since), bodies, finding_ref=finding)
    for as_at, since, bodies, finding in (
        ("2025-09-30", "2025-07-31", (), "AFI 1"),
        ("2026-01-31", "2025-11-30", ("dorset",), "AFI 7"),
        ("2026-02-12", "2025-08-31", ("wiltshire", "dorset"), "AFI 1"),
        ("2026-05-31", "2026-01-31", ("wiltshire",), "AFI 2"),
        ("2026-12-31", "2026-05-31", (), "AFI 21"),
    )
]


def differing(stores: tuple[Store, Store], query: str, question: Question) -> bool:
    one, other = (given(store, query, question) for store in stores)
    for version in [*one, *other] if query == "version_history" else []:
        # When a store was written is of no body: these two were one after the other.
        version.pop("written_at")
    return one != other


@pytest.mark.parametrize("query", queries())
def test_a_viewer_of_one_body_learns_nothing_of_the_others(
    stores: tuple[Store, Store], query: str
) -> None:
    for question in QUESTIONS:
        assert not differing(stores, query, replace(question, viewer=DORSET_ALONE)), question


def test_who_sees_every_body_sees_the_difference(stores: tuple[Store, Store]) -> None:
    """The comparison above can fail: most answers of all bodies differ."""
    question = replace(QUESTIONS[-1], viewer=THIS_COMPUTER)
    found = [query for query in queries() if differing(stores, query, question)]
    assert len(found) > 30


def test_a_made_up_store_says_so_to_who_has_no_return_in_it(tmp_path: Path) -> None:
    filed = [Filed("wiltshire", day("2026-09-30")), Filed("wiltshire", day("2026-10-31"))]
    store = store_of(tmp_path, filed, {})
    [state] = given(store, "store_state", replace(QUESTIONS[-1], viewer=DORSET_ALONE))
    assert (state["return_count"], state["demonstration_count"]) == (0, 1)
    assert state["last_received_at"] is None
