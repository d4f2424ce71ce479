"""The Profiles and LROs page: who can open which local profile, and who leads which OCGs."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks, cards
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import with_shares
from dashboard.phrases import profiles as profiles_words
from dashboard.screens.parts import page, worked_out
from dashboard.wording import day


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("Profiles and LROs", viewer, filters, names, path="profiles")
    by_body = ask("profile_and_lro_by_body", viewer, filters)
    areas = ask("profile_by_area", viewer, filters)
    posts = ask("lro_by_post", viewer, filters)
    before = None
    if filters.since_on:
        before = ask("profile_and_lro_by_body", viewer, filters.at(filters.since_on))
    since = day(filters.since_on) if filters.since_on else ""
    st.html(
        blocks.headline(profiles_words.profiles_headline(by_body, areas, posts))
        + cards.profiles_cards(by_body, before, since)
        + blocks.heading("By body", "bodies")
        + blocks.paragraph(profiles_words.profile_terms(by_body))
    )
    this.rows(
        with_shares(
            by_body,
            {
                "current": ("current_count", "area_count"),
                "access": ("access_count", "partner_count"),
                "trained": ("trained_count", "lro_count"),
                "without_lro": ("without_lro_count", "ocg_count"),
            },
        ),
        {
            "body": "Body",
            "current": "Local profiles live and current",
            "static_count": "Static copies",
            "none_count": "Areas without a profile",
            "access": "Partners with access",
            "trained": "LROs trained",
            "without_lro": "OCGs without an LRO",
            "unlisted_count": "LRO named but not listed",
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "Local profiles and LROs by body",
        "profiles-and-lros-by-body",
        empty="No body matches these filters.",
    )
    st.html(blocks.heading("Local profiles by area", "areas"))
    this.rows(
        with_shares(areas, {"access": ("partners_with_access", "partners")}),
        {
            "area": "Area",
            "body": "Body",
            "profile_state": "Profile",
            "age_days": "Days since updated",
            "last_updated_on": "Last updated",
            "access": "Partners with access",
            "file_name": "Return",
            "row_number": "Row",
        },
        "Local profiles (sheet Local profiles), those not live first",
        "profiles-by-area",
        empty="No local profile has been reported by the bodies chosen.",
        missing="none given",
    )
    st.html(blocks.heading("Lead responsible officers", "lros"))
    this.rows(
        profiles_words.trained_in_words(posts),
        {
            "lro_ref": "LRO",
            "body": "Body",
            "role": "Role",
            "led_count": "Active OCGs led",
            "trained": "Trained",
            "file_name": "Return",
            "row_number": "Row",
        },
        "LRO posts (sheet LROs), those that lead the most OCGs first",
        "lros-by-post",
        empty="No LRO has been reported by the bodies chosen.",
    )

    if viewer.sees_ocgs:
        missing = st.expander(
            "Active OCGs without an LRO", on_change="rerun", key="missing", bind="query-params"
        )
        if missing.open:
            with missing:
                this.rows(
                    ask("ocg_without_lro", viewer, filters),
                    {
                        "ocg_ref": "OCG",
                        "body": "Body",
                        "threat_band": "Threat band",
                        "lro_state": "LRO",
                        "lro_ref": "LRO named",
                        "file_name": "Return",
                        "row_number": "Row",
                    },
                    "Active OCGs (sheet OCGs) without an LRO, or whose LRO is not listed",
                    "ocgs-without-lro",
                    empty="Every active OCG reported has an LRO who is listed.",
                    missing="none",
                )
    this.trend(viewer, filters, "profiles")
    published = st.expander(
        "What has been published", on_change="rerun", key="published", bind="query-params"
    )
    if published.open:
        findings = ask("page_finding", viewer, filters, page="profiles")["finding_ref"].tolist()
        with published:
            this.published(viewer, filters, findings[0] if len(findings) == 1 else None)
    worked_out.how(
        "profile_and_lro_by_body", "profile_by_area", "lro_by_post", "ocg_without_lro",
        "measure_trend",
    )  # fmt: skip
