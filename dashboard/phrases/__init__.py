"""Figures as the sentences and cards a director reads first, a module a page.

Every number comes from a query's frame; none is computed here beyond a difference. What every
page's sentences need is in this file.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.drawing.tables import figure, words


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


def n_of_d(count: Any, of: Any) -> str:
    """A share as `3 of 4 (75%)`; words where it is not known or there is nothing to share."""
    if pd.isna(count) or pd.isna(of):
        return "not reported"
    if not of:
        return "none to count"
    return f"{words(float(count))} of {words(float(of))} ({100 * count / of:.0f}%)"


def share_card(
    label: str, now: pd.DataFrame, before: pd.DataFrame | None, count: str, of: str, noun: str,
    since: str,
) -> str:  # fmt: skip
    """A share over the bodies that reported it as a card, with what it was before, as HTML."""
    n, d = _reported_sum(now, count, of)
    was = ""
    if before is not None:
        was = f"{n_of_d(*_reported_sum(before, count, of))} on {since}"
    if not d:
        return figure(label, "?", n_of_d(n, d), was)
    return figure(label, f"{100 * n / d:.0f}%", f"{n} of {d} {noun}", was)


def _reported_sum(by_body: pd.DataFrame, count: str, of: str) -> tuple[Any, Any]:
    """A count and what it is out of, over the bodies that reported it; None where none did."""
    reported = by_body[by_body[of].notna()]
    if reported.empty:
        return None, None
    return int(reported[count].sum()), int(reported[of].sum())


def with_shares(frame: pd.DataFrame, shares: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """The frame with a column of words per share: name -> (count column, column it is out of)."""
    words_of = {
        name: [n_of_d(n, d) for n, d in zip(frame[count], frame[of], strict=True)]
        for name, (count, of) in shares.items()
    }
    return frame.assign(**words_of)


def spread(frame: pd.DataFrame, column: str, names: list[str]) -> pd.DataFrame:
    """The frame with a column of lists spread over columns of these names."""
    return frame.assign(
        **{name: [values[place] for values in frame[column]] for place, name in enumerate(names)}
    )
