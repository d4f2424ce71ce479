"""Frames as HTML tables and lists that a keyboard, a screen reader and a printer can read.

Every value is escaped here. What is asked is ask.py's; placing the HTML is the views'.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from dashboard.ask import records
from dashboard.filters import Filters, day, listed

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
    frame: pd.DataFrame, columns: Mapping[str, str], caption: str, missing: str = NOT_REPORTED
) -> str:
    """The frame's named columns (column -> heading) as a captioned table, the first as row head."""
    numeric = {name for name in columns if pd.api.types.is_numeric_dtype(frame[name])
               and not pd.api.types.is_bool_dtype(frame[name])}  # fmt: skip
    shapes = [_shape(frame[name], name in numeric) for name in columns]
    heads = "".join(
        f'<th scope="col"{shape}>{escape(label)}</th>'
        for label, shape in zip(columns.values(), shapes, strict=True)
    )
    lines = []
    for record in frame[list(columns)].itertuples(index=False, name=None):
        cells = [escape(words(value, missing)) for value in record]
        first = f'<th scope="row"{shapes[0]}>{cells[0]}</th>'
        rest = (f"<td{s}>{c}</td>" for s, c in zip(shapes[1:], cells[1:], strict=True))
        lines.append(f"<tr>{first}{''.join(rest)}</tr>")
    return _scrolling(
        caption,
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>",
    )


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
    return f'<span class="brag brag-{escape(code)}">{escape(symbol)} {escape(label)}</span>'


def heading(words_of_it: str, anchor: str) -> str:
    """A section's heading, which a link can point to."""
    return f'<div class="soc"><h2 id="{escape(anchor)}">{escape(words_of_it)}</h2></div>'


def paragraph(sentence: str) -> str:
    """A sentence by itself."""
    return f'<div class="soc"><p>{escape(sentence)}</p></div>'


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
