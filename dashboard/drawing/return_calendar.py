"""Who has returned for which month: bodies by months as HTML, each cell opening its return.

Every value is escaped here. Which state a month is in is return_by_month.sql's, and its words
phrases'.
"""

from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing import blocks
from dashboard.drawing.blocks import Link
from dashboard.frames import records
from dashboard.phrases import returns as returns_words

QUIET = ("in", "not-due", "not-begun")


def return_calendar(cells: pd.DataFrame, link: Link, *, is_made_up: bool) -> str:
    """Bodies x months, the newest month first; rows of return_by_month."""
    lines = []
    for body, rows in cells.groupby("body", sort=False):
        drawn = "".join(_cell(row, link) for row in records(rows))
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(str(body))}</span></th>{drawn}</tr>'
        )
    heads = blocks.column_heads(["Body", *cells["month"].drop_duplicates()])
    label, caption = returns_words.CALENDAR, returns_words.CALENDAR_CAPTION
    return blocks.matrix(label, caption, heads, lines, "calendar", is_made_up=is_made_up)


def _cell(row: Any, link: Link) -> str:
    state = escape(row.state)
    # What is as it should be stays quiet beside what is not.
    inner = state if row.state_code in QUIET else f"<strong>{state}</strong>"
    inner += blocks.lanes(returns_words.month_lines(row))
    if row.is_returned:
        href = link("returns", **{"return": str(int(row.return_id))})
        inner = f'<a href="{escape(href)}">{inner}</a>'
    return f"<td>{inner}</td>"
