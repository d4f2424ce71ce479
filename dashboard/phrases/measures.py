"""One measure's value in words, by its kind, wherever it is told.

Every number comes from a query's frame.
"""

from typing import Any

import pandas as pd

from dashboard.wording import NOT_REPORTED, n_of_d, percent, rounded, words

NOTHING_TO_COUNT = "none to count"


def measure_value(
    kind_code: str, numerator: Any, denominator: Any, target: float | None = None
) -> tuple[str, str]:
    """A measure's value and what it is out of: 75% and 3 of 4; 2.5 and 10 over 4; 3 and 3 of 4.

    A share is not rounded across its target.
    """
    if pd.isna(numerator):
        return "?", NOT_REPORTED
    if not denominator:
        return "–", NOTHING_TO_COUNT
    count, of = words(float(numerator)), words(float(denominator))
    if kind_code == "count":
        return count, f"{count} of {of}"
    if kind_code == "ratio":
        return rounded(numerator / denominator, 1), f"{count} over {of}"
    return percent(numerator, denominator, target), f"{count} of {of}"


def measure_words(
    kind_code: str, numerator: Any, denominator: Any, target: float | None = None
) -> str:
    """The same in one: 3 of 4 (75%); 2.5 (10 over 4); 3 of 4 for a count."""
    value, of = measure_value(kind_code, numerator, denominator, target)
    if kind_code == "ratio" and denominator and not pd.isna(numerator):
        return f"{value} ({of})"
    return of if kind_code in ("count", "ratio") else n_of_d(numerator, denominator, target)


def target_words(better: str, threshold: float, kind_code: str = "") -> str:
    """A target as a bound: at least 90%; at most 2."""
    unit = "%" if kind_code.startswith("share") else ""
    return f"{'at least' if better == 'higher' else 'at most'} {words(float(threshold))}{unit}"
