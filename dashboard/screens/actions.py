"""The Board actions page: who owes the board what, which dates moved, who attended."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks, timeline
from dashboard.figures.question import Question
from dashboard.frames import records
from dashboard.phrases import actions as actions_words
from dashboard.phrases import meetings as meetings_words
from dashboard.phrases.actions import ALL, OPEN
from dashboard.screens.parts import overdue_today, page, published, top
from dashboard.screens.parts.page import Page


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    with top.of_this_run().filters:
        which = st.selectbox("Actions shown", [OPEN, ALL], key="which", bind="query-params")
    own = {} if which == OPEN else {"which": which}
    this = page.opening(question, "Board actions", path="actions", **own)
    filters = question.filters
    register = this.ask("action_register")
    shown = register[register["status_code"] == "open"] if which == OPEN else register
    closure = this.ask("action_closure_by_body")
    empty = actions_words.nothing_shown(register, closure)
    sentences = actions_words.action_headline(register, closure, filters.as_at_on)
    meeting = next(records(this.ask("next_meeting")))
    sentences += overdue_today.sentences(this)
    sentences.append(meetings_words.next_meeting(meeting, filters.as_at_on))
    st.html(
        blocks.opening(sentences, _timeline(this, shown, empty))
        + blocks.choices(actions_words.mine(filters, question.names, **own))
    )
    register_of = partial(this.rows, actions_words.register(which, empty), shown)
    this.part(f"{which} actions as a table", "register", register_of)
    st.html(
        blocks.heading("Closed, and closed as first promised", "closure")
        + blocks.paragraph(
            "Closed by the date first due, whether or not that date moved later. Few actions make "
            "a share jump: read the counts."
        )
    )
    this.rows(actions_words.CLOSURE, closure)
    st.html(
        blocks.heading("Promise ledger", "promises")
        + blocks.paragraph(
            "Every time a due date moved, and who agreed it; every change of owner, and whatever "
            "was reopened after it had ended."
        )
    )
    this.rows(actions_words.PROMISES)
    this.part("Meetings: attendance and decisions", "meetings", partial(_meetings, this))
    published.part(this, "actions")
    this.how()


def _timeline(this: Page, shown: pd.DataFrame, empty: str) -> str:
    if shown.empty:
        return blocks.paragraph(empty)
    return timeline.action_timeline(
        shown.head(page.MOST_ROWS), this.question.filters.as_at_on, is_made_up=this.is_made_up
    )


def _meetings(this: Page) -> None:
    attendance = this.ask("meeting_attendance")
    if not attendance.empty:
        question = this.question
        boards = meetings_words.past_boards(attendance, question.filters, question.names)
        st.html(blocks.choices(boards))
        this.rows(meetings_words.DIRECTORS)
    this.rows(meetings_words.attendance_table(attendance), attendance)
    this.rows(meetings_words.DECISIONS)
