"""A melon in words: what is declared outside and what the data shows inside."""

from typing import Any

import pandas as pd

from dashboard.wording import in_sentence

UNKNOWN = "unknown"
"""What is shown of a claim that cannot be checked."""
KEY = (
    (("green", "green"), "declared and shown agree"),
    (("green", "red"), "declared green, data shows red"),
    (("amber", UNKNOWN), "cannot be checked"),
)
"""What melons stand for: the codes outside and inside, and words."""


def inside(row: Any) -> str:
    """The code of what is shown; has agreement_code and computed_brag_code."""
    if row.agreement_code == "unchecked" or pd.isna(row.computed_brag_code):
        return UNKNOWN
    return str(row.computed_brag_code)


def agreement_words(row: Any) -> str:
    """What is declared beside what is shown: `Green, shown red`; has brag_code and brag too."""
    shown = inside(row)
    if row.brag_code == "grey":
        return str(row.brag)
    if shown == UNKNOWN:
        return f"{row.brag}, cannot be checked"
    if shown == row.brag_code:
        return f"{row.brag}, as shown"
    return f"{row.brag}, shown {in_sentence(row.computed_brag)}"
