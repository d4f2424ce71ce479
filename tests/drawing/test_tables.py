"""Tables, cards and downloads show every value as text, and nothing as a machine's word."""

import io
import re
from csv import DictReader
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest

from dashboard.drawing import paper, return_calendar, tables, timeline
from dashboard.exports import csv
from dashboard.phrases.values import Table
from dashboard.wording import words

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&amp;", "**bold**"]


def made(columns: dict[str, str], caption: str = "Rows", missing: str = "none") -> Table:
    return Table("", columns, caption, "rows", missing=missing)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "not reported"), (float("nan"), "not reported"), (pd.NA, "not reported"),
        (pd.NaT, "not reported"), (0, "0"), (0.0, "0"), (5.5, "5.5"), (1234.0, "1,234"),
        (True, "Yes"), (False, "No"), (pd.Timestamp("2025-06-12"), "12 June 2025"),
        (pd.Timestamp("2025-06-12 09:05"), "12 June 2025 at 09:05"),
        (date(2025, 6, 12), "12 June 2025"),
    ],
)  # fmt: skip
def test_values_are_plain_words(value: object, said: str) -> None:
    assert words(value, "not reported") == said


def test_hostile_text_is_shown_and_never_run() -> None:
    frame = pd.DataFrame({"a": HOSTILE, "n": range(len(HOSTILE))})
    parser = _Tags()
    parser.feed(
        tables.table(
            frame, made({"a": "<b>Head</b>", "n": "Number"}, "<i>Caption</i>"), is_made_up=False
        )
    )
    assert parser.tags <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    for text in HOSTILE:
        assert text in parser.said


def test_a_return_and_its_row_are_one_short_link_that_says_the_rest() -> None:
    frame = pd.DataFrame(
        {
            "ocg_ref": ["A", "B", "C"],
            "file_name": ["a<b>.xlsx", "b.xlsx", None],
            "return_id": [7, 8, None],
            "row_number": [12, None, None],
            "return_href": ["/x", "/y", None],
        }
    )
    columns = {"ocg_ref": "OCG", "file_name": "Return", "row_number": "Row of Actions"}
    of = replace(made(columns, missing="none"), links={"file_name": "return_href"})
    said = tables.table_with_returns(frame, of, is_made_up=True)
    assert re.findall('<th scope="col".*?>(.*?)</th>', said) == ["OCG", "Return, row of Actions"]
    assert '<a href="/x" title="a&lt;b&gt;.xlsx, row 12">Return, row 12</a>' in said
    assert '<a href="/y" title="b.xlsx">Return</a>' in said
    assert said.count("<a ") == 2
    assert ">none</td>" in said
    data = csv.csv(frame, of, csv.Said("OFFICIAL", "", is_made_up=True)).decode("utf-8-sig")
    assert next(DictReader(io.StringIO(data))) == {
        "OCG": "A", "Return": "a<b>.xlsx", "Row of Actions": "12",
        "Marking": "OFFICIAL", "Filters": "", "Data": "Demonstration data",
    }  # fmt: skip


def test_the_calendar_shows_hostile_names_as_text() -> None:
    cells = pd.DataFrame({"body": HOSTILE, "month": HOSTILE[0], "state": HOSTILE[1]}).assign(
        state_code="in", is_returned=True, return_id=3, refused_count=0, return_count=1,
        first_received_at=pd.Timestamp("2026-11-04 09:00"), as_at_on=pd.Timestamp("2026-10-31"),
        month_ends_on=pd.Timestamp("2026-10-31"),
    )  # fmt: skip
    parser = _Tags()
    parser.feed(
        return_calendar.return_calendar(cells, lambda page, **_: f"/{page}", is_made_up=False)
    )
    assert parser.tags.isdisjoint({"script", "img"})
    assert set(HOSTILE) <= set(parser.said)
    assert "after 4 days" in parser.said


def one_action(**changed: object) -> pd.DataFrame:
    """An action raised on the first day, first due after ten and now due after twenty."""
    row = {
        "action_ref": "A-1",
        "action": "Share <b>it</b>",
        "owner_body": "Dorset",
        "raised_on": pd.Timestamp("2026-10-01"),
        "first_due_on": pd.Timestamp("2026-10-11"),
        "due_on": pd.Timestamp("2026-10-21"),
        "closed_on": pd.NaT,
        "reopened_count": 0,
        "status_code": "open",
        "status": "Open",
        "is_overdue": False,
        "days_overdue": None,
    }
    frame = pd.DataFrame([row | changed])
    return frame.assign(closed_on=pd.to_datetime(frame["closed_on"]))


def test_a_timeline_says_in_words_what_it_draws() -> None:
    drawn = timeline.action_timeline(
        one_action(is_overdue=True, days_overdue=20), date(2026, 11, 10), is_made_up=False
    )
    for said in (
        "Raised 1 October 2026", "◇ First due 11 October 2026", "Due 21 October 2026",
        "▲ Overdue by 20 days", "Upright line: 10 November 2026", "Share &lt;b&gt;it&lt;/b&gt;",
    ):  # fmt: skip
        assert said in drawn
    assert '<i class="bar" style="left:0.0%;width:50.00%">' in drawn
    assert '<b style="left:25.0%">◇</b>' in drawn
    assert '<i class="late" style="left:50.0%;width:50.00%">' in drawn
    assert '<i class="today" style="left:100.0%">' in drawn


def test_a_timeline_of_an_action_closed_in_time_draws_nothing_late() -> None:
    closed = one_action(
        closed_on=pd.Timestamp("2026-10-06"), status_code="closed", status="Closed",
        due_on=pd.Timestamp("2026-10-11"),
    )  # fmt: skip
    drawn = timeline.action_timeline(closed, date(2026, 10, 21), is_made_up=False)
    assert "✕ Closed 6 October 2026" in drawn
    assert '<b style="left:25.0%">✕</b>' in drawn
    assert 'class="late"' not in drawn
    assert "First due" not in drawn


def test_a_timeline_of_one_day_is_drawn() -> None:
    first = pd.Timestamp("2026-10-01")
    drawn = timeline.action_timeline(
        one_action(first_due_on=first, due_on=first), first.date(), is_made_up=False
    )
    assert "Due 1 October 2026" in drawn


@pytest.mark.parametrize("is_made_up", [True, False])
def test_the_caption_of_a_made_up_table_says_so_and_of_no_other(is_made_up: bool) -> None:
    frame = pd.DataFrame({"a": ["x"]})
    link = lambda page, **_: f"/{page}"  # noqa: E731
    cells = pd.DataFrame({"body": [], "month": []})
    for drawn in (
        tables.table(frame, made({"a": "A"}), is_made_up=is_made_up),
        timeline.action_timeline(one_action(), date(2026, 10, 21), is_made_up=is_made_up),
        return_calendar.return_calendar(cells, link, is_made_up=is_made_up),
    ):
        caption = drawn.split("<caption>")[1].split("</caption>")[0]
        assert ("Demonstration data" in caption) == is_made_up
        assert ("Demonstration data" in drawn) == is_made_up


def test_nothing_ends_the_words_on_a_sheet_of_paper() -> None:
    said = paper.every_sheet('OFFICIAL "; } </style><b>', "As at\n\\a day", is_made_up=True)
    assert said.count("<") == 2
    assert 'content: "OFFICIAL \\000022; } \\00003c/style\\00003e\\00003cb\\00003e' in said
    assert "\n" not in said
    assert "Demonstration data: made up" in said
    assert "Demonstration" not in paper.every_sheet("OFFICIAL", "", is_made_up=False)
