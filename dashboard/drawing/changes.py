"""What changed, one list a kind of change, as HTML."""

from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing.blocks import paragraph
from dashboard.frames import records
from dashboard.phrases.board import CHANGES, _lines


def movement_lists(movement: pd.DataFrame, since: str) -> str:
    """What changed, one list a kind of change, as HTML; from movement_by_finding_body."""
    by_code: dict[str, list[Any]] = {code: [] for code in CHANGES}
    for row in records(movement):
        by_code[row.change_code].append(row)
    parts = []
    for code, rows in by_code.items():
        if rows:
            lines = "".join(f"<li>{escape(line)}</li>" for line in _lines(code, rows))
            parts.append(f"<section><h3>{escape(CHANGES[code])}</h3><ul>{lines}</ul></section>")
    if not parts:
        return paragraph(f"Nothing has changed since {since}.")
    return f'<div class="soc changes">{"".join(parts)}</div>'


def plan_changes(changes: pd.DataFrame, since: str) -> str:
    """What changed of the OCGs, one list a kind of change, as HTML; from plan_change_by_ocg."""
    by_change: dict[str, dict[str, list[str]]] = {}
    for row in records(changes):
        by_change.setdefault(row.change, {}).setdefault(row.body, []).append(row.ocg_ref)
    parts = []
    for change, by_body in by_change.items():
        count = sum(len(refs) for refs in by_body.values())
        lines = (f"<li>{escape(body)}: {escape(', '.join(refs))}</li>" for body, refs in
                 by_body.items())  # fmt: skip
        parts.append(
            f"<section><h3>{escape(change)}: {count}</h3><ul>{''.join(lines)}</ul></section>"
        )
    if not parts:
        return paragraph(f"No OCG or plan has changed since {since}.")
    return f'<div class="soc changes">{"".join(parts)}</div>'
