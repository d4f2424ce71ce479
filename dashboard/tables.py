"""Frames as HTML tables and lists that a keyboard, a screen reader and a printer can read.

Every value is escaped here. What is asked is ask.py's; placing the HTML is the views'.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any

import pandas as pd

from dashboard.ask import records
from dashboard.filters import MOST_BODIES, Filters, day, listed

NOT_REPORTED = "not reported"
SHORT_TEXT, REFERENCE, LONG_TEXT = 14, 20, 45


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


def _scrolling(label: str, inner: str) -> str:
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
) -> str:
    """The frame's named columns (column -> heading) as a captioned table, the first as row head.

    `brags` names the columns that are drawn as BRAG chips: column -> the column of its code.
    `links` names, for a column, the one that holds the address each of its cells opens, if any.
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
    looks = [_looks(frame, states.get(name), s) for name, s in zip(order, shapes, strict=True)]
    for number, record in enumerate(frame[order].itertuples(index=False, name=None)):
        look = [of_rows[number] for of_rows in looks]
        cells = [escape(words(value, missing)) for value in record]
        for place, of_rows in codes.items():
            cells[place] = _chip(of_rows[number], cells[place])
        for place, hrefs in addresses.items():
            if not pd.isna(hrefs[number]):
                cells[place] = f'<a href="{escape(hrefs[number])}">{cells[place]}</a>'
        first = f'<th scope="row"{look[0]}>{cells[0]}</th>'
        rest = (f"<td{s}>{c}</td>" for s, c in zip(look[1:], cells[1:], strict=True))
        lines.append(f"<tr>{first}{''.join(rest)}</tr>")
    kind = ' class="grid"' if states else ""
    return _scrolling(
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
        return ' class="nowrap"'
    texts = [value for value in values if isinstance(value, str)]
    longest = max(map(len, texts), default=0)
    if longest > LONG_TEXT:
        return ' class="long"'
    # A reference would otherwise break at each of its hyphens.
    is_reference = longest <= REFERENCE and not any(" " in text for text in texts)
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


def headline(sentences: Sequence[str]) -> str:
    """The sentences that a page opens with."""
    inner = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return f'<div class="soc headline">{inner}</div>'


def figure(label: str, value: str, of: str, change: str) -> str:
    """One headline figure: its label, value, what it is out of, and its change in words."""
    return (
        f'<div class="figure"><dt>{escape(label)}</dt>'
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
    return _scrolling(
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


def finding_matrix(
    cells: pd.DataFrame, returns: pd.DataFrame, filters: Filters, names: Mapping[str, str]
) -> str:
    """Findings x bodies; `cells` from finding_by_body, `returns` from body_return.

    Each cell opens that finding's history at that body. Findings whose wording is not held
    share one line.
    """
    heads = "".join(_body_head(row) for row in records(returns))
    grades = "".join(
        f"<td>{escape(words(row.grade, 'not graded'))}</td>" for row in records(returns)
    )
    lines = [f'<tr><th scope="row">Grade in the inspection</th>{grades}</tr>']
    by_finding: dict[str, dict[str, Any]] = {}
    for row in records(cells):
        if row.is_wording_held:
            by_finding.setdefault(row.finding_ref, {})[row.body_code] = row
    for by_body in by_finding.values():
        finding = next(iter(by_body.values()))
        head = (
            f'<th scope="row"><span class="ref">{escape(finding.finding_ref)}</span>'
            f'<span class="wording">{escape(finding.wording)}</span></th>'
        )
        drawn = (
            _cell(by_body[code], filters, names)
            if code in by_body
            else '<td class="none">does not apply</td>'
            for code in returns["body_code"]
        )
        lines.append(f"<tr>{head}{''.join(drawn)}</tr>")
    not_held = cells.loc[~cells["is_wording_held"], "finding_ref"].drop_duplicates().tolist()
    if not_held:
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(listed(not_held))}</span></th>'
            f'<td class="none" colspan="{len(returns)}">The numbering shows that they exist. Their '
            "wording, and to whom they apply, are not in the public record held.</td></tr>"
        )
    return _scrolling(
        "Findings by body",
        '<table class="matrix"><caption>What each body claims, and what a verifier has confirmed. '
        "Choose a cell to open its history.</caption>"
        f'<thead><tr><th scope="col">Finding</th>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>",
    )


def _body_head(row: Any) -> str:
    if pd.isna(row.as_at_on):
        state = "no return yet"
    elif row.is_stale:
        state = f"stale: {day(row.as_at_on)}"
    else:
        state = f"at {day(row.as_at_on)}"
    return f'<th scope="col">{escape(row.body)}<span class="lane quiet">{escape(state)}</span></th>'


def _cell(row: Any, filters: Filters, names: Mapping[str, str]) -> str:
    href = filters.link("afi_progress", names, finding=row.finding_ref, at=row.body)
    stale = ' <span class="note">stale</span>' if row.is_stale else ""
    inner = "".join(f'<span class="lane">{escape(lane)}</span>' for lane in _lanes(row))
    return (
        f'<td><a href="{escape(href)}">{brag(row.brag_code, row.brag, row.brag_symbol)}{stale}'
        f"{inner}</a></td>"
    )


def _lanes(row: Any) -> list[str]:
    """What the body claims and what a verifier says, a line each."""
    lanes = [f"Claims: {row.claimed_stage.lower()}"] if row.is_reported else []
    if row.verified_stage_code != "not-verified":
        lanes.append(f"Verifier: {row.verified_stage.lower()}")
    elif row.is_delivered:
        lanes.append("Not verified" if row.verified_stage != "Not known" else "Verifier not known")
    if row.is_delivered and not row.is_verified and pd.isna(row.evidence):
        lanes.append("No evidence given")
    if row.is_past_closing:
        lanes.append(f"Was due {day(row.expected_closing_on)}")
    elif row.is_reported and not row.is_verified and pd.isna(row.expected_closing_on):
        lanes.append("No closing date")
    if not row.is_reported and not pd.isna(row.response_published_on):
        lanes.append(f"Response published {day(row.response_published_on)}")
    return lanes or ["No return reports on it"]


def measure_matrix(measures: pd.DataFrame, filters: Filters, names: Mapping[str, str]) -> str:
    """Measures x bodies beside the region; from measure_by_body.

    Each cell opens the page with its rows, for that body. Cells that cannot be compared are
    hatched and say why. Of too many bodies only the region is shown, with how many differ.
    """
    if measures.empty:
        return paragraph("No body matches these filters.")
    bodies = measures[["body_code", "body"]].drop_duplicates()
    is_wide = len(bodies) > MOST_BODIES
    columns = ["Above", "Below", "Within noise"] if is_wide else bodies["body"].tolist()
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("Region", *columns))
    lines = []
    for label, rows in measures.groupby("measure", sort=False):
        cells = list(records(rows))
        drawn = (
            _counts(rows) if is_wide else [_measure_cell(cell, filters, names) for cell in cells]
        )
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(str(label))}</span>'
            f'<span class="lane quiet">{escape(cells[0].unit)}</span></th>'
            f"{_region_cell(cells[0])}{''.join(drawn)}</tr>"
        )
    told = (
        f" Of {len(bodies)} bodies, how many differ is shown; choose at most {MOST_BODIES} bodies, "
        "or one measure, to see each."
        if is_wide
        else " Choose a cell to open the rows behind it."
    )
    return _scrolling(
        "Measures by body",
        f'<table class="matrix measures"><caption>Measures beside the region.{told}</caption>'
        f'<thead><tr><th scope="col">Measure</th>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>",
    )


