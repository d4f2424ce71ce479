"""The Board page as sentences and tables; its matrix is
board_matrix', and its cards are headline_cards'.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from datetime import date
from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases.changes import CHANGES, SILENCE
from dashboard.phrases.claims import claims_checked
from dashboard.phrases.values import Table
from dashboard.wording import are, day, in_sentence, listed, plural


def opening(
    now: Any,
    cells: pd.DataFrame,
    claims: pd.DataFrame,
    movement: pd.DataFrame,
    returns: pd.DataFrame,
    filters: Filters,
) -> list[str]:
    """What the page opens with, the worst first; board_headline's frames, finding_by_body's and
    claim_and_evidence's."""
    told = board_headline(now, movement, returns, filters)
    worst = _worst(cells, claims)
    return [*worst, *told[:1], *disputed_statuses(cells), *told[1:]]


def _worst(cells: pd.DataFrame, claims: pd.DataFrame) -> list[str]:
    """What a board must not pass over, as one sentence: claims better than shown, and verified
    findings that are not beyond doubt."""
    held = cells.dropna(subset="body_code")
    told = [sentence.removesuffix(".") for sentence in claim_warning(claims)]
    against = int(held["is_contradicted"].astype(bool).sum()) if len(held) else 0
    conflict = int(held["is_conflict"].astype(bool).sum()) if len(held) else 0
    if against:
        whose = "its body" if against == 1 else "their bodies"
        told.append(
            f"{plural(against, 'verified finding')} {are(against)} contradicted by {whose} since"
        )
    if conflict:
        told.append(f"verifiers disagree on {conflict}")
    return [f"{listed(told)}."] if told else []


def board_headline(
    now: Any, movement: pd.DataFrame, returns: pd.DataFrame, filters: Filters
) -> list[str]:
    """Two or three sentences: where the findings stand, what changed, who is not heard from.

    `now` is the row of headline_figures; the frames are movement_by_finding_body's and
    body_return's.
    """
    if not now.position_count:
        return [
            "No published finding is known to apply to the bodies chosen by this date, so there is "
            "nothing to report yet."
        ]
    if now.not_reported_count == now.position_count:
        return [
            "No return has been received that reports on a finding.",
            "What follows is the public record alone: where a figure is not held it says so.",
        ]
    sentences = [_stands(now)]
    doubts = [
        f"{now.unevidenced_count} claimed without evidence" if now.unevidenced_count else "",
        f"{now.late_green_count} green with a milestone overdue" if now.late_green_count else "",
        f"{now.past_closing_count} open past the expected closing date"
        if now.past_closing_count
        else "",
        f"{now.undated_count} open without a closing date" if now.undated_count else "",
    ]
    if any(doubts):
        sentences.append(f"{listed([doubt for doubt in doubts if doubt])}.")
    counted = _counted(movement)
    if counted and filters.since_on:
        told = listed([f"{in_sentence(CHANGES[code])} {count}" for code, count in counted.items()])
        sentences.append(f"Since {day(filters.since_on)}: {told}.")
    silent = silent_bodies(returns)
    if silent:
        sentences.append(f"{listed(silent)}.")
    return sentences


def _stands(now: Any) -> str:
    """How many findings at bodies are verified complete, and how many wait for a verifier."""
    anew, of = now.claimed_anew_count, f"{now.position_count} findings at bodies"
    if not now.is_finding_list_whole:
        of = f"the {of} that are held, which are not all,"
    waiting = now.claimed_only_count - now.contested_count - anew
    waits = f"{are(waiting)} claimed delivered and {'waits' if waiting == 1 else 'wait'}"
    if now.has_board_record:
        told = f"{now.verified_count} of {of} are verified complete; "
        told += f"{waiting} more {waits} for a verifier" if waiting else "none waits for a verifier"
    else:
        told = "No verification is known, since the board's secretariat has not returned; "
        told += (
            f"{waiting} of {of} {waits} for a verifier"
            if waiting
            else (f"none of {of} is claimed delivered")
        )
    if now.contested_count:
        told += f", {now.contested_count} {are(now.contested_count)} disputed by one"
    if anew:
        told += f"; {anew} disputed before {are(anew)} claimed anew and "
        told += f"{'waits' if anew == 1 else 'wait'} for a second test"
    return f"{told}."


def _counted(movement: pd.DataFrame) -> dict[str, int]:
    """How many findings at bodies show each kind of change, or bodies where silence changed."""
    pairs: dict[str, set[tuple[str, str]]] = {code: set() for code in CHANGES}
    for row in records(movement):
        is_body_s = row.change_code in SILENCE
        pairs[row.change_code].add(("" if is_body_s else row.finding_ref, row.body_code))
    return {code: len(found) for code, found in pairs.items() if found}


