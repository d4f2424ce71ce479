"""The answer each query should give, from the oracle: one function per query, of the same name.

An answer is its rows in no particular order, each the columns that are compared. A module holds
the answers of one subject.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from oracle import Row

from dashboard.figures.queries import queries


def _answers() -> dict[str, Callable[..., list[Row]]]:
    subjects = [path.stem for path in Path(__file__).parent.glob("[a-z]*.py")]
    modules = [import_module(f"answers.{subject}") for subject in sorted(subjects)]
    return {
        query: getattr(module, query)
        for query in queries()
        for module in modules
        if getattr(getattr(module, query, None), "__module__", None) == module.__name__
    }


ANSWERS = _answers()
"""Query -> what works its answer out again."""
