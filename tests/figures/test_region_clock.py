"""Days and times are those of the region's clock, on both sides of both changes of it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from made_returns import good_return, write_xlsx
from other_region import lay_out
from placed_rows import Filed, store_of
from questions import Question, given

from dashboard.figures.filters import Filters
from dashboard.region import laying, starting
from dashboard.returns import accept
from dashboard.returns.outcome import Received
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store
from dashboard.wording import end_of

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "UTC")
CHANGES = (datetime(2026, 3, 29, 1), datetime(2026, 10, 25, 1))  # noqa: DTZ001
"""When London's clocks change in 2026, in UTC."""


def moment(text: str) -> datetime:
    """A moment in UTC without a zone, as the store keeps it."""
    return datetime.fromisoformat(text)


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("clock") / "store")
    laying.lay(store)
    return store


def test_a_moment_is_told_by_the_region_s_clock_through_both_changes(laid: Store) -> None:
    minutes = timedelta(minutes=30)
    at = [change + count * minutes for change in CHANGES for count in range(-60, 60)]
    with laid.read() as con:
        asked = "select region_time(m), region_day(m) from (select unnest($1::timestamp[]) as m)"
        told = con.execute(asked, [at]).fetchall()
    zone = ZoneInfo("Europe/London")
    local = [each.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) for each in at]
    assert told == [(each, each.date()) for each in local]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"])
def test_a_past_day_ends_by_the_region_s_clock(zone: str, day: str) -> None:
    on = date.fromisoformat(day)
    last = end_of(on, zone).replace(tzinfo=UTC)
    assert last.astimezone(ZoneInfo(zone)).date() == on
    after = (last + timedelta(microseconds=1)).astimezone(ZoneInfo(zone))
    assert after.date() == on + timedelta(days=1)
    filters = Filters(on, known_at=end_of(on, zone), time_zone=zone)
    assert filters.shown_on == on


@pytest.mark.parametrize(
    ("received_at", "is_accepted"),
    [("2026-06-29T22:59", False), ("2026-06-29T23:30", True), ("2026-06-30T00:30", True)],
)
def test_a_return_may_come_in_from_the_first_minute_of_its_own_day(
    laid: Store, tmp_path: Path, received_at: str, is_accepted: bool
) -> None:
    path = write_xlsx(tmp_path / "dorset.xlsx", good_return(as_at_on=date(2026, 6, 30)))
    [outcome] = accept.check(laid, [Received(path, moment(received_at), "SOC analyst")])
    refused = [problem for problem in outcome.problems if "received on" in str(problem)]
    assert bool(refused) != is_accepted


@pytest.mark.parametrize(
    ("as_at_on", "received_at", "days_after", "is_late"),
    [
        (date(2026, 6, 30), "2026-07-14T22:59", 14, False),
        (date(2026, 6, 30), "2026-07-14T23:30", 15, True),
        (date(2026, 3, 15), "2026-03-28T23:59", 13, False),
        (date(2026, 3, 15), "2026-03-29T23:00", 15, True),
        (date(2026, 10, 10), "2026-10-24T23:00", 15, True),
        (date(2026, 10, 11), "2026-10-25T23:30", 14, False),
    ],
)
def test_a_return_is_late_by_the_region_s_day(
    tmp_path: Path, as_at_on: date, received_at: str, days_after: int, is_late: bool
) -> None:
    one = Filed("dorset", as_at_on, received_at=moment(received_at))
    [row] = given(store_of(tmp_path, [one], {}), "return_register", Question(date(2026, 12, 31)))
    assert (row["days_after"], row["is_late"]) == (days_after, is_late)
    zone = ZoneInfo("Europe/London")
    local = moment(received_at).replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    assert row["received_at"] == local


def test_a_region_s_zone_must_be_one_that_there_is(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "north")
    path = folder / "reference" / "choice.csv"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("time_zone,region,Europe/London", "time_zone,region,Mars/Base"))
    with pytest.raises(StoreError, match=r"Mars/Base.*time zone"):
        starting.lay(Store(tmp_path / "store"), folder)
