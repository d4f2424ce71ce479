"""Charts carry the frame's own numbers, and their words say the same."""

from datetime import date

import pandas as pd
import pytest

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.drawing import charts
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.phrases.board import brag_by_month_in_words
from dashboard.phrases.findings import finding_history_in_words
from dashboard.phrases.trends import measure_trend_in_words


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
    said = brag_by_month_in_words(brag_frame())
    assert "31 August 2026: 2 red, 1 blue" in said
    assert "30 September 2026: 3 blue" in said


@pytest.mark.usefixtures("look_at")
def test_finding_history_draws_claims_as_steps_and_marks_verifications() -> None:
    filters = Filters(date(2026, 10, 31), body_codes=("dorset",))
    frame = ask("finding_history", THIS_COMPUTER, filters, finding_ref="AFI 8")
    claimed, verified = charts.finding_history(frame).data
    in_force = frame[(frame["lane_code"] == "claimed") & ~frame["is_replaced"]]
    assert len(claimed.x) == len(in_force)
    assert list(verified.y) == [
        "Verifier: Regionally assured", "Verifier: Closed by HMICFRS",
        "Verifier: Regionally assured",
    ]  # fmt: skip
    assert "verified regionally assured" in finding_history_in_words(frame)


def history_of(*days: str) -> pd.DataFrame:
    rows = [
        {
            "on_date": pd.Timestamp(on), "lane_code": "claimed", "stage": "In progress",
            "stage_order": 3, "is_replaced": False,
        }
        for on in days
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_a_point_stands_over_its_own_day_and_no_label_comes_twice() -> None:
    axis = charts.finding_history(history_of("2026-10-31")).layout.xaxis
    assert (axis.tickvals, axis.ticktext) == (("2026-10-31",), ("31 Oct<br>2026",))
    ends = [f"{on:%Y-%m-%d}" for on in pd.date_range("2025-05-31", "2026-10-31", freq="ME")]
    figure = charts.finding_history(history_of(*ends))
    axis = figure.layout.xaxis
    assert 3 <= len(axis.tickvals) == len(set(axis.ticktext)) <= charts.MOST_LABELS
    assert set(axis.tickvals) <= set(figure.data[0].x)
    assert axis.tickvals[-1] == "2026-10-31"


def test_one_month_of_a_measure_has_one_label_under_it() -> None:
    frame = trend_frame(1)
    figure = charts.measure_trend(frame[frame["month_on"] == "2026-01-31"])
    assert figure.layout.xaxis.tickvals == ("2026-01-15",)
    assert figure.data[0].x == ("2026-01-15",)


def trend_frame(bodies: int, threshold: float | None = 80.0) -> pd.DataFrame:
    """A year's first three months: all together, then bodies; the second lacks February."""
    rows = [
        {
            "month_on": pd.Timestamp(on),
            "body_code": None if body == 0 else f"body-{body}",
            "body": None if body == 0 else f"Body {body}",
            "value": 50.0 + body + month,
            "measure": "Plans of quality",
            "unit": "per cent of plans",
            "kind_code": "share-of-count",
            "better": "higher",
            "threshold": threshold,
        }
        for body in range(bodies + 1)
        for month, on in enumerate(("2026-01-31", "2026-02-28", "2026-03-31"))
        if (body, month) != (2, 1)
    ]
    return pd.DataFrame(rows)


def test_measure_trend_is_a_panel_a_body_with_gap_target_and_last_value() -> None:
    figure = charts.measure_trend(trend_frame(2))
    together, first, second = figure.data
    assert list(second.y) == [52, None, 54], "a month without a return is a gap"
    assert not second.connectgaps
    assert [text for line in figure.data for text in line.text if text] == [
        "<b>52%</b>", "<b>53%</b>", "<b>54%</b>",
    ]  # fmt: skip
    said = [note.text for note in figure.layout.annotations]
    assert said.count("Target 80%") == len(figure.layout.shapes) == 3
    assert [text for text in said if text.startswith("<b>")] == [
        "<b>Bodies together</b>", "<b>Body 1</b>", "<b>Body 2</b>",
    ]  # fmt: skip
    assert "per cent of plans" in said
    assert (len(together.x), len(first.x)) == (3, 3)


@pytest.mark.parametrize(("bodies", "panels"), [(1, 1), (6, 7), (7, 1)])
def test_measure_trend_draws_one_body_alone_and_more_than_six_together(
    bodies: int, panels: int
) -> None:
    assert len(charts.measure_trend(trend_frame(bodies)).data) == panels


def test_measure_trend_in_words_says_ends_and_target() -> None:
    said = measure_trend_in_words(trend_frame(2))
    assert said.startswith("Plans of quality over time, per cent of plans.")
    assert "Body 2: 52.0 in January 2026, 54.0 in March 2026." in said
    assert "Target: at least 80." in said
    assert "No target is set." in measure_trend_in_words(trend_frame(2, None))


def test_measure_trend_of_nothing_to_count_says_so() -> None:
    frame = trend_frame(1).assign(value=float("nan"))
    assert "Body 1: nothing to count." in measure_trend_in_words(frame)
    assert not any(charts.measure_trend(frame).data[0].text)


@pytest.mark.parametrize("threshold", [None, 0.0, 80.0])
def test_a_panel_without_a_value_has_a_scale(threshold: float | None) -> None:
    frame = trend_frame(2, threshold).assign(value=float("nan"))
    figure = charts.measure_trend(frame)
    for axis in (figure.layout.yaxis, figure.layout.yaxis2, figure.layout.yaxis3):
        low, high = axis.range
        assert low < 0 < high
