"""The Threat assessment page: which OCGs are formally assessed, and how trigger forms fare."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import bars, blocks, due_marks
from dashboard.figures.question import Question
from dashboard.phrases import due as due_words
from dashboard.phrases import priority as priority_words
from dashboard.phrases import threat as threat_words
from dashboard.phrases.described import days_described
from dashboard.screens.parts import over_time, page, published
from dashboard.screens.parts.page import Page


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "Threat assessment", path="threat")
    by_body = this.ask("threat_by_body")
    reasons = this.ask("trigger_form_reason")
    by_method = this.ask("threat_by_method")
    sentences = threat_words.threat_headline(by_body, reasons)
    sentences += days_described(by_body, question.filters.as_at_on)
    st.html(
        blocks.opening(sentences, _picture(this, by_body))
        + blocks.heading("Trigger forms", "trigger")
        + bars.part_bars(threat_words.form_bars(by_body), is_made_up=this.is_made_up)
    )
    over_time.show(this, "threat")
    if question.viewer.sees_ocgs:
        st.html(blocks.heading("Under investigation, never assessed", "unassessed"))
        _unassessed(this, by_body)
    told = f"{threat_words.spread_in_words(by_body)} {threat_words.methods_in_words(by_method)}"
    st.html(blocks.heading("By body", "bodies") + blocks.paragraph(told))
    this.rows(threat_words.BY_BODY, by_body)
    forms = partial(this.rows, threat_words.forms_by_body(by_body, reasons), by_body)
    this.part("Trigger forms by body, and why they are returned", "returned", forms)
    methods = partial(this.rows, threat_words.by_method(by_method), by_body)
    this.part("OCGs by scoring method and band", "methods", methods)
    this.part("Highest scored, with something missing", "priority", partial(_priority, this))
    published.part(this, "threat")
    if question.viewer.sees_ocgs:
        ocgs = partial(this.rows, threat_words.OCGS)
        this.part("Every active OCG and its threat", "ocgs", ocgs)
        this.part("Trigger form register", "forms", partial(this.rows, threat_words.FORMS))
    this.how()


def _picture(this: Page, by_body: pd.DataFrame) -> str:
    """Every OCG at the day its assessment is due; counts where single OCGs are not shown."""
    question = this.question
    if not question.viewer.sees_ocgs or question.is_wide:
        counted = bars.part_bars(threat_words.state_bars(by_body), is_made_up=this.is_made_up)
        told = "Single OCGs are not shown to your role."
        return counted if question.viewer.sees_ocgs else counted + blocks.paragraph(told)
    on = question.filters.as_at_on
    lines = due_words.assessments(this.ask("threat_by_ocg"), by_body, on, this.return_link_of)
    return due_marks.due_marks(
        due_words.ASSESSMENTS, due_words.ASSESSMENT_KEY, lines,
        due_marks.Days(120, 190, ((-90, "90 days over"), (0, "due today"), (90, "in 90 days"),
                                  (180, "in 180"))),
        due_words.NEVER, is_made_up=this.is_made_up,
    )  # fmt: skip


def _unassessed(this: Page, by_body: pd.DataFrame) -> None:
    groups = this.ask("threat_by_ocg")
    table = threat_words.UNASSESSED
    if by_body["ocg_count"].isna().all():
        table = replace(table, empty=threat_words.NO_OCG)
    this.rows(table, groups[groups["is_investigated_unassessed"]])


def _priority(this: Page) -> None:
    """What the most harmful lack: a method's scores are in an order of their own."""
    this.rows(priority_words.PRIORITY_BY_BODY)
    if this.question.viewer.sees_ocgs:
        this.rows(priority_words.PRIORITY)
