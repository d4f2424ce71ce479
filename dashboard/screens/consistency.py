"""The Regional consistency page: every measure of every body beside the region's."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks, matrices
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.phrases import consistency as consistency_words
from dashboard.screens.parts import page, worked_out

EVERY = "All"


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    measures = ask("measure_by_body", viewer, filters)
    with st.sidebar:
        chosen = st.selectbox(
            "Measure", [EVERY, *measures["measure"].drop_duplicates()], key="measure",
            bind="query-params", help="One measure alone opens to every body's numbers.",
        )  # fmt: skip
    own = {} if chosen == EVERY else {"measure": chosen}
    this = page.opening("Regional consistency", viewer, filters, names, path="consistency", **own)
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
        + matrices.measure_matrix(measures, filters, names)
    )
    rows = st.expander("Every number", on_change="rerun", key="numbers", bind="query-params")
    if rows.open or chosen != EVERY:
        with rows:
            this.rows(
                consistency_words.measure_rows(measures),
                {
                    "measure": "Measure",
                    "body": "Body",
                    "shown": "Value",
                    "interval": "95% interval",
                    "region": "Region",
                    "region_body_count": "Bodies in it",
                    "comparison": "Beside the region",
                    "difference": "Counts it differently",
                    "as_at_on": "As at",
                    "age_days": "Age in days",
                    "is_stale": "Stale",
                    "file_name": "Return",
                },
                "Measures by body beside the region",
                "measures-by-body",
                empty="No body matches these filters.",
                missing="none",
            )
    st.html(
        blocks.heading("Borrow a fix", "fixes")
        + blocks.paragraph(
            "For each finding still open somewhere, who has it verified complete and what they did."
        )
    )
    this.rows(
        consistency_words.fix_rows(ask("borrow_fix", viewer, filters)),
        {
            "finding_ref": "Finding",
            "body": "Verified at",
            "verified": "Verified",
            "progress": "What they did",
            "evidence": "Their evidence",
            "evidence_seen": "What the verifier saw",
            "open_at": "Still open at",
            "file_name": "Return",
            "row_number": "Row",
        },
        "Findings verified complete somewhere and open elsewhere",
        "borrow-a-fix",
        empty="No finding is verified complete at one body and open at another chosen.",
        missing="none given",
    )
    worked_out.how("measure_by_body", "borrow_fix")
