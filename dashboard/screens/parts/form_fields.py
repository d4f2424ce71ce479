"""The fields of the Record page's forms, and the button that saves them.

A form's fields keep their keys when it is saved, so that the keyboard stays where it was. Which
form has which fields is record_forms'.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from time import monotonic
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks
from dashboard.figures.ask import ask, store
from dashboard.figures.question import Question
from dashboard.phrases import recording as recording_words
from dashboard.returns.arrivals import entry
from dashboard.returns.arrivals.entry import Entry
from dashboard.returns.contract import SHEETS
from dashboard.screens.parts import news, waiting
from dashboard.store.disk import StoreError

_TOLD = "record.told"
"""Where the outcome of the last save waits to be shown: whether it was kept, title and lines."""
AGAIN_WITHIN_SECONDS = 5.0
"""A save of the same words within this time is the same press of a key, or its echo."""


class LackingError(Exception):
    """A field that only the form knows must be filled: its label, and what it takes."""


@dataclass(frozen=True)
class Sitting:
    """Who records, for which meeting, and what every entry of it carries."""

    meeting_on: date
    role: str
    chair_role: str
    marking_code: str

    @property
    def meeting(self) -> dict[str, list[dict[str, object]]]:
        """The row of the meeting itself.

        Every entry that needs the meeting brings it: none may hang on another being taken back.
        """
        return {"board_meeting": [{"meeting_on": self.meeting_on, "chair_role": self.chair_role}]}


# ---- Saving ----


@dataclass(frozen=True)
class Form:
    """One form: how an entry is made of its fields, and what it holds once that is saved.

    `made` gives the rows by table and what else the entry carries, or raises LackingError.
    `merged` takes what others changed into the fields, and says in words what that was.
    """

    name: str
    button: str
    made: Callable[[], tuple[Mapping[str, Any], Mapping[str, Any]]]
    after: Mapping[str, Any]
    merged: Callable[[], list[str]] = list


def save_button(form: Form, viewer: Viewer, at: Sitting) -> None:
    """The form's button, with the outcome of the last save under it."""
    st.form_submit_button(form.button, type="primary", on_click=_save, args=(form, viewer, at))
    outcome(form.name)


def outcome(form: str) -> None:
    """What became of the form's last save, once."""
    # Always there: what comes and goes would take the keyboard from the field it is in.
    place = st.empty()
    waiting: tuple[str, bool, str, list[str]] | None = st.session_state.get(_TOLD)
    if waiting and waiting[0] == form:
        _, is_kept, title, lines = st.session_state.pop(_TOLD)
        place.html(blocks.told(title, lines, is_good=is_kept))


def _save(form: Form, viewer: Viewer, at: Sitting) -> None:
    """Keep what the fields hold as they are when the button is pressed."""
    seen = st.session_state.pop(f"{form.name}.seen", None)
    if seen is None:
        return  # pressed again before the form was drawn again
    try:
        tables_made, more = form.made()
    except LackingError as lacking:
        _tell(form, False, "Nothing was saved.", [str(lacking)])
        return
    if _is_echo(form, tables_made, more):
        return
    new = Entry(
        datetime.now(UTC).date(), at.role, at.chair_role, at.marking_code, tables_made,
        seen_return_id=seen,
    )  # fmt: skip
    try:
        with waiting.place_told() as waits:
            kept = entry.save(store(), viewer, replace(new, **more), waits)
    except StoreError as fault:
        _tell(form, False, "Nothing was saved.", [str(fault)])
        return
    title, lines = recording_words.saved(kept, datetime.now(UTC))
    if kept.return_id is not None:
        news.own([kept.return_id])
        fill(form.name, form.after)
        st.session_state[f"{form.name}.last"] = (tables_made, more, monotonic())
    elif any(problem.rule == "changed_meanwhile" for problem in kept.problems):
        lines += form.merged()
    _tell(form, kept.return_id is not None, title, lines)


def _is_echo(form: Form, tables_made: Mapping[str, Any], more: Mapping[str, Any]) -> bool:
    last = st.session_state.get(f"{form.name}.last")
    return bool(
        last and last[:2] == (tables_made, more) and monotonic() - last[2] < AGAIN_WITHIN_SECONDS
    )


def _tell(form: Form, is_kept: bool, title: str, lines: list[str]) -> None:
    st.session_state[_TOLD] = (form.name, is_kept, title, lines)


def begin(form: str, values: Mapping[str, Any], now: Question) -> None:
    """Give the form's fields what they begin with, and remember what stood when it was drawn."""
    fill_once(form, values)
    if f"{form}.seen" not in st.session_state:
        see(now, form)


def see(now: Question, form: str) -> None:
    """Remember what stands as the form is drawn: a later change is shown before it is covered."""
    st.session_state[f"{form}.seen"] = entry.newest_return(now.viewer, now.filters)


def fill_once(form: str, values: Mapping[str, Any]) -> None:
    """Give these values to the form's fields that have none yet."""
    for name, value in values.items():
        st.session_state.setdefault(f"{form}.{name}", value)


def fill(form: str, values: Mapping[str, Any]) -> None:
    """Give the form's fields these values."""
    for name, value in values.items():
        st.session_state[f"{form}.{name}"] = value


def typed(form: str, names: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in these fields of the form."""
    return {name: st.session_state[f"{form}.{name}"] for name in names}


# ---- Fields ----


def label(table: str, column: str) -> str:
    """What a field is called: as the column of the sheet that its words are kept in."""
    (sheet,) = [sheet for sheet in SHEETS if sheet.table == table]
    return sheet.headers[column]


def choose(where: Any, label: str, choices: Mapping[Any, str], key: str) -> Any:
    """A list of labels, none chosen where the session says so; gives the code."""
    return where.selectbox(
        label, list(choices), key=key, format_func=lambda code: choices.get(code, str(code)),
        placeholder="Choose",
    )  # fmt: skip


def day_field(where: Any, label: str, key: str) -> None:
    """A date that may be empty."""
    where.date_input(label, key=key, format="DD/MM/YYYY", max_value=date(2100, 12, 31))


def labels(now: Question, list_code: str) -> dict[str, str]:
    """A reference list, in its order: code -> label."""
    # Not remembered as asked: what a list offers is no figure.
    words = ask("vocabulary", now.viewer, now.filters)
    own = words[words["list_code"] == list_code]
    return dict(zip(own["code"], own["label"], strict=True))


def bodies_of(now: Question) -> dict[str, str]:
    """Every body and the region, by its short name."""
    return labels(now, "body")


def findings_of(now: Question) -> dict[str, str]:
    """No finding, or one of those held."""
    return {"": "None", **labels(now, "finding")}


def attending(now: Question) -> pd.DataFrame:
    """The bodies that attend, as meeting_attendance names them."""
    bodies = now.ask("body_choice")
    own = bodies[bodies["kind_code"] != "region"]
    return own[["body_code", "short_name"]].rename(columns={"short_name": "body"})
