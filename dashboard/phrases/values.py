"""What a page or a file is made of, as values: tables, cards, and sentences with choices.

Each subject's are in the module of its name; drawing makes them HTML, and exports make them files.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.frames import with_shares
from dashboard.wording import NOT_REPORTED, n_of_d, percent

NO_BODY = "No body matches these filters."
FEWER_BODIES = "Choose fewer bodies, or download all of them."


@dataclass(frozen=True)
class Table:
    """A query's rows as a table: column -> heading, its caption, and the stem of its file's name.

    `query` is empty where the rows are of no query. `empty` is said where there is no row and
    `missing` in a cell without a value; `more` says what to do about rows that are not shown.

    `shape` gives the query's rows the columns of words that the table shows, and `shares` those
    that say n of d: column -> (count, what it is out of).

    `brags` names the columns that are drawn as BRAG chips: column -> the column of its code.
    `links` names, for a column, the one that holds the address each of its cells opens, if any.
    `is_public` says that anybody may read its rows: they are of the public record or of what the
    product's words mean, and neither marked nor made up where the record itself is not.
    `states` gives a column of words the column of codes that says how its cells look.
    """

    query: str
    columns: Mapping[str, str]
    caption: str
    stem: str
    empty: str = NO_BODY
    missing: str = NOT_REPORTED
    shares: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shape: Callable[[pd.DataFrame], pd.DataFrame] | None = None
    brags: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    more: str = FEWER_BODIES
    is_public: bool = False

    def frame(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The query's rows with every column that the table shows."""
        return with_shares(self.shape(rows) if self.shape else rows, self.shares)


@dataclass(frozen=True)
class Card:
    """A headline figure: its label, value, what it is out of, and its change in words.

    `path` is the page that has its rows, None where it is this one. `trend` has its past values,
    the oldest first and None where one is not known, and `trend_words` its ends in words.
    """

    label: str
    value: str
    of: str
    change: str = ""
    path: str | None = None
    trend: tuple[float | None, ...] = ()
    trend_words: str = ""


@dataclass(frozen=True)
class Due:
    """One thing that falls due: so many days after the day shown, None where it has no day.

    `kind` says how its mark looks, `href` what it opens, and `said` what it is called.
    """

    days: int | None
    kind: str
    href: str | None
    said: str


@dataclass(frozen=True)
class DueLine:
    """What falls due at one body, with and without a day; `nothing` is said where none is known."""

    name: str
    lines: Sequence[str]
    dated: Sequence[Due]
    undated: Sequence[Due]
    nothing: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a bar, or so many blocks: how it looks, how much it is and what it is called."""

    kind: str
    amount: float
    said: str


@dataclass(frozen=True)
class Bar:
    """A line of a picture of bars: its parts, what stands after them, and what it opens.

    `counts` are blocks to be counted beside it and `figure` what they make; `nothing` is said where
    none is known.
    """

    name: str
    lines: Sequence[str] = ()
    parts: Sequence[Part] = ()
    value: str = ""
    href: str | None = None
    marker: Part | None = None
    counts: Sequence[Part] = ()
    figure: str = ""
    nothing: str = ""


@dataclass(frozen=True)
class BarPicture:
    """Bars on one scale. `heads` stand over the bars and over what is counted, if `counts`.

    `limit` is a value with its words that is drawn through all of them; bars longer than `most`
    end there, and their value says how long they are.
    """

    name: str
    key: Sequence[tuple[str, str]]
    bars: Sequence[Bar]
    heads: tuple[str, str] = ("", "")
    counts: bool = False
    limit: tuple[float, str] | None = None
    most: float | None = None


@dataclass(frozen=True)
class Quote:
    """What somebody has published: what it is, its words, a note, its source and the address."""

    title: str
    text: str
    note: str
    source: str
    address: str | None


@dataclass(frozen=True)
class Choices:
    """A sentence whose choices are links: words -> address."""

    sentence: str
    links: Mapping[str, str]
    after: str = ""


def share_card(
    label: str, now: pd.DataFrame, before: pd.DataFrame | None, name: str, of: str, noun: str,
    since: str,
) -> Card:  # fmt: skip
    """A share over the bodies that reported it, with what it was before; both frames by body.

    The frames have <name>_count, `of`, and <name>_target_pct.
    """
    n, d, target = _reported_sum(now, name, of)
    was = "" if before is None else f"{n_of_d(*_reported_sum(before, name, of))} on {since}"
    if not d:
        return Card(label, "?", n_of_d(n, d), was)
    return Card(label, percent(n, d, target), f"{n} of {d} {noun}", was)


def _reported_sum(by_body: pd.DataFrame, name: str, of: str) -> tuple[Any, Any, Any]:
    """A count, what it is out of, and its target, of the bodies that reported; None without any."""
    reported = by_body[by_body[of].notna()]
    if reported.empty:
        return None, None, None
    target = reported[f"{name}_target_pct"].iloc[0]
    return int(reported[f"{name}_count"].sum()), int(reported[of].sum()), target
