"""The Record page: what the board agrees, entered while it meets."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.screens.parts import page, record_forms, worked_out

STANDING = "Entries are made on top of what stands now, whatever the dates and bodies at the left."


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("Record", viewer, filters, names, STANDING, path="record")
    if not viewer.records_for_board:
        st.markdown("Only a role that records for the board can use this page.")
        return
    now = record_forms.as_recorded(filters)
    st.html(
        blocks.paragraph(
            "What is saved here stands at once, under the role and the time. Nothing is changed or "
            "deleted: a mistake is taken back, and stays on record as taken back."
        )
    )
    at = record_forms.sitting(viewer, now)
    kind = st.segmented_control(
        "What is recorded",
        list(record_forms.FORMS),
        default=next(iter(record_forms.FORMS)),
        key="kind",
        bind="query-params",
        required=True,
    )
    record_forms.FORMS[str(kind)](viewer, now, at)

    st.html(blocks.heading("Recorded so far", "entries"))
    this.rows(
        ask("entry_register", viewer, now),
        {
            "return_id": "Entry",
            "received_at": "Recorded (UTC)",
            "submitted_by_role": "By (role)",
            "recorded": "What was recorded",
            "note": "Note",
            "corrected_by_id": "Taken back by entry",
            "file_name": "Return",
        },
        "Entries, the latest first",
        "entries",
        empty="Nothing has been recorded on this page yet.",
        missing="",
    )
    worked_out.how("entry_register", "board_reference")
