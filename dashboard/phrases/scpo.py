"""The SCPOs page in sentences, cards and tables.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases.plans import ocg_name
from dashboard.phrases.values import Bar, BarPicture, Card, Part, Table, share_card
from dashboard.wording import NOT_REPORTED, are, day, in_sentence, listed, plural

COUNTS = [
    "order_count", "reviewed_count", "overdue_count", "lapsed_count", "undated_count",
    "managed_count", "checked_count", "breached_count", "breach_count", "ended_count",
]  # fmt: skip


def scpo_headline(by_body: pd.DataFrame, breaches: pd.DataFrame) -> list[str]:
    """What is in force, what is late and what was breached; scpo_by_body and scpo_breach."""
    reported = by_body[by_body["is_reported"]]
    if reported.empty:
        return ["No body chosen has reported its SCPOs by this date."]
    total = reported[COUNTS].sum().astype(int)
    orders = total["order_count"]
    held = f"{plural(orders, 'SCPO')} {are(orders)} in force"
    sentences = [f"{held} over {plural(len(reported), 'body that', 'bodies that')} reported."]
    if orders:
        sentences = [
            f"{held}: {_reviews(total, reported)}.",
            _managed(reported[reported["order_count"] > 0]),
            _breached(total, breaches),
        ]
    if total["ended_count"]:
        sentences.append(
            f"{plural(total['ended_count'], 'more order')} had ended by the date of their returns, "
            "and are left out."
            if total["ended_count"] > 1
            else "1 more order had ended by the date of its return, and is left out."
        )
    silent = by_body.loc[~by_body["is_reported"], "body"].tolist()
    if silent:
        sentences.append(f"Not reported: {listed(silent)}.")
    return sentences


def _reviews(total: Any, reported: pd.DataFrame) -> str:
    late, undated = total["overdue_count"], total["undated_count"]
    if not late:
        told = "no review is overdue"
    else:
        overdue = reported[reported["overdue_count"] > 0]
        worst = max(records(overdue), key=lambda row: row.longest_overdue_days)
        told = (
            f"{plural(late, 'review')} {are(late)} overdue, the longest by "
            f"{plural(int(worst.longest_overdue_days), 'day')} at {worst.body}"
        )
    lapsed = reported[reported["lapsed_count"] > 0]
    if not lapsed.empty:
        where = listed(lapsed["body"].tolist())
        told += f"; {total['lapsed_count']} more fell due since the last return, at {where}"
    if not undated:
        return told
    return (
        f"{told}, and {plural(undated, 'order')} {'has' if undated == 1 else 'have'} no review date"
    )


def _managed(holding: pd.DataFrame) -> str:
    """Whether the OCG meeting manages every order, of the bodies that hold one."""
    whole = holding["managed_count"] == holding["order_count"]
    if whole.all():
        return "The OCG meeting manages every order."
    rest = holding.loc[~whole]
    named = [
        f"{row.body} {int(row.order_count - row.managed_count)} of {int(row.order_count)}"
        for row in records(rest)
    ]
    return f"Orders not managed in the OCG meeting: {listed(named)}."


def _breached(total: Any, breaches: pd.DataFrame) -> str:
    breached = total["breached_count"]
    if not breached:
        return "No order in force has been breached."
    by_outcome = breaches.groupby(["outcome_order", "outcome"], as_index=False).agg(
        order_count=("order_count", "sum")
    )
    told = [
        f"{in_sentence(row.outcome)} {int(row.order_count)}"
        for row in records(by_outcome)
        if row.order_count
    ]
    return (
        f"{plural(breached, 'order')} {'has' if breached == 1 else 'have'} been breached, "
        f"{plural(total['breach_count'], 'time')} in all. What followed the latest breach: "
        f"{listed(told)}."
    )


def review_bars(by_body: pd.DataFrame) -> BarPicture:
    """How many orders have their review in date, overdue or still to come; from scpo_by_body."""
    bars = []
    for row in records(by_body):
        if not row.is_reported:
            bars.append(Bar(row.body, nothing=NOT_REPORTED))
            continue
        late, lapsed = int(row.overdue_count + row.undated_count), int(row.lapsed_count)
        amounts = (int(row.order_count) - late - lapsed, lapsed, late)
        parts = [
            Part(kind, amount, f"{row.body}: {amount} {said}")
            for (kind, said), amount in zip(_REVIEWS, amounts, strict=True)
        ]
        bars.append(Bar(row.body, parts=parts, value=f"{int(row.order_count)} in force"))
    return BarPicture("SCPOs by the state of their review", _REVIEWS, bars)


_REVIEWS = (
    ("solid", "not overdue"),
    ("hatched", "fell due since its return"),
    ("amber", "review overdue, or without a day"),
)


def checked_heading(by_body: pd.DataFrame) -> str:
    """The heading of the share checked in time, with its limit; from scpo_by_body."""
    if by_body.empty:
        return "Conditions checked"
    return f"Conditions checked within {by_body['checked_within_days'].iloc[0]} days"


def _with_reviews(orders: pd.DataFrame, filters: Filters, names: Mapping[str, str]) -> pd.DataFrame:
    """The orders with their review in words and a link to the OCG; from scpo_register."""
    links: list[Any] = [
        filters.link("plans", names, ocg=ocg_name(row.body, row.ocg_ref))
        if row.is_ocg_active
        else None
        for row in records(orders)
    ]
    review = [
        due_in_words(row.days_to_review, row.age_days, row.as_at_on) for row in records(orders)
    ]
    return orders.assign(review=review, ocg_link=links)


def due_in_words(days: Any, age_days: int = 0, as_at_on: Any = None) -> str:
    """How far off a review is: `12 days overdue`, `due in 20 days`.

    `days` counts from the day the return describes, which is `age_days` ago, on `as_at_on`.
    """
    if pd.isna(days):
        return "no review date"
    left = int(days) - int(age_days)
    if days >= 0 and left < 0:
        return f"fell due since the return of {day(as_at_on)}"
    if not left:
        return "due on this date"
    count = plural(abs(left), "day")
    return f"{count} overdue" if left < 0 else f"due in {count}"


def scpo_cards(by_body: pd.DataFrame, before: pd.DataFrame | None, since: str) -> list[Card]:
    """The three measures of this page over all bodies; scpo_by_body at two dates."""
    if not by_body["is_reported"].any():
        return []
    drawn = {
        "Review in date": "reviewed",
        "Managed in the OCG meeting": "managed",
        checked_heading(by_body): "checked",
    }
    return [
        share_card(label, by_body, before, name, "order_count", "orders in force", since)
        for label, name in drawn.items()
    ]


def orders_by_body(by_body: pd.DataFrame) -> Table:
    """Reviews, management and checks by body; from scpo_by_body."""
    return Table(
        "scpo_by_body",
        {
            "body": "Body",
            "order_count": "Orders in force",
            "reviewed": "Review in date",
            "overdue_count": "Review overdue",
            "managed": "Managed in the OCG meeting",
            "checked": checked_heading(by_body),
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "SCPOs in force by body",
        "scpos-by-body",
        shares={
            "reviewed": ("reviewed_count", "order_count", "reviewed_target_pct"),
            "managed": ("managed_count", "order_count", "managed_target_pct"),
            "checked": ("checked_count", "order_count", "checked_target_pct"),
        },
    )


def breaches_by_body(breaches: pd.DataFrame) -> Table:
    """Orders breached by body, and what followed; from scpo_breach, over scpo_by_body's rows."""
    outcomes = breaches["outcome"].drop_duplicates()
    names = {label: f"outcome_{place}" for place, label in enumerate(outcomes)}

    def by_outcome(by_body: pd.DataFrame) -> pd.DataFrame:
        wide = breaches.assign(column=breaches["outcome"].map(names)).pivot_table(
            index="body_code", columns="column", values="order_count", dropna=False, sort=False
        )
        return by_body.merge(wide, left_on="body_code", right_index=True, how="left")

    return Table(
        "scpo_by_body",
        {
            "body": "Body",
            "breached": "Orders breached",
            "breach_count": "Breaches",
            **{name: label for label, name in names.items()},
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "Orders by what followed their latest breach",
        "scpo-breaches-by-body",
        shares={"breached": ("breached_count", "order_count")},
        shape=by_outcome,
    )


def register(filters: Filters, names: Mapping[str, str]) -> Table:
    """Every order in force with its next review, and a link to its OCG."""
    return Table(
        "scpo_register",
        {
            "scpo_ref": "SCPO",
            "body": "Body",
            "review_state": "State",
            "review": "Next review",
            "review_due_on": "Review due",
            "ocg_ref": "OCG",
            "is_managed_in_ocg_meeting": "In OCG meeting",
            "conditions_checked_on": "Conditions last checked",
            "is_checked": "Checked in time",
            "breaches": "Breaches",
            "breach_outcome": "What followed",
            "reviewed_on": "Last reviewed",
            "ends_on": "Ends",
            "file_name": "Return",
            "row_number": "Row",
        },
        "SCPOs in force (sheet SCPOs), reviews overdue first",
        "scpo-register",
        empty="No SCPO in force has been reported by the bodies chosen.",
        missing="none",
        links={"ocg_ref": "ocg_link"},
        shape=partial(_with_reviews, filters=filters, names=names),
    )
