"""The 4P plans page: which OCGs have a plan, which plans are of quality, and what changed."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks, plan_columns
from dashboard.figures.filters import MOST_BODIES
from dashboard.figures.question import Question
from dashboard.frames import records
from dashboard.phrases import plans as plans_words
from dashboard.phrases.described import days_described
from dashboard.screens.parts import over_time, page, published, top
from dashboard.screens.parts.page import Page
from dashboard.wording import day


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "4P plans", path="plans")
    by_body = this.ask("plan_quality_by_body")
    missing = this.ask("strand_missing")
    strands = this.ask("strand_choice")["label"].tolist()
    sees_each = question.viewer.sees_ocgs and not question.is_wide
    plans = this.ask("plan_by_ocg") if sees_each else None
    told = plans_words.plan_headline(by_body, missing, strands[0])
    told += days_described(by_body, question.filters.as_at_on)
    st.html(blocks.opening(told, picture(this, plans, strands)))
    if plans is not None:
        _history(this, plans)
    st.html(
        blocks.heading("By body", "bodies")
        + blocks.paragraph(
            "One strand is not a whole plan, and a whole plan is not yet one of quality: that has "
            "every strand published, live and with its review in date."
        )
    )
    this.rows(plans_words.plans_by_body(strands[0]), by_body)
    over_time.show(this, "plans")
    if plans is not None:
        _changes(this)
        every = partial(this.rows, plans_words.plans_by_ocg(strands), plans)
        this.part("Every active OCG, strand by strand", "ocgs", every)
    elif not question.viewer.sees_ocgs:
        st.markdown("Single OCGs are not shown to your role.")
    else:
        st.markdown(f"Choose at most {MOST_BODIES} bodies above to see each OCG and what changed.")
    published.part(this, "plans")
    this.how()


def picture(this: Page, plans: pd.DataFrame | None, strands: Sequence[str]) -> str:
    """Every plan at one glance: a column an OCG, or blocks where single OCGs are not shown."""
    if plans is not None:
        if plans.empty:
            return ""
        link = this.question.link
        return plan_columns.plan_columns(plans, strands, link, is_made_up=this.is_made_up)
    if this.question.is_wide:
        return ""
    counts = this.ask("strand_state_by_body")
    if counts.empty:
        return ""
    return plan_columns.plan_counts(counts, strands, is_made_up=this.is_made_up)


def _changes(this: Page) -> None:
    since_on = this.question.filters.since_on
    if since_on:
        lists = plans_words.plan_changes(this.ask("plan_change_by_ocg"))
        told = blocks.changes(lists, f"No OCG or plan has changed since {day(since_on)}.")
    else:
        told = blocks.paragraph("There is no earlier date to compare with.")
    st.html(
        blocks.heading(f"Since {day(since_on)}" if since_on else "What changed", "since") + told
    )


def _history(this: Page, plans: pd.DataFrame) -> None:
    """The plan of one OCG return by return, once it is chosen."""
    named = {plans_words.ocg_name(row.body, row.ocg_ref): row for row in records(plans)}
    with top.of_this_run().filters:
        name = st.selectbox(
            "History of OCG", [*named], index=None, key="ocg",
            bind="query-params", placeholder="Choose an OCG",
        )  # fmt: skip
    if name:
        chosen = named[name]
        st.html(blocks.heading(f"History of {name}", "history"))
        this.rows(plans_words.history_of(name), of_body=chosen.body_code, ocg_ref=chosen.ocg_ref)
