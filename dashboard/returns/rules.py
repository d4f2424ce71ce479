"""Reads the rules that a return is held to: each a query in queries/checks with its words.

Running them is check's.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from dashboard.paths import QUERIES
from dashboard.returns.problems import Severity

_HEADER = re.compile(
    r"-- (?P<question>[^\n]+\?)\n-- Severity: (?P<severity>error|warning)\n"
    r"-- Expected: (?P<expected>[^\n]+)\n-- Looks back: (?P<looks_back>yes|no)\n"
)


@dataclass(frozen=True)
class Rule:
    """One rule; its query gives the places that break it.

    Its columns are return_id, table_name, row_number, column_name and found; the row or the
    column is null where the problem is wider.
    """

    name: str
    question: str
    severity: Severity
    expected: str
    looks_back: bool
    """Whether it asks what is held, which each turn of a batch adds to."""
    query: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by name. ValueError where a query does not open with its header."""
    found = []
    for path in sorted((QUERIES / "checks").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        header = _HEADER.match(text)
        if header is None:
            raise ValueError(
                f"{path.name} must open with its question, Severity, Expected, Looks back"
            )
        severity = cast(Severity, header["severity"])
        looks_back = header["looks_back"] == "yes"
        said = (path.stem, header["question"], severity, header["expected"])
        found.append(Rule(*said, looks_back, text))
    return tuple(found)
