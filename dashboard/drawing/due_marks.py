"""One mark per thing at the day it falls due, a line a body, as HTML; overdue is at the left.

What each is called is phrases'. Marks that would lie on one another stand above one another; a
narrow screen has them one after the other, overdue first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from dashboard.drawing import blocks
from dashboard.phrases.values import Due, DueLine

APART = 3.5
"""Per cent of the axis that a mark needs to itself to be hit, where a line is 700 pixels wide."""
LEVEL = 24
"""In CSS pixels: what each of the marks above one another takes."""
LEAST_HEIGHT = 46
_TODAY = "today"


@dataclass(frozen=True)
class Days:
    """An axis of days before and after the day shown; what lies beyond stands at its edge."""

    before: int
    after: int
    ticks: Sequence[tuple[int, str]]
    """Day -> its label; 0 is the day shown."""

    def at(self, day: float) -> float:
        """The place of a day in per cent."""
        kept = min(max(day, -self.before), self.after)
        return round(100 * (kept + self.before) / (self.before + self.after), 2)


def due_marks(
    name: str,
    key: Iterable[tuple[str, str]],
    lines: Sequence[DueLine],
    days: Days,
    apart: str = "",
    *,
    is_made_up: bool,
) -> str:
    """The picture; `apart` heads the marks that have no day, where a line may have some."""
    if not lines:
        return ""
    told = "".join(
        f'<span class="key"><i class="mk {escape(kind)}"></i>{escape(said)}</span>'
        for kind, said in key
    )
    ticks = "".join(
        f'<span class="{_TODAY if on == 0 else ""}" style="left:{days.at(on)}%">'
        f"{escape(said)}</span>"
        for on, said in days.ticks
    )
    head = (
        f'<div class="due-line head"><span></span><span>{escape(apart)}</span>'
        f'<div class="axis">{ticks}</div></div>'
    )
    kind = "due picture" if apart else "due picture plain"
    return (
        f'<div class="soc"><figure class="{kind}" role="group" aria-label="{escape(name)}">'
        f"<figcaption>{blocks.mark(is_made_up=is_made_up)}{told}</figcaption>"
        f"{head}{''.join(_line(line, days) for line in lines)}</figure></div>"
    )


def _line(line: DueLine, days: Days) -> str:
    quiet = "".join(f'<span class="lane quiet">{escape(each)}</span>' for each in line.lines)
    head = f"<div><strong>{escape(line.name)}</strong>{quiet}</div>"
    if line.nothing:
        told = f'<p class="quiet">{escape(line.nothing)}</p>'
        return f'<div class="due-line">{head}<span></span>{told}</div>'
    marks, levels = _placed(line.dated, days)
    aside = "".join(_mark(due, "") for due in line.undated)
    rules = "".join(
        f'<i class="{_TODAY if on == 0 else ""}" style="left:{days.at(on)}%"></i>'
        for on, _ in days.ticks
    )
    height = max(LEVEL * levels + 4, LEAST_HEIGHT)
    return (
        f'<div class="due-line">{head}<div class="aside">{aside}</div>'
        f'<div class="axis" style="height:{height}px">{rules}{marks}</div></div>'
    )


def _placed(dated: Iterable[Due], days: Days) -> tuple[str, int]:
    """The marks at their days, and how many stand above one another at most."""
    last: list[float] = []
    drawn = []
    for due in sorted(dated, key=lambda each: each.days or 0):
        place = days.at(due.days or 0)
        level = next((n for n, before in enumerate(last) if place - before >= APART), len(last))
        if level == len(last):
            last.append(place)
        last[level] = place
        drawn.append(_mark(due, f' style="left:{place}%;bottom:{2 + LEVEL * level}px"'))
    return "".join(drawn), len(last)


def _mark(due: Due, place: str) -> str:
    said = escape(due.said)
    kind = f"mk-of {escape(due.kind)}"
    named = f'aria-label="{said}" title="{said}"{place}'
    if due.href is None:
        return f'<i class="{kind}" role="img" {named}></i>'
    return f'<a class="{kind}" href="{escape(due.href)}" {named}></a>'