def _counts(rows: pd.DataFrame) -> list[str]:
    found = rows["comparison_code"].value_counts()
    return [
        f'<td class="number">{found.get(code, 0)}</td>'
        for code in ("above", "below", "within-noise")
    ]


def _region_cell(row: Any) -> str:
    target = ""
    if not pd.isna(row.threshold):
        least = "at least" if row.better == "higher" else "at most"
        target = f'<span class="lane quiet">Target {least} {words(float(row.threshold))}</span>'
    value, of = _value(row.kind_code, row.region_numerator, row.region_denominator)
    return f'<td><span class="ref">{value}</span><span class="lane">{of}</span>{target}</td>'


def _measure_cell(row: Any, filters: Filters, names: Mapping[str, str]) -> str:
    if row.comparison_code in ("not-reported", "nothing"):
        return f'<td class="none">{escape(row.comparison)}</td>'
    value, of = _value(row.kind_code, row.numerator, row.denominator)
    lanes = [of]
    if not pd.isna(row.low_pct):
        lanes.append(f"{row.low_pct:.0f}% to {row.high_pct:.0f}%")
    if row.comparison_code != "no-interval":
        lanes.append(row.comparison)
    if row.comparison_code == "not-comparable":
        lanes.append(row.difference)
    if row.is_stale:
        lanes.append(f"Stale: {day(row.as_at_on)}")
    href = replace(filters, body_codes=(row.body_code,)).link(row.page, names)
    unlike = ' class="hatched"' if row.comparison_code == "not-comparable" else ""
    inner = "".join(f'<span class="lane">{escape(lane)}</span>' for lane in lanes)
    return f'<td{unlike}><a href="{escape(href)}"><span class="ref">{value}</span>{inner}</a></td>'


def _value(kind_code: str, numerator: Any, denominator: Any) -> tuple[str, str]:
    """A measure's value and what it is out of."""
    if pd.isna(numerator):
        return "?", "not reported"
    if not denominator:
        return "–", "none to count"
    of = f"{words(float(numerator))} of {words(float(denominator))}"
    if kind_code == "count":
        return words(float(numerator)), of
    if kind_code == "ratio":
        return f"{numerator / denominator:.1f}", of.replace(" of ", " over ")
    return f"{100 * numerator / denominator:.0f}%", of
