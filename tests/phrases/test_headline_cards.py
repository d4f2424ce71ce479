"""The board's cards: shares as shares, the line of what was known, and what is not known."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.phrases.headline_cards import headline_cards
from dashboard.phrases.values import Card

AT = Filters(date(2026, 10, 31))
NOW = SimpleNamespace(
    position_count=14, not_reported_count=0, verified_count=3, claimed_only_count=2,
    current_body_count=5, body_count=6, covered_ocg_count=150, ocg_count=161,
    covered_target_pct=100, quality_ocg_count=40, quality_of_ocg_count=161, quality_target_pct=80,
    overdue_action_count=5, open_action_count=10, has_board_record=True,
    is_finding_list_whole=True,
)  # fmt: skip


def months(*rows: dict[str, Any]) -> pd.DataFrame:
    none = {"verified_count": 0, "claimed_only_count": 0, "current_body_count": 6,
            "covered_ocg_count": 0, "ocg_count": 0, "quality_ocg_count": 0,
            "quality_of_ocg_count": 0, "overdue_action_count": 0, "reported_count": 14,
            "has_board_record": True}  # fmt: skip
    ends = pd.date_range("2026-08-31", periods=len(rows), freq="ME")
    return pd.DataFrame(
        [{"on_date": on, **none, **row} for on, row in zip(ends, rows, strict=True)]
    )


def cards(frame: pd.DataFrame, **changes: Any) -> dict[str, Card]:
    now = SimpleNamespace(**{**vars(NOW), **changes})
    return {card.label: card for card in headline_cards(now, None, AT, frame)}


def test_a_share_is_told_as_a_share_with_its_counts() -> None:
    drawn = cards(months())
    assert (drawn["OCGs with a 4P plan"].value, drawn["OCGs with a 4P plan"].of) == (
        "93%", "150 of 161, one strand at least",
    )  # fmt: skip
    assert (drawn["4P plans of quality"].value, drawn["4P plans of quality"].of) == (
        "25%", "40 of 161 OCGs",
    )  # fmt: skip


def test_a_line_has_the_value_of_each_month_and_its_ends_in_words() -> None:
    drawn = cards(months(
        {"verified_count": 1, "covered_ocg_count": 5, "ocg_count": 10},
        {"verified_count": 2, "covered_ocg_count": 6, "ocg_count": 8},
        {"verified_count": 3, "covered_ocg_count": 9, "ocg_count": 10},
    ))  # fmt: skip
    assert drawn["Verified complete"].trend == (1, 2, 3)
    assert drawn["OCGs with a 4P plan"].trend == (50, 75, 90)
    assert drawn["OCGs with a 4P plan"].trend_words == (
        "From 50% on 31 August 2026 to 90% on 31 October 2026"
    )


def test_a_month_of_which_nothing_is_known_is_no_zero() -> None:
    drawn = cards(months(
        {"has_board_record": False, "reported_count": 0}, {"verified_count": 1},
        {"verified_count": 2},
    ))  # fmt: skip
    assert drawn["Verified complete"].trend == (None, 1, 2)
    assert drawn["Claimed, not verified"].trend[0] is None
    assert drawn["OCGs with a 4P plan"].trend == (), "no OCG in any month"


def test_a_figure_that_is_not_known_has_neither_a_number_nor_a_line() -> None:
    drawn = cards(months({}, {}), has_board_record=False)
    assert (drawn["Verified complete"].value, drawn["Verified complete"].trend) == ("?", ())
    assert drawn["Board actions overdue"].value == "?"
