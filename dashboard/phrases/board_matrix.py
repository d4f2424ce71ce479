"""The Board's matrix of findings and bodies in words: its caption, chips and the lines of a cell.

Drawing it as HTML is drawing's.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.figures.filters import MOST_BODIES
from dashboard.phrases.claims import second_test, waiting
from dashboard.phrases.melon_words import agreement_words, inside
from dashboard.wording import day, in_sentence, listed, month, words

NO_WORDING = "Its wording is not held."
APPLIES_TO = "Bodies it applies to"
WORST = "Worst"
MOST_NAMED = 3


def matrix_caption(body_count: int, *, is_wide: bool) -> str:
    """What the matrix shows, and what its cells open."""
    if is_wide:
        return (
            f"How many of {body_count} bodies stand at each BRAG. Choose a finding to read every "
            f"body's; choose at most {MOST_BODIES} bodies to see them side by side."
        )
    return (
        "Outside is what each body declares, inside what its data shows. A cell opens its history."
    )


TRACK_KEY = "planned, in progress, delivered"
DIAMOND_KEY = (("verified", "verified by someone else"), ("disputed", "disputed by a verifier"))
GLANCED = 2
"""So many doubts of a finding at a body are shown at a glance; its history has all."""


@dataclass(frozen=True)
class Glance:
    """A finding at a body at one glance: the marks of a melon, and few words.

    `said` names the marks for whoever cannot see them; `whole` is all there is to say.
    """

    outside: str
    inside: str
    is_late: bool
    steps: tuple[int, int]
    verifier: str
    stage: str
    agreement: str
    when: str
    doubts: tuple[str, ...]
    said: str
    whole: str


def glance(row: Any) -> Glance:
    """A row of with_evidence at one glance, the worst of its doubts first."""
    stage = row.claimed_stage if row.is_reported else "Not reported"
    agreement = agreement_words(row)
    is_late = row.brag_code == "green" and bool(row.is_milestone_overdue)
    whole = cell_lines(row)
    said = f"{row.finding_ref}, {row.body}: {in_sentence(agreement)}"
    if row.measure_count:
        said += f"; {row.met_count:.0f} of {row.measure_count:.0f} measures met"
    done = -1 if pd.isna(row.claimed_step) else int(row.claimed_step)
    return Glance(
        row.brag_code,
        inside(row),
        is_late,
        (done, int(row.step_count)),
        _verifier(row),
        stage,
        agreement,
        _when(row),
        tuple(_doubts(row)[:GLANCED]),
        said,
        ". ".join(whole),
    )


def _verifier(row: Any) -> str:
    if row.is_conflict:
        return "conflict"
    if row.is_verified:
        return "verified"
    return "disputed" if row.is_contested and not row.is_claimed_anew else "none"


def _when(row: Any) -> str:
    if row.is_verified and not row.is_contradicted:
        return f"verified {month(row.verified_on)}"
    if not pd.isna(row.expected_closing_on):
        return f"{'was due' if row.is_past_closing else 'closing'} {month(row.expected_closing_on)}"
    return "no closing date" if row.is_open else ""


def _doubts(row: Any) -> list[str]:
    """What a board would ask of it, the worst first, each in a few words."""
    told = []
    if row.is_contradicted:
        told.append("Verified, and says otherwise since")
    if row.is_conflict:
        told.append("Verifiers disagree")
    if not pd.isna(row.left_out_code):
        told.append("Left out of its latest return")
    if row.is_contested and row.is_claimed_anew:
        told.append("Disputed, claimed anew")
    if row.is_milestone_overdue:
        told.append("Milestone overdue")
    if row.is_waiting and pd.isna(row.evidence):
        told.append("No evidence given")
    if row.is_waiting:
        told.append(f"Waits since {month(row.waiting_since_on)}")
    return told


def not_held(count: int) -> str:
    """What is said of findings of which nobody knows to whom they apply."""
    return (
        "The numbering shows that it exists. Its wording, and to whom it applies, are not in the "
        "public record held."
        if count == 1
        else "The numbering shows that they exist. Their wording, and to whom they apply, are not "
        "in the public record held."
    )


def return_state(row: Any) -> str:
    """How old a body's figures are; a row of body_return."""
    if pd.isna(row.as_at_on):
        return "no return yet"
    return f"{'stale:' if row.is_stale else 'at'} {day(row.as_at_on)}"


