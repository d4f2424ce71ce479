"""The Send a return page in sentences, and problems as the rows of a table.

What is wrong with a file is returns'; drawing it as HTML is drawing's.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import pandas as pd

from dashboard.phrases.values import Table
from dashboard.returns.outcome import Outcome, kept_name
from dashboard.returns.problems import Problem
from dashboard.wording import day, listed, plural

NOTHING = "Nothing was accepted."
CHANGED = (
    "Somebody else's return or entry came in while you looked, so nothing has been accepted yet. "
    "What yours changes now is above: look again, then accept it."
)
NOT_TAKEN = "Not every file was taken."


def waits(before: int) -> str:
    """What is said while others write, of how many are before this one."""
    return (
        f"{plural(before, 'writer is', 'writers are')} before you: yours follows as soon as they "
        "have finished. Nothing is lost while you wait."
    )


def verdicts(outcomes: Sequence[Outcome]) -> list[str]:
    """How many files can be accepted, and how many have mistakes."""
    good = [outcome for outcome in outcomes if outcome.is_accepted]
    bad = len(outcomes) - len(good)
    told = []
    if good:
        told.append(
            f"{plural(len(good), 'file')} can be accepted: look at what it changes, then accept it."
            if len(good) == 1
            else f"{plural(len(good), 'file')} can be accepted: look at what they change, then "
            "accept them."
        )
    if bad:
        mistakes = sum(len(errors(outcome)) for outcome in outcomes)
        told.append(
            f"{plural(bad, 'file')} cannot be accepted, with {plural(mistakes, 'mistake')} in all: "
            "nothing of it is taken in. Download the workbook with the places marked, correct it "
            "and send it again."
        )
    return told


def errors(outcome: Outcome) -> list[Problem]:
    """What keeps a file from being accepted."""
    return [problem for problem in outcome.problems if problem.severity == "error"]


def file_heading(outcome: Outcome, bodies: Mapping[str, str]) -> str:
    """A file, whose return it is, and whether it can be accepted."""
    of = ""
    if outcome.body_code and outcome.as_at_on:
        of = f", {bodies.get(outcome.body_code, outcome.body_code)} as at {day(outcome.as_at_on)}"
    count = len(errors(outcome))
    verdict = plural(count, "mistake") if count else "can be accepted"
    return f"{outcome.name}{of}: {verdict}"


def problem_rows(problems: Sequence[Problem]) -> pd.DataFrame:
    """Problems as rows, mistakes before doubts, each in the order of the file."""
    in_order = sorted(problems, key=lambda problem: problem.severity != "error")
    return pd.DataFrame(
        [
            {
                "kind": "✕ Mistake" if problem.severity == "error" else "? Warning",
                "sheet": problem.sheet or "The file",
                "row": "" if problem.row is None else str(problem.row),
                "column": problem.column or "",
                "found": problem.found,
                "expected": problem.expected,
            }
            for problem in in_order
        ]
    )


def marked_name(file_name: str) -> str:
    """What the workbook with its mistakes marked is called."""
    return f"{PurePosixPath(kept_name(file_name)).stem}-marked.xlsx"


def accept_label(good: Sequence[Outcome]) -> str:
    """The words on the button."""
    return f"Accept {plural(len(good), 'return')}"


def accepted(outcomes: Sequence[Outcome], bodies: Mapping[str, str]) -> tuple[bool, str, list[str]]:
    """What was taken in: whether anything was, a title, and a line for each file that was not."""
    told = [
        f"{bodies.get(outcome.body_code or '', outcome.file_name)} as at {day(outcome.as_at_on)}"
        for outcome in outcomes
        if outcome.return_id is not None and outcome.as_at_on
    ]
    left = [
        f"Not accepted: {outcome.name}. {'; '.join(map(str, errors(outcome)))}"
        for outcome in outcomes
        if outcome.return_id is None
    ]
    if not told:
        return False, NOTHING, left
    return True, f"Accepted: {listed(told)}. Every page shows it from the next click.", left


def can_be_marked(outcome: Outcome) -> bool:
    """Whether the file could be opened, so that places in it can be marked."""
    return bool(outcome.problems) and not any(p.rule == "file" for p in outcome.problems)


def files(count: int) -> str:
    """So many files."""
    return plural(count, "file")


def problems_table(file_name: str, number: int) -> Table:
    """What to look at in a file, whose place among those sent is `number`."""
    return Table(
        "",
        {
            "kind": "Kind",
            "sheet": "Sheet",
            "row": "Row",
            "column": "Column",
            "found": "Found",
            "expected": "Expected",
        },
        f"What to look at in {file_name}",
        f"problems-{number}",
        empty="",
        more="The workbook with the places marked has them all.",
    )
