"""Columns of 4P plans: one an OCG, its strands beneath each other, high harm at the left, as HTML.

What a column says in words is phrases'. Blocks hold their width where columns wrap, so that a phone
shows the same shape.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing import blocks
from dashboard.drawing.blocks import Link
from dashboard.frames import records
from dashboard.phrases import plans as plans_words

NAME = "4P plans by OCG"


def plan_columns(
    plans: pd.DataFrame, strands: Sequence[str], link: Link, *, is_made_up: bool
) -> str:
    """A column per row of plan_by_ocg, which opens that OCG's history; bodies under one another."""
    bodies = []
    for (_, body), rows in plans.groupby(["body_order", "body"]):
        harmful, other = rows[rows["is_high_harm"]], rows[~rows["is_high_harm"]]
        columns = [_column(row, strands, link) for row in records(harmful)]
        if columns and len(other):
            columns.append('<span class="apart"></span>')
        columns += [_column(row, strands, link) for row in records(other)]
        bodies.append(_body(str(body), plans_words.body_lines(rows), strands, columns))
    return _figure(plans_words.columns_key(strands), bodies, is_made_up=is_made_up)


def plan_counts(counts: pd.DataFrame, strands: Sequence[str], *, is_made_up: bool) -> str:
    """The same shape without an OCG in it: how many stand where; rows of strand_state_by_body."""
    bodies = []
    for body, rows in counts.groupby("body", sort=False):
        lines = []
        for strand, states in rows.groupby("strand", sort=False):
            drawn = "".join(_block(row.state_code) * int(row.ocg_count) for row in records(states))
            said = plans_words.counted(str(strand), states)
            lines.append(f'<div role="img" aria-label="{escape(said)}">{drawn}</div>')
        total = int(rows.groupby("strand", sort=False)["ocg_count"].sum().max())
        bodies.append(_body(str(body), [plans_words.active_ocgs(total)], strands, lines, "counts"))
    return _figure(plans_words.COUNTS_KEY, bodies, is_made_up=is_made_up)


def _column(row: Any, strands: Sequence[str], link: Link) -> str:
    name = plans_words.ocg_name(row.body, row.ocg_ref)
    said = escape(plans_words.column_words(row, strands))
    inner = "".join(map(_block, row.strand_states))
    kind = "column" if row.is_covered else "column unplanned"
    href = escape(link("plans", ocg=name))
    # Its title is its name too: said twice it would be half of what the picture sends.
    return f'<a class="{kind}" href="{href}" title="{said}">{inner}</a>'


def _block(state_code: str) -> str:
    return f'<i class="{escape(state_code)}"></i>'


def _body(
    body: str, lines: Iterable[str], strands: Sequence[str], columns: Iterable[str], kind: str = ""
) -> str:
    labels = "".join(f"<span>{escape(strand)}</span>" for strand in strands)
    return (
        f'<div class="plans-of"><div class="told"><strong>{escape(body)}</strong>'
        f"{blocks.lanes(lines)}</div>"
        f'<div class="strands" aria-hidden="true">{labels}</div>'
        f'<div class="columns {kind}">{"".join(columns)}</div></div>'
    )


def _figure(key: Iterable[tuple[str, str]], bodies: Iterable[str], *, is_made_up: bool) -> str:
    told = "".join(
        f'<span class="key">{_block(state) if state else ""}{escape(words)}</span>'
        for state, words in key
    )
    return (
        f'<div class="soc"><figure class="plans" role="group" aria-label="{escape(NAME)}">'
        f"<figcaption>{blocks.mark(is_made_up=is_made_up)}{told}</figcaption>{''.join(bodies)}</figure></div>"
    )