def with_evidence(cells: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """finding_by_body's rows, with what claim_and_evidence counts of each."""
    counted = ["measure_count", "met_count", "held_returns", "sustained_returns",
               "computed_brag_code", "computed_brag", "agreement_code"]  # fmt: skip
    keys = ["finding_ref", "body_code"]
    return cells.merge(claims[[*keys, *counted]], how="left", on=keys)


def chip(row: Any) -> tuple[str, str]:
    """The look and the label of a position's BRAG: green with a milestone overdue is not plain."""
    is_late = row.brag_code == "green" and row.is_milestone_overdue
    return (
        ("green brag-late", f"{row.brag}, milestone overdue")
        if is_late
        else (row.brag_code, row.brag)
    )


def count(found: int, late: int) -> str:
    """How many bodies stand at a BRAG, and how many of them with a milestone overdue."""
    return f"{found}, {late} with a milestone overdue" if late else str(found)


def worst(rows: pd.DataFrame) -> str:
    """Which bodies stand at the worst declared BRAG of a finding, by name; none where it is green.

    Its rows of finding_by_body.
    """
    for code in ("red", "amber"):
        found = rows[rows["brag_code"] == code]
        if len(found):
            named = found["body"].tolist()
            more = len(named) - MOST_NAMED
            told = [*named[:MOST_NAMED], f"{more} more"] if more > 0 else named
            return f"{found['brag'].iloc[0]}: {listed(told)}"
    return "none red or amber"


def held(row: Any) -> list[str]:
    """Whether green or blue has held: how many returns in a row met every target."""
    if row.brag_code not in ("green", "blue"):
        return []
    if not row.measure_count:
        return ["No measure evidences it"]
    if row.met_count < row.measure_count:
        return [f"Targets met: {row.met_count:.0f} of {row.measure_count:.0f}"]
    if row.held_returns >= row.sustained_returns:
        return [f"Sustained: held in {row.held_returns:.0f} returns"]
    return [f"Not yet sustained: held in {row.held_returns:.0f} of "
            f"{row.sustained_returns:.0f} returns"]  # fmt: skip


def cell_lines(row: Any) -> list[str]:
    """What a body claims and what a verifier says, a line each; a row of with_evidence."""
    lines = [f"Verified, declared {in_sentence(row.brag)} since"] if row.is_contradicted else []
    if row.is_reported:
        lines.append(f"Claims: {in_sentence(row.claimed_stage)}")
    elif not pd.isna(row.left_out_code):
        lines.append(left_out(row))
    if len(row.disagreeing):
        lines.append(
            f"{row.verified_stage}: {listed([in_sentence(word) for word in row.disagreeing])}"
        )
    elif row.is_claimed_anew:
        lines.append(second_test(row))
    elif not pd.isna(row.verified_on):
        lines.append(f"Verifier: {in_sentence(row.verified_stage)}")
    elif row.is_delivered:
        lines.append("Not verified" if row.verified_stage != "Not known" else "Verifier not known")
    if row.is_waiting:
        lines.append(f"Waits since {waiting(row)}")
    if row.is_waiting and pd.isna(row.evidence):
        lines.append("No evidence given")
    lines += held(row)
    if row.is_milestone_overdue:
        milestone = words(row.next_milestone, "next milestone")
        lines.append(f"Overdue since {day(row.next_milestone_due_on)}: {in_sentence(milestone)}")
    lines += [f"Since then: {in_sentence(word)}" for word in row.later_words]
    if row.is_past_closing:
        lines.append(f"Was due {day(row.expected_closing_on)}")
    elif row.is_open and pd.isna(row.expected_closing_on):
        lines.append("No closing date")
    if not row.is_reported and not pd.isna(row.response_published_on):
        lines.append(f"Response published {day(row.response_published_on)}")
    return lines or ["No return reports on it"]


def left_out(row: Any) -> str:
    """That a body's latest return says nothing of a finding, and how; has its left_out_code."""
    what = row.finding_ref if row.left_out_code == "finding" else "any finding"
    return f"Returned {day(row.latest_as_at_on)}, and says nothing of {what}"
