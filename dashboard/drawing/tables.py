"""Frames as HTML tables and lists that a keyboard, a screen reader and a printer can read.

Every value is escaped here. Findings and measures by body are matrices.py's; what is asked is
ask.py's; placing the HTML is the views'.
"""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

import pandas as pd

from dashboard.drawing.blocks import _chip, scrolling
from dashboard.wording import NOT_REPORTED, words

SHORT_TEXT, REFERENCE, LONG_TEXT = 14, 20, 45
FEW_COLUMNS, MANY_COLUMNS = 8, 12
"""A table of more columns is set closer, and closer still, to fit on a laptop's screen."""


def table(
    frame: pd.DataFrame,
    columns: Mapping[str, str],
    caption: str,
    missing: str = NOT_REPORTED,
    brags: Mapping[str, str] = MappingProxyType({}),
    links: Mapping[str, str] = MappingProxyType({}),
    states: Mapping[str, str] = MappingProxyType({}),
    titles: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The frame's named columns (column -> heading) as a captioned table, the first as row head.

    `brags` names the columns that are drawn as BRAG chips: column -> the column of its code.
    `links` names, for a column, the one that holds the address each of its cells opens, if any.
    `titles` names, for a column with links, the one that says in full what each opens.
    `states` gives a column of words the column of codes that says how its cells look.
    """
    numeric = {name for name in columns if pd.api.types.is_numeric_dtype(frame[name])
               and not pd.api.types.is_bool_dtype(frame[name])}  # fmt: skip
    shapes = [_shape(frame[name], name in numeric) for name in columns]
    heads = "".join(
        f'<th scope="col"{shape}>{escape(label)}</th>'
        for label, shape in zip(columns.values(), shapes, strict=True)
    )
    lines = []
    order = list(columns)
    codes = {order.index(name): frame[code].tolist() for name, code in brags.items()}
    addresses = {order.index(name): frame[href].tolist() for name, href in links.items()}
    told = {order.index(name): frame[full].tolist() for name, full in titles.items()}
    looks = [_looks(frame, states.get(name), s) for name, s in zip(order, shapes, strict=True)]
    for number, record in enumerate(frame[order].itertuples(index=False, name=None)):
        look = [of_rows[number] for of_rows in looks]
        cells = [escape(words(value, missing)) for value in record]
        for place, of_rows in codes.items():
            cells[place] = _chip(of_rows[number], cells[place])
        for place, hrefs in addresses.items():
            if not pd.isna(hrefs[number]):
                title = f' title="{escape(told[place][number])}"' if place in told else ""
                cells[place] = f'<a href="{escape(hrefs[number])}"{title}>{cells[place]}</a>'
        first = f'<th scope="row"{look[0]}>{cells[0]}</th>'
        rest = (f"<td{s}>{c}</td>" for s, c in zip(look[1:], cells[1:], strict=True))
        lines.append(f"<tr>{first}{''.join(rest)}</tr>")
    kinds = ["grid"] * bool(states) + ["dense"] * (len(columns) > FEW_COLUMNS)
    kinds += ["denser"] * (len(columns) > MANY_COLUMNS)
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    return scrolling(
        caption,
        f"<table{kind}><caption>{escape(caption)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>",
    )


def _looks(frame: pd.DataFrame, codes: str | None, shape: str) -> list[str]:
    """The class of each cell of one column."""
    if codes is None:
        return [shape] * len(frame)
    return [f' class="state state-{escape(code)}"' for code in frame[codes]]


def _shape(values: pd.Series, is_numeric: bool) -> str:
    """The class of a column's cells: numbers to the right, long texts wide enough to read."""
    if is_numeric:
        return ' class="number"'
    if pd.api.types.is_datetime64_any_dtype(values):
        return ' class="nowrap date"'
    texts = [value for value in values if isinstance(value, str)]
    longest = max(map(len, texts), default=0)
    has_spaces = any(" " in text for text in texts)
    if longest > LONG_TEXT:
        return ' class="long"' if has_spaces else ' class="long hash"'
    # A reference would otherwise break at each of its hyphens.
    is_reference = longest <= REFERENCE and not has_spaces
    return ' class="nowrap"' if is_reference or longest <= SHORT_TEXT else ""
