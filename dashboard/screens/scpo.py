"""The SCPOs page: which orders are reviewed, managed and checked, and which reviews are due."""

from functools import partial

import streamlit as st

from dashboard.drawing import blocks
from dashboard.figures.question import Question
from dashboard.phrases import scpo as scpo_words
from dashboard.phrases.described import days_described
from dashboard.screens.parts import over_time, page, published
from dashboard.wording import words


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "SCPOs", path="scpo")
    by_body = this.ask("scpo_by_body")
    breaches = this.ask("scpo_breach")
    before = question.before.ask("scpo_by_body") if question.before else None
    cards = scpo_words.scpo_cards(by_body, before, words(question.filters.since_on))
    told = scpo_words.scpo_headline(by_body, breaches)
    st.html(
        blocks.headline([*told, *days_described(by_body, question.filters.as_at_on)])
        + blocks.cards(cards, question.link)
        + blocks.heading("By body", "bodies")
    )
    this.rows(scpo_words.orders_by_body(by_body), by_body)
    followed = partial(this.rows, scpo_words.breaches_by_body(breaches), by_body)
    this.part("Breaches and what followed", "breaches", followed)
    if question.viewer.sees_ocgs:
        st.html(blocks.heading("Next reviews due", "reviews"))
        this.rows(scpo_words.register(question.filters, question.names))
    else:
        st.markdown("Single orders are not shown to your role.")
    over_time.show(this, "scpo")
    published.part(this, "scpo")
    this.how()
