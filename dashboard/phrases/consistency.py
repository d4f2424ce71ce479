"""The Regional consistency page in sentences, the cells of its matrix, and tables.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from typing import Any

import pandas as pd

from dashboard.figures.filters import MOST_BODIES
from dashboard.frames import records
from dashboard.phrases.measures import measure_value, measure_words, target_words
from dashboard.phrases.values import Table
from dashboard.wording import (
    day,
    in_sentence,
    listed,
    plural,
    rounded,
    sign_and_words,
    words,
)

DIFFERENT = ("above", "below")
NOTHING = ("not-reported", "nothing")
NOT_COMPARED = ("not-comparable", "stale")
"""Counted in the region's figure, and not set beside it."""
BY_CHANCE = 0.05
"""How often a body like the others lies outside an interval of 95 per cent."""
COUNTED = {"above": "Above", "below": "Below", "within-noise": "Within noise"}
"""What is counted of too many bodies to show: code of the comparison -> its heading."""


def consistency_headline(measures: pd.DataFrame) -> list[str]:
    """Where bodies truly differ from the region, and what cannot be compared."""
    known = measures[~measures["comparison_code"].isin(NOTHING)]
    if known.empty:
        return ["No body chosen has reported a measure by this date, so nothing is compared."]
    different = known[known["comparison_code"].isin(DIFFERENT)]
    bodies = list(different["body"].drop_duplicates())
    compared = known["comparison_code"].isin([*COUNTED])
    by_chance = rounded(BY_CHANCE * int(compared.sum()))
    sentences = [
        f"Of {plural(int(compared.sum()), 'comparison')} that the numbers bear, {len(different)} "
        f"{'differs' if len(different) == 1 else 'differ'} from the region by more than chance"
        + (f": {listed(bodies)}" if 0 < len(bodies) <= 6 else "")
        + f"; {'none' if by_chance == '0' else f'about {by_chance}'} would by chance alone."
    ]
    unlike = known[known["comparison_code"] == "not-comparable"]
    if len(unlike):
        told = [f"{row.measure} at {row.body}" for row in records(unlike)]
        sentences.append(f"Counted differently and not comparable: {_first(told)}.")
    late = known[known["comparison_code"] == "stale"]
    if len(late):
        told = [
            f"{row.body}, as at {day(row.as_at_on)}"
            for row in records(late.drop_duplicates(subset="body"))
        ]
        sentences.append(f"Stale and not compared: {_first(told)}.")
    if len(unlike) or len(late):
        sentences.append("The region's figures count these bodies too, as every total does.")
    small = int((known["comparison_code"] == "small").sum())
    if small:
        sentences.append(
            f"{plural(small, 'share')} {'rests' if small == 1 else 'rest'} on small numbers. "
            "Nothing is ranked."
        )
    return sentences


def _first(told: list[str]) -> str:
    """The first four, and how many more."""
    more = len(told) - 4
    return listed(told[:4] if more <= 0 else [*told[:4], f"{more} more"])


# ---- The picture of shares and their intervals ----

NAME = "Each body's share with its 95% interval, beside the region's"
SHARE = "share-of-count"
"""The kind of measure that has an interval."""
KEY = (
    ("apart", "differs from the region by more than chance, with its 95% interval"),
    ("noise", "within noise"),
    ("region", "region"),
    ("target", "target"),
    ("unlike", "not compared: counted differently, or stale"),
)


def in_words(comparison: str) -> str:
    """A comparison without its sign, for the middle of a line."""
    return in_sentence(sign_and_words(comparison)[1])


def beside_region(row: Any) -> str:
    """The region's share and the target; a row of measure_by_body."""
    target = region_target(row)
    value, of = region_value(row)
    return f"Region {value}, {of}" + (f"; {in_sentence(target)}" if target else "")


def beside(row: Any) -> str:
    """What stands beside a mark: its counts where it differs, else why it is not compared."""
    if row.comparison_code in DIFFERENT:
        return measure_value(row.kind_code, row.numerator, row.denominator, row.threshold)[1]
    if row.comparison_code == "stale":
        return "stale"
    if row.comparison_code == "not-comparable":
        return "counted differently"
    return ""


def mark_words(row: Any) -> str:
    """What a mark is called: the measure, the body, its share and how it compares."""
    value, lines = cell_lines(row)
    return f"{row.measure}, {row.body}: {value}, {', '.join(lines)}"


def not_drawn(count: int) -> str:
    """How many bodies have no line of their own, of too many to show each."""
    return f"{plural(count, 'body', 'bodies')} within noise, small or not compared" if count else ""


