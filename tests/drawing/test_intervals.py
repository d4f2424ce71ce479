"""Shares with their intervals: what stands where, what is dark, what is hatched and why."""

import re
from datetime import date
from html import unescape
from typing import Any

import pandas as pd

from dashboard.drawing.intervals import interval_bands
from dashboard.figures.filters import Filters

NAMES = {f"body-{n}": f"Body {n}" for n in range(60)}


def link(page: str, *, body_code: str = "", **own: str) -> str:
    return Filters(date(2026, 10, 31), None, (body_code,)).link(page, NAMES, **own)


def row(body: int, code: str, value: float | None, low: float | None = None,
        high: float | None = None, **more: Any) -> dict[str, Any]:  # fmt: skip
    return {
        "measure_code": "coverage", "measure": "4P plan <coverage>", "unit": "per cent of OCGs",
        "kind_code": "share-of-count", "better": "higher", "threshold": 90.0, "page": "plans",
        "measure_order": 1, "body_code": f"body-{body}", "body": f"Body {body}",
        "body_order": body, "as_at_on": pd.Timestamp("2026-10-31"), "is_stale": code == "stale",
        "numerator": value, "denominator": 100.0, "value": value, "difference": "Counts drafts",
        "region_numerator": 60.0, "region_denominator": 100.0, "region_value": 60.0,
        "low_pct": low, "high_pct": high, "comparison_code": code, "comparison": f"● {code}",
        **more,
    }  # fmt: skip


def drawn(*rows: dict[str, Any], only_different: bool = False) -> str:
    return interval_bands(pd.DataFrame(rows), link, only_different=only_different, is_made_up=True)


def test_only_what_differs_by_more_than_chance_is_dark_and_has_its_counts() -> None:
    picture = drawn(row(0, "below", 20.0, 10.0, 35.0), row(1, "within-noise", 62.0, 50.0, 75.0))
    assert picture.count('class="line apart"') == 1
    assert ">20 of 100</em>" in unescape(picture)
    assert ">62 of 100</em>" not in picture


def test_a_mark_stands_at_its_value_opens_its_rows_and_is_named() -> None:
    picture = drawn(row(1, "below", 20.0, 10.0, 35.0))
    found = re.search(r'<a href="([^"]*)" aria-label="([^"]*)"[^>]*style="left:20.0%"', picture)
    assert found
    assert "body=Body+1" in found[1]
    assert unescape(found[2]) == ("4P plan <coverage>, Body 1: 20%, 20 of 100, 10% to 35%, ● below")
    assert "left:10.0%;width:25.0%" in picture
    assert "--region:60.0;--target:90.0" in picture


def test_what_is_not_compared_is_hatched_and_says_why() -> None:
    picture = drawn(row(0, "stale", 50.0, 40.0, 60.0), row(1, "not-comparable", 50.0, 40.0, 60.0))
    assert picture.count('class="line unlike"') == 2
    assert ">stale</em>" in picture
    assert ">counted differently</em>" in picture


def test_what_is_not_reported_has_words_and_no_mark() -> None:
    picture = drawn(row(0, "not-reported", None))
    assert "not-reported</div>" in picture
    assert "<a href" not in picture


def test_the_measure_with_most_that_differ_comes_first() -> None:
    other = {"measure_code": "other", "measure": "Other", "measure_order": 2}
    picture = drawn(
        row(0, "within-noise", 50.0, 40.0, 60.0), row(0, "above", 99.0, 95.0, 100.0, **other)
    )
    assert picture.index("<h3>Other") < picture.index("<h3>4P plan &lt;coverage&gt;")


def test_of_many_bodies_only_those_that_differ_have_a_line_and_the_rest_are_counted() -> None:
    rows = [row(n, "below" if n < 4 else "within-noise", 20.0, 10.0, 35.0) for n in range(54)]
    picture = drawn(*rows, only_different=True)
    assert picture.count("<a href") == 4
    assert "50 bodies within noise" in picture
    assert len(drawn(*rows)) < 150_000, "one measure of 54 bodies, each with its line"


def test_nothing_stands_outside_its_band() -> None:
    picture = drawn(row(0, "above", 100.0, 98.0, 100.0), row(1, "below", 0.0, 0.0, 3.0),
                    row(2, "stale", 50.0, 0.5, 99.5))  # fmt: skip
    for place, width in re.findall(r"(?:left|right):([0-9.-]+)%(?:;width:([0-9.]+)%)?", picture):
        assert 0 <= float(place) + float(width or 0) <= 100.01


def test_measures_without_an_interval_are_no_band() -> None:
    assert drawn(row(0, "no-interval", 3.0, kind_code="count")) == ""
