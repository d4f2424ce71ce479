"""What has been published: inspections, responses, statements, figures, earlier findings."""

from functools import partial

import streamlit as st

from dashboard.drawing import blocks, quotes
from dashboard.phrases import published as words
from dashboard.screens.parts.page import Page
from dashboard.wording import day


def show(this: Page, finding_ref: str | None, page: str | None = None) -> None:
    """What is published on one finding, on the subject of one page, or on all of them (None)."""
    on = day(this.question.filters.as_at_on)
    if page is not None:
        this.rows(words.THEMES, page=page)
    this.rows(words.statements(on), finding_ref=finding_ref, page=page)
    this.rows(words.FIGURES, finding_ref=finding_ref, page=page)
    if page is None:
        this.rows(words.EARLIER, finding_ref=finding_ref)


def cards(this: Page, finding_ref: str | None) -> None:
    """The same, each statement as a card with its source, the long ones cut to their beginning."""
    statements = this.ask("finding_statement", finding_ref=finding_ref, page=None)
    table = words.statements(day(this.question.filters.as_at_on))
    if statements.empty:
        st.html(blocks.paragraph(table.empty))
    else:
        st.html(quotes.quotes(words.as_quotes(statements)))
        this.download(table, statements)
    this.rows(words.FIGURES, finding_ref=finding_ref, page=None)
    this.rows(words.EARLIER, finding_ref=finding_ref)


def reports(this: Page) -> None:
    """The inspections, grades and comments, what of them is not held, and who has answered them."""
    inspections = this.ask("inspection_by_body")
    this.rows(words.INSPECTIONS, inspections)
    this.rows(words.responses(day(this.question.filters.as_at_on)))
    st.html("".join(map(blocks.paragraph, [*words.notes(inspections), words.SECTION_55])))
    this.rows(words.THEMES, page=None)


def part(this: Page, page: str) -> None:
    """What is published on the subject of one page, once opened."""
    this.part("What has been published", "published", partial(show, this, None, page))
