"""The board's meetings in sentences and tables: who attended, what was decided, when the next is.

What the board's actions are is actions'. Every number comes from a query's frame.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases.values import Choices, Table
from dashboard.wording import day, listed, n_of_d, words


def past_boards(attendance: pd.DataFrame, filters: Filters, names: Mapping[str, str]) -> Choices:
    """Links to the Board page as each meeting saw it; from meeting_attendance."""
    links = {
        day(on): replace(
            filters, as_at_on=on.date(), since_on=None, known_at=filters.end_of(on.date())
        ).link("", names)
        for on in attendance["meeting_on"].drop_duplicates()
    }
    return Choices(
        "The Board page as the meeting saw it:", links, "What came in later is left out."
    )


def next_meeting(row: Any, as_at_on: date) -> str:
    """When the board meets next; a row of next_meeting."""
    if pd.isna(row.agreed_on):
        return "Date of the next meeting: not reported."
    if row.agreed_on.date() <= as_at_on:
        return f"The meeting agreed for {day(row.agreed_on)} is not on record."
    return f"Next meeting: {day(row.agreed_on)}."


def _decided(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of decision_register with what came of each in words."""
    return rows.assign(came_of_it=[_came_of(row) for row in records(rows)])


def _came_of(row: Any) -> str:
    if pd.isna(row.action_count):
        return "not known"
    if not row.action_count:
        return "no action"
    done = n_of_d(row.closed_count, row.action_count)
    return f"{listed(list(row.action_refs))}: {done} closed"


DECISIONS = Table(
    "decision_register",
    {
        "decision_ref": "Decision",
        "meeting_on": "Meeting",
        "decision": "What was decided",
        "finding_ref": "Finding",
        "came_of_it": "Actions that came of it",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Decisions, the latest first, from the sheet Decisions",
    "decisions",
    empty="No decision is on record by this date.",
    missing="none given",
    shape=_decided,
)


def _attended(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of attendance_by_body, a body of which no meeting is known left without counts."""
    return rows.assign(
        attended=[_n_of_meetings(row, row.present_count) for row in records(rows)],
        by_director=[_n_of_meetings(row, row.director_count) for row in records(rows)],
    )


def _n_of_meetings(row: Any, count: int) -> str:
    recorded = row.present_count + row.absent_count
    return n_of_d(count, recorded) if recorded else "not recorded"


DIRECTORS = Table(
    "attendance_by_body",
    {
        "body": "Body",
        "attended": "Attended, of the last meetings recorded",
        "by_director": "By the director",
        "other_count": "By another role",
        "unnamed_count": "Role not given",
        "absent_count": "Absent",
        "not_recorded_count": "Not recorded",
        "last_present_on": "Last attended",
    },
    "Directors at the board: attendance of its latest meetings",
    "directors-at-the-board",
    missing="not recorded",
    shape=_attended,
)


def attendance_table(attendance: pd.DataFrame) -> Table:
    """Bodies x meetings in words, with the role that attended; from meeting_attendance."""
    meetings = {on: f"meeting_{n}" for n, on in enumerate(attendance["meeting_on"].unique())}

    def grid(frame: pd.DataFrame) -> pd.DataFrame:
        rows: dict[str, dict[str, str]] = {}
        for row in records(frame):
            by_meeting = rows.setdefault(row.body_code, {"body": row.body})
            by_meeting[meetings[row.meeting_on]] = _presence(row)
        return pd.DataFrame([*rows.values()])

    heads = {name: day(on) for on, name in meetings.items()}
    return Table(
        "meeting_attendance", {"body": "Body", **heads},
        "Attendance by meeting, the latest first", "attendance",
        empty="No meeting is on record by this date.", shape=grid,
    )  # fmt: skip


def _presence(row: Any) -> str:
    if pd.isna(row.is_present):
        return "not recorded"
    return f"Present: {words(row.attendee_role, 'role not given')}" if row.is_present else "Absent"
