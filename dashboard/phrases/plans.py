"""The 4P plans page in sentences and lists of what changed.

Every number comes from a query's frame; drawing them as HTML is tables'.
"""

from html import escape

import pandas as pd

from dashboard.drawing.tables import paragraph
from dashboard.figures.ask import records
from dashboard.figures.filters import listed
from dashboard.phrases import n_of_d, plural


def plan_headline(by_body: pd.DataFrame, first_strand: str) -> list[str]:
    """Coverage, quality and the worst gap in sentences; from plan_quality_by_body."""
    reported = by_body[by_body["is_reported"]]
    if reported.empty:
        return ["No body chosen has reported its OCGs and 4P plans by this date."]
    total = reported[
        ["ocg_count", "covered_count", "quality_count", "high_harm_count", "pursue_only_count"]
    ].sum()
    whole = int((reported["covered_count"] == reported["ocg_count"]).sum())
    pursue_only = int(total["pursue_only_count"])
    sentences = [
        f"{whole} of {plural(len(reported), 'body', 'bodies')} that reported have every OCG "
        f"covered: {n_of_d(total['covered_count'], total['ocg_count'])} OCGs have a plan, and "
        f"{n_of_d(total['quality_count'], total['ocg_count'])} a plan of quality.",
        f"{plural(pursue_only, 'high-harm OCG')} of {int(total['high_harm_count'])} "
        f"{'has' if pursue_only == 1 else 'have'} {first_strand} live and nothing else.",
    ]
    silent = by_body.loc[~by_body["is_reported"], "body"].tolist()
    if silent:
        sentences.append(f"Not reported: {listed(silent)}.")
    return sentences


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
