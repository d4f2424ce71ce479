"""The stage of the demonstration: the region as its reference data has it, and the months.

Each body's story in figures is story.py's; the rows are the other
demonstration modules'.
"""

import calendar
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.paths import PUBLISHED, REFERENCE
from dashboard.region.csv_tables import csv_records
from dashboard.returns.contract import SHEETS

MONTHS = 18


class Span(NamedTuple):
    """A share that moves evenly from the first month to the last."""

    start: float
    end: float


class Body(NamedTuple):
    """A body of the region's reference data."""

    code: str
    short_name: str
    kind_code: str


@dataclass(frozen=True)
class Scene:
    """The region and the month ends a demonstration is made for."""

    today: date
    months: tuple[date, ...]
    """Month ends, the last being the end of the month before today's."""
    bodies: tuple[Body, ...]
    """In the region's order, the region itself left out."""
    region: Body
    findings: Mapping[str, Mapping[str, date]]
    """Body -> its findings -> the day each was published."""
    bands: Mapping[str, tuple[str, ...]]
    """Threat method -> its bands, the gravest first."""
    high_harm: frozenset[str]
    strands: tuple[str, ...]
    crime_types: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]]
    """Per reference list: code -> label."""

    def day_when(self, span: Span, luck: float) -> date | None:
        """The day a share moving along the span reaches `luck` (0 to 1).

        date.min when it had before the first month, None when it does not by the last.
        """
        if luck < span.start:
            return date.min
        if luck >= span.end:
            return None
        way = (luck - span.start) / (span.end - span.start)
        return self.months[0] + way * (self.months[-1] - self.months[0])

    def share_on(self, span: Span, day: date) -> float:
        """The share along the span on a day; before and after, that of its ends."""
        way = (day - self.months[0]) / (self.months[-1] - self.months[0])
        return span.start + (span.end - span.start) * min(max(way, 0.0), 1.0)


def scene(today: date) -> Scene:
    """The scene of the region in data/reference and data/published."""
    bodies = [
        Body(row["body_code"], row["short_name"], row["kind_code"])
        for row in sorted(_reference("body"), key=lambda row: int(row["display_order"]))
    ]
    bands: dict[str, tuple[str, ...]] = {}
    for row in sorted(_reference("threat_band"), key=lambda row: int(row["display_order"])):
        bands[row["method_code"]] = (*bands.get(row["method_code"], ()), row["band_code"])
    return Scene(
        today=today,
        months=tuple(month_end(today, back) for back in range(-MONTHS, 0)),
        bodies=tuple(body for body in bodies if body.kind_code != "region"),
        region=next(body for body in bodies if body.kind_code == "region"),
        findings=_findings(),
        bands=bands,
        high_harm=frozenset(
            row["band_code"] for row in _reference("threat_band") if row["is_high_harm"] == "true"
        ),
        strands=tuple(row["strand_code"] for row in _reference("strand")),
        crime_types=tuple(
            row["code"] for row in _reference("choice") if row["list_code"] == "crime_type"
        ),
        labels=_labels(),
    )


def dice(*parts: object) -> random.Random:
    """Dice that fall the same every time for the same parts."""
    return random.Random("/".join(map(str, parts)))  # noqa: S311  (a story, no secret)


def days(number: float) -> timedelta:
    """That many whole days."""
    return timedelta(days=round(number))


def month_end(day: date, months: int) -> date:
    """The last day of the month so many months from the day's own."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def latest(moments: tuple[date, ...], as_at: date) -> date | None:
    """The last of the days on or before the as-at date."""
    return max((moment for moment in moments if moment <= as_at), default=None)


def _reference(table: str) -> list[dict[str, str]]:
    return csv_records(REFERENCE / f"{table}.csv")


def _findings() -> dict[str, dict[str, date]]:
    inspections = {
        row["inspection_code"]: date.fromisoformat(row["published_on"])
        for row in csv_records(PUBLISHED / "inspection.csv")
    }
    published_on = {
        row["finding_ref"]: inspections[row["inspection_code"]]
        for row in csv_records(PUBLISHED / "finding.csv")
    }
    findings: dict[str, dict[str, date]] = {}
    for row in csv_records(PUBLISHED / "finding_body.csv"):
        of_body = findings.setdefault(row["body_code"], {})
        of_body[row["finding_ref"]] = published_on[row["finding_ref"]]
    return findings


def _labels() -> dict[str, dict[str, str]]:
    labels = {"section": {sheet.table: sheet.title for sheet in SHEETS}}
    columns = {"body": "short_name", "brag": "label", "strand": "label", "measure": "label"}
    for table, label in columns.items():
        labels[table] = {row[f"{table}_code"]: row[label] for row in _reference(table)}
    labels["declared_brag"] = labels.pop("brag")
    labels["threat_band"] = {row["band_code"]: row["label"] for row in _reference("threat_band")}
    for row in _reference("stage"):
        labels.setdefault(f"{row['lane_code']}_stage", {})[row["stage_code"]] = row["label"]
    for row in _reference("choice"):
        labels.setdefault(row["list_code"], {})[row["code"]] = row["label"]
    return labels
