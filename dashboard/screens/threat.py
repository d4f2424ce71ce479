"""The Threat assessment page: which OCGs are formally assessed, and how trigger forms fare."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import with_shares
from dashboard.phrases import threat as threat_words
from dashboard.screens.parts import page, worked_out
from dashboard.wording import words


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("Threat assessment", viewer, filters, names, path="threat")
    by_body = ask("threat_by_body", viewer, filters)
    reasons = ask("trigger_form_reason", viewer, filters)
    headline = blocks.headline(threat_words.threat_headline(by_body, reasons))
    by_method = ask("threat_by_method", viewer, filters)
    told = f"{threat_words.spread_in_words(by_body)} {threat_words.methods_in_words(by_method)}"
    by_body_heading = blocks.heading("OCGs by body", "bodies") + blocks.paragraph(told)
    if viewer.sees_ocgs:
        groups = ask("threat_by_ocg", viewer, filters)
        st.html(headline + blocks.heading("Under investigation, never assessed", "unassessed"))
        this.rows(
            groups[groups["is_investigated_unassessed"]],
            {
                "ocg_ref": "OCG",
                "body": "Body",
                "days_since_identified": "Days since identified",
                "identified_on": "Identified",
                "crime_type": "Main crime type",
                "file_name": "Return",
                "row_number": "Row",
            },
            "OCGs under investigation with no formal threat assessment, the longest known first "
            "(sheet OCGs)",
            "threat-investigated-unassessed",
            empty="No OCG under investigation is without a formal threat assessment in the "
            "returns held."
            if by_body["ocg_count"].notna().any()
            else "No OCG has been reported by the bodies chosen.",
        )
        st.html(by_body_heading)
    else:
        st.html(
            headline + blocks.paragraph("Single OCGs are not shown to your role.") + by_body_heading
        )
    this.rows(
        with_shares(
            by_body,
            {
                "unassessed": ("unassessed_count", "investigated_count"),
                "in_date": ("in_date_count", "ocg_count"),
                "overdue": ("overdue_count", "ocg_count"),
                "never": ("never_count", "ocg_count"),
            },
        ),
        {
            "body": "Body",
            "unassessed": "Under investigation, never assessed",
            "in_date": "Assessed in date",
            "overdue": "Assessment overdue",
            "never": "Never assessed",
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "Active OCGs by the state of their threat assessment",
        "threat-by-body",
        empty="No body matches these filters.",
    )
    st.html(blocks.heading("Trigger forms", "forms"))
    limit = by_body["decision_within_days"].max()
    this.rows(
        with_shares(
            threat_words.with_reasons(by_body, reasons),
            {
                "first": ("first_accepted_count", "first_decided_count"),
                "in_time": ("in_time_count", "decided_count"),
            },
        ),
        {
            "body": "Body",
            "form_count": "Forms submitted",
            "first": "Accepted first time",
            "returned": "Returned, of submissions decided, and why",
            "awaiting_count": "Awaiting",
            "median_days": "Median days to decision",
            "in_time": f"Decided within {words(limit)} days",
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "Trigger forms of the past 12 months by body",
        "trigger-forms-by-body",
        empty="No body matches these filters.",
    )
    methods = st.expander(
        "OCGs by scoring method and band", on_change="rerun", key="methods", bind="query-params"
    )
    if methods.open:
        with methods:
            assessed, columns = threat_words.by_method(by_method, by_body)
            this.rows(
                assessed,
                {**columns, "as_at_on": "As at", "is_stale": "Stale"},
                "OCGs formally assessed, by body and scoring method",
                "threat-by-method",
                empty="No body matches these filters.",
            )
    this.trend(viewer, filters, "threat")
    if not viewer.sees_ocgs:
        worked_out.how("threat_by_body", "threat_by_method", "trigger_form_reason", "measure_trend")
        return

    every = st.expander(
        "Every active OCG and its threat", on_change="rerun", key="ocgs", bind="query-params"
    )
    if every.open:
        with every:
            this.rows(
                groups,
                {
                    "ocg_ref": "OCG",
                    "body": "Body",
                    "assessment": "Assessment",
                    "is_under_investigation": "Under investigation",
                    "method": "Method",
                    "threat_score": "Score",
                    "threat_band": "Band",
                    "assessed_on": "Assessed",
                    "assessment_due_on": "Next due",
                    "file_name": "Return",
                    "row_number": "Row",
                },
                "Every active OCG, those under investigation and never assessed first (sheet OCGs)",
                "threat-by-ocg",
                empty="No OCG has been reported by the bodies chosen.",
                missing="none",
            )
    register = st.expander(
        "Trigger form register", on_change="rerun", key="forms", bind="query-params"
    )
    if register.open:
        with register:
            this.rows(
                ask("trigger_form_register", viewer, filters),
                {
                    "form_ref": "Form",
                    "body": "Body",
                    "submission": "Submission",
                    "submitted_on": "Submitted",
                    "outcome": "Outcome",
                    "decided_on": "Decided",
                    "days_to_decision": "Days to decision",
                    "is_in_time": "In time",
                    "reason": "Reason returned",
                    "ocg_ref": "OCG it led to",
                    "file_name": "Return",
                    "row_number": "Row",
                },
                "Trigger forms, those awaiting a decision first (sheet Trigger forms)",
                "trigger-form-register",
                empty="No trigger form has been reported by the bodies chosen.",
                missing="none",
            )
    worked_out.how(
        "threat_by_body", "threat_by_method", "threat_by_ocg", "trigger_form_reason",
        "trigger_form_register", "measure_trend",
    )  # fmt: skip
