"""Says quietly, at a click, what others have brought into the store since the click before.

Every page reads the newest version at each click; what a version holds is phrases' to word.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases import versions

_SEEN = "version.seen"
"""Where a session keeps the number of the version that it was last shown."""
_OWN = "version.own"
"""Where it keeps the numbers of the returns and entries that it brought in itself."""
MOST_TOLD = 5


def show(viewer: Viewer, filters: Filters) -> None:
    """Draw a line per newer version; nothing where there is none."""
    # Always there: what comes and goes above a form would take the keyboard from it.
    place = st.empty()
    number = filters.version.number if filters.version else 0
    seen = int(st.session_state.setdefault(_SEEN, number))
    st.session_state[_SEEN] = number
    if number <= seen:
        return
    newer = [
        versions.in_words(row)
        for row in records(ask("version_history", viewer, Filters(date.max)))
        if row.version_number > seen and not row.is_withheld and not _is_own(row)
    ]
    if len(newer) > MOST_TOLD:
        newer = [*newer[:MOST_TOLD], f"and {len(newer) - MOST_TOLD} more before those"]
    if newer:
        place.html(blocks.notice("New since your last click", newer))


def moved() -> None:
    """Say that the page was drawn anew, since the version it was of is no longer kept."""
    lines = ["Those shown before are no longer kept: others have written since."]
    st.html(blocks.notice("Moved to the newest figures", lines))


def own(return_ids: Iterable[int]) -> None:
    """Remember what this session itself has brought in: that is no news to it."""
    st.session_state[_OWN] = {*st.session_state.get(_OWN, ()), *return_ids}


def _is_own(version: Any) -> bool:
    brought = {one["return_id"] for one in version.returns}
    return bool(brought) and brought <= st.session_state.get(_OWN, set())
