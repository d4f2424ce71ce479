"""Sentences read as English, whatever the counts and labels in them."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.figures.filters import Filters
from dashboard.phrases import actions, board, meetings
from dashboard.phrases.claims import claim_headline
from dashboard.phrases.consistency import consistency_headline
from dashboard.wording import in_sentence, sign_and_words


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("In progress", "in progress"), ("Closed by HMICFRS", "closed by HMICFRS"),
        ("HMICFRS has closed it", "HMICFRS has closed it"), ("4P plan missing", "4P plan missing"),
        ("OCGs", "OCGs"), ("A measure", "a measure"), ("", ""),
    ],
)  # fmt: skip
def test_a_label_in_a_sentence_keeps_its_acronyms(label: str, said: str) -> None:
    assert in_sentence(label) == said


@pytest.mark.parametrize(
    ("has_board_record", "claimed", "contested", "said"),
    [
        (True, 0, 0, "2 of 9 findings at bodies are verified complete; none waits for a verifier."),
        (
            True, 1, 0,
            "2 of 9 findings at bodies are verified complete; 1 more is claimed delivered and "
            "waits for a verifier.",
        ),
        (
            True, 3, 1,
            "2 of 9 findings at bodies are verified complete; 2 more are claimed delivered and "
            "wait for a verifier, 1 is disputed by one.",
        ),
        (
            False, 0, 0,
            "No verification is known, since the board's secretariat has not returned; none of 9 "
            "findings at bodies is claimed delivered.",
        ),
        (
            False, 2, 0,
            "No verification is known, since the board's secretariat has not returned; 2 of 9 "
            "findings at bodies are claimed delivered and wait for a verifier.",
        ),
    ],
)  # fmt: skip
def test_the_board_s_first_sentence_counts_what_waits(
    has_board_record: bool, claimed: int, contested: int, said: str
) -> None:
    now = SimpleNamespace(
        position_count=9, not_reported_count=0, verified_count=2, claimed_only_count=claimed,
        contested_count=contested, claimed_anew_count=0, unevidenced_count=0,
        has_board_record=has_board_record,
        past_closing_count=0, undated_count=0, late_green_count=0, is_finding_list_whole=True,
    )  # fmt: skip
    returns = pd.DataFrame({"body": ["Dorset"], "as_at_on": ["2026-10-31"], "is_stale": [False]})
    filters = Filters(pd.Timestamp("2026-10-31").date())
    assert board.board_headline(now, pd.DataFrame(), returns, filters) == [said]


# ---- What is said where something is missing ----

NOTHING = SimpleNamespace(
    position_count=0, not_reported_count=0, verified_count=0, claimed_only_count=0,
    contested_count=0, claimed_anew_count=0, has_board_record=True, unevidenced_count=0,
    past_closing_count=0, undated_count=0, late_green_count=0, is_finding_list_whole=True,
)  # fmt: skip
AT = Filters(pd.Timestamp("2026-10-31").date())


def test_no_published_finding_is_not_said_as_no_inspection() -> None:
    """Bodies that no finding applies to have nothing to report, whatever was published."""
    (said,) = board.board_headline(NOTHING, pd.DataFrame(), pd.DataFrame(), AT)
    assert said.startswith("No published finding is known to apply to the bodies chosen")
    assert "inspection" not in board.nothing_published(AT.as_at_on)
    assert "inspection" not in claim_headline(pd.DataFrame())[0]


@pytest.mark.parametrize("has_board_record", [True, False])
def test_what_is_held_is_not_taken_for_all_there_is(has_board_record: bool) -> None:
    held = {**vars(NOTHING), "position_count": 14, "has_board_record": has_board_record}
    (whole, *_), (part, *_) = (
        board.board_headline(
            SimpleNamespace(**held | {"is_finding_list_whole": is_whole}),
            pd.DataFrame(), pd.DataFrame(), AT,
        )
        for is_whole in (True, False)
    )  # fmt: skip
    assert "of 14 findings at bodies" in whole
    assert "held" not in whole
    assert "of the 14 findings at bodies that are held, which are not all, " in part


def test_where_every_body_is_stale_each_is_named() -> None:
    now = SimpleNamespace(**{**vars(NOTHING), "position_count": 2})
    on = pd.Timestamp("2026-06-30")
    returns = pd.DataFrame({
        "body": ["Dorset", "Wiltshire"], "as_at_on": [on, pd.NaT], "is_stale": [True, False],
    })  # fmt: skip
    said = board.board_headline(now, pd.DataFrame(), returns, AT)
    assert said[-1] == (
        "Dorset has not returned since 30 June 2026 and Wiltshire has never returned."
    )


def test_a_secretariat_that_returned_no_decision_is_not_said_to_be_silent() -> None:
    assert "secretariat" not in meetings.DECISIONS.empty
    held = pd.DataFrame({"as_at_on": [pd.Timestamp("2026-10-20")]})
    never = pd.DataFrame({"as_at_on": [pd.NaT]})
    none, one = pd.DataFrame(), pd.DataFrame({"action_ref": ["A-1"]})
    assert "secretariat has been received" in actions.nothing_shown(none, never)
    assert actions.nothing_shown(none, held) == actions.NO_ACTION
    assert actions.nothing_shown(one, held) == actions.NONE_OPEN


def test_nothing_is_said_to_be_overdue_or_in_time_beside_a_late_milestone() -> None:
    """What is overdue is named: an empty table of actions says nothing of milestones."""
    now = SimpleNamespace(**{**vars(NOTHING), "position_count": 2, "late_green_count": 1})
    said = board.board_headline(now, pd.DataFrame(), pd.DataFrame(), AT)
    assert said[1] == "1 green with a milestone overdue."
    empty = board.overdue_actions(now, "31 October 2026").empty
    assert empty == "No board action was overdue on 31 October 2026."


@pytest.mark.parametrize(
    ("compared", "by_chance"), [(5, "none"), (45, "about 2"), (100, "about 5")]
)
def test_many_comparisons_say_how_many_would_differ_by_chance(
    compared: int, by_chance: str
) -> None:
    codes = ["within-noise"] * (compared - 1) + ["above", "stale", "not-comparable", "small"]
    measures = pd.DataFrame(
        {
            "comparison_code": codes,
            "body": "Dorset",
            "measure": "SOCIT posts filled",
            "as_at_on": pd.Timestamp("2026-10-31"),
        }
    )
    first, *rest = consistency_headline(measures)
    # A stale body, one counted differently and a small share are in neither number.
    assert first.startswith(f"Of {compared} comparisons that the numbers bear, 1 differs")
    assert first.endswith(f"; {by_chance} would by chance alone.")
    assert "The region's figures count these bodies too, as every total does." in rest


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("▲ Overdue", ("▲", "Overdue")),
        ("? Not reported", ("?", "Not reported")),
        ("Overdue", ("", "Overdue")),
        ("Not reported", ("", "Not reported")),
        ("▲", ("", "▲")),
    ],
)
def test_a_region_s_label_may_have_no_sign(label: str, told: tuple[str, str]) -> None:
    assert sign_and_words(label) == told


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        (None, "Date of the next meeting: not reported."),
        ("2026-12-15", "Next meeting: 15 December 2026."),
        ("2026-10-31", "The meeting agreed for 31 October 2026 is not on record."),
    ],
)
def test_a_meeting_that_did_not_come_is_not_said_to_be_unreported(
    agreed: str | None, said: str
) -> None:
    row = SimpleNamespace(agreed_on=pd.Timestamp(agreed))
    assert meetings.next_meeting(row, date(2026, 10, 31)) == said
