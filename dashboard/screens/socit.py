"""The SOCIT page: posts, people and workload of the SOC investigation teams."""

from functools import partial

import streamlit as st

from dashboard.drawing import bars, blocks
from dashboard.figures.question import Question
from dashboard.phrases import socit as socit_words
from dashboard.phrases.described import days_described
from dashboard.screens.parts import over_time, page, published
from dashboard.screens.parts.page import Page


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "SOCIT resourcing", path="socit")
    by_body = this.ask("socit_by_body")
    told = socit_words.socit_headline(by_body)
    told += days_described(by_body, question.filters.as_at_on)
    picture = bars.part_bars(socit_words.post_bars(by_body), is_made_up=this.is_made_up)
    st.html(blocks.opening(told, picture))
    over_time.show(this, "socit")
    this.part(
        "Posts and workload by body", "bodies", partial(this.rows, socit_words.BY_BODY, by_body)
    )
    published.part(this, "socit")
    this.part("What if posts moved", "what_if", partial(_what_if, this))
    this.part("Posts by team and role", "roles", partial(this.rows, socit_words.BY_ROLE))
    this.how()


def _what_if(this: Page) -> None:
    """What moving posts would do to the workload: an estimate, never saved."""
    codes = {name: code for code, name in this.question.bodies.items()}
    giving, receiving, moving = st.columns(3)
    giver = giving.selectbox(
        "Posts from", [socit_words.NEW_POSTS, *codes], key="move_from", bind="query-params"
    )
    receiver = receiving.selectbox("Posts to", list(codes), key="move_to", bind="query-params")
    fte = moving.number_input(
        "FTE moved", 0.5, 100.0, 1.0, 0.5, format="%.1f", key="move_fte", bind="query-params"
    )
    if giver == receiver:
        st.html(blocks.paragraph(socit_words.same_body(giver)))
        return
    estimate = this.ask(
        "socit_what_if", from_body=codes.get(giver), to_body=codes[receiver], moved_fte=fte
    )
    moved = {"move_from": giver, "move_to": receiver, "move_fte": str(fte)}
    link = this.question.link("socit", what_if="true", **moved)
    st.html(
        blocks.headline(socit_words.what_if_sentences(estimate))
        + blocks.linked(
            socit_words.NEVER_SAVED, "Link to this estimate", link, socit_words.ESTIMATE
        )
        + blocks.points(socit_words.ASSUMPTIONS)
    )
    this.rows(socit_words.what_if_table(fte, giver, receiver), estimate)
