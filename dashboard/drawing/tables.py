"""Frames as HTML tables and lists that a keyboard, a screen reader and a printer can read.

Every value is escaped here. Findings and measures by body are matrices.py's; what is asked is
ask.py's; placing the HTML is the views'.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any

import pandas as pd

from dashboard.figures.ask import records
from dashboard.figures.filters import day

NOT_REPORTED = "not reported"
SHORT_TEXT, REFERENCE, LONG_TEXT = 14, 20, 45
FEW_COLUMNS, MANY_COLUMNS = 8, 12
"""A table of more columns is set closer, and closer still, to fit on a laptop's screen."""


def words(value: Any, missing: str = "") -> str:
    """One value as plain words: dates in words, whole numbers without a point, yes or no."""
    if pd.isna(value):
        return missing
    if isinstance(value, pd.Timestamp):
        if value == value.normalize():
            return day(value)
        return f"{day(value)} at {value:%H:%M}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:,.1f}".removesuffix(".0")
    return str(value)


def scrolling(label: str, inner: str) -> str:
    """A part that scrolls sideways on a narrow screen, by keyboard too."""
    return (
        f'<div class="soc"><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{escape(label)}">{inner}</div></div>'
    )


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


def brag(code: str, label: str, symbol: str) -> str:
    """A BRAG as a chip with its symbol and word."""
    return _chip(code, f"{escape(symbol)} {escape(label)}")


def _chip(code: str, inner: str) -> str:
    return f'<span class="brag brag-{escape(str(code))}">{inner}</span>'


def heading(words_of_it: str, anchor: str) -> str:
    """A section's heading, which a link can point to."""
    return f'<div class="soc"><h2 id="{escape(anchor)}">{escape(words_of_it)}</h2></div>'


def paragraph(sentence: str) -> str:
    """A sentence by itself."""
    return f'<div class="soc"><p>{escape(sentence)}</p></div>'


def notice(title: str, lines: Sequence[str]) -> str:
    """A quiet note above a page: a title and a line each."""
    inner = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<div class="soc past" role="status"><strong>{escape(title)}</strong>'
        f"<ul>{inner}</ul></div>"
    )


def told(title: str, lines: Sequence[str], *, is_good: bool) -> str:
    """What became of something that was sent or saved: read out at once where it failed."""
    inner = "".join(f"<li>{escape(line)}</li>" for line in lines)
    kind, role = ("good", "status") if is_good else ("bad", "alert")
    sign = "✓" if is_good else "▲"
    return (
        f'<div class="soc told told-{kind}" role="{role}"><strong>{sign} {escape(title)}</strong>'
        f"{f'<ul>{inner}</ul>' if lines else ''}</div>"
    )


def headline(sentences: Sequence[str]) -> str:
    """The sentences that a page opens with."""
    inner = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return f'<div class="soc headline">{inner}</div>'


def figure(label: str, value: str, of: str, change: str, href: str = "") -> str:
    """One headline figure: its label, value, what it is out of, and its change in words.

    `href` is where its rows are.
    """
    name = f'<a href="{escape(href)}">{escape(label)}</a>' if href else escape(label)
    return (
        f'<div class="figure"><dt>{name}</dt>'
        f'<dd class="value">{escape(value)} <span class="of">{escape(of)}</span></dd>'
        f'<dd class="change">{escape(change)}</dd></div>'
    )


def figures(drawn: Sequence[str]) -> str:
    """Headline figures side by side."""
    return f'<div class="soc"><dl class="figures">{"".join(drawn)}</dl></div>'


def facts(pairs: Mapping[str, str]) -> str:
    """Names and values, one under the other."""
    inner = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in pairs.items())
    return f'<div class="soc"><dl class="facts">{inner}</dl></div>'


def choices(sentence: str, links: Mapping[str, str], after: str) -> str:
    """A sentence whose choices are links: words -> address."""
    drawn = [f'<a href="{escape(href)}">{escape(label)}</a>' for label, href in links.items()]
    return f'<div class="soc"><p>{escape(sentence)} {" · ".join(drawn)}. {escape(after)}</p></div>'


def action_timeline(register: pd.DataFrame, as_at_on: date) -> str:
    """A bar per action from raised to due, its dates beside it; rows of action_register."""
    today = pd.Timestamp(as_at_on)
    dates = register[["raised_on", "first_due_on", "due_on", "closed_on"]]
    first = pd.Timestamp(min(dates.min().min(), today))
    last = pd.Timestamp(max(dates.max().max(), today))
    whole = max((last - first).days, 1)

    def at(on: pd.Timestamp) -> float:
        return round(100 * (on - first).days / whole, 2)

    lines = []
    for row in records(register):
        ended = row.closed_on if not pd.isna(row.closed_on) else today
        marks = [_stretch("bar", at(row.raised_on), at(row.due_on))]
        if row.due_on < ended and row.status_code != "withdrawn":
            marks.append(_stretch("late", at(row.due_on), at(ended)))
        if row.first_due_on != row.due_on:
            marks.append(_mark("◇", at(row.first_due_on)))
        if row.status_code == "closed" and not pd.isna(row.closed_on):
            marks.append(_mark("✕", at(row.closed_on)))
        marks.append(f'<i class="today" style="left:{at(today)}%"></i>')
        told = "".join(f'<span class="lane">{line}</span>' for line in _dates(row))
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(row.action_ref)}</span> '
            f'{escape(row.owner_body)}<span class="lane">{escape(row.action)}</span></th>'
            f'<td>{told}</td><td><div class="track" aria-hidden="true">{"".join(marks)}</div></td>'
            "</tr>"
        )
    return scrolling(
        "Actions over time",
        '<table class="timeline"><caption>Bar: from raised to due. Outlined: past due. '
        f"◇ first due date, where it moved. ✕ closed. Upright line: {escape(day(today))}."
        '</caption><thead><tr><th scope="col">Action</th><th scope="col">Dates</th>'
        f'<th scope="col" class="axis"><span>{escape(day(first))}</span> '
        f"<span>to {escape(day(last))}</span></th></tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>",
    )


def _stretch(kind: str, begun: float, ended: float) -> str:
    return f'<i class="{kind}" style="left:{begun}%;width:{max(ended - begun, 0.6):.2f}%"></i>'


def _mark(symbol: str, place: float) -> str:
    return f'<b style="left:{place}%">{symbol}</b>'


def _dates(row: Any) -> list[str]:
    """An action's dates and what became of them, a line each, as HTML."""
    told = [f"Raised {day(row.raised_on)}"]
    if row.first_due_on != row.due_on:
        told.append(f"◇ First due {day(row.first_due_on)}")
    told.append(f"Due {day(row.due_on)}")
    if row.is_overdue:
        days = f"{int(row.days_overdue)} day{'' if row.days_overdue == 1 else 's'}"
        told.append(f"<strong>▲ Overdue by {days}</strong>")
    if not pd.isna(row.closed_on):
        sign = "✕ " if row.status_code == "closed" else ""
        told.append(f"{sign}{escape(row.status)} {day(row.closed_on)}")
    elif row.status_code != "open":
        told.append(escape(row.status))
    return told
