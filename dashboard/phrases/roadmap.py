"""The road of each finding at each body in words: what each of its marks is called.

Every value comes from a query's frame; where a mark stands is drawing's.
"""

from datetime import date
from typing import Any

import pandas as pd

from dashboard.phrases.claims import between
from dashboard.wording import are, day, in_sentence, month, plural, words

NAME = "Each finding at each body over time"
NO_CLOSING = "no closing date given"
MOST_ROADS = 80
"""Findings at bodies that one picture shows."""
TOO_MANY = (
    "Choose a finding, or fewer bodies, to see each over time. Until then every finding at every "
    "body is counted here by BRAG."
)
KEY = (
    ("colours", "declared, return by return"),
    ("silence", "silent"),
    ("moved", "stage moved"),
    ("verified", "verified"),
    ("word", "disputed, withdrawn or not yet done"),
    ("promised", "closing date promised now"),
    ("before", "promised before"),
    ("forecast", "when its own trend meets the targets"),
)
"""What marks stand for: their kind, and words."""


def headline(cells: pd.DataFrame, claims: pd.DataFrame) -> list[str]:
    """What slips and what is done, the worst first; finding_by_body and claim_and_evidence."""
    held = cells.dropna(subset="body_code")
    if held.empty:
        return ["No finding at a body matches these filters."]
    said = claims[claims["is_reported"]]
    if said.empty:
        return ["No return reports on a finding by this date."]
    is_open = said["is_open"].astype(bool)
    moved = int((is_open & (said["redate_count"] > 0)).sum())
    undated = int((is_open & said["expected_closing_on"].isna()).sum())
    passed = int((is_open & said["is_past_closing"].astype(bool)).sum())
    doubts = [
        f"{moved} {'has' if moved == 1 else 'have'} moved the closing date later" if moved else "",
        f"{undated} {'gives' if undated == 1 else 'give'} none" if undated else "",
        f"{passed} {are(passed)} past it" if passed else "",
    ]
    told = [doubt for doubt in doubts if doubt]
    count = plural(int(is_open.sum()), "finding at a body", "findings at bodies")
    first = f"Of {count} still open, "
    first += " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    if not told:
        first += "none has moved its closing date later"
    if not is_open.any():
        first = "No finding at a body is still open"
    verified = int((held["is_verified"] & ~held["is_contradicted"]).astype(bool).sum())
    return [
        f"{first}.",
        f"{verified} of {plural(len(held), 'finding at a body', 'findings at bodies')} "
        f"{are(verified)} verified complete.",
    ]


def claimed(row: Any, last_on: Any, count: int) -> str:
    """A stretch over which a body declared one BRAG and stage; its first row of finding_road."""
    of = f"{row.finding_ref}, {row.body}"
    if pd.isna(row.stage):
        return f"{of}: returned {day(row.on_date)}, and says nothing of it"
    said = f"{of}: declared {in_sentence(words(row.brag, 'no BRAG'))}, {in_sentence(row.stage)}"
    if count == 1:
        return f"{said}, {day(row.on_date)}"
    return f"{said}, {day(row.on_date)} to {day(last_on)}, {plural(count, 'return')}"


def verified(row: Any) -> str:
    """A verifier's word; a row of finding_road."""
    return f"{row.finding_ref}, {row.body}: {in_sentence(row.stage)}, {day(row.on_date)}"


def promised(row: Any, *, is_latest: bool) -> str:
    """A closing date; a row of finding_road of the return that gave it first."""
    said = "closing date promised now" if is_latest else "closing date promised before"
    return (
        f"{row.finding_ref}, {row.body}: {said}, {day(row.expected_closing_on)}, "
        f"given {day(row.on_date)}"
    )


def forecast(row: Any) -> str:
    """When a finding's own trend meets its targets; a row of claim_and_evidence."""
    when = between(row.forecast_from_on, row.forecast_to_on)
    return f"{row.finding_ref}, {row.body}: its own trend meets the targets {when}"


def silent(row: Any) -> str:
    """That nothing was heard after a return; its row of finding_road."""
    return f"{row.body}: no return after {day(row.on_date)}"


def beside(row: Any, moves: int) -> str:
    """What stands under a body's name; a row of claim_and_evidence, and how often it moved."""
    if not row.is_reported:
        return "not reported"
    if row.is_verified and not row.is_contradicted:
        return f"verified {month(row.verified_on)}"
    told = [str(row.claimed_stage)]
    if moves and row.is_open:
        told.append(f"moved later {'once' if moves == 1 else plural(moves, 'time')}")
    return ", ".join(told)


def as_at(on: date) -> str:
    """What stands over the day that the picture describes."""
    return f"as at {on.day} {on:%B}"
