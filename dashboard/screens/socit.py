"""The SOCIT page: posts, people and workload of the SOC investigation teams."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks, links
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import with_shares
from dashboard.phrases import socit as socit_words
from dashboard.screens.parts import page, worked_out


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("SOCIT resourcing", viewer, filters, names, path="socit")
    by_body = ask("socit_by_body", viewer, filters)
    st.html(
        blocks.headline(socit_words.socit_headline(by_body)) + blocks.heading("By body", "bodies")
    )
    this.rows(
        with_shares(
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
    this.trend(viewer, filters, "socit")

    what_if = st.expander(
        "What if posts moved", on_change="rerun", key="what_if", bind="query-params"
    )
    if what_if.open:
        shown = {name: code for code, name in names.items()
                 if code in (filters.body_codes or names)}  # fmt: skip
        with what_if:
            giving, receiving, moving = st.columns(3)
            giver = giving.selectbox(
                "Posts from", [socit_words.NEW_POSTS, *shown], key="move_from", bind="query-params"
            )
            receiver = receiving.selectbox(
                "Posts to", list(shown), key="move_to", bind="query-params"
            )
            fte = moving.number_input(
                "FTE moved", 0.5, 100.0, 1.0, 0.5, format="%.1f", key="move_fte",
                bind="query-params",
            )  # fmt: skip
            estimate = ask(
                "socit_what_if", viewer, filters,
                from_body=shown.get(giver), to_body=shown[receiver], moved_fte=fte,
            )  # fmt: skip
            if giver == receiver:
                st.markdown(f"Choose two different bodies: posts of {giver} stay where they are.")
            else:
                link = filters.link(
                    "socit", names, what_if="true", move_from=giver, move_to=receiver,
                    move_fte=str(fte),
                )  # fmt: skip
                st.html(
                    blocks.headline(socit_words.what_if_sentences(estimate))
                    + links.assumptions(link)
                )
                this.rows(
                    with_shares(
                        socit_words.what_if_rows(estimate),
                        {
                            "accredited": ("accredited_fte", "in_post_fte"),
                            "abstracted": ("abstracted_fte", "in_post_fte"),
                        },
                    ),
                    {
                        "body": "Body",
                        "part": "Posts",
                        "moved_fte": "FTE moved",
                        "live_investigations": "Live investigations",
                        "leading_fte": "Available FTE now",
                        "fte_after": "Available FTE after, worst to best",
                        "workload_cases_per_fte": "Live investigations per available FTE now",
                        "workload_after": "After, lowest to highest",
                        "accredited": "Accredited of in post, FTE",
                        "abstracted": "Abstracted of in post, FTE",
                        "as_at_on": "As at",
                        "is_stale": "Stale",
                        "file_name": "Return, sheet SOCIT posts",
                        "kind": "What this is",
                    },
                    f"Estimate, not a record: {fte:g} FTE from {giver} to {receiver}",
                    "estimate-socit-what-if",
                    empty="No body matches these filters.",
                )

    st.html(blocks.heading("By team and role", "roles"))
    this.rows(
        with_shares(
            ask("socit_by_role", viewer, filters),
            {
                "accredited": ("accredited_fte", "in_post_fte"),
                "abstracted": ("abstracted_fte", "in_post_fte"),
            },
        ),
        {
            "body": "Body",
            "team": "Team",
            "role": "Role",
            "establishment_fte": "Establishment, FTE",
            "in_post_fte": "In post, FTE",
            "vacancy_fte": "Vacancy, FTE",
            "accredited": "Accredited of in post, FTE",
            "abstracted": "Abstracted of in post, FTE",
            "live_investigations": "Live investigations",
            "workload_cases_per_fte": "Live investigations per available FTE",
            "note": "Note",
            "as_at_on": "As at",
            "is_stale": "Stale",
            "file_name": "Return",
            "row_number": "Row",
        },
        "SOCIT posts by team and role, from the sheet SOCIT posts",
        "socit-by-role",
        empty="No body chosen has reported SOCIT posts by this date.",
        missing="none",
    )
    worked_out.how("socit_by_body", "socit_by_role", "measure_trend", "socit_what_if")
