"""Draws one return: its facts, its file, what it changed, and what replaced it.

Choosing the return is the Returns page's; what is known of it is return_detail.sql's.
"""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks
from dashboard.figures import ask
from dashboard.figures.question import Question
from dashboard.phrases import return_tables
from dashboard.phrases import returns as returns_words
from dashboard.phrases.values import Choices
from dashboard.returns.outcome import kept_name
from dashboard.screens.parts import return_changes
from dashboard.screens.parts.page import Page
from dashboard.wording import day


def show(this: Page, detail: Any) -> None:
    """One return from top to bottom; `detail` is its row of return_detail."""
    kind = "Entry" if detail.is_entry else "Return"
    others = Choices(returns_words.standing(detail), _others(this.question, detail))
    st.html(
        blocks.heading(f"{kind} of {detail.body} as at {day(detail.as_at_on)}", "return")
        + blocks.choices(others)
        + blocks.facts(returns_words.detail_facts(detail))
    )
    _file(this.question, detail)
    st.html(
        blocks.heading("What it changed", "changes")
        + blocks.paragraph(returns_words.compared_with(detail))
    )
    return_changes.show(this, this.question, detail.return_id)
    this.rows(return_tables.rows_by_sheet(detail.return_id), return_id=detail.return_id)


def _others(question: Question, detail: Any) -> dict[str, str]:
    """Links to the returns beside this one, and to all of them."""
    beside = {
        "The return it replaced": detail.replaces_return_id,
        "The return that replaced it": detail.replaced_by_return_id,
        "The return before it": detail.was_return_id,
    }
    links = {
        label: question.link("returns", **{"return": str(int(return_id))})
        for label, return_id in beside.items()
        if not pd.isna(return_id)
    }
    return {**links, "All returns": question.link("returns")}


def _file(question: Question, detail: Any) -> None:
    if not returns_words.has_file(detail):
        st.markdown("This return was made up inside the store: there is no file to download.")
    elif not question.viewer.sees_ocgs:
        st.markdown("The file itself holds single OCGs, which are not shown to your role.")
    else:
        st.download_button(
            f"Download the file as it was received ({detail.marking})",
            data=partial(ask.original, question.viewer, question.filters, detail.return_id),
            file_name=kept_name(detail.file_name),
            mime="application/octet-stream",
            key=f"original-{detail.return_id}",
            on_click="ignore",
            type="tertiary",
        )
