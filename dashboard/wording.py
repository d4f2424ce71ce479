"""Values, dates and counts as plain English words, for a page, a file and a terminal alike.

What a page says of its subject is phrases'.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

PRODUCT = "SOC governance"
DEMONSTRATION = "Demonstration data"
"""What every page, chart and file of made-up returns says of itself."""
NOT_REPORTED = "not reported"
TIME_ZONE = "Europe/London"
"""Whose clock a region goes by that names none."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"


def in_tab(page: str = "", *, is_made_up: bool) -> str:
    """What a browser's tab says: which page, if known, and whether what it shows is made up."""
    return " – ".join(filter(None, [page, "Demonstration" if is_made_up else "", PRODUCT]))


def day(value: date) -> str:
    """A date in words: 12 June 2025."""
    return f"{value.day} {value:%B %Y}"


def month(value: date) -> str:
    """A date's month in words: Jun 2025; for where a whole date has no room."""
    return f"{value:%b %Y}"


def end_of(value: date, time_zone: str = TIME_ZONE) -> datetime:
    """The last moment of a day by a zone's clock, UTC without a zone."""
    next_day = datetime.combine(value + timedelta(days=1), time(), ZoneInfo(time_zone))
    return next_day.astimezone(UTC).replace(tzinfo=None) - timedelta(microseconds=1)


def listed(items: Sequence[str]) -> str:
    """Words as a list: a, b and c."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 body, 2 bodies."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def are(count: int) -> str:
    """The verb of a count: 1 is, 2 are."""
    return "is" if count == 1 else "are"


def in_sentence(label: Any) -> str:
    """A label for the middle of a sentence: its first letter small, unless an acronym's."""
    said = str(label)
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]


def rounded(value: float, places: int = 0) -> str:
    """A number to so many places, half of one away from nought: 2.5 is 3, and 0.25 is 0.3.

    DuckDB's round does the same, so that a page and a query never differ.
    """
    return f"{_rounded(_exact(value), places):,}"


def percent(count: float, of: float, target: float | None = None) -> str:
    """A share in whole per cent; in more places where whole ones would say more than is so.

    249 of 250 is not all of them, 1 of 250 is not none, and 35.84 of 40 does not meet 90%.
    """
    share = 100 * _exact(count) / _exact(of)
    bounds = [Decimal(0), Decimal(100)]
    if target is not None and target == target:  # nan where none is set
        bounds.append(_exact(target))
    shown = share
    for places in range(_MOST_PLACES):
        shown = _rounded(share, places)
        if all((shown > b, shown < b) == (share > b, share < b) for b in bounds):
            break
    return f"{shown}%"


# Six places are finer than any count or target; what binary adds to a sum is far smaller.
_MOST_PLACES = 6


def _exact(value: float) -> Decimal:
    return Decimal(str(round(float(value), _MOST_PLACES)))


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def n_of_d(count: Any, of: Any, target: float | None = None) -> str:
    """A share as `3 of 4 (75%)`; words where it is not known or there is nothing to share.

    `target` is the share aimed at in per cent, across which nothing is rounded.
    """
    import pandas as pd  # only here, and so not where files are read, which it would slow

    if pd.isna(count) or pd.isna(of):
        return NOT_REPORTED
    if not of:
        return "none to count"
    return f"{words(float(count))} of {words(float(of))} ({percent(count, of, target)})"


def sign_and_words(label: str) -> tuple[str, str]:
    """A state's label as its sign and its words: "▲ Overdue"; without a sign, "" and all of it."""
    sign, _, said = label.partition(" ")
    has_sign = bool(said) and not any(char.isalnum() for char in sign)
    return (sign, said) if has_sign else ("", label)


def words(value: Any, missing: str = "") -> str:
    """One value as plain words: dates in words, whole numbers without a point, yes or no."""
    import pandas as pd

    if pd.isna(value):
        return missing
    if isinstance(value, pd.Timestamp):
        if value == value.normalize():
            return day(value)
        return f"{day(value)} at {value:%H:%M}"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return rounded(value, 1).removesuffix(".0")
    return str(value)


def _is_unseen(char: str) -> bool:
    """Whether a character has no shape of its own.

    An override of direction makes a screen show the letters after it in another order than the
    row holds them; the others make two texts look alike that are not. Neither is evidence.
    """
    return (
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in "\t\n\r"
    ) or (char in _BLANK_LETTERS)


def visible(text: str) -> str:
    """The text with a mark in the place of each character that cannot be seen."""
    if text.isascii():
        return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_unseen(char) else char for char in text)


def literal(words: str) -> str:
    """Words that a label shows as they are: Streamlit reads labels as Markdown and KaTeX."""
    return re.sub(r"[\\`*_\[\]$~<>#|]|:(?=\w)", r"\\\g<0>", words)
