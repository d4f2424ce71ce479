"""A sender of one body is told the same of a file, whatever the store holds of the others.

What the pages say to a viewer of one body is test_one_body's.
"""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_returns import Sheets, good_board_return, good_return, xlsx_bytes
from placed_rows import LAST_DAY
from questions import DORSET_ALONE, serving
from sent_pages import members
from two_stores import LAST, OTHER

from dashboard.access.viewer import THIS_COMPUTER, NotAllowedError, Viewer
from dashboard.figures import ask
from dashboard.figures.filters import Filters
from dashboard.returns.arrivals import upload
from dashboard.returns.problems import Problem
from dashboard.returns.rules import rules
from dashboard.store.versions import Store

SENDER = replace(DORSET_ALONE, records=True)
NAME = "demonstration-dorset-2026-10-31.xlsx"


def with_many_more() -> Sheets:
    """A return whose OCGs are mostly nobody else's, with a mistake of each sheet."""
    sheets = good_return()
    [first, *_] = sheets["OCGs"]
    sheets["OCGs"] += [{**first, "OCG reference": f"dorset-{n}"} for n in range(6)]
    sheets["Trigger forms"][0]["OCG reference"] = "wiltshire-1"
    sheets["LROs"][0]["Trained"] = "Perhaps"
    return sheets


def with_the_board_s() -> Sheets:
    """The board's sheets under Dorset's name: actions, decisions and verifications of others."""
    sheets = good_board_return()
    sheets["Return"] = good_return()["Return"]
    [action] = sheets["Actions"]
    late = date(2030, 1, 1)
    sheets["Actions"] = [
        {**action, "Action reference": f"A-{n}", "Due": late, "Raised": LAST_DAY} for n in range(9)
    ]
    [decision] = sheets["Decisions"]
    sheets["Decisions"] = [{**decision, "Decision reference": f"D-{n}"} for n in range(40)]
    return sheets


FILES = {
    "with mistakes": with_many_more(),
    "with the board's sheets": with_the_board_s(),
    "of another body": good_return(body_code="Wiltshire Police"),
    "of none": {**good_return(), "Return": []},
}


def told(store: Store, viewer: Viewer, sheets: Sheets) -> tuple[Problem, ...]:
    """What is said of a file."""
    sent = upload.Upload(NAME, xlsx_bytes(sheets))
    [outcome] = upload.attempt(store, store.version(), (sent,), viewer, True).outcomes
    return outcome.problems


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_told_the_same_of_whatever_is_held_of_others(
    two_stores: tuple[Store, Store], file: str
) -> None:
    one, other = (told(store, SENDER, FILES[file]) for store in two_stores)
    assert one
    assert one == other


def test_a_file_of_another_body_s_ocgs_is_refused_without_a_word_of_whose(
    two_stores: tuple[Store, Store],
) -> None:
    """The one thing that is told of others: see upload.TELLS."""
    one, other = (told(store, SENDER, good_return()) for store in two_stores)
    [more] = set(one) - set(other)
    assert set(other) < set(one)
    assert more.rule in upload.TELLS
    assert (more.found, more.row, more.column) == (upload.WORDS, 2, "Body")


def test_what_is_accepted_is_told_with_as_few_words(
    two_stores: tuple[Store, Store], tmp_path: Path
) -> None:
    """A trial without a mistake, and by then another body holds the same OCGs."""
    store = Store(Path(shutil.copytree(two_stores[0].folder, tmp_path / "store")))
    sent = upload.Upload(NAME, xlsx_bytes(good_return()))
    tried = upload.attempt(store, store.version(), (sent,), SENDER, True)
    hopeful = replace(tried, outcomes=(replace(tried.outcomes[0], problems=()),))
    [outcome] = upload.accept(store, SENDER, hopeful, "SOC analyst")
    assert not outcome.is_accepted
    assert OTHER not in str(outcome).lower()


def test_the_workbook_to_fill_in_holds_nothing_of_others(two_stores: tuple[Store, Store]) -> None:
    one, other = (
        members(upload.workbook_of(store, SENDER, "dorset", date(2026, 10, 31)))
        for store in two_stores
    )
    assert one == other


def test_a_file_of_another_is_answered_as_one_that_is_not_there(
    two_stores: tuple[Store, Store],
) -> None:
    with two_stores[0].read() as con:
        [[theirs]] = con.execute(
            "select max(return_id) from return_received where body_code = $1", [OTHER]
        ).fetchall()
    said = set()
    with serving(two_stores[0]):
        for return_id in (theirs, 987_654):
            with pytest.raises(NotAllowedError) as refused:
                ask.original(SENDER, Filters(LAST), return_id)
            said.add(str(refused.value))
    assert len(said) == 1


def test_who_sees_every_body_is_told_the_difference(two_stores: tuple[Store, Store]) -> None:
    """The comparisons above can fail: these rules look at what others hold."""
    found = set()
    for sheets in (with_the_board_s(), good_return()):
        one, other = (set(told(store, THIS_COMPUTER, sheets)) for store in two_stores)
        found |= {problem.rule for problem in one ^ other}
    assert {"ocg_of_another_body", "return_of_another_body", "redated_without_agreement"} <= found
    assert found <= {rule.name for rule in rules() if rule.looks_back}
