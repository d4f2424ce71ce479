"""The Record page: what the board agrees, entered while it meets."""

import streamlit as st

from dashboard.drawing import blocks
from dashboard.figures.question import Question
from dashboard.phrases import recording as recording_words
from dashboard.screens.parts import page, record_forms

STANDING = "Entries are made on top of what stands now, whatever the dates and bodies chosen."


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "Record", STANDING, path="record")
    if not question.viewer.records_for_board:
        st.markdown("Only a role that records for the board can use this page.")
        return
    now = record_forms.as_recorded(question)
    st.html(
        blocks.paragraph(
            "What is saved here stands at once, under the role and the time. Nothing is changed or "
            "deleted: a mistake is taken back, and stays on record as taken back."
        )
    )
    at = record_forms.sitting(now)
    kind = st.segmented_control(
        "What is recorded",
        list(record_forms.FORMS),
        default=next(iter(record_forms.FORMS)),
        key="kind",
        bind="query-params",
        required=True,
    )
    record_forms.FORMS[str(kind)](now, at)
    st.html(blocks.heading("Recorded so far", "entries"))
    this.rows(recording_words.ENTRIES, now.ask("entry_register"))
    this.how()
