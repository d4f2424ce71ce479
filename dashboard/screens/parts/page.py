"""What every page has: marking, demonstration notice, filter sentence, tables with downloads.

What a page is about is its view's; the widgets that set the filters are controls.py's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from types import MappingProxyType
from typing import Any
from unicodedata import normalize
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import charts, tables
from dashboard.figures.ask import ask
from dashboard.figures.filters import NOW, Filters
from dashboard.frames import records
from dashboard.screens.parts import sidebar
from dashboard.wording import DEMONSTRATION, NOT_REPORTED, day, in_sentence, listed, words

MOST_ROWS, FIRST_ROWS = 60, 30
"""A table of up to so many rows is shown whole; of a longer one its first. A download has all."""
FEWER_BODIES = "Choose fewer bodies, or download all of them."


@dataclass(frozen=True)
class Page:
    """What every part of one page, and every file that leaves it, must say of itself."""

    marking: str
    sentence: str
    is_made_up: bool
    returns_link: str = "/returns?"
    """The address of the Returns page under the page's filters, to which a return is added."""

    def rows(
        self,
        frame: pd.DataFrame,
        columns: Mapping[str, str],
        caption: str,
        file_stem: str,
        *,
        empty: str,
        missing: str = NOT_REPORTED,
        brags: Mapping[str, str] = MappingProxyType({}),
        links: Mapping[str, str] = MappingProxyType({}),
        states: Mapping[str, str] = MappingProxyType({}),
        more: str = FEWER_BODIES,
    ) -> None:
        """A table (column -> heading) with its download, or `empty`'s words if it has no rows.

        `more` says what to do about rows that are not shown.
        `brags`, `links` and `states` are as tables.table takes them. What names a return's file
        shows as a short link that opens that return, with the row in it; a download names both.
        """
        if frame.empty:
            st.markdown(empty)
            return
        # A table that cannot be read whole is for its first rows: more only make a click slower.
        count = len(frame) if len(frame) <= MOST_ROWS else FIRST_ROWS
        shown, drawn, titles = frame.head(count), columns, {}
        if "file_name" in columns and "file_name" not in links:
            hrefs: Any = [*map(self.return_link_of, records(shown))]
            shown = shown.assign(return_href=hrefs)
            links = {**links, "file_name": "return_href"}
            # A table of the files themselves names them.
            if "sha256" not in columns:
                shown, drawn = returns_in_short(shown, columns)
                titles = {"file_name": "return_title"}
        st.html(tables.table(shown, drawn, caption, missing, brags, links, states, titles))
        if count < len(frame):
            st.markdown(f"The first {count} of {len(frame):,} rows are shown. {more}")
        prefix = "demonstration-" if self.is_made_up else ""
        st.download_button(
            f"Download as CSV: {caption}",
            data=partial(self.csv, frame, columns, missing),
            file_name=f"{prefix}{file_stem}.csv",
            mime="text/csv",
            key=f"download-{file_stem}",
            on_click="ignore",
            type="tertiary",
        )

    def return_link_of(self, row: Any) -> str | None:
        """Where the return of a row is told of: by its number, else by its file's name."""
        return_id = getattr(row, "return_id", None)
        if not pd.isna(return_id):
            return f"{self.returns_link}&return={int(return_id)}"
        if pd.isna(row.file_name):
            return None
        return f"{self.returns_link}&{urlencode({'file': row.file_name})}"

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

    def published(self, viewer: Viewer, filters: Filters, finding_ref: str | None) -> None:
        """The published statements and figures on one finding, or on all of them (None)."""
        self.rows(
            ask("finding_statement", viewer, filters, finding_ref=finding_ref),
            {
                "body": "Body",
                "finding_ref": "Finding",
                "kind": "Kind",
                "published_on": "Published",
                "summary": "What it says",
                "source": "Source",
            },
            "Published responses and statements",
            "published-statements",
            empty="No statement on this is in the public record held, up to "
            f"{day(filters.as_at_on)}.",
            missing="none named",
        )
        self.rows(
            ask("published_figure_by_body", viewer, filters, finding_ref=finding_ref),
            {
                "label": "Figure",
                "body": "Body",
                "value": "Value",
                "unit": "Unit",
                "as_at_on": "As at",
                "note": "Note",
                "source": "Source",
            },
            "Published figures",
            "published-figures",
            empty="No figure on this is in the public record held.",
            missing="none given",
        )

    def trend(self, viewer: Viewer, filters: Filters, page_path: str) -> None:
        """A page's measures over the past months, drawn once opened."""
        over_time = st.expander("Over time", on_change="rerun", key="trend", bind="query-params")
        if not over_time.open:
            return
        measures = ask("measure_choice", viewer, filters, page_path=page_path)
        names = sidebar.body_names(viewer)
        with over_time:
            chosen = st.selectbox(
                "Measure", measures["measure"].tolist(), key="measure", bind="query-params"
            )
            measure = next(records(measures[measures["measure"] == chosen]))
            frame = ask("measure_trend", viewer, filters, measure_code=measure.measure_code)
            href = escape(filters.link(page_path, names, trend="true", measure=chosen))
            asked = [names[code] for code in filters.body_codes or names if code in names]
            st.html(
                f'<div class="soc"><p>{escape(measure.definition)} {_left_out(asked, frame)} '
                f'<a href="{href}">Link to this chart</a></p></div>'
            )
            if frame["body"].nunique() == 1:
                # One body is no sum.
                frame = frame.dropna(subset="body")
            if not frame.empty:
                words_of_it = charts.measure_trend_in_words(frame)
                self.chart(charts.measure_trend(frame), words_of_it, "measure-trend")
            self.rows(
                frame.assign(
                    body=frame["body"].fillna(charts.TOGETHER),
                    value=[words(value, "none to count") for value in frame["value"]],
                ).sort_values("month_on", ascending=False, kind="stable"),
                {
                    "month": "Month",
                    "body": "Body",
                    "body_count": "Bodies counted",
                    "numerator": "Counted",
                    "denominator": "Out of",
                    "value": f"Value, {measure.unit}",
                    "as_at_on": "As at",
                    "file_name": "Return",
                },
                f"{chosen} by month and body, the latest first",
                f"trend-{measure.measure_code}",
                empty="No body chosen has reported this in the 18 months up to "
                f"{day(filters.as_at_on)}.",
                missing="of each body",
            )

    def csv(self, frame: pd.DataFrame, columns: Mapping[str, str], missing: str) -> bytes:
        """The table as CSV for Excel, every row with its marking and filters.

        No cell can begin a formula; the bytes are UTF-8 with a byte order mark.
        """
        out = pd.DataFrame(
            {
                label: [_inert(words(value, missing)) for value in frame[name]]
                for name, label in columns.items()
            }
        )
        out["Marking"] = self.marking
        out["Filters"] = self.sentence
        out["Data"] = DEMONSTRATION if self.is_made_up else "As received or published"
        return out.to_csv(index=False).encode("utf-8-sig")


