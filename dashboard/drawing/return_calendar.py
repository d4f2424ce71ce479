"""Who has returned for which month: bodies by months as a table, each cell opening its return.

Every value is escaped here. Which state a month is in is return_by_month.sql's.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing.blocks import scrolling
from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.wording import day, plural

QUIET = ("in", "not-due", "not-begun")


def return_calendar(cells: pd.DataFrame, filters: Filters, names: Mapping[str, str]) -> str:
    """Bodies x months, the newest month first; rows of return_by_month, as HTML."""
    months = cells["month"].drop_duplicates().tolist()
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("Body", *months))
    lines = []
    for body, rows in cells.groupby("body", sort=False):
        drawn = "".join(_cell(row, filters, names) for row in records(rows))
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(str(body))}</span></th>{drawn}</tr>'
        )
    return scrolling(
        "Returns by body and month",
        '<table class="matrix calendar"><caption>The 12 months up to the as-at date, the newest '
        "first, and how many days after the as-at date the first return for it came. Choose a cell "
        "to open its return.</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>",
    )


def _cell(row: Any, filters: Filters, names: Mapping[str, str]) -> str:
    lanes = "".join(f'<span class="lane">{escape(lane)}</span>' for lane in _lanes(row))
    state = escape(row.state)
    # What is as it should be stays quiet beside what is not.
    inner = (state if row.state_code in QUIET else f"<strong>{state}</strong>") + lanes
    if row.is_returned:
        href = filters.link("returns", names, **{"return": str(int(row.return_id))})
        inner = f'<a href="{escape(href)}">{inner}</a>'
    return f"<td>{inner}</td>"


def _lanes(row: Any) -> list[str]:
    """The dates and counts behind a cell's state, a line each."""
    lanes = []
    if row.is_returned:
        days = (row.first_received_at.date() - row.as_at_on.date()).days
        if row.as_at_on.date() != row.month_ends_on.date():
            lanes.append(f"at {day(row.as_at_on)}")
        lanes.append(f"after {plural(days, 'day')}")
        if row.return_count > 1:
            lanes.append(plural(row.return_count, "return"))
    if row.refused_count:
        lanes.append(f"{plural(row.refused_count, 'file')} refused")
    if row.state_code in ("awaited", "missing"):
        lanes.append(f"due {day(row.due_on)}")
    return lanes


def return_counts(cells: pd.DataFrame) -> pd.DataFrame:
    """How many bodies are in each state: a row a month, the newest first, and a column a state."""
    states = cells.sort_values("state_order")["state"].unique()
    counts = cells.pivot_table(
        index="month_on", columns="state", values="body_code", aggfunc="count", fill_value=0
    )
    months = cells.drop_duplicates("month_on").set_index("month_on")["month"]
    counts = counts[[*states]].sort_index(ascending=False)
    counts.insert(0, "Month", months)
    return counts.reset_index(drop=True)
