"""Holds each kind of cell to what it takes and refuses, and to raising nothing but ValueError."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.returns.files import cells
from dashboard.returns.files.cells import fold, is_empty, shown

MIDNIGHT = datetime(2026, 10, 5)  # noqa: DTZ001  (cells have no zone)

READERS = [
    cells.to_text,
    cells.to_ref,
    cells.to_day,
    cells.to_number,
    cells.to_count,
    cells.to_yes_no,
]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("05/10/2026", date(2026, 10, 5)),
        ("5/10/26", date(2026, 10, 5)),
        ("2026-10-05", date(2026, 10, 5)),
        ("2026-10-05 00:00:00", date(2026, 10, 5)),
        ("2026-10-05T00:00", date(2026, 10, 5)),
        ("5 October 2026", date(2026, 10, 5)),
        ("05-Oct-26", date(2026, 10, 5)),
        ("5.10.2026", date(2026, 10, 5)),
        (MIDNIGHT, date(2026, 10, 5)),
        (date(2026, 10, 5), date(2026, 10, 5)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
def test_dates_are_day_first(written: Any, day: date) -> None:
    assert cells.to_day(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "10/31/2026",  # month first
        "31/06/2026",
        "29/02/2027",
        "46326",
        46326.0,
        "October 2026",
        "5 October",
        "01/01/1900",
        "01/01/2999",
        MIDNIGHT.replace(hour=9),
        time(0, 0),
        timedelta(days=3),
        True,
        "tbc",
    ],
)
def test_what_is_no_date_is_not_guessed(written: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (a reader's error has no words)
        cells.to_day(written)


@pytest.mark.parametrize(
    ("read", "written", "value"),
    [
        (cells.to_ref, 1234.0, "1234"),
        (cells.to_ref, " DOR-0012 ", "DOR-0012"),
        (cells.to_number, "1,234.5", 1234.5),
        (cells.to_number, "6", 6.0),
        (cells.to_number, 0, 0.0),
        (cells.to_count, 12.0, 12),
        (cells.to_count, "100,000", 100_000),
        (cells.to_yes_no, "YES", True),
        (cells.to_yes_no, "n", False),
        (cells.to_yes_no, True, True),
        (cells.to_text, "two\nlines", "two\nlines"),
        (cells.to_text, 12.0, "12"),
    ],
)
def test_read(read: Any, written: Any, value: Any) -> None:
    assert read(written) == value
    assert type(read(written)) is type(value)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (cells.to_ref, date(2026, 1, 3)),  # Excel makes 3-1 a date
        (cells.to_ref, "=A1"),
        (cells.to_ref, "-DOR"),
        (cells.to_ref, "D" * 41),
        (cells.to_text, "=1+1"),
        (cells.to_text, "a\x00b"),
        (cells.to_text, "a" * 1_001),
        (cells.to_number, -1),
        (cells.to_number, "12,34"),
        (cells.to_number, "about 6"),
        (cells.to_number, True),
        (cells.to_number, float("nan")),
        (cells.to_number, float("inf")),
        (cells.to_number, 10**400),
        (cells.to_number, 100_000.5),
        (cells.to_number, date(2026, 1, 3)),
        (cells.to_count, 5.5),
        (cells.to_yes_no, "perhaps"),
        (cells.to_yes_no, 1),
    ],
)
def test_refused(read: Any, written: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (a reader's error has no words)
        read(written)


ANYTHING = st.one_of(
    st.text(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    # Shapes near enough to a date or a number to get past the first look.
    st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,4}", fullmatch=True),
    st.from_regex(r"[0-9,.]{1,12}", fullmatch=True),
)


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_nothing_but_value_error(value: Any) -> None:
    assert len(shown(value)) <= max(80, len(str(cells.LARGEST_NUMBER))) or isinstance(value, float)
    assert fold(value) == fold(f"  {value if isinstance(value, str) else shown(value)} ")
    for read in READERS:
        if is_empty(value):
            continue
        try:
            read(value)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (42.0, "42"),
        (True, "TRUE"),
        (date(2026, 6, 5), "5 June 2026"),
        (MIDNIGHT, "5 October 2026"),
        (MIDNIGHT.replace(hour=9, minute=30), "5 October 2026 09:30"),
        ("a\x07b", "a\N{REPLACEMENT CHARACTER}b"),
    ],
)
def test_a_value_is_shown_as_its_author_sees_it(value: Any, words: str) -> None:
    assert shown(value) == words


def test_a_long_value_is_cut() -> None:
    assert shown("x" * 500) == "x" * 79 + "…"


@pytest.mark.parametrize(
    "role",
    ["", " \t", "\u200b", "=1+1", "+x", "-x", "@x", "\N{FULLWIDTH EQUALS SIGN}x", "a\x1b[2J",
     "a\x9bb", "a\nb", "a\N{RIGHT-TO-LEFT OVERRIDE}b", "a\u2028b", "r" * 201],
)  # fmt: skip
def test_what_is_no_role_is_refused_in_words(role: str) -> None:
    with pytest.raises(ValueError, match="a role "):
        cells.to_role(role)


def test_a_role_is_kept_as_it_is_written() -> None:
    assert cells.to_role(" Head of Intelligence, Devon & Cornwall ") == (
        "Head of Intelligence, Devon & Cornwall"
    )
    assert cells.to_role("r" * 200) == "r" * 200


@pytest.mark.parametrize("char", ["\x9b", "\x85", "\u2028", "\u2029", "\u202e", "\U000e0041"])
def test_text_and_words_shown_hold_nothing_unseen(char: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (a reader's error has no words)
        cells.to_text(f"a{char}b")
    assert shown(f"a{char}b") == "a\N{REPLACEMENT CHARACTER}b"
