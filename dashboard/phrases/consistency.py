"""The Regional consistency page in sentences, and its rows with their words.

Every number comes from a query's frame; drawing them as HTML is tables'.
"""

from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.claims import measure_words
from dashboard.wording import listed, plural, words

DIFFERENT = ("above", "below")


def consistency_headline(measures: pd.DataFrame) -> list[str]:
    """Where bodies truly differ from the region, and what cannot be compared."""
    known = measures[~measures["comparison_code"].isin(("not-reported", "nothing"))]
    if known.empty:
        return ["No body chosen has reported a measure by this date, so nothing is compared."]
    different = known[known["comparison_code"].isin(DIFFERENT)]
    bodies = list(different["body"].drop_duplicates())
    compared = known["comparison_code"].isin((*DIFFERENT, "within-noise"))
    sentences = [
        f"Of {plural(int(compared.sum()), 'comparison')} that the numbers bear, {len(different)} "
        f"{'differs' if len(different) == 1 else 'differ'} from the region by more than chance"
        + (f": {listed(bodies)}." if 0 < len(bodies) <= 6 else ".")
    ]
    unlike = known[known["comparison_code"] == "not-comparable"]
    if len(unlike):
        told = [f"{row.measure} at {row.body}" for row in records(unlike)]
        sentences.append(f"Counted differently and not comparable: {listed(told[:4])}.")
    small = int((known["comparison_code"] == "small").sum())
    if small:
        sentences.append(
            f"{plural(small, 'share')} {'rests' if small == 1 else 'rest'} on small numbers. "
            "Nothing is ranked."
        )
    return sentences


def measure_rows(measures: pd.DataFrame) -> pd.DataFrame:
    """measure_by_body's rows with their words for the table."""
    rows = list(records(measures))
    return measures.assign(
        shown=[measure_words(row.kind_code, row.numerator, row.denominator) for row in rows],
        interval=[interval(row) for row in rows],
        region=[
            measure_words(row.kind_code, row.region_numerator, row.region_denominator)
            for row in rows
        ],
    )


def interval(row: Any) -> str:
    """The 95 per cent interval of a share in words; none where it has none."""
    if pd.isna(row.low_pct):
        return "none"
    return f"{row.low_pct:.0f}% to {row.high_pct:.0f}%"


def fix_rows(fixes: pd.DataFrame) -> pd.DataFrame:
    """borrow_fix's rows with the bodies where the finding is still open as words."""
    return fixes.assign(
        open_at=[listed(list(bodies)) for bodies in fixes["open_bodies"]],
        verified=[f"{row.verified_stage}, {words(row.verified_on)}" for row in records(fixes)],
    )
