"""The Board actions page: the timeline, what was closed as first promised, and one body's own."""

import re
from datetime import date
from html import unescape

import pytest
from opened_pages import NONSENSE, Open, text

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.screens.parts import overdue_today
from dashboard.store.versions import Store
from dashboard.wording import day

AS_AT = date(2026, 10, 31)


def test_the_headline_says_what_is_overdue_closed_and_kept(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "actions"))
    frame = ask("action_register", THIS_COMPUTER, Filters(AS_AT))
    closed = frame[frame["status_code"] == "closed"]
    kept = int((closed["closed_on"] <= closed["first_due_on"]).sum())
    overdue, is_open = int(frame["is_overdue"].sum()), frame["status_code"].eq("open").sum()
    assert f"{overdue} of {is_open} (" in said
    assert f"{len(closed)} of {len(frame)} (" in said
    assert f"{kept} of {len(closed)} (" in said
    assert "of those by the date first due." in said


class Today(date):
    """A day after the newest of the demonstration."""

    @classmethod
    def today(cls) -> "Today":
        return cls(2026, 11, 26)


@pytest.mark.parametrize(("view", "told"), [("board", 1), ("actions", 1)])
def test_the_newest_view_says_who_is_overdue_today(
    opened: Open, demonstration_store: Store, monkeypatch: pytest.MonkeyPatch, view: str, told: int
) -> None:
    monkeypatch.setattr(overdue_today, "date", Today)
    said = text(opened(demonstration_store, view))
    assert said.count("Today, 26 November 2026, ") == told
    past = {"as_at": "Another date", "on": "2026-09-30"}
    assert "Today, " not in text(opened(demonstration_store, view, **past))


def test_the_timeline_holds_every_action_shown_with_its_dates(
    opened: Open, demonstration_store: Store
) -> None:
    for which in ("Open", "All"):
        said = text(opened(demonstration_store, "actions", which=which))
        timeline = said.split('class="timeline"')[1].split("</table>")[0]
        frame = ask("action_register", THIS_COMPUTER, Filters(AS_AT))
        shown = frame[frame["status_code"] == "open"] if which == "Open" else frame
        assert timeline.count('<th scope="row">') == len(shown)
        for on in shown["due_on"]:
            assert f"Due {day(on)}" in timeline
        assert "First due" in timeline
        assert ("Closed " in timeline) == (which == "All")


def test_closure_is_told_for_every_owner_with_its_day(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "actions"))
    table = said.split("Closure by owner</caption>")[1].split("</table>")[0]
    assert table.count('<th scope="row"') == 7, "six bodies and the region"
    assert "20 October 2026" in table or "31 October 2026" in table
    assert "%)" in table


def test_days_overdue_of_an_action_in_time_are_not_told_as_none(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "actions", which="All", register="true"))
    table = said.split("All actions, the longest")[-1].split("</table>")[0]
    assert ">none</td>" not in table
    assert ">–</td>" in table


def test_decisions_of_one_meeting_are_listed_the_latest_first(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "actions", meetings="true"))
    refs = re.findall(r">(D-\d+)</th>", said)
    assert len(refs) > len({*refs[:1]}) > 0
    assert refs == sorted(refs, reverse=True)


def test_one_link_shows_what_one_body_owes_and_one_shows_all_again(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "actions", which="All"))
    assert "Show only what one body owes:" in said
    assert f"/actions?as_at=Another+date&on={AS_AT}&since=Another+date" in said
    assert "&body=Wiltshire&which=All" in said
    alone = text(opened(demonstration_store, "actions", body=["Wiltshire"]))
    assert "Only actions owed by Wiltshire are shown." in alone
    assert ">Show all</a>" in alone
    timeline = alone.split('class="timeline"')[1].split("</table>")[0]
    assert "Wiltshire" in timeline
    assert "Gloucestershire" not in timeline


def test_meetings_are_shown_once_opened(opened: Open, demonstration_store: Store) -> None:
    assert "Present: " not in text(opened(demonstration_store, "actions"))
    said = text(opened(demonstration_store, "actions", meetings="true"))
    assert "Present: " in said
    assert "Decisions, the latest first" in said
    past = (
        "as_at=Another+date&on=2026-10-20&shown=As+it+was+shown+on+a+past+day&shown_on=2026-10-20"
    )
    assert f'<a href="/?{past}">20 October 2026</a>' in unescape(said)


@pytest.mark.parametrize("which", ["Open", "All"])
def test_what_nobody_recorded_is_not_known(
    opened: Open, published_store: Store, demonstration_store: Store, which: str
) -> None:
    before = {"as_at": "Another date", "on": "2020-01-01"}
    for store, url in ((published_store, {}), (demonstration_store, before)):
        said = text(opened(store, "actions", which=which, meetings="true", **url))
        assert "No board action is known by" in said
        assert 'class="timeline"' not in said
        assert "0 of" not in said
        assert said.count("not reported") > 7
        assert not NONSENSE.search(unescape(said))


def test_a_viewer_of_one_body_is_offered_no_other(opened: Open, demonstration_store: Store) -> None:
    said = text(opened(demonstration_store, "actions", frozenset({"dorset"}), False))
    assert "Wiltshire" not in said
    assert "body=Dorset" in said
