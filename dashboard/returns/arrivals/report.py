"""Says what became of received files: lines for people, one JSON document for programs.

Finding problems is read's and check's; where a report is put is the caller's.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.returns.files.sheet_xml import column_letters
from dashboard.returns.outcome import Outcome
from dashboard.returns.problems import Cell, in_one_line
from dashboard.wording import plural

FORMAT_VERSION = 1
"""Raised whenever a name in the JSON goes or changes its meaning; new names do not raise it."""


def lines(outcomes: Sequence[Outcome], done: str) -> Iterator[str]:
    """Each file's problems, a line each, then a line for the file; `done` says it went well."""
    for outcome in outcomes:
        for problem in outcome.problems:
            yield f"{'' if problem.severity == 'error' else 'Warning: '}{problem}"
        wrong = plural(errors(outcome), "mistake")
        verdict = done if outcome.is_accepted else f"{wrong}, nothing loaded"
        yield f"{outcome.name}: {verdict}"


def errors(outcome: Outcome) -> int:
    """How many of a file's problems keep it out."""
    return sum(problem.severity == "error" for problem in outcome.problems)


def text(outcome: Outcome) -> str:
    """What to tell whoever sent the file: each problem in a paragraph of its own."""
    wrong = errors(outcome)
    doubts = len(outcome.problems) - wrong
    verdict = "loaded" if outcome.is_accepted else "not loaded: nothing in it was taken"
    parts = [
        f"{outcome.name} was {verdict}.",
        f"Mistakes: {wrong}. Warnings, to be looked at and no bar to loading: {doubts}.",
    ]
    for number, problem in enumerate(outcome.problems, start=1):
        kind = "Mistake" if problem.severity == "error" else "Warning"
        place = [f"sheet {problem.sheet}"] if problem.sheet else ["the whole file"]
        place += [f"row {problem.row}"] if problem.row is not None else []
        place += [f"column {problem.column}"] if problem.column else []
        parts.append(
            f"{number}. {kind}\n   Where:    {in_one_line(', '.join(place))}\n"
            f"   Found:    {in_one_line(problem.found)}\n   Expected: {problem.expected}"
        )
    return "\n\n".join(parts) + "\n"


def document(command: str, outcomes: Sequence[Outcome]) -> str:
    """The same as JSON; README names its members."""
    whole = {
        "format_version": FORMAT_VERSION,
        "command": command,
        "accepted": all(outcome.is_accepted for outcome in outcomes),
        "files": [_file(outcome) for outcome in outcomes],
    }
    return json.dumps(whole, indent=2) + "\n"


def _file(outcome: Outcome) -> dict[str, Any]:
    wrong = errors(outcome)
    problems = [vars(problem).copy() for problem in outcome.problems]
    for problem in problems:
        del problem["file"]
        cell: Cell | None = problem["cell"]
        problem["cell"] = f"{column_letters(cell.column)}{cell.row}" if cell else None
    return {
        "file": outcome.name,
        "sha256": outcome.sha256,
        "accepted": outcome.is_accepted,
        "return_id": outcome.return_id,
        "errors": wrong,
        "warnings": len(problems) - wrong,
        "problems": problems,
    }
