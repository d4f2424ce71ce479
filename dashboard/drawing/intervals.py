"""Each body's share with its 95% interval beside the region's, a band a measure, as HTML.

What a mark is called is phrases'. Places are in per cent, so that the picture fits every screen.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing import blocks
from dashboard.drawing.blocks import Link
from dashboard.frames import records
from dashboard.phrases import consistency as consistency_words

STEPS = (0, 25, 50, 75, 100)


def interval_bands(
    measures: pd.DataFrame, link: Link, *, only_different: bool, is_made_up: bool
) -> str:
    """A band per share of a count, those that differ first; rows of measure_by_body.

    Each dot opens the rows of its body. With `only_different` no line is drawn for a body within
    noise: of too many bodies they would hide the rest.
    """
    shares = measures[measures["kind_code"] == consistency_words.SHARE]
    if shares.empty:
        return ""
    is_different = shares["comparison_code"].isin(consistency_words.DIFFERENT)
    first = is_different.groupby(shares["measure_code"]).transform("sum")
    order = shares.assign(first=-first).sort_values(["first", "measure_order", "body_order"])
    bands = [
        _band(rows, link, only_different=only_different)
        for _, rows in order.groupby("measure_code", sort=False)
    ]
    key = "".join(
        f'<span class="key">{_KEY_MARKS[kind]}{escape(said)}</span>'
        for kind, said in consistency_words.KEY
    )
    return (
        f'<div class="soc"><figure class="bands picture" role="group" '
        f'aria-label="{escape(consistency_words.NAME)}">'
        f"<figcaption>{blocks.mark(is_made_up=is_made_up)}{key}</figcaption>"
        f"{_scale()}{''.join(bands)}</figure></div>"
    )


_KEY_MARKS = {
    "apart": '<span class="line-of apart"><i></i><b></b></span>',
    "noise": '<span class="line-of"><i></i><b></b></span>',
    "region": '<i class="swatch region"></i>',
    "target": '<i class="swatch target"></i>',
    "unlike": '<i class="swatch unlike"></i>',
}


def _scale() -> str:
    steps = "".join(f'<span style="left:{step}%">{step}%</span>' for step in STEPS)
    return (
        '<div class="band scale" aria-hidden="true"><div></div><div class="rows"><div class="line">'
        f'<span></span><div class="axis">{steps}</div></div></div></div>'
    )


def _band(rows: pd.DataFrame, link: Link, *, only_different: bool) -> str:
    head = next(records(rows))
    drawn = (
        rows[rows["comparison_code"].isin(consistency_words.DIFFERENT)] if only_different else rows
    )
    lines = [_line(row, link) for row in records(drawn)]
    left_out = consistency_words.not_drawn(len(rows) - len(drawn))
    if left_out:
        lines.append(
            f'<div class="line"><span></span><div class="told">{escape(left_out)}</div></div>'
        )
    quiet = _quiet([head.unit, consistency_words.beside_region(head)])
    return (
        f'<section class="band"><div><h3>{escape(head.measure)}</h3>{quiet}</div>'
        f'<div class="rows" style="{_lines_of(head)}">{"".join(lines)}</div></section>'
    )


def _lines_of(head: Any) -> str:
    """Where the region and the target stand, for the style sheet to draw through the band."""
    places = {"region": head.region_value, "target": head.threshold}
    return ";".join(
        f"--{name}:{round(float(place), 1)}" for name, place in places.items() if not pd.isna(place)
    )


def _quiet(lines: Iterable[str]) -> str:
    return "".join(f'<span class="lane quiet">{escape(line)}</span>' for line in lines)


def _line(row: Any, link: Link) -> str:
    code = row.comparison_code
    if code in consistency_words.NOTHING:
        return (
            f'<div class="line nothing"><span>{escape(row.body)}</span>'
            f'<div class="told">{escape(consistency_words.in_words(row.comparison))}</div></div>'
        )
    kind = "line"
    if code in consistency_words.DIFFERENT:
        kind += " apart"
    elif code in consistency_words.NOT_COMPARED:
        kind += " unlike"
    said = escape(consistency_words.mark_words(row))
    interval = ""
    if not pd.isna(row.low_pct):
        width = round(row.high_pct - row.low_pct, 1)
        interval = f'<i style="left:{round(row.low_pct, 1)}%;width:{width}%"></i>'
    place = round(min(max(float(row.value), 0), 100), 1)
    low, high = (place, place) if pd.isna(row.low_pct) else (row.low_pct, row.high_pct)
    low, high = round(min(low, place), 1), round(max(high, place), 1)
    # On the side with more room.
    at = f"left:{high}%" if 100 - high >= low else f"right:{round(100 - low, 1)}%"
    beside = escape(consistency_words.beside(row))
    told = f'<em style="{at}">{beside}</em>' if beside else ""
    href = escape(link(row.page, body_code=row.body_code))
    return (
        f'<div class="{kind}"><span>{escape(row.body)}</span><div class="axis">{interval}'
        f'<a href="{href}" aria-label="{said}" title="{said}" style="left:{place}%"></a>{told}'
        "</div></div>"
    )
