"""The Board page: where every finding stands, and what changed since the last board."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks, cards, changes, charts, matrices, tables
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases import board as board_words
from dashboard.screens.parts import page, worked_out
from dashboard.wording import day


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    on = day(filters.as_at_on)
    title = ask("store_state", viewer, filters)["board"].iloc[0]
    this = page.opening(title, viewer, filters, names)
    now = next(records(ask("headline_figures", viewer, filters)))
    before = None
    movement = ask("movement_by_finding_body", viewer, filters)
    if filters.since_on:
        before = next(records(ask("headline_figures", viewer, filters.at(filters.since_on))))
    returns = ask("body_return", viewer, filters)

    sentences = board_words.board_headline(now, movement, returns, filters)
    sentences += board_words.claim_warning(ask("claim_and_evidence", viewer, filters))
    drawn = cards.headline_cards(now, before, filters, names)
    st.html(blocks.headline(sentences) + blocks.figures(drawn))

    cells = ask("finding_by_body", viewer, filters)
    if cells.empty:
        matrix = blocks.paragraph(f"No inspection had been published by {on}.")
    else:
        matrix = matrices.finding_matrix(cells, returns, filters, names)
    actions = ask("action_change", viewer, filters)
    if filters.since_on:
        shown = [] if filters.is_wide(names) else returns["body"].tolist()
        counts = board_words.change_counts(movement, actions, shown)
        moved = changes.movement_lists(movement, day(filters.since_on))
        if not counts.empty:
            columns = {"change": "Change", "all": "All", **{name: name for name in shown}}
            moved = tables.table(counts, columns, "How many, by body") + moved
    else:
        moved = blocks.paragraph(
            "Nothing is compared: no earlier board meeting is known, or none is chosen under "
            "Compared with."
        )
    st.html(
        blocks.heading("Findings by body", "findings")
        + matrix
        + blocks.heading(
            f"Since {day(filters.since_on)}" if filters.since_on else "What changed", "since"
        )
        + moved
        + blocks.heading("Overdue board actions", "actions")
    )
    this.rows(
        ask("action_overdue", viewer, filters),
        {
            "action_ref": "Action",
            "action": "What is to be done",
            "owner_body": "Owner",
            "owner_role": "Role",
            "first_due_on": "First due",
            "due_on": "Due now",
            "days_overdue": "Days overdue",
            "finding_ref": "Finding",
            "file_name": "Return",
            "row_number": "Row",
        },
        "Overdue board actions",
        "overdue-actions",
        empty=f"No board action was overdue on {on}."
        if now.has_board_record
        else "No return of the board's secretariat has been received, so actions are not known.",
        missing="none given",
    )

    if now.position_count and now.not_reported_count == now.position_count:
        st.html(blocks.heading("What has been published", "published"))
        this.published(viewer, filters, None)

    over_time = st.expander(
        "BRAG over time", on_change="rerun", key="over_time", bind="query-params"
    )
    if over_time.open:
        trend = ask("brag_by_month", viewer, filters)
        with over_time:
            if not trend.empty:
                in_words = charts.brag_by_month_in_words(trend)
                this.chart(charts.brag_by_month(trend), in_words, "brag-by-month")
            this.rows(
                trend,
                {"on_date": "Date", "brag": "BRAG", "position_count": "Findings at bodies"},
                "Findings at bodies by BRAG and date",
                "brag-by-month",
                empty=f"No inspection had been published by {on}.",
            )

    behind = st.expander(
        "Rows behind these figures", on_change="rerun", key="rows", bind="query-params"
    )
    if behind.open:
        with behind:
            this.rows(
                returns,
                {
                    "body": "Body",
                    "as_at_on": "As at",
                    "received_at": "Received",
                    "age_days": "Age in days",
                    "is_stale": "Stale",
                    "marking": "Marking",
                    "file_name": "Return",
                    "sha256": "SHA-256 of the file received",
                    "grade": "Published grade",
                },
                "Returns these figures are taken from",
                "returns-in-force",
                empty="No body matches these filters.",
                missing="none given",
            )
            this.rows(
                movement.assign(change=movement["change_code"].map(board_words.CHANGES)),
                {
                    "change": "Change",
                    "finding_ref": "Finding",
                    "body": "Body",
                    "was": "Was",
                    "is_now": "Is now",
                    "file_name": "Return",
                    "row_number": "Row of Finding updates",
                },
                "Findings that changed since the earlier date",
                "changes-of-findings",
                empty="No finding has changed, or no earlier date is chosen.",
                missing="none",
            )
            this.rows(
                actions.assign(change=actions["change_code"].map(board_words.CHANGES)),
                {
                    "change": "Change",
                    "action_ref": "Action",
                    "action": "What is to be done",
                    "body": "Owner",
                    "was_due_on": "Was due",
                    "due_on": "Due",
                    "closed_on": "Closed",
                    "file_name": "Return",
                    "row_number": "Row of Actions",
                },
                "Board actions that changed since the earlier date",
                "changes-of-actions",
                empty="No board action has changed, or no earlier date is chosen.",
                missing="none",
            )
            this.rows(
                ask("plan_coverage_by_body", viewer, filters),
                {
                    "body": "Body",
                    "covered_ocg_count": "OCGs with a published 4P plan",
                    "ocg_count": "Active OCGs",
                    "coverage_pct": "Per cent",
                    "as_at_on": "As at",
                },
                "4P plan coverage by body",
                "plan-coverage-by-body",
                empty="No body matches these filters.",
            )
            if viewer.sees_ocgs:
                this.rows(
                    ask("ocg_coverage", viewer, filters),
                    {
                        "ocg_ref": "OCG",
                        "body": "Body",
                        "threat_band": "Threat band",
                        "published_strands": "Published strands of 4",
                        "is_covered": "Has a plan",
                        "file_name": "Return",
                        "row_number": "Row",
                    },
                    "Active OCGs and their 4P plans",
                    "ocg-coverage",
                    empty="No OCG has been reported.",
                    missing="not assessed",
                )
    worked_out.how(
        "headline_figures", "finding_by_body", "movement_by_finding_body", "action_change",
        "action_overdue",
        "brag_by_month", "plan_coverage_by_body",
    )  # fmt: skip
