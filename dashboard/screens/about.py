"""The About the figures page: every measure and every query in words, from their own files."""

import streamlit as st

from dashboard.drawing import blocks
from dashboard.figures.queries import queries
from dashboard.figures.question import Question
from dashboard.phrases import about as about_words
from dashboard.screens.parts import page, worked_out


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "About the figures", path="about")
    st.html(blocks.headline(about_words.HEADLINE) + blocks.paragraph(about_words.TARGETS))
    st.html(blocks.heading("Measures", "measures"))
    this.rows(about_words.MEASURES)
    worked_out.show(queries())
