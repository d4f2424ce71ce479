"""The Profiles and LROs page: who can open which local profile, and who leads which OCGs."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import bars, blocks
from dashboard.figures.question import Question
from dashboard.phrases import profiles as profiles_words
from dashboard.phrases.described import days_described
from dashboard.phrases.values import FEWER_BODIES
from dashboard.screens.parts import over_time, page, published
from dashboard.screens.parts.page import Page
from dashboard.wording import words

MOST_AREAS = 60
"""Local profiles that one picture shows."""


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "Profiles and LROs", path="profiles")
    by_body = this.ask("profile_and_lro_by_body")
    areas = this.ask("profile_by_area")
    posts = this.ask("lro_by_post")
    before = question.before.ask("profile_and_lro_by_body") if question.before else None
    since = words(question.filters.since_on)
    cards = profiles_words.profiles_cards(by_body, before, since)
    told = profiles_words.profiles_headline(by_body, areas, posts)
    told += days_described(by_body, question.filters.as_at_on)
    st.html(
        blocks.opening(told, _profiles(this, by_body, areas))
        + blocks.cards(cards, question.link)
        + blocks.heading("Lead responsible officers", "lros")
        + bars.part_bars(profiles_words.lro_bars(posts), is_made_up=this.is_made_up)
    )
    over_time.show(this, "profiles")
    st.html(
        blocks.heading("By body", "bodies")
        + blocks.paragraph(profiles_words.profile_terms(by_body))
    )
    this.rows(profiles_words.BY_BODY, by_body)
    this.part("Local profiles by area", "areas", partial(this.rows, profiles_words.AREAS, areas))
    this.part("Lead responsible officers", "posts", partial(this.rows, profiles_words.LROS, posts))
    if question.viewer.sees_ocgs:
        missing = partial(this.rows, profiles_words.WITHOUT_LRO)
        this.part("Active OCGs without an LRO", "missing", missing)
    published.part(this, "profiles")
    this.how()


def _profiles(this: Page, by_body: pd.DataFrame, areas: pd.DataFrame) -> str:
    """The age of every local profile; words where that would be too many lines."""
    if len(areas) > MOST_AREAS:
        return blocks.paragraph(f"Each local profile is drawn here. {FEWER_BODIES}")
    if areas.empty:
        return ""
    limit = int(by_body["current_within_days"].iloc[0])
    return bars.part_bars(profiles_words.profile_bars(areas, limit), is_made_up=this.is_made_up)
