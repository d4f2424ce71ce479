"""The AFI progress page: every finding at every body, and the history of one at one body."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks, cards, charts
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases import findings as findings_words
from dashboard.screens.parts import page, worked_out
from dashboard.wording import in_sentence, words

EVERY = "All"


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    findings = ask("finding_source", viewer, filters, finding_ref=None)
    cells = ask("finding_by_body", viewer, filters)
    with st.sidebar:
        finding_ref = st.selectbox(
            "Finding", [EVERY, *findings["finding_ref"]], key="finding", bind="query-params"
        )
        stage = st.selectbox(
            "Stage", [EVERY, *findings_words.stages(cells)], key="stage", bind="query-params"
        )
        at_body = st.selectbox(
            "History at", [names[code] for code in filters.body_codes or names], index=None,
            key="at", bind="query-params",
            placeholder="Choose a body", help="Opens the history of the finding at this body.",
        )  # fmt: skip
    own = {"finding": finding_ref, "stage": stage, "at": at_body or ""}
    this = page.opening(
        "AFI progress", viewer, filters, names, path="afi_progress",
        **{name: value for name, value in own.items() if value not in ("", EVERY)},
    )  # fmt: skip

    if finding_ref != EVERY:
        finding = next(records(findings[findings["finding_ref"] == finding_ref]))
        st.html(blocks.heading(f"{finding.finding_ref}: {in_sentence(finding.kind)}", "finding"))
        wording = words(finding.wording, "The wording of this finding is not held.")
        st.html(f'<div class="soc"><blockquote>{escape(wording)}</blockquote></div>')
        st.html(blocks.facts(findings_words.finding_facts(finding)))

    chosen = findings_words.chosen_positions(cells, finding_ref, stage, EVERY)
    if finding_ref != EVERY and at_body:
        body_code = next(code for code, name in names.items() if name == at_body)
        one = Filters(filters.as_at_on, None, (body_code,), filters.known_at, filters.version)
        st.html(blocks.heading(f"{finding_ref} at {at_body}", "history"))
        history = ask("finding_history", viewer, one, finding_ref=finding_ref)
        position = chosen[chosen["body_code"] == body_code]
        if history.empty:
            st.markdown(findings_words.no_history(finding_ref, at_body, cells, body_code, filters))
        else:
            if not position.empty:
                st.html(cards.position_now(next(records(position))))
            this.chart(
                charts.finding_history(history), charts.finding_history_in_words(history), "history"
            )
        this.rows(
            history,
            {
                "on_date": "As at",
                "lane": "Lane",
                "stage": "Stage",
                "brag": "Declared BRAG",
                "words": "Progress",
                "evidence_dated": "Evidence",
                "expected_closing_on": "Expected closing",
                "milestone": "Next milestone",
                "by_role": "By (role)",
                "received_on": "Received",
                "file_name": "Return",
                "place": "Place in it",
            },
            f"History of {finding_ref} at {at_body}, newest first",
            f"history-{finding_ref.lower().replace(' ', '-')}-{body_code}",
            empty="",
            missing="none given",
        )
    elif at_body:
        st.info("Choose a finding as well to open its history at one body.")
    elif finding_ref != EVERY:
        st.caption("Choose a body under History at, or a row's body on the Board, for its history.")

    st.html(blocks.heading("Where it stands at each body", "positions"))
    this.rows(
        chosen,
        {
            "finding_ref": "Finding",
            "body": "Body",
            "claimed_stage": "Claimed",
            "verified_stage": "Verified",
            "brag": "BRAG",
            "progress": "Progress",
            "evidence": "Evidence",
            "expected_closing_on": "Expected closing",
            "claimed_as_at_on": "Reported as at",
            "file_name": "Return",
            "row_number": "Row",
        },
        "Findings at bodies",
        "findings-at-bodies",
        empty="No finding at a body matches these filters. Widen the finding, stage or bodies.",
        missing="none given",
    )

    st.html(blocks.heading("What has been published", "published"))
    this.published(viewer, filters, None if finding_ref == EVERY else finding_ref)
    worked_out.how(
        "finding_by_body", "finding_history", "finding_statement", "published_figure_by_body"
    )
