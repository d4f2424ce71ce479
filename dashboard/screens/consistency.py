"""The Regional consistency page: every measure of every body beside the region's."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks, intervals, matrices
from dashboard.figures.question import Question
from dashboard.phrases import consistency as consistency_words
from dashboard.phrases import meetings as meetings_words
from dashboard.screens.parts import page, top
from dashboard.screens.parts.page import Page

EVERY = "All"


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    measures = question.ask("measure_by_body")
    with top.of_this_run().filters:
        chosen = st.selectbox(
            "Measure", [EVERY, *measures["measure"].drop_duplicates()], key="measure",
            bind="query-params", help="One measure alone opens to every body's numbers.",
        )  # fmt: skip
    own = {} if chosen == EVERY else {"measure": chosen}
    this = page.opening(question, "Regional consistency", path="consistency", **own)
    if chosen != EVERY:
        measures = measures[measures["measure"] == chosen]
    only_different = question.is_wide and chosen == EVERY
    picture = intervals.interval_bands(
        measures, question.link, only_different=only_different, is_made_up=this.is_made_up
    )
    plain = measures[measures["kind_code"] != consistency_words.SHARE]
    st.html(
        blocks.opening(consistency_words.consistency_headline(measures), picture)
        + _plain(this, plain)
    )
    this.part("Every measure beside the region", "matrix", partial(_matrix, this, measures))
    numbers = partial(this.rows, consistency_words.MEASURES, measures)
    this.part("Every number", "numbers", numbers, opens=chosen != EVERY)
    st.html(
        blocks.heading("Borrow a fix", "fixes")
        + blocks.paragraph(
            "For each finding still open somewhere, who has it verified complete and borne out by "
            "their data, and the actions, milestones and evidence that led to it."
        )
    )
    this.rows(consistency_words.FIXES)
    this.part("Directors at the board", "directors", partial(this.rows, meetings_words.DIRECTORS))
    this.how()


def _plain(this: Page, measures: pd.DataFrame) -> str:
    """Counts, workloads and shares of FTE, which no interval can set apart."""
    if measures.empty:
        return ""
    heading = blocks.heading("Counts, FTE and workloads, which have no interval", "plain")
    return heading + matrices.measure_matrix(
        measures, this.question.link, is_made_up=this.is_made_up
    )


def _matrix(this: Page, measures: pd.DataFrame) -> None:
    st.html(
        blocks.paragraph(
            "The range under a percentage is its 95% Wilson interval: where the region's figure "
            "lies within it, the numbers cannot tell the two apart. Bodies keep their order; "
            "nothing is ranked. The region's figure is the sum of the bodies that reported."
        )
        + matrices.measure_matrix(measures, this.question.link, is_made_up=this.is_made_up)
    )
