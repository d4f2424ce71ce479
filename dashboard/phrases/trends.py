"""A measure over the months: its panels, its table, and the same in sentences.

Drawing it is charts'.
"""

from collections.abc import Collection
from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.described import carried
from dashboard.phrases.measures import NOTHING_TO_COUNT, target_words
from dashboard.phrases.values import Table
from dashboard.wording import day, in_sentence, listed, rounded, words

MOST_PANELS = 6
"""The bodies drawn each in a panel; more of them are drawn together only."""
TOGETHER = "Bodies together"


def panels(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each panel by its title, all together first; one body is no sum."""
    of_bodies = {
        str(body): rows for body, rows in frame.dropna(subset="body").groupby("body", sort=False)
    }
    if len(of_bodies) == 1:
        return of_bodies
    together = {TOGETHER: frame[frame["body_code"].isna()]}
    return together if len(of_bodies) > MOST_PANELS else {**together, **of_bodies}


def glance_heading(frame: pd.DataFrame) -> str:
    """What a small chart shows: the measure, of whom, and its unit; rows of one panel."""
    first = next(records(frame))
    whose = TOGETHER if pd.isna(first.body_code) else first.body
    return f"{first.measure}, {in_sentence(whose)}, {first.unit}"


def value_words(row: Any) -> str:
    """One month's value; a row of measure_trend."""
    is_share = str(row.kind_code).startswith("share")
    return f"{rounded(row.value, 0 if is_share else 1).removesuffix('.0')}{'%' * is_share}"


def point_words(row: Any) -> str:
    """What a point says: its month, its value, and what that is out of."""
    of = ""
    if not pd.isna(row.denominator) and str(row.kind_code).startswith("share"):
        of = f", {words(float(row.numerator))} of {words(float(row.denominator))}"
    return f"{row.month_on:%B %Y}: {value_words(row)}{of}"


def target_label(row: Any) -> str:
    """The target as a label in the picture."""
    return f"Target {row.threshold:g}{'%' * str(row.kind_code).startswith('share')}"


def measure_trend_in_words(frame: pd.DataFrame) -> str:
    """A measure over time as sentences: each panel's first and last value, and the target."""
    first = next(records(frame))
    told = [f"{first.measure} over time, {first.unit}."]
    for name, rows in panels(frame).items():
        held = rows.dropna(subset="value")
        if held.empty:
            told.append(f"{name}: nothing to count.")
            continue
        begun, ended = (next(records(held.iloc[[place]])) for place in (0, -1))
        told.append(
            f"{name}: {rounded(begun.value, 1)} in {begun.month_on:%B %Y}, "
            f"{rounded(ended.value, 1)} in {ended.month_on:%B %Y}."
        )
    if pd.isna(first.threshold):
        told.append("No target is set.")
    else:
        told.append(f"Target: {target_words(first.better, first.threshold)}.")
    return " ".join(told)


def left_out(asked: Collection[str], frame: pd.DataFrame) -> str:
    """What a chart over time does not draw; `asked` are the names of the bodies chosen."""
    held = set(frame["body"].dropna())
    silent = [name for name in asked if name not in held]
    told = ["A gap is a month without a return."] if held else []
    if len(held) > 1:
        told.append(f"{TOGETHER} counts each body, each month, by its latest return.")
        told += carried(frame[frame["body_code"].isna()])
    if silent and held:
        told.append(f"No return in these months: {listed(silent)}.")
    if len(held) > MOST_PANELS:
        told.append(f"More than {MOST_PANELS} bodies are drawn together only.")
    return " ".join(told)


def trend_table(measure: Any, as_at_on: Any) -> Table:
    """One measure by month and body; a row of measure_choice."""
    return Table(
        "measure_trend",
        {
            "month": "Month",
            "body": "Body",
            "body_count": "Bodies counted",
            "carried": "Of them by an earlier return",
            "numerator": "Counted",
            "denominator": "Out of",
            "value": f"Value, {measure.unit}",
            "as_at_on": "As at",
            "file_name": "Return",
        },
        f"{measure.measure} by month and body, the latest first",
        f"trend-{measure.measure_code}",
        empty=f"No body chosen has reported this in the 18 months up to {day(as_at_on)}.",
        missing="of each body",
        shape=_in_words,
    )


def _in_words(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        body=frame["body"].fillna(TOGETHER),
        carried=[", ".join(bodies) or "none" for bodies in frame["carried_bodies"]],
        value=[words(value, NOTHING_TO_COUNT) for value in frame["value"]],
    ).sort_values("month_on", ascending=False, kind="stable")
