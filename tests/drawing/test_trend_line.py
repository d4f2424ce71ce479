"""A figure's past as a line: its ends, its place within the box, and what is not known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.drawing.trend_line import HEIGHT, WIDTH, trend_line

VALUES = st.lists(st.none() | st.floats(0, 10**6), max_size=18)


def points(drawn: str) -> list[tuple[float, float]]:
    found = re.search(r"polygon\((.*?)\)", drawn)
    assert found
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.-]+)px ([\d.-]+)px", found[1])]


@given(VALUES)
def test_a_line_stays_within_its_box(values: list[float | None]) -> None:
    drawn = trend_line(values, "said")
    if len([value for value in values if value is not None]) < 2:
        assert drawn == "", "a line needs two points"
        return
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points(drawn))


def test_a_line_rises_with_its_values() -> None:
    above = points(trend_line([1, 2, 3], "said"))[:3]
    assert [x for x, _ in above] == sorted(x for x, _ in above)
    assert [y for _, y in above] == sorted((y for _, y in above), reverse=True)


def test_a_month_that_is_not_known_leaves_its_place() -> None:
    (first, second, third) = points(trend_line([None, 1, None, 2, 3], "said"))[:3]
    assert first[0] == 0
    assert second[0] - first[0] == pytest.approx(2 * (third[0] - second[0]), abs=1)


def test_a_line_has_a_name_that_is_escaped() -> None:
    assert 'aria-label="From 1 to &lt;2&gt;"' in trend_line([1, 2], "From 1 to <2>")
