"""Charts carry the frame's own numbers, and their words say the same."""

from datetime import date

import pandas as pd
import pytest

from dashboard import charts
from dashboard.ask import ask
from dashboard.filters import Filters
from dashboard.viewer import THIS_COMPUTER


def brag_frame() -> pd.DataFrame:
    days = pd.to_datetime(["2026-08-31", "2026-08-31", "2026-09-30"])
    return pd.DataFrame(
        {
            "on_date": days,
            "brag_code": ["red", "blue", "blue"],
            "brag": ["Red", "Blue", "Blue"],
            "brag_symbol": ["▲", "✓", "✓"],
            "display_order": [4, 1, 1],
            "position_count": [2, 1, 3],
        }
    )


def test_brag_by_month_draws_the_counts_with_symbol_and_number() -> None:
    figure = charts.brag_by_month(brag_frame())
    drawn = {bar.name: list(bar.y) for bar in figure.data}
    assert drawn == {"blue": [1, 3], "red": [2, 0]}
    assert list(figure.data[0].text) == ["✓ 1", "✓ 3"]


def test_brag_by_month_in_words() -> None:
    said = charts.brag_by_month_in_words(brag_frame())
    assert "31 August 2026: 2 red, 1 blue" in said
    assert "30 September 2026: 3 blue" in said


@pytest.mark.usefixtures("look_at")
def test_finding_history_draws_claims_as_steps_and_marks_verifications() -> None:
    filters = Filters(date(2026, 10, 31), body_codes=("dorset",))
    frame = ask("finding_history", THIS_COMPUTER, filters, finding_ref="AFI 8")
    claimed, verified = charts.finding_history(frame).data
    in_force = frame[(frame["lane_code"] == "claimed") & ~frame["is_replaced"]]
    assert len(claimed.x) == len(in_force)
    assert list(verified.y) == ["Verifier: Regionally assured"]
    assert "verified regionally assured" in charts.finding_history_in_words(frame)
