"""What falls due when, as values: OCGs by their next assessment, orders by their next review.

Every value comes from a query's frame; drawing them is drawing's.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.values import Due, DueLine
from dashboard.wording import NOT_REPORTED, day, n_of_d, plural

Opens = Callable[[Any], str | None]
"""Gives the address that a row's mark opens."""

ASSESSMENTS = "OCGs by the day their next threat assessment is due"
ASSESSMENT_KEY = (
    ("alarm", "under investigation, never assessed"),
    ("never", "never assessed"),
    ("overdue", "assessment overdue"),
    ("lapsed", "fell due since its return"),
    ("fine", "in date: one mark is one OCG, at the day it is due"),
)
NEVER = "never assessed"
REVIEWS = "SCPOs by the day their next review is due"
REVIEW_KEY = (
    ("overdue", "review overdue"),
    ("lapsed", "fell due since its return"),
    ("square", "review due, managed in the OCG meeting"),
    ("square hollow", "not managed there"),
    ("square breached", "breached"),
)
NO_REVIEW_DATE = "no review date"


def assessments(
    groups: pd.DataFrame, by_body: pd.DataFrame, on: date, opens: Opens
) -> list[DueLine]:
    """A line per body; threat_by_ocg and threat_by_body."""
    own = _by_body(groups)
    return [
        _line(body, own.get(body.body_code, []), "ocg_count", "in_date_count", "in date",
              lambda row: _assessment(row, on, opens))
        for body in records(by_body)
    ]  # fmt: skip


def reviews(orders: pd.DataFrame, by_body: pd.DataFrame, on: date, opens: Opens) -> list[DueLine]:
    """A line per body; scpo_register and scpo_by_body."""
    lines = []
    own = _by_body(orders)
    for body in records(by_body):
        dues = [_review(row, on, opens) for row in own.get(body.body_code, [])]
        told = []
        if body.is_reported:
            told = [f"{int(body.order_count)} in force, {int(body.breached_count)} breached"]
        told += _stale(body)
        nothing = "" if body.is_reported else NOT_REPORTED
        if body.is_reported and not body.order_count:
            nothing = "no order in force"
        lines.append(DueLine(body.body, told, *_split(dues), nothing))
    return lines


def _line(
    body: Any, rows: list[Any], of: str, count: str, what: str,
    due_of: Callable[[Any], Due],
) -> DueLine:  # fmt: skip
    total = getattr(body, of)
    if pd.isna(total):
        return DueLine(body.body, [], [], [], NOT_REPORTED)
    told = [f"{n_of_d(getattr(body, count), total)} {what}", *_stale(body)]
    return DueLine(body.body, told, *_split([due_of(row) for row in rows]))


def _by_body(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """A frame's rows, body by body."""
    rows: dict[str, list[Any]] = {}
    for row in records(frame):
        rows.setdefault(row.body_code, []).append(row)
    return rows


def _stale(body: Any) -> list[str]:
    return [f"stale: {day(body.as_at_on)}"] if body.is_stale else []


def _split(dues: list[Due]) -> tuple[list[Due], list[Due]]:
    """Those with a day, and those without."""
    return [d for d in dues if d.days is not None], [d for d in dues if d.days is None]


def _assessment(row: Any, on: date, opens: Opens) -> Due:
    name = f"{row.body}: {row.ocg_ref}"
    if row.assessment_code == "never":
        kind = "alarm" if row.is_under_investigation else "never"
        under = ", under investigation" if row.is_under_investigation else ""
        return Due(None, kind, opens(row), f"{name}{under}, never assessed")
    if pd.isna(row.assessment_due_on):
        return Due(None, "overdue", opens(row), f"{name}, assessed, and no next day given")
    days = (row.assessment_due_on.date() - on).days
    kind, state = "fine", "due"
    if row.assessment_code == "overdue":
        kind, state = "overdue", "overdue, was due"
    elif days < 0:
        kind, state = "lapsed", "fell due since its return,"
    return Due(days, kind, opens(row), f"{name}, {state} {day(row.assessment_due_on)}")


def _review(row: Any, on: date, opens: Opens) -> Due:
    breached = int(row.breaches) if not pd.isna(row.breaches) else 0
    told = [] if row.is_managed_in_ocg_meeting else ["not managed in the OCG meeting"]
    told += [f"breached {plural(breached, 'time')}"] if breached else []
    name = f"{row.body}: {row.scpo_ref}"
    kind = "square" if row.is_managed_in_ocg_meeting else "square hollow"
    if pd.isna(row.review_due_on):
        said = ", ".join([f"{name}, {NO_REVIEW_DATE}", *told])
        return Due(None, kind + _breached(breached), opens(row), said)
    days = (row.review_due_on.date() - on).days
    state = "review due"
    if row.review_code == "overdue":
        kind, state = "overdue", "review overdue, was due"
    elif days < 0:
        kind, state = "lapsed", "review fell due since its return,"
    said = ", ".join([f"{name}, {state} {day(row.review_due_on)}", *told])
    return Due(days, kind + _breached(breached), opens(row), said)


def _breached(count: int) -> str:
    return " breached" if count else ""
