"""What changed since the earlier date: counts, lines and rows by kind of change.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.measures import measure_words
from dashboard.phrases.values import Table
from dashboard.wording import day, in_sentence, words

NOTHING_COMPARED = (
    "Nothing is compared: no earlier board meeting is known, or none is chosen under Compared with."
)


CHANGES = {
    "contradicted": "Verification contradicted by the body",
    "claim-dropped": "No longer reported on",
    "verified": "Newly verified",
    "verifiers-disagree": "Verifiers disagree",
    "contested": "Disputed by a verifier",
    "reopened": "Verification withdrawn",
    "verification-gone": "Verification no longer on record",
    "verification-changed": "Verification changed",
    "moved": "Moved forward",
    "moved-back": "Moved back",
    "claim-changed": "Claim changed",
    "first-claim": "Reported on for the first time",
    "slipped": "Expected closing date slipped",
    "date-withdrawn": "Closing date withdrawn",
    "went-silent": "Went silent",
    "came-back": "Reporting again",
    "measure-worse": "Measure worse, beyond noise",
    "measure-better": "Measure better, beyond noise",
    "action-new": "New board action",
    "action-slipped": "Board action's due date slipped",
    "action-overdue": "Board action now overdue",
    "action-handed-over": "Board action handed over to another body",
    "action-taken-over": "Board action taken over from another body",
    "action-reopened": "Board action reopened",
    "action-withdrawn": "Board action withdrawn",
    "action-closed": "Board action closed",
}
"""Kinds of change in the order a board reads them."""


def change_counts(
    movement: pd.DataFrame, actions: pd.DataFrame, measures: pd.DataFrame, names: Sequence[str]
) -> tuple[Table, pd.DataFrame]:
    """How many changes of each kind, in all and per body of `names`, with its rows.

    From movement_by_finding_body, action_change and measure_change_by_body. A body's silence counts
    once, and a measure of all bodies together not beside those of each.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for row in records(movement):
        what = row.body if row.change_code in SILENCE else row.finding_ref
        found.setdefault(row.change_code, {}).setdefault(row.body, set()).add(what)
    for row in records(actions):
        found.setdefault(row.change_code, {}).setdefault(row.body, set()).add(row.action_ref)
    for row in records(measures):
        if not pd.isna(row.body_code):
            found.setdefault(row.change_code, {}).setdefault(row.body, set()).add(row.measure_code)
    rows = [
        {
            "change": label,
            "all_count": sum(map(len, found[code].values())),
            **{f"body_{place}": len(found[code].get(name, ())) for place, name in enumerate(names)},
        }
        for code, label in CHANGES.items()
        if code in found
    ]
    heads = {f"body_{place}": name for place, name in enumerate(names)}
    columns = {"change": "Change", "all_count": "All", **heads}
    return Table("", columns, "How many, by body", "changes"), pd.DataFrame(rows)


def movement_lists(movement: pd.DataFrame) -> dict[str, list[str]]:
    """What changed, lines by kind of change; from movement_by_finding_body."""
    by_code: dict[str, list[Any]] = {code: [] for code in CHANGES}
    for row in records(movement):
        by_code[row.change_code].append(row)
    return {CHANGES[code]: [*_lines(code, rows)] for code, rows in by_code.items() if rows}


def action_lists(actions: pd.DataFrame) -> dict[str, list[str]]:
    """What became of the board's actions, lines by kind of change; from action_change."""
    lines: dict[str, list[str]] = {code: [] for code in CHANGES}
    for row in records(actions):
        lines[row.change_code].append(f"{row.action_ref}, {row.body}: {_of_action(row)}")
    return {CHANGES[code]: found for code, found in lines.items() if found}


def _of_action(row: Any) -> str:
    """What is said of one change of an action beside whose it is."""
    return {
        "action-slipped": lambda: f"from {day(row.was_due_on)} to {day(row.due_on)}",
        "action-overdue": lambda: f"was due {day(row.due_on)}",
        "action-handed-over": lambda: f"now owed by {row.other_body}",
        "action-taken-over": lambda: f"was owed by {row.other_body}; due {day(row.due_on)}",
        "action-reopened": lambda: f"had ended; due {day(row.due_on)}",
        "action-withdrawn": lambda: f"{in_sentence(row.action)}, on {day(row.closed_on)}",
        "action-closed": lambda: f"{in_sentence(row.action)}, on {day(row.closed_on)}",
    }.get(row.change_code, lambda: f"{in_sentence(row.action)}, due {day(row.due_on)}")()


