"""Findings in words: where one stands, whence it comes, and which are chosen.

Every value comes from a query's frame; drawing them as HTML is drawing's.
"""

from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases.board_matrix import left_out
from dashboard.phrases.claims import second_test
from dashboard.phrases.values import Table
from dashboard.wording import NOT_REPORTED, day, in_sentence, listed, words

NO_WORDING = "The wording of this finding is not held."


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


def finding_heading(finding: Any) -> str:
    """A finding's reference and kind; a row of finding_source."""
    return f"{finding.finding_ref}: {in_sentence(finding.kind)}"


def wording(finding: Any) -> str:
    """A finding in the inspectorate's own words; a row of finding_source."""
    return words(finding.wording, NO_WORDING)


def finding_facts(finding: Any) -> dict[str, str]:
    """Where a finding comes from and by when it was to be answered; a row of finding_source."""
    pages = f", pages {finding.source_page}" if words(finding.source_page) else ""
    told = {
        "Inspection": f"{finding.inspection}, {finding.inspection_publisher}, published "
        f"{day(finding.inspection_published_on)}{pages}",
        "Applies to": finding.scope,
        **({"Set under": finding.parent_ref} if words(finding.parent_ref) else {}),
        **({"Deadline": words(finding.due_on)} if not pd.isna(finding.due_on) else {}),
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


def position_facts(position: Any) -> dict[str, str]:
    """One finding at one body today, name and value; a row of finding_by_body."""
    verified = position.verified_stage
    if position.is_claimed_anew:
        verified = second_test(position)
    elif not pd.isna(position.verified_on):
        verified += f", {words(position.verified_on)}"
    if len(position.disagreeing):
        verified += f": {listed([in_sentence(word) for word in position.disagreeing])}"
    for word in position.later_words:
        verified += f"; since then {in_sentence(word)}"
    return {
        "Claimed": words(position.claimed_stage, NOT_REPORTED),
        "Verified": verified,
        "Expected closing": words(position.expected_closing_on, "none given"),
        "Reported as at": _reported(position),
    }


def _reported(position: Any) -> str:
    if not pd.isna(position.left_out_code):
        return left_out(position)
    stale = " (stale)" if position.is_stale else ""
    return words(position.claimed_as_at_on, "no return reports on it") + stale


def finding_history_in_words(frame: pd.DataFrame) -> str:
    """Each change of stage with its date as a sentence; from finding_history."""
    told, last = [], None
    for row in records(frame[~frame["is_replaced"]].sort_values(["on_date", "lane_code"])):
        said = f"{row.lane_code} {in_sentence(row.stage)}"
        if said != last:
            told.append(f"{day(row.on_date)}: {said}")
        last = said
    return f"Stage over time. {'; '.join(told)}."


def history_table(finding_ref: str, at_body: str, body_code: str) -> Table:
    """The history of one finding at one body, claim by claim and verification by verification."""
    return Table(
        "finding_history",
        {
            "on_date": "As at",
            "lane": "Lane",
            "stage": "Stage",
            "brag": "Declared",
            "words": "Progress",
            "evidence_dated": "Evidence",
            "expected_closing_on": "Expected closing",
            "milestone": "Next milestone",
            "by_role": "By (role)",
            "received_on": "Received",
            "file_name": "Return",
            "place": "Place in it",
        },
        f"History of {finding_ref} at {at_body}, newest first",
        f"history-{finding_ref.lower().replace(' ', '-')}-{body_code}",
        empty="",
        missing="none given",
    )


POSITIONS = Table(
    "finding_by_body",
    {
        "finding_ref": "Finding",
        "body": "Body",
        "claimed_stage": "Claimed",
        "verified_stage": "Verified",
        "brag": "BRAG",
        "progress": "Progress",
        "evidence": "Evidence",
        "expected_closing_on": "Expected closing",
        "claimed_as_at_on": "Reported as at",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Findings at bodies",
    "findings-at-bodies",
    empty="No finding at a body matches these filters. Widen the finding, stage or bodies.",
    missing="none given",
)
