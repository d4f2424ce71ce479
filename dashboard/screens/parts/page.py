"""What every page has: marking, demonstration notice, filter sentence, tables with downloads.

What a page is about is its own; the widgets that set the filters are filter_row's.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.drawing import blocks, paper, tables
from dashboard.exports import csv
from dashboard.figures.ask import Parameter, ask
from dashboard.figures.filters import NOW
from dashboard.figures.question import Question
from dashboard.frames import records
from dashboard.phrases.values import Table
from dashboard.screens.parts import top, worked_out
from dashboard.wording import DEMONSTRATION, day, literal

MOST_ROWS, FIRST_ROWS = 60, 30
"""A table of up to so many rows is shown whole; of a longer one its first. A download has all.

More rows than a person reads through only make every click slower."""


@dataclass(frozen=True)
class Page:
    """One page as it is drawn: what it asks, and what every file that leaves it must say."""

    question: Question
    said: csv.Said

    @property
    def is_made_up(self) -> bool:
        """Whether what it shows is demonstration data."""
        return self.said.is_made_up

    def ask(self, query: str, **more: Parameter) -> pd.DataFrame:
        """As the page's question asks."""
        return self.question.ask(query, **more)

    def rows(self, table: Table, frame: pd.DataFrame | None = None, **more: Parameter) -> None:
        """A table with its download, or its words where it has no rows.

        Its query is asked with `more`, unless its rows are given as `frame`. What names a
        return's file shows as a short link that opens that return, with the row in it; a download
        names both.
        """
        whole = table.frame(self.ask(table.query, **more) if frame is None else frame)
        if whole.empty:
            # Not as Markdown: it may hold a reference or a name as somebody typed it.
            st.html(blocks.paragraph(table.empty))
            return
        count = len(whole) if len(whole) <= MOST_ROWS else FIRST_ROWS
        shown = whole.head(count)
        is_made_up = self.said.is_of_made_up(table)
        if "file_name" in table.columns and "file_name" not in table.links:
            hrefs: Any = [*map(self.return_link_of, records(shown))]
            shown = shown.assign(return_href=hrefs)
            drawn = replace(table, links={**table.links, "file_name": "return_href"})
            # A table of the files themselves names them.
            draw = tables.table if "sha256" in table.columns else tables.table_with_returns
            html = draw(shown, drawn, is_made_up=is_made_up)
        else:
            html = tables.table(shown, table, is_made_up=is_made_up)
        st.html(html)
        if count < len(whole):
            st.markdown(f"The first {count} of {len(whole):,} rows are shown. {table.more}")
        self.download(table, whole)

    def download(self, table: Table, whole: pd.DataFrame) -> None:
        """The table's rows as a file, all of them, whatever of them is shown."""
        st.download_button(
            f"Download as CSV: {literal(table.caption)}",
            data=partial(csv.csv, whole, table, self.said),
            file_name=csv.file_name(table, self.said),
            mime="text/csv",
            key=f"download-{table.stem}",
            on_click="ignore",
            type="tertiary",
        )

    def return_link_of(self, row: Any) -> str | None:
        """Where the return of a row is told of: by its number, else by its file's name."""
        returns = self.question.link("returns")
        return_id = getattr(row, "return_id", None)
        if not pd.isna(return_id):
            return f"{returns}&return={int(return_id)}"
        if pd.isna(row.file_name):
            return None
        return f"{returns}&{urlencode({'file': row.file_name})}"

    def chart(self, figure: go.Figure, alt: str, key: str) -> None:
        """A chart with its text alternative, saying so where its data is made up."""
        if self.is_made_up:
            # At the top of the margin, above whatever title is in it.
            lift = max(0, (figure.layout.margin.t or 0) - 24)
            figure.update_layout(
                annotations=[
                    *figure.layout.annotations,
                    {
                        "text": DEMONSTRATION, "xref": "paper", "yref": "paper", "x": 1, "y": 1,
                        "xanchor": "right", "yanchor": "bottom", "yshift": lift,
                        "showarrow": False,
                    },
                ]
            )  # fmt: skip
            alt = f"{DEMONSTRATION}. {alt}"
        st.plotly_chart(
            figure, key=key, alt=alt, config={"displayModeBar": False, "staticPlot": True}
        )

    def part(self, label: str, key: str, draw: Callable[[], None], *, opens: bool = False) -> bool:
        """A part that is closed, and neither asked nor drawn, until it is opened; whether it is.

        The address remembers it by `key`. With `opens` it is drawn whether opened or not.
        """
        place = st.expander(literal(label), on_change="rerun", key=key, bind="query-params")
        if place.open or opens:
            with place:
                draw()
        return bool(place.open)

    def how(self) -> None:
        """How the figures above are worked out: every query that the page has asked."""
        if self.question.asked:
            worked_out.show(self.question.asked)


def state(question: Question) -> "pd.Series[Any]":
    """What the store holds, of all of it: the row of store_state."""
    # A page of a past day is as marked and as made up as the store is now.
    return ask("store_state", question.viewer, replace(question.filters, known_at=NOW)).iloc[0]


def opening(question: Question, title: str, standing: str | None = None, **link: str) -> Page:
    """Write a page's marking, heading and filter sentence. `link` gives path and own filters.

    A page that works on what stands now, whatever the filters, says so in `standing` instead.
    """
    if standing:
        question = question.under(known_at=NOW)
    filters = question.filters
    what_is_held = state(question)
    said = csv.Said(
        marking=what_is_held["marking"],
        sentence=standing or filters.sentence(question.names),
        is_made_up=bool(what_is_held["demonstration_count"]),
        is_record_made_up=bool(what_is_held["is_record_made_up"]),
    )
    made_up = (
        "Everything here is made up: bodies, findings, returns, actions and verifications."
        if what_is_held["is_record_made_up"]
        else "Returns, actions and verifications are made up. The findings, grades and published "
        "statements are the public record."
    )
    mark = f'<span class="made-up">{DEMONSTRATION}</span>' if said.is_made_up else ""
    notice = f"<span>{made_up}</span>" if said.is_made_up else ""
    path = link.pop("path", "")
    if filters.shown_on:
        now = escape(question.under(known_at=NOW).link(path, **link))
        notice += (
            f'<span class="past">As it was shown on {day(filters.shown_on)}: what came in later is '
            f'left out; targets, limits and labels are today&#8217;s. <a href="{now}">Show what is '
            "known now</a></span>"
        )
    href = escape(question.link(path, **link))
    link_here = "" if standing else f' <a href="{href}">Link to this view</a>'
    places = top.of_this_run()
    places.marking.html(
        f'<div class="soc bar"><span class="marking">{escape(said.marking)}</span>{mark}'
        f'<span class="standing">{notice}</span></div>'
    )
    places.title.html(
        f'<div class="soc title"><h1>{escape(title)}</h1>'
        f'<p class="asked">{escape(said.sentence)}{link_here}</p></div>'
        + paper.every_sheet(said.marking, said.sentence, is_made_up=said.is_made_up)
    )
    return Page(question, said)
