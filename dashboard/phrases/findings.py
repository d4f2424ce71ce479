"""Findings in words: where one stands, whence it comes, and which are chosen.

Every value comes from a query's frame; drawing them as HTML is tables'.
"""

from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.wording import day, words


def stages(cells: pd.DataFrame) -> list[str]:
    """The stages to filter by, as both lanes' labels; from finding_by_body."""
    reported = cells.dropna(subset=["body_code"])
    claimed = [f"Claimed: {label}" for label in sorted(set(reported["claimed_stage"].dropna()))]
    verified = [f"Verified: {label}" for label in sorted(set(reported["verified_stage"].dropna()))]
    return [*claimed, NOT_CLAIMED, *verified]


NOT_CLAIMED = "Claimed: not reported"


def chosen_positions(cells: pd.DataFrame, finding_ref: str, stage: str, every: str) -> pd.DataFrame:
    """finding_by_body's rows at a body, for one finding or every, at one stage or every."""
    rows = cells.dropna(subset=["body_code"])
    if finding_ref != every:
        rows = rows[rows["finding_ref"] == finding_ref]
    if stage == NOT_CLAIMED:
        return rows[rows["claimed_stage"].isna()]
    if stage != every:
        lane, label = stage.split(": ", 1)
        rows = rows[rows[f"{lane.lower()}_stage"] == label]
    return rows


def finding_facts(finding: Any) -> dict[str, str]:
    """Where a finding comes from and by when it was to be answered; a row of finding_source."""
    pages = f", pages {finding.source_page}" if words(finding.source_page) else ""
    told = {
        "Inspection": f"{finding.inspection}, {finding.inspection_publisher}, published "
        f"{day(finding.inspection_published_on)}{pages}",
        "Applies to": finding.scope,
        "Held through": f"{finding.source} ({finding.source_location})",
        "Response due": f"{day(finding.response_due_on)}, the last day under section 55 of the "
        "Police Act 1996",
    }
    if words(finding.kind_meaning):
        told[finding.kind] = finding.kind_meaning
    if words(finding.note):
        told["Note"] = finding.note
    return told


def no_history(
    finding_ref: str, at_body: str, cells: pd.DataFrame, body_code: str, filters: Filters
) -> str:
    """Why one finding has no history at one body."""
    here = cells[(cells["finding_ref"] == finding_ref)]
    if bool(here["body_code"].isna().all()):
        return f"To whom {finding_ref} applies is not held, so it has no history to show."
    if body_code not in set(here["body_code"]):
        return f"{finding_ref} does not apply to {at_body}, or {at_body} is filtered out."
    return f"No return from {at_body} reports on {finding_ref} by {day(filters.as_at_on)}."
