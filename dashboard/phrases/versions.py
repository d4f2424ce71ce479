"""Says which versions a store has had: lines for people, one JSON document for programs.

The versions themselves are the store's, and what a viewer may know of them the query's.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.values import Table
from dashboard.wording import day, listed

FORMAT_VERSION = 1
MOST_NAMED = 12


def lines(frame: pd.DataFrame) -> Iterator[str]:
    """One line per version, and one for its returns."""
    for row in records(frame):
        said = "" if row.is_withheld else f", {row.author}: {row.message}"
        yield f"{row.version_number}, {_moment(row.written_at)} UTC{said}"
        if row.return_count:
            yield f"    {_returns(list(row.returns))}"
        if row.is_withheld:
            yield "    returns of bodies you may not see"


def in_words(row: Any) -> str:
    """One version in a sentence: its returns, else its message, by whom and when."""
    is_of_returns = any(not one["is_entry"] for one in row.returns)
    what = _returns(list(row.returns)) if is_of_returns else row.message
    return f"{what} ({row.author}, {_moment(row.written_at)} UTC)"


def _with_returns(frame: pd.DataFrame) -> pd.DataFrame:
    """The same with each version's returns in words; none where there are none."""
    told = [_returns(list(row.returns)) or None for row in records(frame)]
    return frame.assign(returns_told=pd.Series(told, index=frame.index, dtype=object))


def document(frame: pd.DataFrame) -> str:
    """The same as JSON; README names its members."""
    found = [
        {
            "version_number": row.version_number,
            "written_at": f"{row.written_at.isoformat(timespec='seconds')}Z",
            "author": row.author,
            "message": row.message,
            "is_withheld": bool(row.is_withheld),
            "returns": [{**one, "as_at_on": f"{one['as_at_on']:%Y-%m-%d}"} for one in row.returns],
        }
        for row in records(frame)
    ]
    return json.dumps({"format_version": FORMAT_VERSION, "versions": found}, indent=2) + "\n"


def _moment(at: pd.Timestamp) -> str:
    return f"{day(at)} {at:%H:%M}"


def _returns(returns: list[dict[str, Any]]) -> str:
    """The bodies and their as-at dates, or how many where they are too many to name."""
    if len(returns) > MOST_NAMED:
        dates = [one["as_at_on"] for one in returns]
        bodies = len({one["body_code"] for one in returns})
        return (
            f"{len(returns):,} returns of {bodies} bodies, as at {day(min(dates))} to "
            f"{day(max(dates))}"
        )
    named = groupby(returns, key=lambda one: one["body"])
    return "; ".join(
        f"{body} as at {listed([day(one['as_at_on']) for one in of_body])}"
        for body, of_body in named
    )


VERSIONS = Table(
    "version_history",
    {
        "version_number": "Version",
        "written_at": "Written (UTC)",
        "author": "By (role)",
        "message": "What was done",
        "returns_told": "Returns in it",
    },
    "Versions of the store, the newest first",
    "versions",
    empty="",
    missing="none",
    shape=_with_returns,
)
