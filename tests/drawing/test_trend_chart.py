"""A measure over the months: where its points stand, what they say and open, and their target."""

import re
from typing import Any

import pandas as pd
import pytest

from dashboard.drawing.trend_chart import trend_chart

POINT = re.compile(r'<a href="([^"]*)" aria-label="([^"]*)"[^>]*left:([0-9.]+)%;top:([0-9.]+)%')


def drawn(values: list[float | None], **changes: Any) -> str:
    months = pd.date_range("2026-01-31", periods=len(values), freq="ME")
    rows = [
        {
            "month_on": on, "value": value, "numerator": value, "denominator": 200.0,
            "measure": "Plans <of quality>", "unit": "per cent of OCGs", "body_code": None,
            "body": None, "kind_code": "share-of-count", "better": "higher", "threshold": 80.0,
            **changes,
        }
        for on, value in zip(months, values, strict=True)
    ]  # fmt: skip
    return trend_chart(pd.DataFrame(rows), lambda on: f"/plans?on={on:%Y-%m-%d}", is_made_up=True)


def test_each_month_is_a_point_with_its_value_that_opens_its_day() -> None:
    points = POINT.findall(drawn([40.0, 60.0, 80.0]))
    assert [(href, name) for href, name, *_ in points] == [
        ("/plans?on=2026-01-31", "January 2026: 40%, 40 of 200"),
        ("/plans?on=2026-02-28", "February 2026: 60%, 60 of 200"),
        ("/plans?on=2026-03-31", "March 2026: 80%, 80 of 200"),
    ]
    across = [float(left) for *_, left, _ in points]
    down = [float(top) for *_, top in points]
    assert (across[0], across[-1]) == (0, 100)
    assert down == sorted(down, reverse=True), "the higher the value, the nearer the top"


def test_a_month_without_a_value_has_no_point_and_leaves_its_place() -> None:
    points = POINT.findall(drawn([40.0, None, 60.0, 80.0]))
    assert len(points) == 3
    assert float(points[1][2]) > 50


def test_the_target_is_a_line_with_its_words_and_none_where_none_is_set() -> None:
    assert "<em>Target 80%</em>" in drawn([40.0, 60.0])
    assert "Target" not in drawn([40.0, 60.0], threshold=None)


@pytest.mark.parametrize("values", [[], [40.0], [None, None, 1.0]])
def test_fewer_than_two_values_are_no_line(values: list[float | None]) -> None:
    assert drawn(values) == ""


def test_nothing_stands_outside_its_box_and_words_are_escaped() -> None:
    picture = drawn([0.0, 100.0, 250.0, 3.0], kind_code="count", threshold=None)
    assert all(0 <= float(x) <= 100 and 0 <= float(y) <= 100 for *_, x, y in POINT.findall(picture))
    assert "Plans &lt;of quality&gt;" in picture
    assert "Demonstration data" in picture
    assert "January 2026: 0" in picture