def measure_rows(measures: pd.DataFrame) -> pd.DataFrame:
    """measure_by_body's rows with their words for the table."""
    rows = list(records(measures))
    return measures.assign(
        shown=[
            measure_words(row.kind_code, row.numerator, row.denominator, row.threshold)
            for row in rows
        ],
        interval=[interval(row) for row in rows],
        region=[
            measure_words(
                row.kind_code, row.region_numerator, row.region_denominator, row.threshold
            )
            for row in rows
        ],
    )


def interval(row: Any) -> str:
    """The 95 per cent interval of a share in words; none where it has none."""
    if pd.isna(row.low_pct):
        return "none"
    return f"{rounded(row.low_pct)}% to {rounded(row.high_pct)}%"


def fix_rows(fixes: pd.DataFrame) -> pd.DataFrame:
    """borrow_fix's rows with the bodies where the finding is still open as words."""
    return fixes.assign(
        open_at=[listed(list(bodies)) for bodies in fixes["open_bodies"]],
        actions=[_one_by_one(row.actions, "no board action closed") for row in records(fixes)],
        milestones=[_one_by_one(row.milestones, "none named") for row in records(fixes)],
        evidence=[_one_by_one(row.evidence, "none given") for row in records(fixes)],
        holds=[_holds(row) for row in records(fixes)],
        verified=[f"{row.verified_stage}, {words(row.verified_on)}" for row in records(fixes)],
    )


def _one_by_one(said: Any, nothing: str) -> str:
    return "; ".join(said) if len(said) else nothing


def _holds(row: Any) -> str:
    """Whether the body's own data bears it out today."""
    if not row.measure_count:
        return "no measure evidences it"
    if row.met_count < row.measure_count:
        return "cannot be checked"
    return f"yes, in {plural(int(row.held_returns), 'return')}"


# ---- The matrix of measures and bodies ----


def matrix_caption(body_count: int, *, is_wide: bool) -> str:
    """What the matrix shows, and what its cells open."""
    if is_wide:
        return (
            f"Measures beside the region. Of {body_count} bodies, how many differ is shown; choose "
            f"at most {MOST_BODIES} bodies, or one measure, to see each."
        )
    return "Measures beside the region. Choose a cell to open the rows behind it."


def region_value(row: Any) -> tuple[str, str]:
    """The region's value of a measure and what it is out of; a row of measure_by_body."""
    return measure_value(row.kind_code, row.region_numerator, row.region_denominator, row.threshold)


def region_target(row: Any) -> str:
    """The target of a measure; nothing where it has none."""
    return "" if pd.isna(row.threshold) else f"Target {target_words(row.better, row.threshold)}"


def cell_lines(row: Any) -> tuple[str, list[str]]:
    """A body's value of a measure, and what is to be known of it, a line each."""
    value, of = measure_value(row.kind_code, row.numerator, row.denominator, row.threshold)
    lines = [of]
    if not pd.isna(row.low_pct):
        lines.append(interval(row))
    if row.comparison_code not in ("no-interval", "stale"):
        lines.append(row.comparison)
    if row.comparison_code == "not-comparable":
        lines.append(row.difference)
    if row.is_stale:
        lines.append(f"Stale: {day(row.as_at_on)}")
    return value, lines


# ---- Tables ----


MEASURES = Table(
    "measure_by_body",
    {
        "measure": "Measure",
        "body": "Body",
        "shown": "Value",
        "interval": "95% interval",
        "region": "Region",
        "region_body_count": "Bodies in it",
        "comparison": "Beside the region",
        "difference": "Counts it differently",
        "as_at_on": "As at",
        "age_days": "Age in days",
        "is_stale": "Stale",
        "file_name": "Return",
    },
    "Measures by body beside the region",
    "measures-by-body",
    missing="none",
    shape=measure_rows,
)
FIXES = Table(
    "borrow_fix",
    {
        "finding_ref": "Finding",
        "body": "Verified at",
        "verified": "Verified",
        "actions": "Board actions they closed",
        "milestones": "Milestones they reached",
        "evidence": "Evidence they gave",
        "evidence_seen": "What the verifier saw",
        "holds": "Borne out now",
        "open_at": "Still open at",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Findings verified complete somewhere and open elsewhere",
    "borrow-a-fix",
    empty="No finding is verified complete at one body, borne out by its data, and open at another "
    "chosen.",
    missing="none given",
    shape=fix_rows,
)
