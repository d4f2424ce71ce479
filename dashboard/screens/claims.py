"""The Claimed and shown page: what bodies say of each finding beside what their data shows."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.phrases import claims as claim_words
from dashboard.screens.parts import page, worked_out


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("Claimed and shown", viewer, filters, names, path="claims")
    claims = ask("claim_and_evidence", viewer, filters)
    st.html(
        blocks.headline(claim_words.claim_headline(claims))
        + blocks.heading("Every finding at every body", "claims")
        + blocks.paragraph(
            "Declared is the body's own BRAG; what a verifier found complete stands on the "
            "verifier's word beside it. Shown is worked out from the measures that evidence the "
            "finding, its dates and its evidence; the first rule that holds decides. Rows are "
            "those of the Finding updates sheet."
        )
    )
    told = claim_words.claim_rows(claims)
    this.rows(
        told,
        {
            "finding_ref": "Finding",
            "body": "Body",
            "claimed": "Claimed; verified",
            "declared": "Declared",
            "shown": "Shown",
            "agreement": "Claim",
            "closing": "Expected closing",
            "why": "Why it shows so",
            "file_name": "Return",
            "row_number": "Row",
        },
        "Claimed against shown, claims better than shown first",
        "claimed-against-shown",
        empty="No finding at a body matches these filters.",
        brags={"declared": "declared_brag_code", "shown": "computed_brag_code"},
    )
    behind = st.expander(
        "Targets, trends and measures behind these figures",
        on_change="rerun", key="measures", bind="query-params",
    )  # fmt: skip
    if behind.open:
        with behind:
            this.rows(
                told,
                {
                    "finding_ref": "Finding",
                    "body": "Body",
                    "met": "Targets met",
                    "closing": "Expected closing",
                    "forecast": "Meets its targets on its own trend",
                    "sustained": "Sustained",
                },
                "Targets met, trends and what is sustained, in the same order",
                "targets-and-trends",
                empty="No finding at a body matches these filters.",
            )
            this.rows(
                claim_words.evidence_rows(ask("evidence_by_measure", viewer, filters)),
                {
                    "finding_ref": "Finding",
                    "body": "Body",
                    "measure": "Measure",
                    "shown": "Value",
                    "target": "Target",
                    "met": "Meets it",
                    "held": "Returns that met it",
                    "forecast": "On its own trend",
                    "as_at_on": "As at",
                    "file_name": "Return",
                },
                "Measures that evidence each finding, those missed first",
                "measures-behind-findings",
                empty="No measure with a target evidences a finding at these bodies.",
            )
    worked_out.how("claim_and_evidence", "evidence_by_measure")
