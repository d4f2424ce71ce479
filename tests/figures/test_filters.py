"""The filters' sentence and link say what they are set to."""

from datetime import date, datetime
from urllib.parse import parse_qsl, urlsplit

from dashboard.figures.filters import NOW, PAST_DAY, Filters
from dashboard.wording import day, end_of, listed

NAMES = {"a": "Avon", "b": "Bath", "c": "Cornwall"}


def test_dates_are_in_words() -> None:
    assert day(date(2025, 6, 2)) == "2 June 2025"


def test_lists_read_as_english() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


def test_the_sentence_says_what_is_left_out() -> None:
    chosen = Filters(date(2026, 10, 31), date(2026, 8, 18), ("b",))
    assert chosen.sentence(NAMES) == (
        "As at 31 October 2026, compared with 18 August 2026, for Bath only. "
        "Left out: Avon and Cornwall."
    )
    assert Filters(date(2026, 10, 31)).sentence(NAMES) == "As at 31 October 2026, for all 3 bodies."


def test_the_link_spells_out_dates_and_bodies() -> None:
    link = Filters(date(2026, 10, 31), date(2026, 8, 18), ("b", "c")).link("page", NAMES, at="x&y")
    parts = urlsplit(link)
    assert parts.path == "/page"
    assert parse_qsl(parts.query) == [
        ("as_at", "Another date"), ("on", "2026-10-31"),
        ("since", "Another date"), ("since_on", "2026-08-18"),
        ("body", "Bath"), ("body", "Cornwall"), ("at", "x&y"),
    ]  # fmt: skip


def test_another_day_keeps_the_bodies_and_compares_nothing() -> None:
    moved = Filters(date(2026, 10, 31), date(2026, 8, 18), ("b",)).at(date(2026, 1, 1))
    assert (moved.as_at_on, moved.since_on, moved.body_codes) == (date(2026, 1, 1), None, ("b",))


def test_a_past_day_is_in_the_sentence_and_in_the_link() -> None:
    past = Filters(date(2026, 10, 31), known_at=end_of(date(2026, 11, 4)))
    assert past.known_at == datetime(2026, 11, 4, 23, 59, 59, 999999)  # noqa: DTZ001
    assert past.shown_on == date(2026, 11, 4)
    assert past.sentence(NAMES) == (
        "As at 31 October 2026, as it was shown on 4 November 2026, for all 3 bodies."
    )
    assert parse_qsl(urlsplit(past.link("page", NAMES)).query)[2:] == [
        ("shown", PAST_DAY), ("shown_on", "2026-11-04"),
    ]  # fmt: skip
    assert Filters(date(2026, 10, 31), known_at=NOW).shown_on is None
