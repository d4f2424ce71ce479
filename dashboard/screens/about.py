"""The About the figures page: every measure and every query in words, from their own files."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.figures.queries import queries
from dashboard.screens.parts import page, worked_out


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("About the figures", viewer, filters, names, path="about")
    measures = ask("measure_definition", viewer, filters)
    st.html(
        blocks.headline(
            [
                "Every figure is one query over the returns in force. This page is drawn from the "
                "definitions themselves, so it says what the figures do."
            ]
        )
        + blocks.paragraph(
            "Targets are this product's starting values, not the inspectorate's: the board sets "
            "its own in the region's measure.csv. A body's figures describe the as-at date of "
            "its latest return; what has happened since is not known until it returns again."
        )
        + blocks.heading("Measures", "measures")
    )
    this.rows(
        measures,
        {
            "label": "Measure",
            "definition": "What is counted",
            "unit": "Unit",
            "target": "Target",
            "finding_ref": "Evidences",
        },
        "Measures, their units and targets",
        "measures",
        empty="No measure is defined.",
        missing="no finding",
    )
    worked_out.how(*queries())
