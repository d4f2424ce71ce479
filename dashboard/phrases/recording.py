"""The Record page in sentences: what became of an entry.

Keeping it is recording's.
"""

from datetime import datetime

from dashboard.acceptance import Outcome
from dashboard.problems import Problem


def saved(outcome: Outcome, at: datetime) -> str:
    """What became of an entry, as markdown: its number, or every problem in it."""
    doubts = [problem for problem in outcome.problems if problem.severity == "warning"]
    if outcome.is_accepted:
        told = f"Saved as entry {outcome.return_id} at {at:%H:%M} UTC."
        return "\n".join([told, *(f"- Look again: {_line(doubt)}" for doubt in doubts)])
    errors = [problem for problem in outcome.problems if problem.severity == "error"]
    return "\n".join(["Nothing was saved.", *(f"- {_line(problem)}" for problem in errors)])


def _line(problem: Problem) -> str:
    place = problem.column or problem.sheet or "This entry"
    return f"{place}: found {problem.found}; expected {problem.expected}."
