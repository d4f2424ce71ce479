"""The fields of the Record page's forms, and the button that saves them.

A form's fields keep their keys when it is saved, so that the keyboard stays where it was. Which
form has which fields is forms.py's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import notice, recording
from dashboard.ask import ask, store
from dashboard.filters import Filters
from dashboard.phrases import recording as recording_words
from dashboard.recording import Entry
from dashboard.store import StoreError
from dashboard.viewer import Viewer

_TOLD = "record.told"
"""Where the outcome of the last save waits to be shown."""


@dataclass(frozen=True)
class Sitting:
    """Who records, for which meeting, and what every entry of it carries."""

    meeting_on: date
    role: str
    chair_role: str
    marking_code: str
    meetings: frozenset[date]
    """The meetings on record."""

    @property
    def meeting(self) -> dict[str, list[dict[str, object]]]:
        """The row of the meeting itself, where it is not on record yet."""
        if self.meeting_on in self.meetings:
            return {}
        return {"board_meeting": [{"meeting_on": self.meeting_on, "chair_role": self.chair_role}]}


def told() -> tuple[bool, str] | None:
    """Whether the last save was kept, and the words for it; only once."""
    outcome: tuple[bool, str] | None = st.session_state.pop(_TOLD, None)
    return outcome


# ---- Saving ----


def save_button(
    label: str,
    viewer: Viewer,
    at: Sitting,
    form: str,
    made: Callable[[], Mapping[str, Any]],
    after: Mapping[str, Any],
    entries: Mapping[int, Any] | None = None,
) -> None:
    """The form's button; what it saves is made of the fields as they are when it is pressed."""

    def save() -> None:
        entry = Entry(
            datetime.now(UTC).date(), at.role, at.chair_role, at.marking_code, made(),
            seen_return_id=st.session_state[f"{form}.seen"],
        )  # fmt: skip
        if entries is not None:
            number = st.session_state["back.which"]
            entry = replace(
                entry,
                as_at_on=entries[number].as_at_on.date(),
                corrects_return_id=number,
                note=st.session_state["back.why"] or None,
            )
        try:
            outcome = recording.save(store(), viewer, entry)
        except StoreError as fault:
            st.session_state[_TOLD] = (False, f"Nothing was saved. {fault}")
            return
        st.session_state[_TOLD] = (
            outcome.is_accepted,
            recording_words.saved(outcome, datetime.now(UTC)),
        )
        if outcome.is_accepted:
            notice.own()
            fill(form, after)
        # What was in the way has been shown now: to save again is to know of it.
        st.session_state.pop(f"{form}.seen", None)

    st.form_submit_button(label, type="primary", on_click=save)


def begin(form: str, values: Mapping[str, Any], viewer: Viewer, now: Filters) -> None:
    """Give the form's fields what they begin with, and remember what stood when it was drawn."""
    for name, value in values.items():
        st.session_state.setdefault(f"{form}.{name}", value)
    st.session_state.setdefault(f"{form}.seen", recording.newest_return(viewer, now))


def fill(form: str, values: Mapping[str, Any]) -> None:
    """Give the form's fields these values."""
    for name, value in values.items():
        st.session_state[f"{form}.{name}"] = value


def typed(form: str, names: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in these fields of the form."""
    return {name: st.session_state[f"{form}.{name}"] for name in names}


# ---- Fields ----


def choose(
    where: Any, label: str, choices: Mapping[Any, str], key: str, *, last: bool = False
) -> Any:
    """A list of labels; gives the code."""
    index = len(choices) - 1 if last else 0
    chosen = {} if key in st.session_state else {"index": index}
    return where.selectbox(
        label, list(choices), key=key, format_func=lambda code: choices.get(code, str(code)),
        **chosen,
    )  # fmt: skip


def day_field(where: Any, label: str, key: str) -> None:
    """A date that may be empty."""
    where.date_input(label, key=key, format="DD/MM/YYYY", max_value=date(2100, 12, 31))


def labels(viewer: Viewer, now: Filters, list_code: str) -> dict[str, str]:
    """A reference list, in its order: code -> label."""
    words = ask("vocabulary", viewer, now)
    own = words[words["list_code"] == list_code]
    return dict(zip(own["code"], own["label"], strict=True))


def bodies_of(viewer: Viewer, now: Filters) -> dict[str, str]:
    """Every body and the region, by its short name."""
    return labels(viewer, now, "body")


def findings_of(viewer: Viewer, now: Filters) -> dict[str, str]:
    """No finding, or one of those held."""
    return {"": "None", **labels(viewer, now, "finding")}


def attending(viewer: Viewer, now: Filters) -> pd.DataFrame:
    """The bodies that attend, as meeting_attendance names them."""
    bodies = ask("body_choice", viewer, now)
    own = bodies[bodies["kind_code"] != "region"]
    return own[["body_code", "short_name"]].rename(columns={"short_name": "body"})
