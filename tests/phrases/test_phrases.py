"""Sentences read as English, whatever the counts and labels in them."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.figures.filters import Filters
from dashboard.phrases import board
from dashboard.wording import in_sentence


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
        past_closing_count=0, undated_count=0, late_green_count=0,
    )  # fmt: skip
    returns = pd.DataFrame({"body": ["Dorset"], "as_at_on": ["2026-10-31"], "is_stale": [False]})
    filters = Filters(pd.Timestamp("2026-10-31").date())
    assert board.board_headline(now, pd.DataFrame(), returns, filters) == [said]