def measure_lists(measures: pd.DataFrame) -> dict[str, list[str]]:
    """Which measures moved beyond noise, lines by kind of change; from measure_change_by_body."""
    lines: dict[str, list[str]] = {code: [] for code in CHANGES}
    for row in records(measures):
        where = f"{int(row.body_count)} bodies together" if pd.isna(row.body_code) else row.body
        was, now = (
            measure_words(row.kind_code, *counts, row.threshold)
            for counts in (
                (row.was_numerator, row.was_denominator), (row.numerator, row.denominator)
            )
        )  # fmt: skip
        why = (
            "their 95% intervals do not meet"
            if row.has_interval
            else f"by {words(float(row.limit_pct))}% or more of what it was"
        )
        lines[row.change_code].append(f"{row.measure}, {where}: from {was} to {now}; {why}")
    return {CHANGES[code]: found for code, found in lines.items() if found}


SILENCE = ("went-silent", "came-back")
"""Changes that are a body's, not each finding's."""


def _lines(code: str, rows: list[Any]) -> Iterable[str]:
    if code in SILENCE:
        # Silence is the body's, not each finding's.
        for row in {row.body_code: row for row in rows}.values():
            last = "no return" if pd.isna(row.is_now) else day(pd.Timestamp(row.is_now))
            yield f"{row.body}: latest return {last}"
        return
    for row in rows:
        if code == "slipped":
            was, now = (day(pd.Timestamp(text)) for text in (row.was, row.is_now))
            yield f"{row.finding_ref}, {row.body}: from {was} to {now}"
        elif code == "claim-dropped":
            was = in_sentence(row.was)
            yield f"{row.finding_ref}, {row.body}: was {was}. {row.is_now}"
        elif code == "contradicted":
            declared = in_sentence(row.is_now)
            yield f"{row.finding_ref}, {row.body}: {in_sentence(row.was)}, declared {declared}"
        elif code == "verifiers-disagree":
            yield f"{row.finding_ref}, {row.body}: was {in_sentence(row.was)}"
        elif code == "date-withdrawn":
            yield f"{row.finding_ref}, {row.body}: was {day(pd.Timestamp(row.was))}, now none given"
        else:
            was = in_sentence(words(row.was, "not reported"))
            yield f"{row.finding_ref}, {row.body}: from {was} to {in_sentence(row.is_now)}"


def _with_changes(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(change=frame["change_code"].map(CHANGES))


CHANGED_FINDINGS = Table(
    "movement_by_finding_body",
    {
        "change": "Change",
        "finding_ref": "Finding",
        "body": "Body",
        "was": "Was",
        "is_now": "Is now",
        "file_name": "Return",
        "row_number": "Row of Finding updates",
    },
    "Findings that changed since the earlier date",
    "changes-of-findings",
    empty="No finding has changed, or no earlier date is chosen.",
    missing="none",
    shape=_with_changes,
)


CHANGED_ACTIONS = Table(
    "action_change",
    {
        "change": "Change",
        "action_ref": "Action",
        "action": "What is to be done",
        "body": "Owner",
        "other_body": "Handed over to, or taken over from",
        "was_due_on": "Was due",
        "due_on": "Due",
        "closed_on": "Closed",
        "file_name": "Return",
        "row_number": "Row of Actions",
    },
    "Board actions that changed since the earlier date",
    "changes-of-actions",
    empty="No board action has changed, or no earlier date is chosen.",
    missing="none",
    shape=_with_changes,
)


def _measure_rows(measures: pd.DataFrame) -> pd.DataFrame:
    told = _with_changes(measures)
    return told.assign(
        body=told["body"].fillna("All that reported at both"),
        told_by=told["has_interval"].map({True: "95% intervals", False: "limit"}),
    )


CHANGED_MEASURES = Table(
    "measure_change_by_body",
    {
        "change": "Change",
        "measure": "Measure",
        "body": "Body",
        "was": "Was",
        "is_now": "Is now",
        "told_by": "Told apart by",
        "file_name": "Return",
    },
    "Measures that moved beyond noise since the earlier date",
    "changes-of-measures",
    empty="No measure has moved beyond noise, or no earlier date is chosen.",
    missing="none",
    shape=_measure_rows,
    shares={"was": ("was_numerator", "was_denominator"), "is_now": ("numerator", "denominator")},
)
