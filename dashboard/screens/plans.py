"""The 4P plans page: which OCGs have a plan, which plans are of quality, and what changed."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks, changes
from dashboard.figures.ask import ask
from dashboard.figures.filters import MOST_BODIES, Filters
from dashboard.frames import spread, with_shares
from dashboard.phrases import plans as plans_words
from dashboard.screens.parts import page, worked_out
from dashboard.wording import day


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("4P plans", viewer, filters, names, path="plans")
    by_body = ask("plan_quality_by_body", viewer, filters)
    strands = ask("strand_choice", viewer, filters)["label"].tolist()
    st.html(
        blocks.headline(plans_words.plan_headline(by_body, strands[0]))
        + blocks.heading("By body", "bodies")
        + blocks.paragraph(
            "Coverage is not quality: a plan is of quality when all its strands are published, "
            "live and with their review in date."
        )
    )
    this.rows(
        with_shares(
            by_body,
            {
                "covered": ("covered_count", "ocg_count"),
                "quality": ("quality_count", "ocg_count"),
                "pursue_only": ("pursue_only_count", "high_harm_count"),
                "overdue": ("overdue_count", "ocg_count"),
                "trained": ("trained_lro_count", "ocg_count"),
            },
        ),
        {
            "body": "Body",
            "covered": "OCGs with a plan",
            "quality": "Plans of quality",
            "pursue_only": f"High-harm OCGs with {strands[0]} only",
            "overdue": "Plans with a review overdue",
            "trained": "OCGs with a trained LRO",
            "median_plan_age_days": "Median plan age in days",
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "4P plans by body",
        "plans-by-body",
        empty="No body matches these filters.",
    )
    this.trend(viewer, filters, "plans")
    if not viewer.sees_ocgs or filters.is_wide(names):
        st.markdown(
            f"Choose at most {MOST_BODIES} bodies at the left to see each OCG and what changed."
            if viewer.sees_ocgs
            else "Single OCGs are not shown to your role."
        )
        worked_out.how("plan_quality_by_body", "measure_trend")
        return

    plans = ask("plan_by_ocg", viewer, filters)
    if filters.since_on:
        changed = ask("plan_change_by_ocg", viewer, filters)
        told = changes.plan_changes(changed, day(filters.since_on))
    else:
        told = blocks.paragraph("There is no earlier date to compare with.")
    st.html(
        blocks.heading(
            f"Since {day(filters.since_on)}" if filters.since_on else "What changed", "since"
        )
        + told
        + blocks.heading("Every active OCG", "ocgs")
    )
    codes = {strand: f"{strand}_code" for strand in strands}
    this.rows(
        spread(spread(plans, "strand_labels", strands), "strand_states", [*codes.values()]),
        {
            "ocg_ref": "OCG",
            "body": "Body",
            "threat_band": "Threat band",
            "is_high_harm": "High harm",
            **{strand: strand for strand in strands},
            "has_lro": "LRO assigned",
            "has_trained_lro": "LRO trained",
            "plan_age_days": "Plan age in days",
            "next_review_due_on": "Next review due",
            "file_name": "Return",
            "row_number": "Row",
        },
        "OCGs by strand, the most harmful first, from the sheet OCGs",
        "plans-by-ocg",
        empty="No OCG has been reported by the bodies chosen.",
        missing="none",
        states=codes,
    )

    with st.sidebar:
        ocg_ref = st.selectbox(
            "History of OCG", plans["ocg_ref"].tolist(), index=None, key="ocg",
            bind="query-params", placeholder="Choose an OCG",
        )  # fmt: skip
    if ocg_ref:
        st.html(blocks.heading(f"History of {ocg_ref}", "history"))
        this.rows(
            ask("plan_history_of_ocg", viewer, filters, ocg_ref=ocg_ref),
            {
                "as_at_on": "As at",
                "status": "Status",
                "threat_band": "Threat band",
                "strand": "Strand",
                "activity": "Activity",
                "published_on": "Published",
                "reviewed_on": "Last reviewed",
                "review_due_on": "Review due",
                "owner_role": "Owner (role)",
                "file_name": "Return",
                "row_number": "Row",
            },
            f"History of {ocg_ref}, newest first",
            f"history-{ocg_ref}",
            empty=f"No return of the bodies chosen holds {ocg_ref}.",
            missing="none given",
        )
    worked_out.how(
        "plan_quality_by_body", "plan_by_ocg", "plan_change_by_ocg", "plan_history_of_ocg",
        "measure_trend",
    )  # fmt: skip
