"""The Board page: where every finding stands, and what changed since the last board."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks, matrices, tables
from dashboard.figures.question import Question
from dashboard.frames import records
from dashboard.phrases import board as board_words
from dashboard.phrases import board_matrix as matrix_words
from dashboard.phrases import changes as changes_words
from dashboard.phrases import meetings as meetings_words
from dashboard.phrases.headline_cards import headline_cards
from dashboard.screens.parts import over_time, overdue_today, page, published
from dashboard.screens.parts.page import Page
from dashboard.wording import day


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, page.state(question)["board"])
    filters, on = question.filters, day(question.filters.as_at_on)
    now = _figures(question)
    before = _figures(question.before) if question.before else None
    movement = this.ask("movement_by_finding_body")
    returns = this.ask("body_return")
    cells, claims = this.ask("finding_by_body"), this.ask("claim_and_evidence")
    sentences = board_words.opening(now, cells, claims, movement, returns, filters)
    cards = headline_cards(now, before, filters, this.ask("headline_by_month"))
    since = f"Since {day(filters.since_on)}" if filters.since_on else "What changed"
    st.html(
        blocks.opening(
            sentences,
            blocks.cards(cards, question.link)
            + blocks.heading("Where every finding stands", "findings")
            + _matrix(this, matrix_words.with_evidence(cells, claims), returns),
        )
        + blocks.heading(since, "since")
        + _changes(this, movement, returns)
        + blocks.heading("Overdue board actions", "actions")
    )
    this.rows(board_words.overdue_actions(now, on))
    meets = meetings_words.next_meeting(_next_meeting(this), filters.as_at_on)
    st.html("".join(map(blocks.paragraph, [*overdue_today.sentences(this), meets])))
    if now.position_count and now.not_reported_count == now.position_count:
        st.html(blocks.heading("What has been published", "published"))
        published.reports(this)
        published.show(this, None)
    this.part("BRAG over time", "over_time", partial(over_time.brags, this))
    this.part("Rows behind these figures", "rows", partial(_rows, this))
    this.how()


def _next_meeting(this: Page) -> Any:
    return next(records(this.ask("next_meeting")))


def _figures(question: Question) -> Any:
    return next(records(question.ask("headline_figures")))


def _matrix(this: Page, cells: pd.DataFrame, returns: pd.DataFrame) -> str:
    if cells.empty:
        return blocks.paragraph(board_words.nothing_published(this.question.filters.as_at_on))
    question = this.question
    return matrices.finding_matrix(
        cells, returns, question.link, is_wide=question.is_wide, is_made_up=this.is_made_up
    )


def _changes(this: Page, movement: pd.DataFrame, returns: pd.DataFrame) -> str:
    since_on = this.question.filters.since_on
    if since_on is None:
        return blocks.paragraph(changes_words.NOTHING_COMPARED)
    names = [] if this.question.is_wide else returns["body"].tolist()
    actions = this.ask("action_change")
    measures = this.ask("measure_change_by_body")
    table, counts = changes_words.change_counts(movement, actions, measures, names)
    counted = ""
    if not counts.empty:
        counted = tables.table(counts, table, is_made_up=this.is_made_up)
    lists = changes_words.movement_lists(movement) | changes_words.measure_lists(measures)
    lists |= changes_words.action_lists(actions)
    return counted + blocks.changes(lists, f"Nothing has changed since {day(since_on)}.")


def _rows(this: Page) -> None:
    this.rows(board_words.RETURNS_IN_FORCE)
    this.rows(changes_words.CHANGED_FINDINGS)
    this.rows(changes_words.CHANGED_MEASURES)
    this.rows(changes_words.CHANGED_ACTIONS)
    this.rows(board_words.PLAN_COVERAGE)
    if this.question.viewer.sees_ocgs:
        this.rows(board_words.OCG_COVERAGE)
