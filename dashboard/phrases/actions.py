"""The Board actions page in sentences, choices and tables.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases.values import Choices, Table
from dashboard.wording import day, listed, n_of_d, plural, words

OPEN, ALL = "Open", "All"
UNKNOWN = "No return of the board's secretariat has been received by this date, so none is known."
NONE_OPEN = "No action is open."
NO_ACTION = "No action of these bodies is on record by this date."


def nothing_shown(register: pd.DataFrame, closure: pd.DataFrame) -> str:
    """What is said where no action is shown: none recorded at all, none of theirs, or none open."""
    if closure["as_at_on"].isna().all():
        return UNKNOWN
    return NO_ACTION if register.empty else NONE_OPEN


def action_headline(register: pd.DataFrame, closure: pd.DataFrame, as_at_on: date) -> list[str]:
    """Open, overdue, kept and moved promises; from action_register, action_closure_by_body."""
    if register.empty:
        return [f"No board action is known by {day(as_at_on)}."]
    is_open = register["status_code"] == "open"
    overdue = register[register["is_overdue"]]
    total = closure[["raised_count", "closed_count", "kept_count"]].sum()
    moved = register[register["redate_count"] > 0]
    sentences = [
        f"{n_of_d(len(overdue), int(is_open.sum()))} open actions are overdue; "
        f"{n_of_d(total['closed_count'], total['raised_count'])} actions raised are closed, "
        f"{n_of_d(total['kept_count'], total['closed_count'])} of those by the date first due.",
        f"{plural(len(moved), 'action')} had the due date moved, "
        f"{plural(int(register['redate_count'].sum()), 'time')} in all.",
    ]
    withdrawn = int((register["status_code"] == "withdrawn").sum())
    if withdrawn:
        sentences[0] = sentences[0].removesuffix(".") + f", and {withdrawn} withdrawn."
    reopened = register[register["reopened_count"] > 0]
    if len(reopened):
        which = listed(reopened["action_ref"].tolist())
        sentences.append(f"Reopened after {_had(len(reopened))} ended: {which}.")
    if len(overdue):
        owed = overdue.groupby("owner_body", sort=False).size()
        sentences.append(
            f"Overdue by owner: {listed([f'{body} {count}' for body, count in owed.items()])}."
        )
    return sentences


def _had(count: int) -> str:
    return "it had" if count == 1 else "they had"


def overdue_today(closure: pd.DataFrame, today: date) -> list[str]:
    """Who is overdue today, by what is on record; from action_closure_by_body as at today."""
    is_open, overdue = closure["open_count"].sum(), closure["overdue_count"].sum()
    if not is_open:
        return []
    recorded = f"by what was recorded up to {day(closure['as_at_on'].max())}"
    if not overdue:
        return [f"Today, {day(today)}, none of {plural(int(is_open), 'open action')} is overdue, "
                f"{recorded}."]  # fmt: skip
    late = closure[closure["overdue_count"] > 0].sort_values(
        "overdue_count", ascending=False, kind="stable"
    )
    owners = listed([f"{row.body} {int(row.overdue_count)}" for row in records(late)])
    return [
        f"Today, {day(today)}, {n_of_d(overdue, is_open)} open actions are overdue, {recorded}: "
        f"{owners}."
    ]


def status(row: Any) -> str:
    """What became of an action, and that it had ended before; a row of action_register."""
    if not row.reopened_count:
        return str(row.status)
    reopened = f"reopened {day(row.reopened_on)}"
    return f"{row.status}, {'' if row.status_code == 'open' else 'once '}{reopened}"


def mine(filters: Filters, names: Mapping[str, str], **own: str) -> Choices:
    """Links to what one body owes, or back to what all owe."""
    if filters.body_codes:
        every = replace(filters, body_codes=()).link("actions", names, **own)
        return Choices(
            f"Only actions owed by {listed([names[code] for code in filters.body_codes])} are "
            "shown.", {"Show all": every}, "Bodies, beside the title, does the same.",
        )  # fmt: skip
    return Choices(
        "Show only what one body owes:",
        {
            name: replace(filters, body_codes=(code,)).link("actions", names, **own)
            for code, name in names.items()
        },
        "Each sets Bodies beside the title and keeps the dates; keep the address for next time.",
    )


def timeline_key(today: date) -> str:
    """What the marks of the timeline stand for."""
    return (
        "Bar: from raised to due. Outlined: past due. ◇ first due date, where it moved. ✕ closed. "
        f"Upright line: {day(today)}."
    )


def dates(row: Any) -> tuple[list[str], str, list[str]]:
    """An action's dates, by how long it is overdue, and what became of it."""
    before = [f"Raised {day(row.raised_on)}"]
    if row.first_due_on != row.due_on:
        before.append(f"◇ First due {day(row.first_due_on)}")
    before.append(f"Due {day(row.due_on)}")
    overdue = f"▲ Overdue by {plural(int(row.days_overdue), 'day')}" if row.is_overdue else ""
    after = []
    if not pd.isna(row.closed_on):
        sign = "✕ " if row.status_code == "closed" else ""
        after.append(f"{sign}{row.status} {day(row.closed_on)}")
    if row.reopened_count:
        after.append(f"Reopened {day(row.reopened_on)}")
    return before, overdue, after


