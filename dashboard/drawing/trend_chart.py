"""A measure over the months as a line whose points can be pointed at and reached by keyboard.

As HTML, not as a chart of its own: it is drawn anew at every change of date, and a page must answer
at once. What a point says is phrases'.
"""

from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing import blocks
from dashboard.frames import records
from dashboard.phrases import trends

THICK = 1.6
"""Of the line, in per cent of the box's height."""
LABELS = 4


def trend_chart(
    frame: pd.DataFrame, at_month: Callable[[pd.Timestamp], str], *, is_made_up: bool
) -> str:
    """One panel of measure_trend; each point opens the address of its month."""
    rows = [row for row in records(frame) if not pd.isna(row.value)]
    if len(rows) < 2:
        return ""
    first, last = rows[0].month_on, rows[-1].month_on
    top = max([row.value for row in rows] + [frame["threshold"].max()])
    top = 1.05 * top if top > 0 else 1.0

    def across(on: pd.Timestamp) -> float:
        return round(100 * float((on - first) / (last - first)), 2)

    def down(value: float) -> float:
        return round(100 * (1 - value / top), 2)

    places = [(across(row.month_on), down(row.value)) for row in rows]
    above = [f"{x}% {max(y - THICK / 2, 0):.2f}%" for x, y in places]
    below = [f"{x}% {min(y + THICK / 2, 100):.2f}%" for x, y in reversed(places)]
    points = "".join(
        _point(row, at_month(row.month_on), place) for row, place in zip(rows, places, strict=True)
    )
    step = max(1, (len(rows) - 1) // (LABELS - 1))
    months = "".join(
        f'<span style="left:{x}%">{row.month_on:%b %Y}</span>'
        for row, (x, _) in list(zip(rows, places, strict=True))[::-1][::step]
    )
    target = ""
    if not pd.isna(threshold := frame["threshold"].iloc[0]):
        said = escape(trends.target_label(rows[0]))
        target = f'<i class="aim" style="top:{down(threshold)}%"><em>{said}</em></i>'
    ended = f'<strong style="top:{places[-1][1]}%">{escape(trends.value_words(rows[-1]))}</strong>'
    return (
        f'<div class="soc"><figure class="trend picture" role="group" '
        f'aria-label="{escape(trends.glance_heading(frame))}">'
        f"<figcaption>{blocks.mark(is_made_up=is_made_up)}"
        f"<strong>{escape(trends.glance_heading(frame))}</strong></figcaption>"
        f'<div class="plot">{target}<i class="line" style="clip-path:polygon('
        f'{",".join([*above, *below])})"></i>{points}{ended}</div>'
        f'<div class="months" aria-hidden="true">{months}</div></figure></div>'
    )


def _point(row: Any, href: str, place: tuple[float, float]) -> str:
    said = escape(trends.point_words(row))
    return (
        f'<a href="{escape(href)}" aria-label="{said}" title="{said}" '
        f'style="left:{place[0]}%;top:{place[1]}%"></a>'
    )
