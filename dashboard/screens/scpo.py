"""The SCPOs page: which orders are reviewed, managed and checked, and which reviews are due."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks, cards
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import with_shares
from dashboard.phrases import scpo as scpo_words
from dashboard.screens.parts import page, worked_out
from dashboard.wording import day


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("SCPOs", viewer, filters, names, path="scpo")
    by_body = ask("scpo_by_body", viewer, filters)
    breaches = ask("scpo_breach", viewer, filters)
    before = None
    if filters.since_on:
        before = ask("scpo_by_body", viewer, filters.at(filters.since_on))
    since = day(filters.since_on) if filters.since_on else ""
    st.html(
        blocks.headline(scpo_words.scpo_headline(by_body, breaches))
        + cards.scpo_cards(by_body, before, since)
        + blocks.heading("By body", "bodies")
    )
    this.rows(
        with_shares(
            by_body,
            {
                "reviewed": ("reviewed_count", "order_count"),
                "managed": ("managed_count", "order_count"),
                "checked": ("checked_count", "order_count"),
            },
        ),
        {
            "body": "Body",
            "order_count": "Orders in force",
            "reviewed": "Review in date",
            "overdue_count": "Review overdue",
            "managed": "Managed in the OCG meeting",
            "checked": scpo_words.checked_heading(by_body),
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "SCPOs in force by body",
        "scpos-by-body",
        empty="No body matches these filters.",
    )
    followed = st.expander(
        "Breaches and what followed", on_change="rerun", key="breaches", bind="query-params"
    )
    if followed.open:
        with followed:
            this.rows(
                with_shares(
                    scpo_words.by_what_followed(by_body, breaches),
                    {"breached": ("breached_count", "order_count")},
                ),
                {
                    "body": "Body",
                    "breached": "Orders breached",
                    "breach_count": "Breaches",
                    **{outcome: outcome for outcome in breaches["outcome"].drop_duplicates()},
                    "as_at_on": "As at",
                    "is_stale": "Stale",
                },
                "Orders by what followed their latest breach",
                "scpo-breaches-by-body",
                empty="No body matches these filters.",
            )

    if viewer.sees_ocgs:
        st.html(blocks.heading("Next reviews due", "reviews"))
        this.rows(
            scpo_words.register(ask("scpo_register", viewer, filters), filters, names),
            {
                "scpo_ref": "SCPO",
                "body": "Body",
                "review_state": "State",
                "review": "Next review",
                "review_due_on": "Review due",
                "ocg_ref": "OCG",
                "is_managed_in_ocg_meeting": "In OCG meeting",
                "conditions_checked_on": "Conditions last checked",
                "is_checked": "Checked in time",
                "breaches": "Breaches",
                "breach_outcome": "What followed",
                "reviewed_on": "Last reviewed",
                "ends_on": "Ends",
                "file_name": "Return",
                "row_number": "Row",
            },
            "SCPOs in force (sheet SCPOs), reviews overdue first",
            "scpo-register",
            empty="No SCPO in force has been reported by the bodies chosen.",
            missing="none",
            links={"ocg_ref": "ocg_link"},
        )
    else:
        st.markdown("Single orders are not shown to your role.")

    this.trend(viewer, filters, "scpo")
    published = st.expander(
        "What has been published", on_change="rerun", key="published", bind="query-params"
    )
    if published.open:
        findings = ask("page_finding", viewer, filters, page="scpo")["finding_ref"].tolist()
        with published:
            this.published(viewer, filters, findings[0] if len(findings) == 1 else None)
    worked_out.how("scpo_by_body", "scpo_breach", "scpo_register", "measure_trend")
