"""The road of each finding at each body: declared BRAG over time, promises and verifications.

As HTML; what each mark is called is phrases'. Places are in per cent of the axis, so that it fits
every screen; a narrow one shows the months from half a year before on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing import blocks
from dashboard.drawing.blocks import Link
from dashboard.frames import records
from dashboard.phrases import roadmap as road_words
from dashboard.wording import words

MONTHS_BEFORE, MONTHS_AFTER = 17, 7
"""The axis reaches so far back at most, and so far ahead; what lies beyond stands at its edge."""
MONTHS_NARROW = 6
LEAST_AHEAD = 3
MONTH = pd.Timedelta(days=31)
TARGET, LEAST_WIDTH = 25, 340
"""In CSS pixels: what a mark needs to itself to be hit, and the least a line is wide."""
NO_DATE = pd.NaT


@dataclass(frozen=True)
class Axis:
    """Days as places from 0 to 100."""

    first: pd.Timestamp
    last: pd.Timestamp
    today: pd.Timestamp

    @cached_property
    def _span(self) -> tuple[int, int]:
        return self.first.toordinal(), (self.last - self.first).days

    def at(self, on: Any) -> float:
        """The place of a day, at an edge where it lies beyond."""
        first, days = self._span
        share = float((on.toordinal() - first) / days)
        return round(100 * min(max(share, 0.0), 1.0), 2)

    @cached_property
    def narrow(self) -> float:
        """The place from which on a narrow screen shows it."""
        return self.at(self.today - pd.DateOffset(months=MONTHS_NARROW))

    @cached_property
    def zoom(self) -> float:
        """How often a narrow screen's width goes into the whole."""
        return round(100 / max(100 - self.narrow, 1), 3)

    @cached_property
    def apart(self) -> float:
        """How far apart two marks stand that can each be hit, on the narrowest screen."""
        return 100 * TARGET / (LEAST_WIDTH * self.zoom)

    @property
    def months(self) -> list[pd.Timestamp]:
        """The firsts of quarters, of which each has a label."""
        return list(pd.date_range(self.first, self.last, freq="QS"))


def axis_of(roads: pd.DataFrame, claims: pd.DataFrame, as_at_on: date) -> Axis:
    """From the first return, or as far back as is shown, to the last promise or forecast."""
    today = pd.Timestamp(as_at_on)
    first = min([*roads["on_date"], today]) - MONTH
    first = max(first, today - pd.DateOffset(months=MONTHS_BEFORE))
    dated = [roads["expected_closing_on"].max(), claims["forecast_to_on"].max()]
    ahead = max([pd.Timestamp(on) for on in dated if not pd.isna(on)], default=today)
    least = today + pd.DateOffset(months=LEAST_AHEAD)
    last = min(max(ahead, least), today + pd.DateOffset(months=MONTHS_AFTER))
    return Axis(first, last + pd.Timedelta(days=15), today)


def roadmap(
    roads: pd.DataFrame,
    claims: pd.DataFrame,
    as_at_on: date,
    link: Link,
    *,
    is_made_up: bool,
) -> str:
    """A line per finding and body; finding_road, and claim_and_evidence with each wording."""
    if claims.empty:
        return ""
    axis = axis_of(roads, claims, as_at_on)
    # Every mark opens the returns' page: its address is made once.
    link = cache(link)
    said: dict[tuple[str, str], list[Any]] = {}
    for row in records(roads):
        said.setdefault((row.finding_ref, row.body_code), []).append(row)
    stale_after = 0 if roads.empty else int(roads["stale_after_days"].iloc[0])
    order = claims.sort_values(["finding_number", "finding_ref", "body_order"])
    parts = []
    for ref, of_finding in order.groupby("finding_ref", sort=False):
        lines = [
            _line(row, said.get((row.finding_ref, row.body_code), []), axis, stale_after, link)
            for row in records(of_finding)
        ]
        text = words(of_finding["wording"].iloc[0])
        parts.append(
            f'<h3><span class="ref">{escape(str(ref))}</span> '
            f'<span class="wording">{escape(text)}</span></h3>{"".join(lines)}'
        )
    shift = round(axis.narrow * axis.zoom / 100, 3)
    return (
        f'<div class="soc"><figure class="road" role="group" aria-label="{escape(road_words.NAME)}"'
        f' style="--zoom:{axis.zoom};--shift:{shift}">'
        f"<figcaption>{blocks.mark(is_made_up=is_made_up)}{_key()}</figcaption>"
        f"{_head(axis)}{''.join(parts)}</figure></div>"
    )


