"""A figure's past values as a small line without axes, as HTML: its shape is cut out of a box.

What its ends are in words is phrases'.
"""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, THICK = 120, 28, 2
"""Of the box in CSS pixels, and of the line; the style sheet gives the box the same size."""


def trend_line(values: Sequence[float | None], said: str) -> str:
    """The line through the values, oldest first; nothing where fewer than two are known.

    A value that is not known breaks no line: the points beside it are joined.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(v for _, v in known), max(v for _, v in known)
    first, last = known[0][0], known[-1][0]
    inner = HEIGHT - 2 * THICK
    points = [
        (
            (WIDTH - 6) * (place - first) / (last - first),
            THICK + (inner * (high - value) / (high - low) if high > low else inner / 2),
        )
        for place, value in known
    ]
    above = [f"{x:.0f}px {y - THICK / 2:.1f}px" for x, y in points]
    below = [f"{x:.0f}px {y + THICK / 2:.1f}px" for x, y in reversed(points)]
    x, y = points[-1]
    return (
        f'<span class="trend-line" role="img" aria-label="{escape(said)}">'
        f'<i style="clip-path:polygon({",".join([*above, *below])})"></i>'
        f'<b style="left:{x - 3:.0f}px;top:{y - 3:.1f}px"></b></span>'
    )
