"""The SOCIT page: posts, people and workload of the SOC investigation teams."""

from collections.abc import Mapping

import streamlit as st

from dashboard import page, phrases, tables
from dashboard.ask import ask
from dashboard.filters import Filters
from dashboard.phrases import socit as socit_words
from dashboard.viewer import Viewer


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("SOCIT resourcing", viewer, filters, names, path="socit")
    by_body = ask("socit_by_body", viewer, filters)
    st.html(
        tables.headline(socit_words.socit_headline(by_body)) + tables.heading("By body", "bodies")
    )
    this.rows(
        phrases.with_shares(
            by_body,
            {
                "filled": ("in_post_fte", "establishment_fte"),
                "accredited": ("accredited_fte", "in_post_fte"),
                "abstracted": ("abstracted_fte", "in_post_fte"),
            },
        ),
        {
            "body": "Body",
            "filled": "In post of establishment, FTE",
            "vacancy_fte": "Vacancy, FTE",
            "accredited": "Accredited of in post, FTE",
            "abstracted": "Abstracted of in post, FTE",
            "live_investigations": "Live investigations",
            "workload_cases_per_fte": "Live investigations per available FTE",
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "SOCIT posts and workload by body",
        "socit-by-body",
        empty="No body matches these filters.",
    )
    st.html(tables.heading("By team and role", "roles"))
    this.rows(
        ask("socit_by_role", viewer, filters),
        {
            "body": "Body",
            "team": "Team",
            "role": "Role",
            "establishment_fte": "Establishment, FTE",
            "in_post_fte": "In post, FTE",
            "vacancy_fte": "Vacancy, FTE",
            "accredited_fte": "Accredited, FTE",
            "abstracted_fte": "Abstracted, FTE",
            "live_investigations": "Live investigations",
            "note": "Note",
            "file_name": "Return",
            "row_number": "Row",
        },
        "SOCIT posts by team and role",
        "socit-by-role",
        empty="No body chosen has reported SOCIT posts by this date.",
        missing="none",
    )
    this.trend(viewer, filters, "socit")
    page.how("socit_by_body", "socit_by_role", "measure_trend")