def _key() -> str:
    marks = {
        "colours": '<i class="swatch is-red"></i><i class="swatch is-amber"></i>'
        '<i class="swatch is-green"></i>',
        "silence": '<i class="swatch silence"></i>',
        "moved": '<i class="swatch moved"></i>',
        "verified": '<i class="sign verified"></i>',
        "word": '<i class="sign contested"></i>',
        "promised": '<i class="sign promised"></i>',
        "before": '<i class="sign before"></i>',
        "forecast": '<i class="swatch forecast"></i>',
    }
    return "".join(
        f'<span class="key">{marks[kind]}{escape(said)}</span>' for kind, said in road_words.KEY
    )


def _head(axis: Axis) -> str:
    labels = "".join(
        f'<span style="left:{axis.at(on)}%">{on:{"%b %Y" if on.month == 1 else "%b"}}</span>'
        for on in axis.months
    )
    told = escape(road_words.as_at(axis.today.date()))
    return (
        '<div class="road-line head"><span></span><div class="lane-of"><div class="inner">'
        f'{labels}<b style="left:{axis.at(axis.today)}%">{told}</b></div></div></div>'
    )


def _line(row: Any, road: list[Any], axis: Axis, stale_after: int, link: Link) -> str:
    """One finding at one body; `row` is of claim_and_evidence, `road` its rows of finding_road."""
    told = [each for each in road if each.lane_code == "claimed"]
    promises = list(_promises(told))
    stretches = "".join(_stretches(told, axis, stale_after, link))
    if not pd.isna(row.forecast_from_on) and row.is_open:
        stretches += _forecast(row, axis)
    if row.is_open and pd.isna(row.expected_closing_on):
        stretches += _no_closing(axis)
    signs = [*_closings(promises, row, link), *_words(road, link)]
    href = link("afi_progress", finding=row.finding_ref, at=row.body)
    beside = escape(road_words.beside(row, max(len(promises) - 1, 0)))
    return (
        f'<div class="road-line"><a class="of" href="{escape(href)}">{escape(row.body)}'
        f'<span class="lane quiet">{beside}</span></a><div class="lane-of"><div class="inner">'
        f'<div class="said">{stretches}</div>{_arrow(promises, row, axis)}{_levels(signs, axis)}'
        f'<i class="now" style="left:{axis.at(axis.today)}%"></i></div></div></div>'
    )


@dataclass(frozen=True)
class Sign:
    """A mark at a day: its kind, what it opens and what it is called."""

    on: Any
    kind: str
    href: str
    said: str


def _levels(signs: Iterable[Sign], axis: Axis) -> str:
    """Signs under one another where they would otherwise lie too close to be hit."""
    levels: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda each: each.on):
        place = axis.at(sign.on)
        level = next((one for one in levels if place - axis.at(one[-1].on) >= axis.apart), None)
        if level is None:
            levels.append(level := [])
        level.append(sign)
    return "".join(
        f'<div class="signs">{"".join(_sign(each, axis) for each in level)}</div>'
        for level in levels
    )


def _sign(sign: Sign, axis: Axis) -> str:
    """One beyond the axis stands at its edge, and its name has the day."""
    said = escape(sign.said)
    return (
        f'<a class="sign {escape(sign.kind)}" href="{escape(sign.href)}" '
        f'title="{said}" style="left:{axis.at(sign.on)}%"></a>'
    )


def _words(road: list[Any], link: Link) -> Iterator[Sign]:
    for each in road:
        if each.lane_code == "verified":
            kind = "verified" if each.is_complete else f"word {each.kind_code}"
            yield Sign(each.on_date, kind, _opens(each, link), road_words.verified(each))


