"""The Governance page: by what each body governs its work on SOC, and how its milestones stand."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks, timeline
from dashboard.figures.filters import MOST_BODIES
from dashboard.figures.question import Question
from dashboard.phrases import governance as governance_words
from dashboard.phrases.described import days_described
from dashboard.phrases.values import FEWER_BODIES
from dashboard.screens.parts import page, published
from dashboard.screens.parts.page import Page


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "Governance", path="governance")
    instruments = this.ask("governance_by_body")
    milestones = this.ask("milestone_by_finding")
    areas = this.ask("clear_hold_build_by_area")
    on = question.filters.as_at_on
    bodies = instruments.drop_duplicates("body_code")
    named = bodies["body"].tolist()
    told = governance_words.headline(instruments)
    told += days_described(bodies, on, "The states of instruments")
    st.html(
        blocks.opening(told, blocks.cards(governance_words.cards(instruments), question.link))
        + blocks.heading("Instruments by body", "instruments")
    )
    this.rows(governance_words.by_body(instruments), instruments)
    instrument_rows = partial(this.rows, governance_words.INSTRUMENTS, instruments)
    this.part("Every instrument, with its dates and return", "instrument", instrument_rows)
    st.html(
        blocks.heading("Milestones of each finding", "milestones")
        + "".join(map(blocks.paragraph, governance_words.milestones_told(milestones, named, on)))
        + _timeline(this, milestones)
    )
    milestone_rows = partial(this.rows, governance_words.MILESTONES, milestones)
    this.part("Every milestone, with its dates and return", "milestone", milestone_rows)
    st.html(
        blocks.heading("Clear, Hold, Build by area", "areas")
        + "".join(map(blocks.paragraph, governance_words.areas_told(areas, named, on)))
    )
    this.rows(governance_words.AREAS, areas)
    this.part("Practice to copy from", "practice", partial(_practice, this, areas))
    published.part(this, "governance")
    this.how()


def _practice(this: Page, areas: pd.DataFrame) -> None:
    """What an inspection praised, and what bodies say themselves: never in one table."""
    this.rows(governance_words.PRAISED)
    this.rows(governance_words.OWN_PRACTICE, areas[areas["practice"].notna()])


def _timeline(this: Page, milestones: pd.DataFrame) -> str:
    if milestones.empty:
        return blocks.paragraph(governance_words.MILESTONES.empty)
    if milestones["body_code"].nunique() > MOST_BODIES:
        return blocks.paragraph(FEWER_BODIES)
    return timeline.milestone_timeline(
        milestones, this.question.filters.as_at_on, is_made_up=this.is_made_up
    )
