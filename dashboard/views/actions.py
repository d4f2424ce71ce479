"""The Board actions page: who owes the board what, which dates moved, who attended."""

from collections.abc import Mapping

import streamlit as st

from dashboard import page, tables
from dashboard.ask import ask
from dashboard.filters import Filters, day
from dashboard.phrases import actions as actions_words
from dashboard.viewer import Viewer

OPEN, ALL = "Open", "All"
UNKNOWN = "No return of the board's secretariat has been received by this date, so none is known."


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    with st.sidebar:
        which = st.selectbox("Actions shown", [OPEN, ALL], key="which", bind="query-params")
    own = {} if which == OPEN else {"which": which}
    this = page.opening("Board actions", viewer, filters, names, path="actions", **own)
    register = ask("action_register", viewer, filters)
    shown = register[register["status_code"] == "open"] if which == OPEN else register
    st.html(
        tables.headline(actions_words.action_headline(register, filters.as_at_on))
        + tables.heading("Who owes what", "register")
    )
    this.rows(
        shown,
        {
            "action_ref": "Action",
            "action": "What is to be done",
            "owner_body": "Owner",
            "owner_role": "Role",
            "finding_ref": "Finding",
            "raised_on": "Raised",
            "due_on": "Due",
            "days_overdue": "Days overdue",
            "status": "Status",
            "closed_on": "Closed",
            "age_days": "Age in days",
            "file_name": "Return",
            "row_number": "Row",
        },
        f"{which} actions, the longest overdue first",
        f"{which.lower()}-actions",
        empty=UNKNOWN if register.empty else "No action is open.",
        missing="none",
    )
    st.html(
        tables.heading("Promise ledger", "promises")
        + tables.paragraph("Every time a due date moved, and who agreed it.")
    )
    this.rows(
        ask("action_redate", viewer, filters),
        {
            "action_ref": "Action",
            "owner_body": "Owner",
            "was_due_on": "Was due",
            "due_on": "Moved to",
            "moved_days": "Days moved",
            "redate_agreed_by_role": "Agreed by (role)",
            "as_at_on": "Recorded",
            "file_name": "Return",
            "row_number": "Row",
        },
        "Due dates that moved, the latest first",
        "promise-ledger",
        empty="No due date has moved.",
        missing="not recorded",
    )
    attendance = ask("meeting_attendance", viewer, filters)
    st.html(tables.heading("Attendance", "attendance"))
    this.rows(
        actions_words.attendance_grid(attendance),
        {"body": "Body", **{on: on for on in map(day, attendance["meeting_on"].drop_duplicates())}},
        "Attendance by meeting, the latest first",
        "attendance",
        empty=UNKNOWN,
    )
    st.html(tables.heading("Decisions", "decisions"))
    this.rows(
        ask("decision_register", viewer, filters),
        {
            "decision_ref": "Decision",
            "meeting_on": "Meeting",
            "decision": "What was decided",
            "finding_ref": "Finding",
            "file_name": "Return",
            "row_number": "Row",
        },
        "Decisions, the latest first",
        "decisions",
        empty=UNKNOWN,
        missing="none",
    )
    page.how("action_register", "action_redate", "meeting_attendance", "decision_register")
