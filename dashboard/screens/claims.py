"""The Claimed and shown page: what bodies say of each finding beside what their data shows."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks, claim_list
from dashboard.figures.question import Question
from dashboard.phrases import claim_lines
from dashboard.phrases import claims as claim_words
from dashboard.screens.parts import page
from dashboard.screens.parts.page import Page


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "Claimed and shown", path="claims")
    claims = this.ask("claim_and_evidence")
    lines = claim_lines.claim_lines(claims.head(claim_lines.MOST_LISTED), question.link)
    picture = claim_list.claim_list(lines, is_made_up=this.is_made_up)
    st.html(blocks.opening(claim_words.claim_headline(claims), picture))
    this.part("Every claim as a table", "claims", partial(_table, this, claims))
    st.html(blocks.heading("Waiting for a verifier", "waiting"))
    this.rows(claim_words.QUEUE, claim_words.waiting_rows(claims))
    behind = "Targets, trends and measures behind these figures"
    this.part(behind, "measures", partial(_behind, this, claims))
    this.how()


def _table(this: Page, claims: pd.DataFrame) -> None:
    st.html(
        blocks.paragraph(
            "Declared is the body's own BRAG; what a verifier found complete stands on the "
            "verifier's word beside it. Shown is worked out by the first rule that holds: a claim "
            "of delivered is held against the targets it meets; work in progress against its own "
            "dates and milestones, and whether its trends meet the targets by the day it promises. "
            "Rows are those of the Finding updates sheet."
        )
    )
    this.rows(claim_words.CLAIMS, claims)


def _behind(this: Page, claims: pd.DataFrame) -> None:
    this.rows(claim_words.TARGETS, claims)
    this.rows(claim_words.EVIDENCE)
