"""The Returns page: who has returned, what each return changed, where each figure came from."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks, return_calendar
from dashboard.figures.question import Question
from dashboard.frames import records
from dashboard.phrases import return_tables, versions
from dashboard.phrases import returns as returns_words
from dashboard.phrases.values import Choices
from dashboard.screens.parts import one_return, page, top
from dashboard.screens.parts.page import Page

MOST_DIGITS = 9
"""The digits of the longest number of a return that is asked for: more is no number of ours."""


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    register = question.ask("return_register")
    asked, file_name = st.query_params.get("return", ""), st.query_params.get("file", "")
    number = int(asked) if asked.isdecimal() and len(asked) <= MOST_DIGITS else 0
    detail = question.ask("return_detail", return_id=number)
    numbers = register["return_id"].head(page.MOST_ROWS).astype(str).tolist()
    with top.of_this_run().filters:
        chosen = st.selectbox(
            "Return by its number",
            list(dict.fromkeys([*numbers, *detail["return_id"].astype(str)])),
            index=None, key="return", bind="query-params", placeholder="Choose a number",
        )  # fmt: skip
    own = {"return": chosen} if chosen else {"file": file_name} if file_name else {}
    this = page.opening(question, "Returns", path="returns", **own)
    if chosen:
        one_return.show(this, next(records(this.ask("return_detail", return_id=int(chosen)))))
    else:
        if asked:
            st.markdown("No return of that number is among those that these filters show.")
        if file_name:
            _of_name(this, file_name, register)
        else:
            _every(this, register)
    this.how()


def _of_name(this: Page, file_name: str, register: pd.DataFrame) -> None:
    """What was received under one name."""
    refused = this.ask("refusal_register")
    every = Choices("Show", {"all returns": this.question.link("returns")})
    st.html(blocks.heading(f"Received under the name {file_name}", "file") + blocks.choices(every))
    this.rows(return_tables.OF_NAME, register[register["file_name"] == file_name])
    this.rows(return_tables.REFUSED_OF_NAME, refused[refused["file_name"] == file_name])


def _every(this: Page, register: pd.DataFrame) -> None:
    """Every month, each body's latest return, what was corrected, and the register."""
    quality = this.ask("return_quality_by_body")
    st.html(
        _months(this, quality)
        + blocks.heading("Before relying on a body's figures", "quality")
        + blocks.paragraph(
            "A return describes its as-at date and no later day. Warnings count findings as every "
            "page does, on the date chosen."
        )
    )
    this.rows(return_tables.QUALITY, quality)
    st.html(
        blocks.heading("Figures corrected since they were first shown", "corrections")
        + blocks.paragraph(
            "Why a figure may differ from an earlier paper for the same day: a later return for "
            "that day replaced the one it was taken from."
        )
    )
    this.rows(return_tables.CORRECTED_MEASURES)
    this.rows(return_tables.CORRECTED_CLAIMS)
    refused = this.ask("refusal_register")
    label = f"Every return received: {len(register):,}, and files refused: {len(refused):,}"
    this.part(label, "register", partial(_register, this, register, refused))
    this.part("History of versions", "versions", partial(_versions, this))


def _months(this: Page, quality: pd.DataFrame) -> str:
    """Who has returned for which month: the calendar, or counts where it would be too wide."""
    question = this.question
    today = date.today()  # noqa: DTZ011  (the user's own day)
    by_month = this.ask("return_by_month", today=today)
    sentences = returns_words.returns_headline(by_month, quality, question.filters)
    if not question.is_wide:
        calendar = return_calendar.return_calendar(
            by_month, question.link, is_made_up=this.is_made_up
        )
        heading = blocks.heading("Who has returned for which month", "months")
        return blocks.opening(sentences, heading + calendar)
    st.html(blocks.opening(sentences))
    this.rows(return_tables.counts_by_month(by_month), by_month)
    return ""


def _register(this: Page, register: pd.DataFrame, refused: pd.DataFrame) -> None:
    this.rows(return_tables.REGISTER, register)
    this.rows(return_tables.REFUSED, refused)


def _versions(this: Page) -> None:
    st.markdown(
        "Every return, entry and refusal is one more version of the store, which is never changed "
        "afterwards."
    )
    this.rows(versions.VERSIONS)
