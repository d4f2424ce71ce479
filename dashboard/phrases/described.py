"""Says which day the figures of a page describe, where that is not the day it was asked for.

A body's figures are those of its latest return, on the day that it describes: what has happened
since is not known until it returns again.
"""

from datetime import date
from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.wording import are, day, listed, plural


def days_described(by_body: pd.DataFrame, on: date, what: str = "States and ages") -> list[str]:
    """The days that figures by body describe, none where that is `on`; stale ones by name.

    The frame has body, as_at_on and is_stale; `what` says what of a page is told so.
    """
    held = by_body.dropna(subset=["as_at_on"])
    earlier = held[held["as_at_on"].dt.date != on]
    fresh, stale = earlier[~earlier["is_stale"].astype(bool)], earlier[earlier["is_stale"]]
    return [*_latest(fresh["as_at_on"], what), *_stale(stale, on)]


def _latest(days: "pd.Series[Any]", what: str) -> list[str]:
    if days.empty:
        return []
    first, last = day(days.min()), day(days.max())
    between = first if first == last else f"between {first} and {last}"
    return [f"{what} are those of the day that the latest returns describe, {between}."]


def _stale(bodies: pd.DataFrame, on: date) -> list[str]:
    if bodies.empty:
        return []
    told = [
        f"{row.body} as at {day(row.as_at_on)}, {plural((on - row.as_at_on.date()).days, 'day')} "
        "before this date"
        for row in records(bodies)
    ]
    one = len(bodies) == 1
    return [
        f"Stale, and counted as {'it' if one else 'they'} then stood in every total here: "
        f"{listed(told)}."
    ]


def carried(together: pd.DataFrame) -> list[str]:
    """Which bodies a sum over months counts by an earlier month's return, at its last month.

    The frame is measure_trend's rows of all bodies together.
    """
    if together.empty:
        return []
    last = next(records(together.sort_values("month_on").tail(1)))
    if not len(last.carried_bodies):
        return []
    names = [*last.carried_bodies]
    return [
        f"In {last.month_on:%B %Y} {listed(names)} {are(len(names))} counted by an earlier return."
    ]
