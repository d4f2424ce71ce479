"""Findings and measures against bodies: what each cell says, where it leads, and when to count.

Single tables and lists are tables.py's; what is asked is ask.py's.
"""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing.blocks import brag, paragraph, scrolling
from dashboard.figures.filters import MOST_BODIES, Filters
from dashboard.frames import records
from dashboard.wording import day, in_sentence, listed, words

NO_WORDING = "Its wording is not held."


def finding_matrix(
    cells: pd.DataFrame, returns: pd.DataFrame, filters: Filters, names: Mapping[str, str]
) -> str:
    """Findings x bodies; `cells` from finding_by_body, `returns` from body_return.

    Each cell opens that finding's history at that body. Findings of which nobody knows to whom
    they apply share one line. Of too many bodies, how many stand at each BRAG is shown.
    """
    if filters.is_wide(names):
        heads, lines = _findings_counted(cells, filters, names)
        caption = (
            f"How many of {len(returns)} bodies stand at each BRAG. Choose a finding to read every "
            f"body's; choose at most {MOST_BODIES} bodies to see them side by side."
        )
    else:
        heads = [_body_head(row) for row in records(returns)]
        lines = _findings_by_body(cells, returns, filters, names)
        caption = (
            "What each body claims, and what a verifier has confirmed. "
            "Choose a cell to open its history."
        )
    not_held = cells.loc[cells["body_code"].isna(), "finding_ref"].drop_duplicates().tolist()
    if not_held:
        told = (
            "The numbering shows that it exists. Its wording, and to whom it applies, are"
            if len(not_held) == 1
            else "The numbering shows that they exist. Their wording, and to whom they apply, are"
        )
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(listed(not_held))}</span></th>'
            f'<td class="none" colspan="{len(heads)}">{told} not in the public record held.</td>'
            "</tr>"
        )
    return scrolling(
        "Findings by body",
        f'<table class="matrix"><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">Finding</th>{"".join(heads)}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>",
    )


def _findings_by_body(
    cells: pd.DataFrame, returns: pd.DataFrame, filters: Filters, names: Mapping[str, str]
) -> list[str]:
    """The grades, then a line a finding with a cell a body."""
    grades = "".join(
        f"<td>{escape(words(row.grade, 'not graded'))}</td>" for row in records(returns)
    )
    lines = [f'<tr><th scope="row">Grade in the inspection</th>{grades}</tr>']
    by_finding: dict[str, dict[str, Any]] = {}
    for row in records(cells):
        if not pd.isna(row.body_code):
            by_finding.setdefault(row.finding_ref, {})[row.body_code] = row
    for by_body in by_finding.values():
        finding = next(iter(by_body.values()))
        head = (
            f'<th scope="row"><span class="ref">{escape(finding.finding_ref)}</span>'
            f'<span class="wording">{escape(words(finding.wording, NO_WORDING))}</span></th>'
        )
        drawn = (
            _cell(by_body[code], filters, names)
            if code in by_body
            else '<td class="none">does not apply</td>'
            for code in returns["body_code"]
        )
        lines.append(f"<tr>{head}{''.join(drawn)}</tr>")
    return lines


def _findings_counted(
    cells: pd.DataFrame, filters: Filters, names: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """A column a BRAG that any body stands at, and a line a finding with how many stand there."""
    held = cells.dropna(subset="body_code")
    chips = held.drop_duplicates("brag_code").sort_values("brag_order")
    heads = [
        f'<th scope="col" class="number">{brag(row.brag_code, row.brag, row.brag_symbol)}</th>'
        for row in records(chips)
    ]
    heads.append('<th scope="col" class="number">Bodies it applies to</th>')
    lines = []
    for finding_ref, rows in held.groupby("finding_ref", sort=False):
        href = filters.link("afi_progress", names, finding=str(finding_ref))
        found = rows["brag_code"].value_counts()
        counts = [found.get(code, 0) for code in chips["brag_code"]]
        drawn = "".join(f'<td class="number">{count}</td>' for count in (*counts, len(rows)))
        lines.append(
            f'<tr><th scope="row"><a href="{escape(href)}"><span class="ref">'
            f"{escape(str(finding_ref))}</span></a>"
            f'<span class="wording">{escape(words(rows["wording"].iloc[0], NO_WORDING))}</span>'
            f"</th>{drawn}</tr>"
        )
    return heads, lines


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
    lanes = [f"Claims: {in_sentence(row.claimed_stage)}"] if row.is_reported else []
    if row.verified_stage_code != "not-verified":
        lanes.append(f"Verifier: {in_sentence(row.verified_stage)}")
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
    return scrolling(
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
