"""Draws what one return changed: its measures, findings, OCGs and the board's record.

Which return, and whether it has been taken in, is the page's; what is compared is the queries'.
"""

import streamlit as st

from dashboard.drawing import blocks
from dashboard.figures.question import Question
from dashboard.phrases import return_tables
from dashboard.phrases import returns as returns_words
from dashboard.screens.parts.page import Page


def show(this: Page, question: Question, return_id: int) -> None:
    """What a return changed, in sentences and then in tables; those without rows are left out.

    `question` is asked instead of the page's own: a return may be only on trial.
    """
    measures = question.ask("return_change_by_measure", return_id=return_id)
    findings = question.ask("return_change_by_finding", return_id=return_id)
    board = question.ask("return_change_by_board_item", return_id=return_id)
    ocgs = None
    if question.viewer.sees_ocgs:
        ocgs = question.ask("return_change_by_ocg", return_id=return_id)
    st.html(blocks.headline(returns_words.change_headline(measures, findings, ocgs, board)))
    for table, frame in (
        (return_tables.changed_measures(return_id), measures),
        (return_tables.changed_findings(return_id), findings),
        (return_tables.changed_ocgs(return_id), ocgs),
        (return_tables.changed_board_items(return_id), board),
    ):
        if frame is not None and not frame.empty:
            this.rows(table, frame)
