"""The Profiles and LROs page: who can open which local profile, and who leads which OCGs."""

from functools import partial

import streamlit as st

from dashboard.drawing import blocks
from dashboard.figures.question import Question
from dashboard.phrases import profiles as profiles_words
from dashboard.phrases.described import days_described
from dashboard.screens.parts import over_time, page, published
from dashboard.wording import words


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
    st.html(
        blocks.headline([*told, *days_described(by_body, question.filters.as_at_on)])
        + blocks.cards(cards, question.link)
        + blocks.heading("By body", "bodies")
        + blocks.paragraph(profiles_words.profile_terms(by_body))
    )
    this.rows(profiles_words.BY_BODY, by_body)
    st.html(blocks.heading("Local profiles by area", "areas"))
    this.rows(profiles_words.AREAS, areas)
    st.html(blocks.heading("Lead responsible officers", "lros"))
    this.rows(profiles_words.LROS, posts)
    if question.viewer.sees_ocgs:
        missing = partial(this.rows, profiles_words.WITHOUT_LRO)
        this.part("Active OCGs without an LRO", "missing", missing)
    over_time.show(this, "profiles")
    published.part(this, "profiles")
    this.how()