def _stretches(told: list[Any], axis: Axis, stale_after: int, link: Link) -> Iterator[str]:
    """A stretch for each run of returns that declare the same, hatched where nothing was heard."""
    limit = pd.Timedelta(days=stale_after)
    runs: list[list[Any]] = []
    for row in told:
        before = runs[-1][-1] if runs else None
        if before is not None and row.on_date - before.on_date <= limit and _same(before, row):
            runs[-1].append(row)
        else:
            runs.append([row])
    before = None
    for run in runs:
        # A return speaks of the time up to its day, and of none before the one that it follows.
        begun = run[0].on_date - MONTH
        if before is not None and run[0].on_date - before.on_date <= limit:
            begun = before.on_date
        elif before is not None:
            yield from _silence(before, begun, axis)
        yield from _stretch(run, before, begun, axis, link)
        before = run[-1]
    if before is not None and axis.today - before.on_date > limit:
        yield from _silence(before, axis.today, axis)


def _silence(before: Any, until: Any, axis: Axis) -> Iterator[str]:
    """What is not known after a return until another."""
    said = escape(road_words.silent(before))
    left, right = axis.at(before.on_date), axis.at(until)
    if right > left:
        yield (
            f'<i class="silence" role="img" title="{said}" '
            f'style="left:{left}%;width:{right - left:.2f}%"></i>'
        )


def _same(one: Any, other: Any) -> bool:
    """Whether two returns declare the same; what is missing is no value of its own."""
    return _known(one.brag_code) == _known(other.brag_code) and (
        _known(one.stage_code) == _known(other.stage_code)
    )


def _known(code: Any) -> str | None:
    return code if isinstance(code, str) else None


def _stretch(
    run: list[Any], before: Any | None, begun: Any, axis: Axis, link: Link
) -> Iterator[str]:
    left, right = axis.at(begun), axis.at(run[-1].on_date)
    if right <= 0 or (left <= 0 and right < axis.apart):
        return
    has_moved = before is not None and _known(before.stage_code) != _known(run[0].stage_code)
    kind = f"seg is-{_known(run[0].brag_code) or 'none'}{' moved' if has_moved else ''}"
    said = escape(road_words.claimed(run[0], run[-1].on_date, len(run)))
    yield (
        f'<a class="{escape(kind)}" href="{escape(_opens(run[0], link))}" '
        f'title="{said}" style="left:{left}%;width:{max(right - left, 0.4):.2f}%"></a>'
    )


def _promises(told: Iterable[Any]) -> Iterator[Any]:
    """The rows that first gave a closing date other than the one before."""
    last = NO_DATE
    for row in told:
        if not pd.isna(row.expected_closing_on) and row.expected_closing_on != last:
            yield row
            last = row.expected_closing_on


def _closings(promises: list[Any], row: Any, link: Link) -> Iterator[Sign]:
    """Every closing date promised; the last is the one that stands, if any does."""
    stands = not pd.isna(row.expected_closing_on)
    for each in promises:
        is_latest = bool(stands and each is promises[-1])
        said = road_words.promised(each, is_latest=is_latest)
        kind = "promised" if is_latest else "before"
        yield Sign(each.expected_closing_on, kind, _opens(each, link), said)


def _arrow(promises: list[Any], row: Any, axis: Axis) -> str:
    """From the first closing date promised to the one that stands, where that is later."""
    if len(promises) < 2 or pd.isna(row.expected_closing_on):
        return ""
    left, right = axis.at(promises[0].expected_closing_on), axis.at(row.expected_closing_on)
    if right <= left:
        return ""
    return f'<i class="arrow" style="left:{left}%;width:{right - left:.2f}%"></i>'


def _no_closing(axis: Axis) -> str:
    place = axis.at(axis.today)
    return f'<span class="none-given" style="left:{place}%">{escape(road_words.NO_CLOSING)}</span>'


def _forecast(row: Any, axis: Axis) -> str:
    left, right = axis.at(row.forecast_from_on), axis.at(row.forecast_to_on)
    said = escape(road_words.forecast(row))
    return (
        f'<i class="forecast" role="img" title="{said}" '
        f'style="left:{min(left, 99)}%;width:{max(right - left, 1):.2f}%"></i>'
    )


def _opens(row: Any, link: Link) -> str:
    return f"{link('returns')}&return={int(row.return_id)}"
