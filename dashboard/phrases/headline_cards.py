"""The board's headline figures as cards: each with its change and its line over the past year.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases.values import Card
from dashboard.wording import NOT_REPORTED, day, percent, rounded

Known = Callable[[Any], bool]
NO_MONTHS = pd.DataFrame()


def headline_cards(
    now: Any, before: Any | None, filters: Filters, months: pd.DataFrame = NO_MONTHS
) -> list[Card]:
    """The figures; rows of headline_figures at two dates, and headline_by_month."""
    since = day(filters.since_on) if filters.since_on else ""
    rows = list(records(months))

    def card(label: str, column: str, of: str, path: str, known: str) -> Card:
        if not _KNOWN[known](now):
            return Card(label, "?", NOT_REPORTED, path=path)
        is_compared = before is not None and _KNOWN[known](before)
        was = int(getattr(before, column)) if is_compared else None
        value = int(getattr(now, column))
        change = changed(value, was, since)
        line, said = _line(rows, column, known)
        if known not in _SHARES:
            return Card(label, str(value), of, change, path, line, said)
        whole, target = _SHARES[known]
        total = int(getattr(now, whole))
        share = percent(value, total, getattr(now, target))
        return Card(label, share, f"{value} of {total}{of}", change, path, line, said)

    # Nobody takes for all what is only all that is held.
    of_findings = f"of {now.position_count}{'' if now.is_finding_list_whole else ' held'}"
    return [
        card("Verified complete", "verified_count", of_findings, "afi_progress", "board"),
        card("Claimed, not verified", "claimed_only_count", of_findings, "claims", "claims"),
        card("Bodies with a current return", "current_body_count", f"of {now.body_count}",
             "returns", "returns"),
        card("OCGs with a 4P plan", "covered_ocg_count", ", one strand at least", "plans", "plans"),
        card("4P plans of quality", "quality_ocg_count", " OCGs", "plans", "quality"),
        card("Board actions overdue", "overdue_action_count", f"of {now.open_action_count} open",
             "actions", "board"),
    ]  # fmt: skip


_KNOWN: Mapping[str, Known] = {
    "board": lambda row: bool(row.has_board_record),
    "claims": lambda row: row.not_reported_count < row.position_count,
    "plans": lambda row: bool(row.ocg_count),
    "quality": lambda row: bool(row.quality_of_ocg_count),
    "returns": lambda _: True,
}
"""Whether a kind of figure is known at all, from a row of headline_figures."""
_KNOWN_THEN: Mapping[str, Known] = {
    **_KNOWN,
    "claims": lambda row: bool(row.reported_count),
    "returns": lambda row: bool(row.reported_count),
}
"""The same from a row of headline_by_month."""
_SHARES = {
    "plans": ("ocg_count", "covered_target_pct"),
    "quality": ("quality_of_ocg_count", "quality_target_pct"),
}
"""Of a kind of figure that is a share: what it is out of, and its target."""


def _line(months: list[Any], column: str, known: str) -> tuple[tuple[float | None, ...], str]:
    """A figure's past values, and the first and last of those known in words."""
    values = [_value(row, column, known) for row in months]
    held = [(row.on_date, v) for row, v in zip(months, values, strict=True) if v is not None]
    if len(held) < 2:
        return (), ""
    sign = "%" if known in _SHARES else ""
    (first, was), (last, now) = held[0], held[-1]
    said = f"From {rounded(was)}{sign} on {day(first)} to {rounded(now)}{sign} on {day(last)}"
    return tuple(values), said


def _value(row: Any, column: str, known: str) -> float | None:
    if not _KNOWN_THEN[known](row):
        return None
    count = float(getattr(row, column))
    return 100 * count / float(getattr(row, _SHARES[known][0])) if known in _SHARES else count


def changed(now: int, before: int | None, since: str) -> str:
    """A figure's change in words: `2 more than on 20 October 2026`. None was not known then."""
    if not since:
        return ""
    if before is None:
        return f"not known on {since}"
    difference = int(now) - int(before)
    if difference == 0:
        return f"no change since {since}"
    return f"{abs(difference)} {'more' if difference > 0 else 'fewer'} than on {since}"
