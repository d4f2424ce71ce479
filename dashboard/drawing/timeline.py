"""Board actions as bars over time, from raised to due, as HTML.

What each says in words is phrases'.
"""

from datetime import date
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing import blocks
from dashboard.frames import records
from dashboard.phrases import actions as actions_words
from dashboard.wording import day


def action_timeline(register: pd.DataFrame, as_at_on: date, *, is_made_up: bool) -> str:
    """A bar per action from raised to due, its dates beside it; rows of action_register."""
    today = pd.Timestamp(as_at_on)
    dates = register[["raised_on", "first_due_on", "due_on", "closed_on"]]
    first = pd.Timestamp(min(dates.min().min(), today))
    last = pd.Timestamp(max(dates.max().max(), today))
    whole = max((last - first).days, 1)

    def at(on: pd.Timestamp) -> float:
        return round(100 * (on - first).days / whole, 2)

    lines = []
    for row in records(register):
        ended = row.closed_on if not pd.isna(row.closed_on) else today
        marks = [_stretch("bar", at(row.raised_on), at(row.due_on))]
        if row.due_on < ended and row.status_code != "withdrawn":
            marks.append(_stretch("late", at(row.due_on), at(ended)))
        if row.first_due_on != row.due_on:
            marks.append(_mark("◇", at(row.first_due_on)))
        if row.status_code == "closed" and not pd.isna(row.closed_on):
            marks.append(_mark("✕", at(row.closed_on)))
        marks.append(f'<i class="today" style="left:{at(today)}%"></i>')
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(row.action_ref)}</span> '
            f"{escape(row.owner_body)}{blocks.lanes([row.action])}</th>"
            f"<td>{_dates(row)}</td>"
            f'<td><div class="track" aria-hidden="true">{"".join(marks)}</div></td>'
            "</tr>"
        )
    ends = " ".join(f"<span>{escape(text)}</span>" for text in (day(first), f"to {day(last)}"))
    caption = blocks.captioned(actions_words.timeline_key(today), is_made_up=is_made_up)
    return blocks.scrolling(
        "Actions over time",
        f'<table class="timeline">{caption}'
        f"<thead><tr>{blocks.column_heads(['Action', 'Dates'])}"
        f'<th scope="col" class="axis">{ends}</th></tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>",
    )


def _stretch(kind: str, begun: float, ended: float) -> str:
    return f'<i class="{kind}" style="left:{begun}%;width:{max(ended - begun, 0.6):.2f}%"></i>'


def _mark(symbol: str, place: float) -> str:
    return f'<b style="left:{place}%">{symbol}</b>'


def _dates(row: Any) -> str:
    """An action's dates and what became of them, a line each."""
    before, overdue, after = actions_words.dates(row)
    late = f'<span class="lane"><strong>{escape(overdue)}</strong></span>' if overdue else ""
    return blocks.lanes(before) + late + blocks.lanes(after)
