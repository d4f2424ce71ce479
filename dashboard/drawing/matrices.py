"""Findings and measures against bodies as HTML: what each cell says, and where it leads.

Single tables are tables'; what the cells say in words is phrases'.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing import blocks, melons
from dashboard.drawing.blocks import Link
from dashboard.figures.filters import MOST_BODIES
from dashboard.frames import records
from dashboard.phrases import board_matrix as board_words
from dashboard.phrases import consistency as consistency_words
from dashboard.phrases.melon_words import KEY as MELON_KEY
from dashboard.phrases.values import NO_BODY
from dashboard.wording import listed, words

NUMBER = ' class="number"'


def finding_matrix(
    cells: pd.DataFrame, returns: pd.DataFrame, link: Link, *, is_wide: bool, is_made_up: bool
) -> str:
    """Findings x bodies; `cells` from finding_by_body, `returns` from body_return.

    Each cell opens that finding's history at that body. Findings of which nobody knows to whom
    they apply share one line. Of too many bodies, how many stand at each BRAG is shown.
    """
    heads, lines = (
        _findings_counted(cells, link) if is_wide else _findings_by_body(cells, returns, link)
    )
    not_held = cells.loc[cells["body_code"].isna(), "finding_ref"].drop_duplicates().tolist()
    if not_held:
        lines.append(
            f"<tr>{_row_head(listed(not_held))}"
            f'<td class="none" colspan="{len(heads)}">'
            f"{escape(board_words.not_held(len(not_held)))}</td></tr>"
        )
    caption = board_words.matrix_caption(len(returns), is_wide=is_wide)
    heading = blocks.column_heads(["Finding"]) + "".join(heads)
    told = "" if is_wide else f'<div class="soc">{_key()}</div>'
    drawn = blocks.matrix(
        "Findings by body", caption, heading, lines, "findings", is_made_up=is_made_up
    )
    if is_wide:
        return drawn
    narrow = _by_body(cells, returns, link, is_made_up=is_made_up)
    return f'{told}<div class="wide-only">{drawn}</div>{narrow}'


def _key() -> str:
    marks = [(melons.melon(*codes, ""), said) for codes, said in MELON_KEY]
    marks.append((melons.track(2, 3), board_words.TRACK_KEY))
    marks += [(melons.diamond(kind), said) for kind, said in board_words.DIAMOND_KEY]
    return melons.key(marks)


def _by_body(cells: pd.DataFrame, returns: pd.DataFrame, link: Link, *, is_made_up: bool) -> str:
    """The same as a list by body, for a screen too narrow for columns."""
    held: dict[str, list[str]] = {}
    # Once over all of them: to make rows of a frame is what costs.
    for row in records(cells):
        if not pd.isna(row.body_code):
            drawn = f"<li>{_cell_link(row, link, row.finding_ref)}</li>"
            held.setdefault(row.body_code, []).append(drawn)
    parts = []
    for body in records(returns):
        state = escape(board_words.return_state(body))
        parts.append(
            f'<section><h3>{escape(body.body)} <span class="quiet">{state}</span></h3>'
            f"<ul>{''.join(held.get(body.body_code, []))}</ul></section>"
        )
    mark = blocks.mark(is_made_up=is_made_up)
    return f'<div class="soc narrow-only by-body">{mark}{"".join(parts)}</div>'


def _row_head(ref: str, wording: str = "") -> str:
    drawn = f'<span class="wording">{escape(wording)}</span>' if wording else ""
    return f'<th scope="row"><span class="ref">{escape(ref)}</span>{drawn}</th>'


def _findings_by_body(
    cells: pd.DataFrame, returns: pd.DataFrame, link: Link
) -> tuple[list[str], list[str]]:
    """A column a body, headed by its published grade; a line a finding with a cell a body."""
    heads = [_body_head(row) for row in records(returns)]
    lines = []
    by_finding: dict[str, dict[str, Any]] = {}
    for row in records(cells):
        if not pd.isna(row.body_code):
            by_finding.setdefault(row.finding_ref, {})[row.body_code] = row
    for by_body in by_finding.values():
        finding = next(iter(by_body.values()))
        drawn = (
            _cell(by_body[code], link)
            if code in by_body
            else '<td class="none">does not apply</td>'
            for code in returns["body_code"]
        )
        head = _row_head(finding.finding_ref, words(finding.wording, board_words.NO_WORDING))
        lines.append(f"<tr>{head}{''.join(drawn)}</tr>")
    return heads, lines


def _findings_counted(cells: pd.DataFrame, link: Link) -> tuple[list[str], list[str]]:
    """A column a BRAG that any body stands at, and a line a finding with how many stand there."""
    held = cells.dropna(subset="body_code")
    chips = held.drop_duplicates("brag_code").sort_values("brag_order")
    heads = [
        f'<th scope="col"{NUMBER}>{blocks.brag(row.brag_code, row.brag, row.brag_symbol)}</th>'
        for row in records(chips)
    ]
    heads.append(f'<th scope="col"{NUMBER}>{escape(board_words.APPLIES_TO)}</th>')
    heads.append(f'<th scope="col">{escape(board_words.WORST)}</th>')
    lines = []
    for finding_ref, rows in held.groupby("finding_ref", sort=False):
        href = link("afi_progress", finding=str(finding_ref))
        found = rows["brag_code"].value_counts()
        late = int((rows["brag_code"].eq("green") & rows["is_milestone_overdue"]).sum())
        counts = [
            board_words.count(found.get(code, 0), late if code == "green" else 0)
            for code in chips["brag_code"]
        ]
        wording = words(rows["wording"].iloc[0], board_words.NO_WORDING)
        lines.append(
            f'<tr><th scope="row"><a href="{escape(href)}"><span class="ref">'
            f"{escape(str(finding_ref))}</span></a>"
            f'<span class="wording">{escape(wording)}</span>'
            f"</th>{_plain((*counts, len(rows)), NUMBER)}"
            f'<td class="long">{escape(board_words.worst(rows))}</td></tr>'
        )
    return heads, lines


def _plain(values: Iterable[Any], look: str = "") -> str:
    return "".join(f"<td{look}>{escape(str(value))}</td>" for value in values)


def _body_head(row: Any) -> str:
    told = [words(row.grade, "Not graded"), board_words.return_state(row)]
    quiet = "".join(f'<span class="lane quiet">{escape(line)}</span>' for line in told)
    return f'<th scope="col">{escape(row.body)}{quiet}</th>'


def _cell(row: Any, link: Link) -> str:
    return f"<td>{_cell_link(row, link)}</td>"


def _cell_link(row: Any, link: Link, ref: str = "") -> str:
    """A finding at a body at one glance, which opens its history there; `ref` names it first."""
    href = link("afi_progress", finding=row.finding_ref, at=row.body)
    seen = board_words.glance(row)
    marks = melons.melon(seen.outside, seen.inside, seen.said, is_late=seen.is_late)
    if seen.steps[0] >= 0:
        marks += melons.track(*seen.steps)
    marks += melons.diamond(seen.verifier)
    named = f'<span class="ref">{escape(ref)}</span>' if ref else ""
    stale = ' <span class="note">stale</span>' if row.is_stale else ""
    doubts = "".join(f'<span class="lane doubt">{escape(doubt)}</span>' for doubt in seen.doubts)
    lines = [line for line in (seen.agreement, seen.when) if line]
    return (
        f'<a class="glance" href="{escape(href)}" title="{escape(seen.whole)}">'
        f'{named}<span class="marks">{marks}</span><strong>{escape(seen.stage)}</strong>{stale}'
        f"{blocks.lanes(lines)}{doubts}</a>"
    )


def measure_matrix(measures: pd.DataFrame, link: Link, *, is_made_up: bool) -> str:
    """Measures x bodies beside the region; from measure_by_body.

    Each cell opens the page with its rows, for that body. Cells that cannot be compared are
    hatched and say why. Of too many bodies only the region is shown, with how many differ.
    """
    if measures.empty:
        return blocks.paragraph(NO_BODY)
    bodies = measures[["body_code", "body"]].drop_duplicates()
    is_wide = len(bodies) > MOST_BODIES
    columns = [*consistency_words.COUNTED.values()] if is_wide else bodies["body"].tolist()
    lines = []
    for label, rows in measures.groupby("measure", sort=False):
        cells = list(records(rows))
        drawn = _counts(rows) if is_wide else "".join(_measure_cell(cell, link) for cell in cells)
        lines.append(
            f'<tr><th scope="row"><span class="ref">{escape(str(label))}</span>'
            f'<span class="lane quiet">{escape(cells[0].unit)}</span></th>'
            f"{_region_cell(cells[0])}{drawn}</tr>"
        )
    caption = consistency_words.matrix_caption(len(bodies), is_wide=is_wide)
    heads = blocks.column_heads(["Measure", "Region", *columns])
    return blocks.matrix(
        "Measures by body", caption, heads, lines, "measures", is_made_up=is_made_up
    )


def _counts(rows: pd.DataFrame) -> str:
    found = rows["comparison_code"].value_counts()
    return _plain((found.get(code, 0) for code in consistency_words.COUNTED), NUMBER)


def _region_cell(row: Any) -> str:
    value, of = consistency_words.region_value(row)
    target = consistency_words.region_target(row)
    quiet = f'<span class="lane quiet">{escape(target)}</span>' if target else ""
    return f'<td><span class="ref">{escape(value)}</span>{blocks.lanes([of])}{quiet}</td>'


def _measure_cell(row: Any, link: Link) -> str:
    if row.comparison_code in consistency_words.NOTHING:
        return f'<td class="none">{escape(row.comparison)}</td>'
    value, lines = consistency_words.cell_lines(row)
    href = link(row.page, body_code=row.body_code)
    unlike = ' class="hatched"' if row.comparison_code in consistency_words.NOT_COMPARED else ""
    return (
        f'<td{unlike}><a href="{escape(href)}"><span class="ref">{escape(value)}</span>'
        f"{blocks.lanes(lines)}</a></td>"
    )
