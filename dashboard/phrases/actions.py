"""The Board actions page in sentences, and attendance as a grid.

Every number comes from a query's frame; drawing them as HTML is tables'.
"""

from datetime import date

import pandas as pd

from dashboard.frames import records
from dashboard.wording import day, listed, n_of_d, plural, words


def action_headline(register: pd.DataFrame, closure: pd.DataFrame, as_at_on: date) -> list[str]:
    """Open, overdue, kept and moved promises; from action_register, action_closure_by_body."""
    if register.empty:
        return [f"No board action is known by {day(as_at_on)}."]
    is_open = register["status_code"] == "open"
    overdue = register[register["is_overdue"]]
    total = closure[["raised_count", "closed_count", "kept_count"]].sum()
    moved = register[register["redate_count"] > 0]
    sentences = [
        f"{n_of_d(len(overdue), int(is_open.sum()))} open actions are overdue; "
        f"{n_of_d(total['closed_count'], total['raised_count'])} actions raised are closed, "
        f"{n_of_d(total['kept_count'], total['closed_count'])} of those by the date first due.",
        f"{plural(len(moved), 'action')} had the due date moved, "
        f"{plural(int(register['redate_count'].sum()), 'time')} in all.",
    ]
    if len(overdue):
        owed = overdue.groupby("owner_body", sort=False).size()
        sentences.append(
            f"Overdue by owner: {listed([f'{body} {count}' for body, count in owed.items()])}."
        )
    return sentences


def attendance_grid(attendance: pd.DataFrame) -> pd.DataFrame:
    """Bodies x meetings in words, with the role that attended; from meeting_attendance."""
    rows: dict[str, dict[str, str]] = {}
    for row in records(attendance):
        if pd.isna(row.is_present):
            said = "not recorded"
        elif row.is_present:
            said = f"Present: {words(row.attendee_role, 'role not given')}"
        else:
            said = "Absent"
        rows.setdefault(row.body, {"body": row.body})[day(row.meeting_on)] = said
    return pd.DataFrame(list(rows.values()))
