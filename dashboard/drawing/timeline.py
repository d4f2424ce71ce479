"""Board actions as bars from raised to due, and milestones as marks, over time as HTML.

What each says in words is phrases'.
"""

from datetime import date
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing import blocks
from dashboard.frames import records
from dashboard.phrases import actions as actions_words
from dashboard.phrases import governance as governance_words
from dashboard.wording import day, sign_and_words


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
    caption = actions_words.timeline_key(today)
    return _timeline("Actions over time", caption, "Action", (first, last), lines, is_made_up)


def milestone_timeline(milestones: pd.DataFrame, as_at_on: date, *, is_made_up: bool) -> str:
    """A line per finding and body, a mark per milestone; rows of milestone_by_finding."""
    today = pd.Timestamp(as_at_on)
    first = pd.Timestamp(min(milestones["due_on"].min(), today))
    last = pd.Timestamp(max(milestones["due_on"].max(), today))
    whole = max((last - first).days, 1)

    def at(on: Any) -> float:
        return round(100 * (pd.Timestamp(on) - first).days / whole, 2)

    lines = []
    for (ref, body), rows in milestones.groupby(["finding_ref", "body"], sort=False):
        signs = [(sign_and_words(row.state)[0] or "•", at(row.due_on)) for row in records(rows)]
        marks = [_mark(sign, place) for sign, place in signs]
        marks.append(f'<i class="today" style="left:{at(today)}%"></i>')
        told, late = governance_words.milestones_of(rows)
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(str(ref))}</span> '
            f"{escape(str(body))}</th><td>{blocks.lanes([told])}{_standing_out(late)}</td>"
            f'<td><div class="track" aria-hidden="true">{"".join(marks)}</div></td></tr>'
        )
    caption = governance_words.timeline_key(today)
    return _timeline("Milestones over time", caption, "Finding", (first, last), lines, is_made_up)


def _timeline(
    label: str,
    caption: str,
    head: str,
    ends: tuple[pd.Timestamp, pd.Timestamp],
    lines: list[str],
    is_made_up: bool,
) -> str:
    """Lines already drawn as a table, the days at which its tracks begin and end above them."""
    told = " ".join(f"<span>{escape(t)}</span>" for t in (day(ends[0]), f"to {day(ends[1])}"))
    return blocks.scrolling(
        label,
        f'<table class="timeline">{blocks.captioned(caption, is_made_up=is_made_up)}'
        f"<thead><tr>{blocks.column_heads([head, 'Dates'])}"
        f'<th scope="col" class="axis">{told}</th></tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>",
    )


def _standing_out(words_of_it: str) -> str:
    if not words_of_it:
        return ""
    return f'<span class="lane"><strong>{escape(words_of_it)}</strong></span>'


def _stretch(kind: str, begun: float, ended: float) -> str:
    return f'<i class="{kind}" style="left:{begun}%;width:{max(ended - begun, 0.6):.2f}%"></i>'


def _mark(symbol: str, place: float) -> str:
    return f'<b style="left:{place}%">{symbol}</b>'


def _dates(row: Any) -> str:
    """An action's dates and what became of them, a line each."""
    before, overdue, after = actions_words.dates(row)
    return blocks.lanes(before) + _standing_out(overdue) + blocks.lanes(after)
