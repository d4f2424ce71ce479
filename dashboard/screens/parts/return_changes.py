"""Draws what one return changed: its measures, findings, OCGs and the board's record.

Which return, and whether it has been taken in, is the page's; what is compared is the queries'.
"""

import pandas as pd
import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.phrases import returns as returns_words
from dashboard.screens.parts.page import Page

QUERIES = (
    "return_change_by_measure", "return_change_by_finding", "return_change_by_ocg",
    "return_change_by_board_item",
)  # fmt: skip
"""What a page that draws this explains under its figures."""


def show(this: Page, viewer: Viewer, filters: Filters, return_id: int) -> None:
    """What a return changed, in sentences and then in tables; those without rows are left out."""
    measures = ask("return_change_by_measure", viewer, filters, return_id=return_id)
    findings = ask("return_change_by_finding", viewer, filters, return_id=return_id)
    board = ask("return_change_by_board_item", viewer, filters, return_id=return_id)
    ocgs = None
    if viewer.sees_ocgs:
        ocgs = ask("return_change_by_ocg", viewer, filters, return_id=return_id)
    st.html(blocks.headline(returns_words.change_headline(measures, findings, ocgs, board)))
    _rows_of_bodies(this, measures, findings, return_id)
    if ocgs is not None and not ocgs.empty:
        this.rows(
            ocgs,
            {
                "ocg_ref": "OCG",
                "change": "Change",
                "was": "Before",
                "is_now": "Now",
                "row_number": "Row",
            },
            "OCGs that changed, from the sheets OCGs and 4P plans; the row is that of the OCG",
            f"return-{return_id}-ocgs",
            empty="",
            missing="not listed",
        )
    if not board.empty:
        this.rows(
            board,
            {
                "reference": "Reference",
                "kind": "Kind",
                "change": "Change",
                "told": "What it says",
                "was": "Before",
                "is_now": "Now",
                "was_on": "Date before",
                "is_now_on": "Date now",
                "due_on": "Due",
                "row_number": "Row",
            },
            "The board's record: what changed, from the sheets Actions, Verifications, Decisions "
            "and Board meetings",
            f"return-{return_id}-board",
            empty="",
            missing="–",
        )


def _rows_of_bodies(
    this: Page, measures: pd.DataFrame, findings: pd.DataFrame, return_id: int
) -> None:
    if not measures.empty:
        this.rows(
            returns_words.with_targets(measures),
            {
                "measure": "Measure",
                "change": "Change",
                "was": "Before",
                "is_now": "Now",
                "unit": "Unit",
                "threshold": "Target",
                "met": "Target now",
            },
            "Measures before and now",
            f"return-{return_id}-measures",
            empty="",
            missing="–",
        )
    if not findings.empty:
        this.rows(
            returns_words.changed_first(findings),
            {
                "finding_ref": "Finding",
                "change": "Change",
                "was_claimed_stage": "Stage before",
                "claimed_stage": "Stage now",
                "was_brag": "BRAG before",
                "brag": "BRAG now",
                "was_closing_on": "Closing date before",
                "closing_on": "Closing date now",
                "row_number": "Row",
            },
            "Findings before and now, as claimed, from the sheet Finding updates",
            f"return-{return_id}-findings",
            empty="",
            missing="none given",
        )
