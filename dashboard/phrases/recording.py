"""The Record page in sentences and its table: what became of an entry, and those so far.

Keeping it is returns.arrivals.entry's.
"""

from datetime import datetime

from dashboard.phrases.values import Table
from dashboard.returns.outcome import Outcome
from dashboard.returns.problems import Problem


def saved(outcome: Outcome, at: datetime) -> tuple[str, list[str]]:
    """What became of an entry, a title and lines: its number, or every problem in it."""
    if outcome.return_id is not None:
        doubts = [_line(problem) for problem in outcome.problems]
        title = f"Saved as entry {outcome.return_id} at {at:%H:%M} UTC."
        return title, [f"Warning: {doubt}" for doubt in doubts]
    errors = [problem for problem in outcome.problems if problem.severity == "error"]
    return "Nothing was saved.", [_line(problem) for problem in errors]


def _line(problem: Problem) -> str:
    place = problem.column or problem.sheet or "This entry"
    return f"{place}: found {problem.found}; expected {problem.expected}."


ENTRIES = Table(
    "entry_register",
    {
        "return_id": "Entry",
        "received_at": "Recorded",
        "submitted_by_role": "By (role)",
        "recorded": "What was recorded",
        "note": "Note",
        "corrected_by_id": "Taken back by entry",
        "file_name": "Return",
    },
    "Entries, the latest first",
    "entries",
    empty="Nothing has been recorded on this page yet.",
    missing="",
)
