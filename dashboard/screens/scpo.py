"""The SCPOs page: which orders are reviewed, managed and checked, and which reviews are due."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import bars, blocks, due_marks
from dashboard.figures.question import Question
from dashboard.frames import records
from dashboard.phrases import due as due_words
from dashboard.phrases import scpo as scpo_words
from dashboard.phrases.described import days_described
from dashboard.screens.parts import over_time, page, published
from dashboard.screens.parts.page import Page
from dashboard.wording import day, words


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "SCPOs", path="scpo")
    by_body = this.ask("scpo_by_body")
    breaches = this.ask("scpo_breach")
    before = question.before.ask("scpo_by_body") if question.before else None
    cards = scpo_words.scpo_cards(by_body, before, words(question.filters.since_on))
    told = scpo_words.scpo_headline(by_body, breaches)
    told += days_described(by_body, question.filters.as_at_on)
    st.html(blocks.opening(told, _picture(this, by_body)) + blocks.cards(cards, question.link))
    over_time.show(this, "scpo")
    st.html(blocks.heading("By body", "bodies"))
    this.rows(scpo_words.orders_by_body(by_body), by_body)
    followed = partial(this.rows, scpo_words.breaches_by_body(breaches), by_body)
    this.part("Breaches and what followed", "breaches", followed)
    if question.viewer.sees_ocgs:
        register = scpo_words.register(question.filters, question.names)
        this.part(
            "Every order, the next reviews due first", "reviews", partial(this.rows, register)
        )
    else:
        st.markdown("Single orders are not shown to your role.")
    published.part(this, "scpo")
    this.how()


def _picture(this: Page, by_body: pd.DataFrame) -> str:
    """Every order at its review's day; counts where single orders are not shown."""
    question = this.question
    if not question.viewer.sees_ocgs or question.is_wide:
        return bars.part_bars(scpo_words.review_bars(by_body), is_made_up=this.is_made_up)
    on = question.filters.as_at_on
    lines = due_words.reviews(this.ask("scpo_register"), by_body, on, this.return_link_of)
    ticks = {-28: "4 weeks over", 0: day(on), 28: "4 weeks", 84: "12 weeks"}
    meets_on = next(records(this.ask("next_meeting"))).agreed_on
    if not pd.isna(meets_on) and 0 < (days := (meets_on.date() - on).days) < 84:
        ticks = {-28: "4 weeks over", 0: day(on), days: "next board", 84: "12 weeks"}
    return due_marks.due_marks(
        due_words.REVIEWS, due_words.REVIEW_KEY, lines,
        due_marks.Days(35, 98, tuple(sorted(ticks.items()))),
        is_made_up=this.is_made_up,
    )  # fmt: skip
