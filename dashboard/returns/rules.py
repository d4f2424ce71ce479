"""Reads the rules that a return is held to: each a query in queries/checks with its words.

Running them, and what becomes of a return, is acceptance's.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from dashboard.paths import QUERIES
from dashboard.returns.problems import Severity

_LOOKS_BACK = re.compile(r"\b(held|previous|same_day|changed)_")
_HEADER = re.compile(
    r"-- (?P<question>[^\n]+\?)\n-- Severity: (?P<severity>error|warning)\n"
    r"-- Expected: (?P<expected>[^\n]+)\n"
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
    query: str

    @property
    def looks_back(self) -> bool:
        """Whether it asks what is held, which each turn of a batch adds to."""
        return _LOOKS_BACK.search(self.query) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by name. ValueError where a query does not open with its header."""
    found = []
    for path in sorted((QUERIES / "checks").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        header = _HEADER.match(text)
        if header is None:
            raise ValueError(f"{path.name} must open with its question, Severity and Expected")
        severity = cast(Severity, header["severity"])
        found.append(Rule(path.stem, header["question"], severity, header["expected"], text))
    return tuple(found)
