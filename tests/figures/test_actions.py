"""What became of an action: ended, reopened or handed over, and on which day that happened."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from placed_rows import Filed, store_of
from questions import DORSET_ALONE, Question, Row, day, given, only

from dashboard.access.viewer import THIS_COMPUTER, Viewer
from dashboard.frames import records
from dashboard.phrases import actions as words
from dashboard.phrases.changes import action_lists, change_counts
from dashboard.store.versions import Store

AT = Question(day("2026-10-31"), day("2026-09-30"))


def recorded(folder: Path, *told: tuple[str, Row]) -> Store:
    """One action, A-1 of Dorset raised on 1 September, in a record of the secretariat a word."""
    first: Row = {"action_ref": "A-1", "raised_on": day("2026-09-01"), "due_on": day("2026-10-10")}
    filed = [
        Filed("south-west", day(on), {"action": [{**first, **row}]}) for on, row in told
    ]  # fmt: skip
    return store_of(folder, filed, {})


def closed(on: str) -> Row:
    return {"status_code": "closed", "closed_on": day(on)}


FIRST: tuple[str, Row] = ("2026-09-01", {})


def codes(store: Store, question: Question = AT) -> list[tuple[str, str]]:
    rows = given(store, "action_change", question)
    return sorted((row["change_code"], row["body_code"]) for row in rows)


def lists(store: Store, question: Question = AT) -> dict[str, list[str]]:
    return action_lists(pd.DataFrame(given(store, "action_change", question)))


def register(store: Store, question: Question) -> Any:
    """The one row of the register as the page reads it."""
    (row,) = records(pd.DataFrame(given(store, "action_register", question)))
    return row


def test_what_was_withdrawn_was_not_closed(tmp_path: Path) -> None:
    withdrawn = {"status_code": "withdrawn", "closed_on": day("2026-10-20")}
    store = recorded(tmp_path, FIRST, ("2026-10-20", withdrawn))
    assert codes(store) == [("action-withdrawn", "dorset")]
    assert lists(store) == {
        "Board action withdrawn": [
            "A-1, Dorset: share the trigger form checklist, on 20 October 2026"
        ]
    }
    closure = only(store, "action_closure_by_body", AT, body_code="dorset")
    assert (closure["closed_count"], closure["withdrawn_count"]) == (0, 1)
    (said, *_) = words.action_headline(
        *(pd.DataFrame(given(store, query, AT)) for query in ("action_register",
                                                            "action_closure_by_body")),
        AT.as_at,
    )  # fmt: skip
    assert "0 of 1 (0%) actions raised are closed" in said
    assert said.endswith(", and 1 withdrawn.")


HANDED = ("2026-10-20", {"owner_body_code": "wiltshire", "action": "Share the new checklist"})


def test_a_change_of_owner_is_told_to_both(tmp_path: Path) -> None:
    store = recorded(tmp_path, ("2026-09-01", {"due_on": day("2026-12-01")}),
                     (HANDED[0], {**HANDED[1], "due_on": day("2026-12-01")}))  # fmt: skip
    both = [("action-handed-over", "dorset"), ("action-taken-over", "wiltshire")]
    assert codes(store) == both
    for change in both:
        assert codes(store, Question(AT.as_at, AT.since, (change[1],))) == [change]
        ledger = given(store, "action_ledger", Question(AT.as_at, None, (change[1],)))
        assert [(row["was_owner_body"], row["owner_body"]) for row in ledger] == [
            ("Dorset", "Wiltshire")
        ]
    assert [*lists(store).values()] == [
        ["A-1, Dorset: now owed by Wiltshire"],
        ["A-1, Wiltshire: was owed by Dorset; due 1 December 2026"],
    ]
    _, counts = change_counts(
        pd.DataFrame(),
        pd.DataFrame(given(store, "action_change", AT)),
        pd.DataFrame(),
        ["Dorset", "Wiltshire"],
    )
    assert counts["all_count"].tolist() == [1, 1]


def test_who_sees_one_body_is_told_that_it_was_handed_over_and_no_more(tmp_path: Path) -> None:
    store = recorded(tmp_path, FIRST, HANDED)
    alone = Viewer("Dorset", frozenset({"dorset"}), sees_ocgs=True)
    for query in ("action_change", "action_ledger"):
        (row,) = given(store, query, Question(AT.as_at, AT.since, viewer=alone))
        assert "Wiltshire" not in str(row)
        assert "new checklist" not in str(row)
        assert "another body" in str(row)


def test_what_was_closed_and_reopened_shows_in_register_ledger_and_list(tmp_path: Path) -> None:
    store = recorded(tmp_path, FIRST, ("2026-10-12", closed("2026-10-08")), ("2026-10-20", {}))
    assert codes(store) == [("action-overdue", "dorset"), ("action-reopened", "dorset")]
    assert lists(store)["Board action reopened"] == ["A-1, Dorset: had ended; due 10 October 2026"]
    row = register(store, AT)
    assert words.status(row) == "Open, reopened 20 October 2026"
    assert words.dates(row)[2] == ["Reopened 20 October 2026"]
    table = words.register("All", "").frame(pd.DataFrame(given(store, "action_register", AT)))
    assert table["status"].tolist() == ["Open, reopened 20 October 2026"]
    (moved,) = records(words.ledger_rows(pd.DataFrame(given(store, "action_ledger", AT))))
    assert (moved.change, moved.was, moved.is_now) == ("Reopened", "ended 8 October 2026", "open")
    assert words.status(register(store, Question(day("2026-10-15")))) == "Closed"


def test_reopened_and_closed_again_tells_both(tmp_path: Path) -> None:
    store = recorded(tmp_path, FIRST, ("2026-10-12", closed("2026-10-08")), ("2026-10-20", {}),
                     ("2026-10-31", closed("2026-10-30")))  # fmt: skip
    assert codes(store) == [("action-closed", "dorset"), ("action-reopened", "dorset")]
    assert words.status(register(store, AT)) == "Closed, once reopened 20 October 2026"


@pytest.mark.parametrize(
    ("as_at", "is_overdue"),
    [("2026-10-10", False), ("2026-10-11", True), ("2026-10-14", True), ("2026-10-15", False),
     ("2026-10-30", False)],
)  # fmt: skip
def test_an_action_of_a_past_day_follows_what_had_happened_by_then(
    tmp_path: Path, as_at: str, is_overdue: bool
) -> None:
    """It was closed on 15 October, and the secretariat recorded that on the last of the month."""
    store = recorded(tmp_path, FIRST, ("2026-10-31", closed("2026-10-15")))
    asked = Question(day(as_at))
    assert register(store, asked).is_overdue == is_overdue
    assert len(given(store, "action_overdue", asked)) == is_overdue
    assert only(store, "headline_figures", asked)["overdue_action_count"] == is_overdue


def test_an_action_is_there_from_the_day_it_was_raised(tmp_path: Path) -> None:
    store = recorded(tmp_path, FIRST, ("2026-10-31", {"action_ref": "A-2", **closed("2026-10-30"),
                                                      "raised_on": day("2026-10-20")}))  # fmt: skip
    for as_at, status in (("2026-10-19", None), ("2026-10-20", "open"), ("2026-10-30", "closed")):
        found = {row["action_ref"]: row["status_code"]
                 for row in given(store, "action_register", Question(day(as_at)))}  # fmt: skip
        assert found.get("A-2") == status
    assert given(store, "action_register", Question(day("2026-08-31"))) == []


def closure(**counts: int) -> pd.DataFrame:
    rows = [{"body": body, "open_count": 3, "overdue_count": count,
             "as_at_on": pd.Timestamp("2026-10-31")} for body, count in counts.items()]  # fmt: skip
    return pd.DataFrame(rows)


def test_today_s_overdue_actions_are_told_by_owner() -> None:
    today = date(2026, 11, 26)
    assert words.overdue_today(closure(Dorset=1, Wiltshire=2), today) == [
        "Today, 26 November 2026, 3 of 6 (50%) open actions are overdue, by what was recorded up "
        "to 31 October 2026: Wiltshire 2 and Dorset 1."
    ]
    assert words.overdue_today(closure(Dorset=0), today) == [
        "Today, 26 November 2026, none of 3 open actions is overdue, by what was recorded up to "
        "31 October 2026."
    ]


def test_who_sees_one_body_is_not_told_that_nothing_came_of_a_decision(tmp_path: Path) -> None:
    on = day("2026-10-20")
    decided = [
        {"decision_ref": ref, "meeting_on": on, "decision": "Agreed"} for ref in ("D-1", "D-2")
    ]
    action = {
        "action_ref": "A-1",
        "owner_body_code": "wiltshire",
        "due_on": on,
        "decision_ref": "D-1",
    }
    store = store_of(
        tmp_path, [Filed("south-west", on, {"decision": decided, "action": [action]})], {}
    )
    question = Question(day("2026-10-31"))

    def came(viewer: Viewer) -> list[int | None]:
        rows = given(store, "decision_register", replace(question, viewer=viewer))
        return [row["action_count"] for row in sorted(rows, key=lambda row: row["decision_ref"])]

    assert came(THIS_COMPUTER) == [1, 0]
    assert came(DORSET_ALONE) == [None, None]


def test_a_director_s_title_is_no_pattern(tmp_path: Path) -> None:
    on = day("2026-10-20")
    present = [
        {"meeting_on": on, "body_code": body, "is_present": True, "attendee_role": role}
        for body, role in (("dorset", "Director_of Intelligence, Dorset"),
                           ("wiltshire", "Director of Intelligence, Wiltshire"))
    ]  # fmt: skip
    minutes = {"board_meeting": [{"meeting_on": on}], "attendance": present}
    titles = [{"list_code": "director_title", "code": "other", "label": "Director_of Intelligence",
               "display_order": 2}]  # fmt: skip
    for name, record in (("a", {}), ("b", {"choice": titles})):
        store = store_of(tmp_path / name, [Filed("south-west", on, minutes)], record)
        rows = given(store, "attendance_by_body", Question(day("2026-10-31")))
        counts = {row["body_code"]: row["director_count"] for row in rows}
        assert (counts["dorset"], counts["wiltshire"]) == (int(name == "b"), 1)
