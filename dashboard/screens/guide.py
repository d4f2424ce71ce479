"""The Guide page: how to read the dashboard, and what its words and symbols mean."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.paths import WORDS
from dashboard.screens.parts import page


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("Guide", viewer, filters, names, path="guide")
    st.markdown((WORDS / "guide.md").read_text(encoding="utf-8"))
    st.html(blocks.heading("Words and symbols", "words"))
    this.rows(
        ask("meaning", viewer, filters),
        {"label": "Word", "symbol": "Symbol", "kind": "Kind", "meaning": "Meaning"},
        "Words, symbols and limits",
        "words-and-symbols",
        empty="No vocabulary is held.",
    )
