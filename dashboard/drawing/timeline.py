"""Board actions as bars over time, from raised to due."""

from datetime import date
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing.blocks import scrolling
from dashboard.frames import records
from dashboard.wording import day


def action_timeline(register: pd.DataFrame, as_at_on: date) -> str:
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
        told = "".join(f'<span class="lane">{line}</span>' for line in _dates(row))
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(row.action_ref)}</span> '
            f'{escape(row.owner_body)}<span class="lane">{escape(row.action)}</span></th>'
            f'<td>{told}</td><td><div class="track" aria-hidden="true">{"".join(marks)}</div></td>'
            "</tr>"
        )
    return scrolling(
        "Actions over time",
        '<table class="timeline"><caption>Bar: from raised to due. Outlined: past due. '
        f"◇ first due date, where it moved. ✕ closed. Upright line: {escape(day(today))}."
        '</caption><thead><tr><th scope="col">Action</th><th scope="col">Dates</th>'
        f'<th scope="col" class="axis"><span>{escape(day(first))}</span> '
        f"<span>to {escape(day(last))}</span></th></tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>",
    )


def _stretch(kind: str, begun: float, ended: float) -> str:
    return f'<i class="{kind}" style="left:{begun}%;width:{max(ended - begun, 0.6):.2f}%"></i>'


def _mark(symbol: str, place: float) -> str:
    return f'<b style="left:{place}%">{symbol}</b>'


def _dates(row: Any) -> list[str]:
    """An action's dates and what became of them, a line each, as HTML."""
    told = [f"Raised {day(row.raised_on)}"]
    if row.first_due_on != row.due_on:
        told.append(f"◇ First due {day(row.first_due_on)}")
    told.append(f"Due {day(row.due_on)}")
    if row.is_overdue:
        days = f"{int(row.days_overdue)} day{'' if row.days_overdue == 1 else 's'}"
        told.append(f"<strong>▲ Overdue by {days}</strong>")
    if not pd.isna(row.closed_on):
        sign = "✕ " if row.status_code == "closed" else ""
        told.append(f"{sign}{escape(row.status)} {day(row.closed_on)}")
    elif row.status_code != "open":
        told.append(escape(row.status))
    return told
