"""The Regional consistency page: every measure of every body beside the region's."""

from functools import partial

import streamlit as st

from dashboard.drawing import blocks, matrices
from dashboard.figures.question import Question
from dashboard.phrases import consistency as consistency_words
from dashboard.phrases import meetings as meetings_words
from dashboard.screens.parts import page, top

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
    st.html(
        blocks.headline(consistency_words.consistency_headline(measures))
        + blocks.heading("Every body beside the region", "measures")
        + blocks.paragraph(
            "The range under a percentage is its 95% Wilson interval: where the region's figure "
            "lies within it, the numbers cannot tell the two apart. Bodies keep their order; "
            "nothing is ranked. The region's figure is the sum of the bodies that reported."
        )
        + matrices.measure_matrix(measures, question.link, is_made_up=this.is_made_up)
    )
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
