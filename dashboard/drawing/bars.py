"""Bars of parts side by side, a line each, on one scale, as HTML: posts, forms, ages, states.

What each part is called is phrases'. A line may end in a row of blocks or dots to be counted.
"""

from html import escape

from dashboard.drawing import blocks
from dashboard.phrases.values import Bar, BarPicture, Part

ROOM, ROOM_COUNTED = 74, 64
"""Per cent of the lane that the longest bar takes, so that its value has room beside it."""


def part_bars(picture: BarPicture, *, is_made_up: bool) -> str:
    """The picture; nothing where it has no line."""
    if not picture.bars:
        return ""
    longest = max((sum(part.amount for part in bar.parts) for bar in picture.bars), default=0)
    if picture.limit:
        longest = max(longest, picture.limit[0])
    most = min(longest, picture.most) if picture.most else longest
    room = ROOM_COUNTED if picture.counts else ROOM
    scale = room / most if most else 0
    key = "".join(
        f'<span class="key"><i class="part {escape(kind)}"></i>{escape(said)}</span>'
        for kind, said in picture.key
    )
    counted = bool(picture.counts)
    kind = "bars picture counted" if counted else "bars picture"
    lines = "".join(_line(bar, scale, picture, counted=counted) for bar in picture.bars)
    return (
        f'<div class="soc"><figure class="{kind}" role="group" '
        f'aria-label="{escape(picture.name)}"><figcaption>{blocks.mark(is_made_up=is_made_up)}{key}'
        f"</figcaption>{_head(picture, scale, counted=counted)}{lines}</figure></div>"
    )


def _head(picture: BarPicture, scale: float, *, counted: bool) -> str:
    limit = ""
    if picture.limit:
        place, said = picture.limit
        limit = f'<b style="left:{round(place * scale, 2)}%">{escape(said)}</b>'
    if not (limit or picture.heads[0] or counted):
        return ""
    counts = f"<span>{escape(picture.heads[1])}</span>" if counted else ""
    return (
        f'<div class="bar-line head"><span></span><div class="lane-in">{escape(picture.heads[0])}'
        f"{limit}</div>{counts}</div>"
    )


def _line(bar: Bar, scale: float, picture: BarPicture, *, counted: bool) -> str:
    quiet = "".join(f'<span class="lane quiet">{escape(line)}</span>' for line in bar.lines)
    head = f"<div><strong>{escape(bar.name)}</strong>{quiet}</div>"
    if bar.nothing:
        return f'<div class="bar-line">{head}<p class="quiet">{escape(bar.nothing)}</p></div>'
    place, drawn = 0.0, []
    for part in bar.parts:
        width = part.amount * scale
        if picture.most:
            width = min(width, picture.most * scale - place)
        if width > 0:
            drawn.append(_part(part, place, width))
            place += width
    value = f'<span class="value" style="left:{round(place, 2)}%">{escape(bar.value)}</span>'
    if picture.limit:
        drawn.append(f'<i class="limit" style="left:{round(picture.limit[0] * scale, 2)}%"></i>')
    if bar.marker:
        said = escape(bar.marker.said)
        drawn.append(
            f'<i class="{escape(bar.marker.kind)}" role="img" aria-label="{said}" title="{said}" '
            f'style="left:{round(bar.marker.amount * scale, 2)}%"></i>'
        )
    lane = f'<div class="lane-in">{"".join(drawn)}{value}</div>'
    if bar.href:
        said = escape(f"{bar.name}: {bar.value}")
        lane = f'<a class="opens" href="{escape(bar.href)}" aria-label="{said}">{lane}</a>'
    return f'<div class="bar-line">{head}{lane}{_counts(bar) if counted else ""}</div>'


def _part(part: Part, place: float, width: float) -> str:
    said = escape(part.said)
    return (
        f'<i class="part {escape(part.kind)}" role="img" aria-label="{said}" title="{said}" '
        f'style="left:{round(place, 2)}%;width:{round(width, 2)}%"></i>'
    )


def _counts(bar: Bar) -> str:
    """What is to be counted beside a bar, a group a part, and the figure it makes."""
    drawn = "".join(map(_group, bar.counts))
    figure = f"<strong>{escape(bar.figure)}</strong>" if bar.figure else ""
    return f'<div class="counts"><span class="groups">{drawn}</span>{figure}</div>'


def _group(part: Part) -> str:
    said = escape(part.said)
    blocks_of = f'<i class="{escape(part.kind)}"></i>' * int(part.amount)
    return f'<span role="img" aria-label="{said}" title="{said}">{blocks_of}</span>'
