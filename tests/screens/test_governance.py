"""The Governance page through Streamlit's own test runner."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from opened_pages import NONSENSE, Open, text
from placed_rows import Filed, store_of
from questions import Question, given

from dashboard.store.versions import Store

OCTOBER = date(2026, 10, 31)


def filed(body_code: str = "dorset", **sheets: list[dict[str, Any]]) -> Filed:
    claims = [{"finding_ref": "AFI 1", "next_milestone": "Take a sample"}]
    return Filed(body_code, OCTOBER, {"finding_update": claims, **sheets})


def test_it_says_what_is_past_its_day_not_covered_and_not_known(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "governance"))
    assert "Past its day: SOC action plan at Devon and Cornwall." in said
    assert "Not in place: SOC action plan at Gloucestershire." in said
    assert "strategic assessment at Gloucestershire and OCG meeting (SCPOs)" in said
    assert "strategic assessment at Wiltshire" in said
    assert "milestones still to reach are overdue on 31 October 2026, at" in said
    assert "Clear, Hold, Build is used in" in said
    assert "Its review is overdue on 31 October 2026: North (Devon and Cornwall)." in said
    assert "Clear, Hold, Build not reported: Gloucestershire." in said
    assert "since 31 August 2026" in said
    assert "? Not reported" in said


def test_each_status_is_shown_somewhere_in_the_demonstration(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(
        opened(demonstration_store, "governance", instrument="true", milestone="true")
    ) + text(
        # Delivered and no longer open: what was still listed there is no longer owed.
        opened(demonstration_store, "governance", as_at="Another date", on="2026-02-28")
    )
    with demonstration_store.read() as con:
        states = con.execute(
            "select label from choice where list_code in ('governance_state', 'milestone_state')"
            " and code <> 'lapsed'"
        ).fetchall()
    for (state,) in states:
        assert state in said, state
    for phase in ("Clear", "Hold", "Build", "Ended", "Not used"):
        assert f">{phase}<" in said, phase


def test_what_was_done_well_is_there_to_copy(opened: Open, demonstration_store: Store) -> None:
    said = text(opened(demonstration_store, "governance", practice="true"))
    assert "The Force uses Clear, Hold, Build in one area." in said
    assert "A housing officer and a school nurse" in said
    captions = re.findall(r"<caption>(.*?)</caption>", said)
    assert "What an inspection found done well" in captions, "the public record has no such mark"
    own = "What bodies report to have worked (sheet Clear, Hold, Build)"
    assert f'<span class="made-up">Demonstration data</span> {own}' in captions


def test_a_milestone_that_moved_says_from_which_day(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store, "governance", milestone="true", body=["Devon and Cornwall"])
    assert "First due, where moved" in text(at)
    found = given(demonstration_store, "milestone_by_finding", Question(OCTOBER))
    moved = [row for row in found if row["first_due_on"] != row["due_on"]]
    assert [row for row in moved if row["first_due_on"] < row["due_on"]]


@pytest.mark.parametrize("month", range(4, 11))
def test_a_finding_is_late_on_every_page_where_a_milestone_of_it_is(
    demonstration_store: Store, month: int
) -> None:
    question = Question(date(2026, month, 25))
    listed = given(demonstration_store, "milestone_by_finding", question)
    named = {(row["finding_ref"], row["body_code"]) for row in listed}
    late = {(r["finding_ref"], r["body_code"]) for r in listed if r["state_code"] == "overdue"}
    stood = given(demonstration_store, "claim_and_evidence", question)
    assert late
    assert late == named & {
        (row["finding_ref"], row["body_code"]) for row in stood if row["is_milestone_overdue"]
    }


def test_a_body_whose_returns_have_none_of_these_sheets_is_not_reported(
    opened: Open, tmp_path: Path
) -> None:
    said = text(opened(store_of(tmp_path, [filed()], {}), "governance"))
    assert "No body chosen has reported its instruments of governance by this date." in said
    assert "No milestone listed:" in said
    assert "Clear, Hold, Build not reported:" in said
    assert "○ Not in place" not in said
    assert not NONSENSE.search(said)


def test_unknown_numbers_are_left_out_of_no_sum_in_silence(opened: Open, tmp_path: Path) -> None:
    plan = {"instrument_code": "soc-action-plan", "is_in_place": True, "covers_soc": True}
    store = store_of(
        tmp_path,
        [
            filed(governance=[plan | {"actions_total": 20, "actions_done": 5}]),
            filed("wiltshire", governance=[plan | {"actions_total": 10}]),
        ],
        {},
    )
    said = text(opened(store, "governance"))
    assert "? of 10 actions done" in said
    assert "5 of 20 actions done" in said
    card = said.split("Actions in them done")[1].split("</div>")[0]
    assert re.search(r">5 <.*of 20 actions.*not said at 1 body", card)


def test_a_milestone_of_a_finding_no_longer_open_is_not_overdue(
    opened: Open, tmp_path: Path
) -> None:
    late = {"finding_ref": "AFI 1", "milestone_ref": "M1", "due_on": date(2026, 9, 1)}
    claim = {"finding_ref": "AFI 1", "claimed_stage_code": "no-further-action"}
    closed = Filed("dorset", OCTOBER, {"finding_update": [claim], "milestone": [late]})
    still_open = filed("wiltshire", milestone=[late])
    said = text(
        opened(store_of(tmp_path, [closed, still_open], {}), "governance", milestone="true")
    )
    assert (
        "1 of 1 (100%) milestones still to reach are overdue on 31 October 2026, at Wiltshire."
        in said
    )
    assert "– No longer owed" in said