def silent_bodies(returns: pd.DataFrame) -> list[str]:
    """For each body without a current return, since when; from body_return."""
    return [
        f"{row.body} has never returned"
        if pd.isna(row.as_at_on)
        else f"{row.body} has not returned since {day(row.as_at_on)}"
        for row in records(returns)
        if pd.isna(row.as_at_on) or row.is_stale
    ]


def claim_warning(claims: pd.DataFrame) -> list[str]:
    """How many claims are better than the data shows; from claim_and_evidence."""
    checked, better = claims_checked(claims)
    if better.empty:
        return []
    return [
        f"{len(better)} of {plural(len(checked), 'claim')} that can be checked "
        f"{are(len(better))} better than what the data shows."
    ]


def disputed_statuses(cells: pd.DataFrame) -> list[str]:
    """What no status may hide, a sentence a kind; from finding_by_body.

    Verifications that the body contradicts since or that contradict each other, and findings of
    which a return of the body says nothing.
    """
    rows = [row for row in records(cells) if not pd.isna(row.body_code)]
    kinds = {
        "Verified complete, and the body says otherwise since": [
            f"{row.finding_ref} at {row.body} (declared {in_sentence(row.brag)})"
            for row in rows
            if row.is_contradicted
        ],
        "Verifiers disagree": [f"{row.finding_ref} at {row.body}" for row in rows
                               if row.is_conflict],
        "Returned, and says nothing of it": [
            f"{row.finding_ref} at {row.body} ({day(row.latest_as_at_on)})"
            for row in rows
            if not pd.isna(row.left_out_code)
        ],
    }  # fmt: skip
    return [f"{said}: {_first(found)}." for said, found in kinds.items() if found]


def _first(found: list[str]) -> str:
    """At most four of them, as a list."""
    more = [f"{len(found) - 4} more"] if len(found) > 4 else []
    return listed([*found[:4], *more])


# ---- BRAG over time ----


def brag_by_month_in_words(frame: pd.DataFrame) -> str:
    """The counts of the first and the last month as a sentence; from brag_by_month."""

    def counts(on_date: pd.Timestamp) -> str:
        rows = frame[frame["on_date"] == on_date]
        return ", ".join(f"{row.position_count} {in_sentence(row.brag)}" for row in records(rows))

    first, last = frame["on_date"].min(), frame["on_date"].max()
    return (
        f"Columns of findings at bodies by BRAG, month by month. {day(first)}: {counts(first)}. "
        f"{day(last)}: {counts(last)}."
    )


# ---- Tables ----


def overdue_actions(now: Any, on: str) -> Table:
    """The board actions that are overdue; `now` is the row of headline_figures."""
    return Table(
        "action_overdue",
        {
            "action_ref": "Action",
            "action": "What is to be done",
            "owner_body": "Owner",
            "owner_role": "Role",
            "first_due_on": "First due",
            "due_on": "Due now",
            "days_overdue": "Days overdue",
            "finding_ref": "Finding",
            "file_name": "Return",
            "row_number": "Row",
        },
        "Overdue board actions",
        "overdue-actions",
        empty=f"No board action was overdue on {on}."
        if now.has_board_record
        else "No return of the board's secretariat has been received, so actions are not known.",
        missing="none given",
    )


def nothing_published(on: date) -> str:
    """What is said before the first inspection."""
    return f"No finding of these bodies had been published by {day(on)}."


def brag_months(on: date) -> Table:
    """How many findings at bodies stood at each BRAG, month by month."""
    return Table(
        "brag_by_month",
        {"on_date": "Date", "brag": "BRAG", "position_count": "Findings at bodies"},
        "Findings at bodies by BRAG and date",
        "brag-by-month",
        empty=nothing_published(on),
    )


RETURNS_IN_FORCE = Table(
    "body_return",
    {
        "body": "Body",
        "as_at_on": "As at",
        "received_at": "Received",
        "age_days": "Age in days",
        "is_stale": "Stale",
        "marking": "Marking",
        "file_name": "Return",
        "sha256": "SHA-256 of the file received",
        "grade": "Published grade",
    },
    "Returns these figures are taken from",
    "returns-in-force",
    missing="none given",
)
PLAN_COVERAGE = Table(
    "plan_coverage_by_body",
    {
        "body": "Body",
        "covered_ocg_count": "OCGs with a published 4P plan",
        "ocg_count": "Active OCGs",
        "coverage_pct": "Per cent",
        "as_at_on": "As at",
    },
    "4P plan coverage by body",
    "plan-coverage-by-body",
)
OCG_COVERAGE = Table(
    "ocg_coverage",
    {
        "ocg_ref": "OCG",
        "body": "Body",
        "threat_band": "Threat band",
        "published_strands": "Published strands of 4",
        "is_covered": "Has a plan",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Active OCGs and their 4P plans",
    "ocg-coverage",
    empty="No OCG has been reported.",
    missing="not assessed",
)
