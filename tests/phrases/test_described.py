"""A page says which day its figures describe, and whom a sum counts by an earlier return."""

from datetime import date

import pandas as pd

from dashboard.phrases.described import carried, days_described

ON = date(2026, 10, 31)


def by_body(*rows: tuple[str, str | None, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["body", "as_at_on", "is_stale"])
    return frame.assign(as_at_on=pd.to_datetime(frame["as_at_on"]))


def test_nothing_is_said_where_every_return_describes_the_day_asked_for() -> None:
    assert days_described(by_body(("Dorset", "2026-10-31", False)), ON) == []
    assert days_described(by_body(("Dorset", None, False)), ON) == []


def test_earlier_days_are_said_and_a_late_body_by_name() -> None:
    latest, stale = days_described(
        by_body(
            ("Dorset", "2026-10-20", False),
            ("Wiltshire", "2026-10-25", False),
            ("Gloucestershire", "2026-08-31", True),
        ),
        ON,
    )
    assert "between 20 October 2026 and 25 October 2026" in latest
    assert "counted as it then stood" in stale
    assert "Gloucestershire as at 31 August 2026, 61 days before this date" in stale


def test_a_sum_says_whom_it_counts_by_an_earlier_return_in_its_last_month() -> None:
    months = pd.to_datetime(["2026-10-31", "2026-09-30"])
    for names, said in (
        (("Dorset",), ["In October 2026 Dorset is counted by an earlier return."]),
        (
            ("Dorset", "SWROCU"),
            ["In October 2026 Dorset and SWROCU are counted by an earlier return."],
        ),
        ((), []),
    ):
        frame = pd.DataFrame({"month_on": months, "carried_bodies": [names, ("Wiltshire",)]})
        assert carried(frame) == said
        assert carried(frame.head(0)) == []