def returns_in_short(
    shown: pd.DataFrame, columns: Mapping[str, str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows and columns with a return and the row in it told in one narrow column.

    What it stands for, in full, is in the column return_title.
    """
    has_row, has_place = "row_number" in columns, "place" in columns
    short: list[str | None] = []
    full: list[str | None] = []
    for row in records(shown):
        if pd.isna(row.file_name):
            short.append(None)
            full.append(None)
            continue
        number = row.row_number if (has_row or has_place) and not pd.isna(row.row_number) else None
        short.append("Return" if number is None else f"Return, row {int(number)}")
        place = row.place if has_place else None if number is None else f"row {int(number)}"
        full.append(f"{row.file_name}, {place}" if place else row.file_name)
    drawn = {name: label for name, label in columns.items() if name not in ("row_number", "place")}
    if columns.get("row_number", "Row") != "Row":
        drawn["file_name"] += f", {in_sentence(columns['row_number'])}"
    as_text = {"file_name": short, "return_title": full}
    return shown.assign(
        **{k: pd.Series(v, shown.index, dtype=object) for k, v in as_text.items()}
    ), drawn


def opening(
    title: str,
    viewer: Viewer,
    filters: Filters,
    names: Mapping[str, str],
    standing: str | None = None,
    **link: str,
) -> Page:
    """Write a page's marking, heading and filter sentence. `link` gives path and own filters.

    A page that works on what stands now, whatever the filters, says so in `standing` instead.
    """
    if standing:
        filters = replace(filters, known_at=NOW)
    # Of all that is held: a page of a past day is as marked and as made up as the store is now.
    state = ask("store_state", viewer, replace(filters, known_at=NOW)).iloc[0]
    page = Page(
        marking=state["marking"],
        sentence=standing or filters.sentence(names),
        is_made_up=bool(state["demonstration_count"]),
        returns_link=filters.link("returns", names),
    )
    made_up = (
        "Everything here is made up: bodies, findings, returns, actions and verifications."
        if state["is_record_made_up"]
        else "Returns, actions and verifications are made up. The findings, grades and published "
        "statements are the public record."
    )
    notice = (
        f'<span class="made-up">{DEMONSTRATION}</span><span>{made_up}</span>'
        if page.is_made_up
        else ""
    )
    path = link.pop("path", "")
    href = escape(filters.link(path, names, **link))
    if filters.shown_on:
        now = escape(replace(filters, known_at=NOW).link(path, names, **link))
        notice += (
            f'<span class="past">As it was shown on {day(filters.shown_on)}: what came in later is '
            f'left out. <a href="{now}">Show what is known now</a></span>'
        )
    link_here = "" if standing else f' <a href="{href}">Link to this view</a>'
    # One element rather than three: each costs the browser time at every click.
    st.html(
        f'<div class="soc bar"><span class="marking">{escape(page.marking)}</span>{notice}</div>'
        f'<div class="soc"><h1>{escape(title)}</h1>'
        f'<p class="asked">{escape(page.sentence)}{link_here}</p></div>'
    )
    return page


def _left_out(asked: list[str], frame: pd.DataFrame) -> str:
    """What a chart over time does not draw, in words."""
    held = set(frame["body"].dropna())
    silent = [name for name in asked if name not in held]
    told = ["A gap is a month without a return."] if held else []
    if len(held) > 1:
        told.append(f"{charts.TOGETHER} counts, each month, the bodies that returned for it.")
    if silent and held:
        told.append(f"No return in these months: {escape(listed(silent))}.")
    if len(held) > charts.MOST_PANELS:
        told.append(f"More than {charts.MOST_PANELS} bodies are drawn together only.")
    return " ".join(told)


def _inert(text: str) -> str:
    """Text that a spreadsheet cannot take for a formula, whatever blanks it skips before one."""
    # A carriage return by itself is not put in quotation marks, and would begin a row.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Some spreadsheets read the wide signs of East Asian keyboards as the plain ones.
    first = normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if first in tuple("=+-@") or text.startswith(("\t", "\n")) else text
