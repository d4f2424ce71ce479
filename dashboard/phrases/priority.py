"""The OCGs scored highest that lack something: a list to put in order of work.

Every number comes from a query's frame; a score is placed among those of its own method alone.
"""

from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.values import Table
from dashboard.wording import listed

PRIORITY_BY_BODY = Table(
    "priority_by_body",
    {
        "body": "Body",
        "high_harm_count": "High-harm OCGs",
        "uninvestigated_count": "Not under investigation",
        "unplanned_count": "Without a 4P plan",
        "unled_count": "Without an LRO",
        "unscored_count": "OCGs without a score",
        "ocg_count": "Of OCGs",
        "as_at_on": "As at",
        "is_stale": "Stale",
    },
    "High-harm OCGs with something missing, by body",
    "priority-by-body",
)


def _missing(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ocg_priority with what each lacks in words, and its place within its method."""
    return rows.assign(
        lacks=[_lacks(row) for row in records(rows)],
        placed=[f"{row.place} of {row.scored_count} by {row.method}" for row in records(rows)],
    )


def _lacks(row: Any) -> str:
    told = {
        "not under investigation": not row.is_under_investigation,
        "no 4P plan": row.has_plan is False,
        "no LRO": row.has_lro is False,
        "4P plans not reported": pd.isna(row.has_plan),
        "LROs not reported": pd.isna(row.has_lro),
    }
    return listed([words for words, is_so in told.items() if is_so])


PRIORITY = Table(
    "ocg_priority",
    {
        "ocg_ref": "OCG",
        "body": "Body",
        "placed": "Place by score",
        "threat_score": "Score",
        "threat_band": "Band",
        "lacks": "What it lacks",
        "file_name": "Return",
        "row_number": "Row",
    },
    "The highest-scored OCGs not under investigation, or without a 4P plan or an LRO",
    "ocg-priority",
    empty="Each OCG with a score is under investigation, has a 4P plan, and an LRO.",
    missing="none given",
    shape=_missing,
)
