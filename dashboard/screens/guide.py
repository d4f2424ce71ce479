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
    st.html(blocks.heading("Words and symbols", "words"))
    this.rows(about_words.VOCABULARY)
    this.how()
