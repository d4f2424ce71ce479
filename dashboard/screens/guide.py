"""The Guide page: how to read the dashboard, and what its words and symbols mean."""

import streamlit as st

from dashboard.drawing import blocks
from dashboard.figures.question import Question
from dashboard.paths import WORDS
from dashboard.phrases import about as about_words
from dashboard.screens.parts import page


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "Guide", path="guide")
    st.markdown((WORDS / "guide.md").read_text(encoding="utf-8"))
    told = this.ask("meaning")
    is_rule = told["kind"] == about_words.RULE
    st.html(blocks.heading("Rules for what is shown", "rules"))
    this.rows(about_words.RULES, told[is_rule])
    st.html(blocks.heading("Words and symbols", "words"))
    this.rows(about_words.VOCABULARY, told[~is_rule])
    this.how()