def register(which: str, empty: str) -> Table:
    """The actions themselves, open or all."""
    return Table(
        "action_register",
        {
            "action_ref": "Action",
            "action": "What is to be done",
            "owner_body": "Owner",
            "owner_role": "Role",
            "finding_ref": "Finding",
            "raised_on": "Raised",
            "due_on": "Due",
            "days_overdue": "Days overdue",
            "status": "Status",
            "closed_on": "Closed",
            "age_days": "Age in days",
            "file_name": "Return",
            "row_number": "Row",
        },
        f"{which} actions, the longest overdue first, from the sheet Actions",
        f"{which.lower()}-actions",
        empty=empty,
        missing="–",
        shape=lambda rows: rows.assign(status=[status(row) for row in records(rows)]),
    )


CLOSURE = Table(
    "action_closure_by_body",
    {
        "body": "Owner",
        "closed": "Closed of raised",
        "kept": "By the date first due, of closed",
        "overdue": "Overdue of open",
        "withdrawn_count": "Withdrawn",
        "as_at_on": "As at",
        "is_stale": "Stale",
    },
    "Closure by owner",
    "action-closure-by-body",
    shares={
        "closed": ("closed_count", "raised_count"),
        "kept": ("kept_count", "closed_count"),
        "overdue": ("overdue_count", "open_count"),
    },
)


def ledger_rows(ledger: pd.DataFrame) -> pd.DataFrame:
    """action_ledger's rows with what was and what is as words."""
    told = [_moved(row) for row in records(ledger)]
    return ledger.assign(
        change=[change for change, *_ in told],
        was=[was for _, was, _ in told],
        is_now=[now for *_, now in told],
    )


def _moved(row: Any) -> tuple[str, str, str]:
    """The kind of a change of an action, what was, and what is."""
    if row.change_code == "redated":
        return "Due date moved", day(row.was_due_on), day(row.due_on)
    if row.change_code == "handed-over":
        return "Owner changed", row.was_owner_body, row.owner_body
    return "Reopened", f"ended {words(row.was_closed_on, 'on a day not given')}", "open"


PROMISES = Table(
    "action_ledger",
    {
        "action_ref": "Action",
        "owner_body": "Owner",
        "change": "What changed",
        "was": "Was",
        "is_now": "Is now",
        "moved_days": "Days moved",
        "redate_agreed_by_role": "Agreed by (role)",
        "as_at_on": "Recorded",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Due dates that moved, owners that changed and ends undone, the latest first, from the sheet "
    "Actions",
    "promise-ledger",
    empty="No due date or owner has changed, and nothing was reopened.",
    missing="–",
    shape=ledger_rows,
)
