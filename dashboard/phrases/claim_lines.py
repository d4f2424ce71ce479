"""Each claim as one line: who claims what, what the data misses, and by when it is promised.

Every value comes from claim_and_evidence; drawing it as HTML is drawing's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.claims import (
    closing_words,
    forecast_words,
    sustained_words,
    verifier,
    why_words,
)
from dashboard.phrases.melon_words import agreement_words, inside
from dashboard.wording import in_sentence, words

LIST = "Claims, those better than shown first"
MOST_LISTED = 60
"""Claims that are drawn one under another."""


@dataclass(frozen=True)
class ClaimLine:
    """One claim as a line: its melon, who claims what, what the data misses, and by when."""

    outside: str
    inside: str
    is_late: bool
    said: str
    href: str
    name: str
    claims: tuple[str, ...]
    met: str
    why: str
    dates: tuple[str, ...]


def claim_lines(claims: pd.DataFrame, link: Callable[..., str]) -> list[ClaimLine]:
    """A line per row of claim_and_evidence, in its order; `link` gives a page's address."""
    return [_claim_line(row, link) for row in records(claims)]


def _claim_line(row: Any, link: Callable[..., str]) -> ClaimLine:
    is_blue = row.is_verified and not row.is_contradicted
    melon = SimpleNamespace(
        brag_code="blue" if is_blue else row.declared_brag_code,
        brag="Verified complete" if is_blue else row.declared_brag,
        agreement_code=row.agreement_code,
        computed_brag_code=row.computed_brag_code,
        computed_brag=row.computed_brag,
    )
    agreement = agreement_words(melon)
    name = f"{row.finding_ref}, {row.body}"
    met = ""
    if row.measure_count:
        met = f"{row.met_count} of {row.measure_count} measures meet their targets."
    promise = f"Closing {closing_words(row)}"
    trend = forecast_words(row)
    return ClaimLine(
        melon.brag_code,
        inside(melon),
        row.declared_brag_code == "green" and bool(row.is_milestone_overdue),
        f"{name}: {in_sentence(agreement)}",
        link("afi_progress", finding=row.finding_ref, at=row.body),
        name,
        (f"Claims {in_sentence(words(row.claimed_stage, 'nothing'))}; {in_sentence(verifier(row))}",
         agreement),
        met,
        f"{why_words(row)}.",
        (promise, f"On its own trend: {trend}", sustained_words(row)),
    )  # fmt: skip
