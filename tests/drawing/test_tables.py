"""Tables, cards and downloads show every value as text, and nothing as a machine's word."""

import csv
import io
from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.drawing import return_calendar, tables, timeline
from dashboard.figures.filters import Filters
from dashboard.screens.parts.page import Page, returns_in_short
from dashboard.wording import words

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&amp;", "**bold**"]


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
    ],
)  # fmt: skip
def test_values_are_plain_words(value: object, said: str) -> None:
    assert words(value, "not reported") == said


def test_hostile_text_is_shown_and_never_run() -> None:
    frame = pd.DataFrame({"a": HOSTILE, "n": range(len(HOSTILE))})
    parser = _Tags()
    parser.feed(tables.table(frame, {"a": "<b>Head</b>", "n": "Number"}, "<i>Caption</i>"))
    assert parser.tags <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    for text in HOSTILE:
        assert text in parser.said


def test_a_download_cannot_begin_a_formula_and_says_what_it_is() -> None:
    frame = pd.DataFrame({"a": ["=1+1", "+44", "-1", "@x", "plain", None]})
    page = Page("OFFICIAL", "As at 31 October 2026.", is_made_up=True)
    data = page.csv(frame, {"a": "Text"}, "none given").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data)))
    assert [row["Text"] for row in rows] == ["'=1+1", "'+44", "'-1", "'@x", "plain", "none given"]
    assert {row["Data"] for row in rows} == {"Demonstration data"}
    assert {(row["Marking"], row["Filters"]) for row in rows} == {
        ("OFFICIAL", "As at 31 October 2026.")
    }


@pytest.mark.parametrize(
    ("return_id", "file_name", "link"),
    [
        (7.0, "a.xlsx", "/returns?on=2026-10-31&return=7"),
        (None, "a&b=1.xlsx", "/returns?on=2026-10-31&file=a%26b%3D1.xlsx"),
        (float("nan"), None, None),
    ],
)
def test_a_row_links_to_its_return_by_number_else_by_file(
    return_id: float | None, file_name: str | None, link: str | None
) -> None:
    page = Page("OFFICIAL", "", is_made_up=True, returns_link="/returns?on=2026-10-31")
    assert page.return_link_of(SimpleNamespace(return_id=return_id, file_name=file_name)) == link


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
    shown, drawn = returns_in_short(frame, columns)
    assert drawn == {"ocg_ref": "OCG", "file_name": "Return, row of Actions"}
    links, titles = {"file_name": "return_href"}, {"file_name": "return_title"}
    said = tables.table(shown, drawn, "Rows", "none", links=links, titles=titles)
    assert '<a href="/x" title="a&lt;b&gt;.xlsx, row 12">Return, row 12</a>' in said
    assert '<a href="/y" title="b.xlsx">Return</a>' in said
    assert said.count("<a ") == 2
    assert ">none</td>" in said
    data = Page("OFFICIAL", "", is_made_up=True).csv(frame, columns, "none").decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(data))) == {
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
    parser.feed(return_calendar.return_calendar(cells, Filters(date(2026, 10, 31)), {}))
    assert parser.tags.isdisjoint({"script", "img"})
    assert set(HOSTILE) <= set(parser.said)
    assert "after 4 days" in parser.said


@pytest.mark.parametrize(
    "text",
    ["\tx", "\nx", "  =1+1", "\n=1+1", "\u00a0@x", "\N{FULLWIDTH EQUALS SIGN}1",
     "\N{FULLWIDTH PLUS SIGN}1", "\N{FULLWIDTH HYPHEN-MINUS}1", " \N{FULLWIDTH COMMERCIAL AT}x"],
)  # fmt: skip
def test_a_download_holds_no_formula_behind_a_blank_or_a_wide_sign(text: str) -> None:
    page = Page("OFFICIAL", "All bodies.", is_made_up=False)
    whole = page.csv(pd.DataFrame({"a": [text]}), {"a": "Text"}, "none").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(whole, newline=""))
    assert row["Text"] == f"'{text}"


def test_a_carriage_return_begins_no_row_of_a_download() -> None:
    page = Page("OFFICIAL", "All bodies.", is_made_up=False)
    whole = page.csv(pd.DataFrame({"a": ["x\r=1+1", "\rx"]}), {"a": "Text"}, "none")
    rows = list(csv.DictReader(io.StringIO(whole.decode("utf-8-sig"), newline="")))
    assert [row["Text"] for row in rows] == ["x\n=1+1", "'\nx"]


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
        "status_code": "open",
        "status": "Open",
        "is_overdue": False,
        "days_overdue": None,
    }
    frame = pd.DataFrame([row | changed])
    return frame.assign(closed_on=pd.to_datetime(frame["closed_on"]))


def test_a_timeline_says_in_words_what_it_draws() -> None:
    drawn = timeline.action_timeline(
        one_action(is_overdue=True, days_overdue=20), date(2026, 11, 10)
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
    drawn = timeline.action_timeline(closed, date(2026, 10, 21))
    assert "✕ Closed 6 October 2026" in drawn
    assert '<b style="left:25.0%">✕</b>' in drawn
    assert 'class="late"' not in drawn
    assert "First due" not in drawn


def test_a_timeline_of_one_day_is_drawn() -> None:
    first = pd.Timestamp("2026-10-01")
    drawn = timeline.action_timeline(one_action(first_due_on=first, due_on=first), first.date())
    assert "Due 1 October 2026" in drawn
