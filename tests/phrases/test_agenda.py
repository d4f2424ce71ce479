"""A meeting's agenda from the figures: what stands in each item, and never more than five lines."""

from datetime import date
from typing import Any

import pandas as pd

from dashboard.phrases import agenda

KEYS = {"finding_ref": "AFI 1", "body_code": "dorset", "body": "Dorset"}


def test_the_secretariat_s_items_come_after_those_of_the_figures() -> None:
    titles = agenda.agenda("Peer review; ; 4P plans; Dates of next year; Peer review")
    assert titles == [*agenda.ITEMS, "Peer review", "Dates of next year", "Any other", "Recorded"]
    assert agenda.agenda("") == [*agenda.ITEMS, "Any other", "Recorded"]


def test_an_item_has_at_most_five_lines_and_says_how_many_more() -> None:
    item = agenda.changes({"Moved back": [f"AFI {n}" for n in range(8)]}, date(2026, 10, 20))
    assert (len(item.lines), item.more) == (5, 3)
    assert item.sentence == "8 changes since 20 October 2026."
    assert agenda.left(item) == "3 more on its own page."
    assert agenda.changes({}, None).sentence == "There is no earlier date to compare with."


def action(ref: str, **changes: Any) -> dict[str, Any]:
    return {
        "action_ref": ref, "owner_body": "Dorset", "owner_body_code": "dorset",
        "action": "Sample plans", "status_code": "open", "is_overdue": False, "days_overdue": None,
        "first_due_on": pd.Timestamp("2026-11-01"), "due_on": pd.Timestamp("2026-11-01"),
        "finding_ref": None, **changes,
    }  # fmt: skip


def test_overdue_actions_come_before_those_whose_date_moved_and_no_other_is_there() -> None:
    register = pd.DataFrame([
        action("A-1"),
        action("A-2", due_on=pd.Timestamp("2026-12-01")),
        action("A-3", is_overdue=True, days_overdue=9, finding_ref="AFI 2"),
        action("A-4", is_overdue=True, days_overdue=9, status_code="closed"),
    ])  # fmt: skip
    item = agenda.actions("1 of 3 is overdue.", register)
    assert [line.lead for line in item.lines] == ["A-3, Dorset", "A-2, Dorset"]
    assert item.lines[0].text == "Sample plans. Overdue by 9 days."
    assert item.lines[1].text == "Sample plans. Due 1 December 2026, first due 1 November 2026."
    assert (item.lines[0].finding_ref, item.lines[0].body_code) == ("AFI 2", "dorset")


def test_what_is_contradicted_comes_before_what_is_verified() -> None:
    plain = {**KEYS, "is_verified": True, "is_contradicted": False, "is_conflict": False,
             "verified_stage": "Regionally assured", "brag": "Amber",
             "verified_on": pd.Timestamp("2026-10-06")}  # fmt: skip
    rows = [plain, {**plain, "is_contradicted": True}, {**plain, "body_code": None}]
    item = agenda.verified("Said.", pd.DataFrame(rows))
    assert [line.text for line in item.lines] == [
        "verified complete, and declared amber since", "regionally assured, 6 October 2026",
    ]  # fmt: skip


def test_a_body_that_never_returned_is_among_those_missing() -> None:
    rows = pd.DataFrame([
        {**KEYS, "as_at_on": pd.Timestamp("2026-10-31"), "is_stale": False},
        {**KEYS, "body": "Wiltshire", "as_at_on": pd.Timestamp("2026-08-31"), "is_stale": True},
        {**KEYS, "body": "Gloucestershire", "as_at_on": pd.NaT, "is_stale": False},
    ])  # fmt: skip
    item = agenda.returns(rows)
    assert item.sentence == "1 of 3 bodies have a current return."
    assert [f"{line.lead} {line.text}" for line in item.lines] == [
        "Wiltshire has not returned since 31 August 2026", "Gloucestershire has never returned",
    ]  # fmt: skip


def test_only_what_was_recorded_today_and_stands_is_listed_all_of_it() -> None:
    today = date(2026, 11, 27)
    row = {"as_at_on": pd.Timestamp(today), "recorded": "Action A-1", "corrected_by_id": None}
    rows = [{**row, "return_id": n} for n in range(7)]
    rows += [{**row, "return_id": 8, "corrected_by_id": 9},
             {**row, "return_id": 10, "as_at_on": pd.Timestamp("2026-11-26")}]  # fmt: skip
    item = agenda.recorded(pd.DataFrame(rows), today)
    assert (len(item.lines), item.sentence) == (7, "7 entries recorded today.")
    assert agenda.recorded(pd.DataFrame(rows).iloc[7:], today).sentence == agenda.NOTHING_RECORDED


def test_the_time_on_an_item_is_told_in_minutes() -> None:
    assert [agenda.elapsed(s) for s in (0, 59, 60, 310)] == [
        "Just begun", "Just begun", "1 minute on this item", "5 minutes on this item",
    ]  # fmt: skip
