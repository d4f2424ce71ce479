"""The filters as widgets beside the title, with the URL as their only memory.

What the filters mean is figures.filters'; a widget that only one page has is that page's.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.figures.ask import ask, store
from dashboard.figures.filters import NOW, OTHER_DATE, PAST_DAY, Filters
from dashboard.frames import records
from dashboard.wording import TIME_ZONE, day, end_of

_MEETING_BEFORE = "The board meeting before"
_NO_COMPARISON = "Nothing"
_NEWEST = "The newest date"
_KNOWN_NOW = "As known now"


def body_names(viewer: Viewer) -> dict[str, str]:
    """Body code -> short name, for the bodies this viewer may see, the region left out."""
    bodies = ask("body_choice", viewer, Filters(date.max))
    seen = set(viewer.may_see(bodies["body_code"]))
    return {
        row.body_code: row.short_name
        for row in records(bodies)
        if row.kind_code != "region" and row.body_code in seen
    }


def choose(viewer: Viewer, names: Mapping[str, str]) -> Filters:
    """Draw the filters every page has and return what they are set to."""
    choices = ask("date_choice", viewer, Filters(date.max))
    meetings = [row.on_date.date() for row in records(choices) if row.is_meeting]
    bodies_held = ask("body_choice", viewer, Filters(date.max))
    zone = next(iter(bodies_held["time_zone"]), TIME_ZONE)
    as_at_on = _choose_as_at(choices, datetime.now(ZoneInfo(zone)).date())
    since_on = _choose_since(meetings, as_at_on)
    chosen = st.multiselect(
        "Bodies",
        list(names),
        format_func=lambda code: names[code],
        key="body",
        bind="query-params",
        placeholder="All bodies",
        help="Choose none for all of them.",
    )
    known_at = _choose_known_at(as_at_on, zone)
    in_order = tuple(code for code in names if code in chosen)
    everything = len(in_order) == len(names)
    bodies = () if everything else in_order
    return Filters(as_at_on, since_on, bodies, known_at, store().version(), zone)


def _choose_as_at(choices: pd.DataFrame, today: date) -> date:
    rows = list(records(choices))
    latest = [
        next((row.on_date for row in rows if row.is_return), None),
        next((row.on_date for row in rows if row.is_entry), None),
    ]
    # A short list answers a click sooner; any other date is one choice away.
    named = [row for row in rows if row.is_meeting or row.on_date in latest] or rows
    labels: dict[str, date] = {_label(row): row.on_date.date() for row in named}
    newest = next(iter(labels.values()), today)
    first, *others = labels or [_NEWEST]
    chosen = st.selectbox(
        "As at",
        # Not by its date, so that an open page follows what comes in after it.
        [_NEWEST, *others, OTHER_DATE],
        format_func=lambda option: first if option == _NEWEST else option,
        key="as_at",
        bind="query-params",
        help="The day the figures describe. Each body's latest return on or before it counts.",
    )
    if chosen == _NEWEST:
        return newest
    if chosen != OTHER_DATE:
        return labels[chosen]
    as_at_on = _choose_day("Date", "on", newest) or newest
    if as_at_on > today:
        st.caption("This date is in the future: returns may seem stale that are not yet due.")
    return as_at_on


def _choose_since(meetings: list[date], as_at_on: date) -> date | None:
    chosen = st.selectbox(
        "Compared with",
        [_MEETING_BEFORE, *(day(d) for d in meetings), OTHER_DATE, _NO_COMPARISON],
        key="since",
        bind="query-params",
        help="Changes on every page are counted from what was known on this day.",
    )
    before = next((d for d in meetings if d < as_at_on), None)
    if chosen == _NO_COMPARISON:
        return None
    if chosen == _MEETING_BEFORE:
        return before
    if chosen == OTHER_DATE:
        since_on = _choose_day("Compared with date", "since_on", before or as_at_on)
    else:
        since_on = next(d for d in meetings if day(d) == chosen)
    if since_on and since_on >= as_at_on:
        st.caption(f"Nothing is compared: {day(since_on)} is not before {day(as_at_on)}.")
        return None
    return since_on


def _choose_known_at(as_at_on: date, zone: str) -> datetime:
    """The moment up to which what came in counts; a day ends by the region's clock."""
    chosen = st.selectbox(
        "Shown",
        [_KNOWN_NOW, PAST_DAY],
        key="shown",
        bind="query-params",
        help="A past day leaves out every return, correction and entry that came in after it, so "
        "that a page is what the board saw then. The As at date is another matter: the day that "
        "the figures describe.",
    )
    if chosen == _KNOWN_NOW:
        return NOW
    shown_on = _choose_day("Shown on", "shown_on", as_at_on) or as_at_on
    return end_of(shown_on, zone)


def _choose_day(label: str, key: str, default: date) -> date | None:
    # Not as the widget's own default: that is left out of the address, and moves with the data.
    if key not in st.session_state and not _is_day(st.query_params.get(key, "")):
        st.query_params[key] = default.isoformat()
    chosen: Any = st.date_input(
        label, value=None, min_value=date(2000, 1, 1), max_value=date(2100, 12, 31),
        key=key, bind="query-params", format="DD/MM/YYYY",
    )  # fmt: skip
    return chosen if isinstance(chosen, date) else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _label(row: Any) -> str:
    if row.is_meeting:
        return f"{day(row.on_date)} (board)"
    if row.is_return:
        return f"{day(row.on_date)} (returns)"
    return f"{day(row.on_date)} ({'recorded' if row.is_entry else 'published'})"
