"""Frames as HTML tables that a keyboard, a screen reader and a printer can read.

Every value is escaped here. Findings and measures by body are matrices'; which columns a table has
is phrases'.
"""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from types import MappingProxyType

import pandas as pd

from dashboard.drawing.blocks import captioned, chip, scrolling
from dashboard.frames import records
from dashboard.phrases.values import Table
from dashboard.wording import in_sentence, words

SHORT_TEXT, REFERENCE, LONG_TEXT = 14, 20, 45
"""In letters: what stays on one line, what may be a reference, and what is wide enough to read."""
FEW_COLUMNS, MANY_COLUMNS = 8, 12
"""A table of more columns is set closer, and closer still, to fit on a laptop's screen."""


def table(
    frame: pd.DataFrame, of: Table, titles: Mapping[str, str] = MappingProxyType({}),
    *, is_made_up: bool,
) -> str:  # fmt: skip
    """The frame's columns that the table names, captioned, the first as row head.

    `titles` names, for a column with links, the one that says in full what each opens.
    `is_made_up` says that its rows are demonstration data, which its caption then tells.
    """
    columns = of.columns
    numeric = {name for name in columns if pd.api.types.is_numeric_dtype(frame[name])
               and not pd.api.types.is_bool_dtype(frame[name])}  # fmt: skip
    shapes = [_shape(frame[name], name in numeric) for name in columns]
    heads = "".join(
        f'<th scope="col"{shape}>{escape(label)}</th>'
        for label, shape in zip(columns.values(), shapes, strict=True)
    )
    lines = []
    order = list(columns)
    codes = {order.index(name): frame[code].tolist() for name, code in of.brags.items()}
    addresses = {order.index(name): frame[href].tolist() for name, href in of.links.items()}
    told = {order.index(name): frame[full].tolist() for name, full in titles.items()}
    looks = [_looks(frame, of.states.get(name), s) for name, s in zip(order, shapes, strict=True)]
    for number, record in enumerate(frame[order].itertuples(index=False, name=None)):
        look = [of_rows[number] for of_rows in looks]
        cells = [escape(words(value, of.missing)) for value in record]
        for place, of_rows in codes.items():
            cells[place] = chip(of_rows[number], cells[place])
        for place, hrefs in addresses.items():
            if not pd.isna(hrefs[number]):
                title = f' title="{escape(told[place][number])}"' if place in told else ""
                cells[place] = f'<a href="{escape(hrefs[number])}"{title}>{cells[place]}</a>'
        first = f'<th scope="row"{look[0]}>{cells[0]}</th>'
        rest = (f"<td{s}>{c}</td>" for s, c in zip(look[1:], cells[1:], strict=True))
        lines.append(f"<tr>{first}{''.join(rest)}</tr>")
    kinds = ["grid"] * bool(of.states) + ["dense"] * (len(columns) > FEW_COLUMNS)
    kinds += ["denser"] * (len(columns) > MANY_COLUMNS)
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    return scrolling(
        of.caption,
        f"<table{kind}>{captioned(of.caption, is_made_up=is_made_up)}"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>",
    )


def table_with_returns(frame: pd.DataFrame, of: Table, *, is_made_up: bool) -> str:
    """The same, with each row's return and the row in it told in one narrow column.

    What that stands for in full is its title.
    """
    has_row, has_place = "row_number" in of.columns, "place" in of.columns
    short: list[str | None] = []
    full: list[str | None] = []
    for row in records(frame):
        if pd.isna(row.file_name):
            short.append(None)
            full.append(None)
            continue
        number = row.row_number if (has_row or has_place) and not pd.isna(row.row_number) else None
        short.append("Return" if number is None else f"Return, row {int(number)}")
        place = row.place if has_place else None if number is None else f"row {int(number)}"
        full.append(f"{row.file_name}, {place}" if place else row.file_name)
    columns = {
        name: label for name, label in of.columns.items() if name not in ("row_number", "place")
    }
    if of.columns.get("row_number", "Row") != "Row":
        columns["file_name"] += f", {in_sentence(of.columns['row_number'])}"
    told = {"file_name": short, "return_title": full}
    as_text = {name: pd.Series(values, frame.index, dtype=object) for name, values in told.items()}
    return table(
        frame.assign(**as_text), replace(of, columns=columns), {"file_name": "return_title"},
        is_made_up=is_made_up,
    )  # fmt: skip


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
