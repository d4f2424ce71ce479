"""A page's measures over the past months: one at a glance, the others once opened.

Which measures a page has is the region's; the chart is drawing's.
"""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks, charts, trend_chart
from dashboard.frames import records
from dashboard.phrases import board as board_words
from dashboard.phrases import trends
from dashboard.screens.parts.page import Page


def show(this: Page, page_path: str) -> None:
    """The page's first measure at a glance; every measure and body once opened."""
    place = st.empty()
    if not this.part("Over time", "trend", partial(_trend, this, page_path)):
        with place.container():
            _glance(this, page_path)


def _glance(this: Page, page_path: str) -> None:
    """The bodies together, month by month, each value to be pointed at."""
    measures = this.ask("measure_choice", page_path=page_path)
    if measures.empty:
        return
    measure = next(records(measures))
    frame = this.ask("measure_trend", measure_code=measure.measure_code)
    one = frame["body"].nunique() == 1
    together = frame.dropna(subset="body") if one else frame[frame["body_code"].isna()]
    if together["value"].notna().sum() < 2:
        return

    def at_month(on: pd.Timestamp) -> str:
        return this.question.at(on.date()).link(page_path)

    st.html(trend_chart.trend_chart(together, at_month, is_made_up=this.is_made_up))


def brags(this: Page) -> None:
    """Findings at bodies by BRAG, month by month."""
    trend = this.ask("brag_by_month")
    if not trend.empty:
        in_words = board_words.brag_by_month_in_words(trend)
        this.chart(charts.brag_by_month(trend), in_words, "brag-by-month")
    this.rows(board_words.brag_months(this.question.filters.as_at_on), trend)


def _trend(this: Page, page_path: str) -> None:
    question = this.question
    measures = this.ask("measure_choice", page_path=page_path)
    chosen = st.selectbox(
        "Measure", measures["measure"].tolist(), key="measure", bind="query-params"
    )
    measure = next(records(measures[measures["measure"] == chosen]))
    frame = this.ask("measure_trend", measure_code=measure.measure_code)
    told = f"{measure.definition} {trends.left_out(question.bodies.values(), frame)}"
    href = question.link(page_path, trend="true", measure=chosen)
    st.html(blocks.linked(told, "Link to this chart", href))
    if frame["body"].nunique() == 1:
        # One body is no sum.
        frame = frame.dropna(subset="body")
    if not frame.empty:
        in_words = trends.measure_trend_in_words(frame)
        this.chart(charts.measure_trend(frame), in_words, "measure-trend")
    this.rows(trends.trend_table(measure, question.filters.as_at_on), frame)
