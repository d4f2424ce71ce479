"""The Board actions page: who owes the board what, which dates moved, who attended."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks, links, timeline
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import with_shares
from dashboard.phrases import actions as actions_words
from dashboard.screens.parts import page, worked_out
from dashboard.wording import day

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
    closure = ask("action_closure_by_body", viewer, filters)
    drawn = (
        blocks.paragraph(UNKNOWN if register.empty else "No action is open.")
        if shown.empty
        else timeline.action_timeline(shown.head(page.MOST_ROWS), filters.as_at_on)
    )
    st.html(
        blocks.headline(actions_words.action_headline(register, closure, filters.as_at_on))
        + links.mine(filters, names, **own)
        + blocks.heading(f"{which} actions over time", "timeline")
        + drawn
        + blocks.heading("Who owes what", "register")
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
        f"{which} actions, the longest overdue first, from the sheet Actions",
        f"{which.lower()}-actions",
        empty=UNKNOWN if register.empty else "No action is open.",
        missing="–",
    )
    st.html(
        blocks.heading("Closed, and closed as first promised", "closure")
        + blocks.paragraph(
            "Closed by the date first due, whether or not that date moved later. Few actions make "
            "a share jump: read the counts."
        )
    )
    this.rows(
        with_shares(
            closure,
            {
                "closed": ("closed_count", "raised_count"),
                "kept": ("kept_count", "closed_count"),
                "overdue": ("overdue_count", "open_count"),
            },
        ),
        {
            "body": "Owner",
            "closed": "Closed of raised",
            "kept": "By the date first due, of closed",
            "overdue": "Overdue of open",
            "withdrawn_count": "Withdrawn",
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "Closure by owner",
        "action-closure-by-body",
        empty="No body matches these filters.",
    )
    st.html(
        blocks.heading("Promise ledger", "promises")
        + blocks.paragraph("Every time a due date moved, and who agreed it.")
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
        "Due dates that moved, the latest first, from the sheet Actions",
        "promise-ledger",
        empty="No due date has moved.",
        missing="not recorded",
    )
    meetings = st.expander(
        "Meetings: attendance and decisions", on_change="rerun", key="meetings",
        bind="query-params",
    )  # fmt: skip
    if meetings.open:
        attendance = ask("meeting_attendance", viewer, filters)
        met_on = map(day, attendance["meeting_on"].drop_duplicates())
        with meetings:
            if not attendance.empty:
                st.html(links.past_boards(attendance, filters, names))
            this.rows(
                actions_words.attendance_grid(attendance),
                {"body": "Body", **{on: on for on in met_on}},
                "Attendance by meeting, the latest first",
                "attendance",
                empty=UNKNOWN,
            )
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
                "Decisions, the latest first, from the sheet Decisions",
                "decisions",
                empty=UNKNOWN,
                missing="none",
            )
    worked_out.how(
        "action_register", "action_closure_by_body", "action_redate", "meeting_attendance",
        "decision_register",
    )  # fmt: skip
