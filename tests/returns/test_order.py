"""What was accepted later stands, whatever the clock of the machine that took it in said."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from made_returns import good_board_return, good_return, xlsx_bytes

from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.outcome import Outcome, Received
from dashboard.store.versions import Store

NOON = datetime(2026, 11, 3, 12)  # noqa: DTZ001  (kept without a zone)
HOUR = timedelta(hours=1)
EACH = 5
"""How many corrections each of two crossing loaders sends."""

TOLD = """
select return_id, received_at, replaces_return_id
from return_told_at(timestamp '9999-12-31') order by return_id
"""
STANDS = "select return_id from return_in_force(date '9999-12-31', timestamp '9999-12-31')"
POSITION = "select return_id from position_at(date '9999-12-31', $known_at)"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    laying.lay(made)
    return made


def send(store: Store, note: str, at: datetime, **how: bool | int) -> Outcome:
    """Load Dorset's return for one day, with a note of its own."""
    data = xlsx_bytes(good_return(note=note))
    received = Received(Path("dorset.xlsx"), at, "SOC analyst", data=data, **how)  # type: ignore[arg-type]
    (outcome,) = accept.load(store, [received], "Tester", note)
    assert outcome.return_id is not None, outcome.problems
    return outcome


def takes_the_place_of(outcome: Outcome) -> int:
    """The return whose place the sender was told that theirs takes."""
    (said,) = [p.found for p in outcome.problems if p.rule == "replaces_earlier_return"]
    number = re.match(r"the as-at date of return (\d+) ", said)
    assert number, said
    return int(number[1])


def test_a_clock_that_runs_back_an_hour_takes_nothing_back(store: Store) -> None:
    moments = [NOON, NOON - HOUR, NOON - HOUR, NOON, NOON + HOUR]
    for number, moment in enumerate(moments, 1):
        outcome = send(store, f"Sent {number}", moment)
        if number > 1:
            assert takes_the_place_of(outcome) == number - 1
    tick = timedelta(microseconds=1)
    with store.read() as con:
        assert con.execute(TOLD).fetchall() == [
            (1, NOON, None),
            (2, NOON + tick, 1),
            (3, NOON + 2 * tick, 2),
            (4, NOON + 3 * tick, 3),
            (5, NOON + HOUR, 4),
        ]
        assert con.execute(STANDS).fetchall() == [(5,)]
        as_shown = con.execute(POSITION, {"known_at": NOON + 2 * tick}).fetchall()
    assert as_shown == [(3,)]


def test_crossing_corrections_stand_in_the_order_they_were_acknowledged(store: Store) -> None:
    """Two machines whose clocks are an hour apart correct one body's day at once."""
    first = send(store, "The first", NOON)

    def correct(loader: int) -> list[Outcome]:
        own = Store(store.folder)
        clock = NOON + timedelta(minutes=1) - loader * HOUR
        return [
            send(own, f"{loader}, {number}", clock + timedelta(seconds=number))
            for number in range(EACH)
        ]

    with ThreadPoolExecutor(2) as loaders:
        told = [outcome for own in loaders.map(correct, (0, 1)) for outcome in own]
    with store.read() as con:
        held = con.execute(TOLD).fetchall()
        standing = con.execute(STANDS).fetchall()
    assert len(held) == 1 + 2 * EACH
    replaced = {return_id: replaces for return_id, _at, replaces in held}
    for outcome in told:
        assert outcome.return_id is not None
        assert replaced[outcome.return_id] == takes_the_place_of(outcome)
    assert standing == [(max(replaced),)]
    assert max(replaced) != first.return_id
    moments = [at for _id, at, _replaces in held]
    assert moments == sorted(set(moments))


def test_a_file_refused_by_a_slow_clock_was_refused_after_what_it_followed(store: Store) -> None:
    send(store, "Good", NOON)
    refused = Outcome("dorset.xlsx", (), body_code="dorset")
    accept.record_refusals(store, [refused], "SOC analyst", NOON - HOUR)
    send(store, "Good again", NOON - HOUR)
    with store.read() as con:
        ((at,),) = con.execute("select received_at from refusal").fetchall()
        moments = con.execute(TOLD).fetchall()
    assert moments[0][1] < at < moments[1][1]


def test_a_demonstration_keeps_the_moments_it_is_given_in_their_order(store: Store) -> None:
    batch = [
        Received(Path("a.xlsx"), NOON - 24 * HOUR, "SOC analyst", True, xlsx_bytes(good_return())),
        Received(Path("b.xlsx"), NOON, "Secretary", True, xlsx_bytes(good_board_return())),
    ]
    outcomes = accept.load(store, batch, "Tester", "Two of one month")
    assert all(outcome.is_accepted for outcome in outcomes), outcomes
    with store.read() as con:
        moments = {at for _id, at, _replaces in con.execute(TOLD).fetchall()}
    assert moments == {NOON - 24 * HOUR, NOON}
