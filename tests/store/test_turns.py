"""Writers get in in the order they came, and none is refused while others get on."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import streamlit as st

from dashboard.screens.parts.waiting import place_told
from dashboard.store import turns
from dashboard.store import versions as store_module
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store

TAKES_A_PLACE = """
import sys, time
from pathlib import Path
from dashboard.store import turns
turns._take(Path(sys.argv[1]))
print("waits", flush=True)
time.sleep(60)
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    with made.write("Tester", "first"):
        pass
    return made


def tickets(store: Store) -> list[Path]:
    return sorted(store.folder.glob("turn-*"))


class Clock:
    """A clock that only writers move on, however slow the machine; a wait on it is a real one."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def started(
    store: Store, name: str, done: list[str], told: list[int], clock: Clock | None = None
) -> threading.Thread:
    """A writer that waits behind those that wait now, and takes ten seconds of a given clock."""

    def write() -> None:
        try:
            with Store(store.folder, told.append).write(name, "a turn"):
                done.append(name)
                time.sleep(0.1)
                if clock:
                    clock.seconds += 10
        except StoreError as refused:
            done.append(str(refused))

    count = len(tickets(store))
    thread = threading.Thread(target=write)
    thread.start()
    while len(tickets(store)) == count:
        time.sleep(0.005)
    return thread


def test_writers_get_in_as_they_came_however_long_the_row(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row takes several times what one writer may, and the last is told its place."""
    clock = Clock()
    monkeypatch.setattr(turns, "time", clock)
    monkeypatch.setattr(store_module, "LOCK_TIMEOUT_SECONDS", 25.0)
    done: list[str] = []
    told: list[int] = []
    with store.alone():
        names = [f"writer {number}" for number in range(8)]
        threads = [
            started(store, name, done, told if name == names[-1] else [], clock) for name in names
        ]
    for thread in threads:
        thread.join()
    assert done == names
    assert told == sorted(told, reverse=True)
    assert told
    assert tickets(store) == []


def test_a_writer_that_is_refused_is_told_its_place(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "LOCK_TIMEOUT_SECONDS", 0.6)
    done: list[str] = []
    with store.alone():
        first = started(store, "first", done, [])
        time.sleep(0.3)
        second = started(store, "second", done, [])
        first.join()
        second.join()
    assert "with 1 before you: try again" in done[0]
    assert all("before you" in said for said in done)
    assert tickets(store) == []


def test_nobody_waits_for_a_writer_that_was_killed(store: Store) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TAKES_A_PLACE, store.folder], stdout=subprocess.PIPE, text=True
    ) as waits:
        assert waits.stdout is not None
        assert waits.stdout.readline() == "waits\n"
        waits.kill()
    assert len(tickets(store)) == 1
    with store.write("Tester", "after it"):
        pass
    assert tickets(store) == []


def test_a_page_is_told_the_place_it_waits_in_and_shows_it_until_it_is_let_in(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    class Place:
        def html(self, words: str) -> None:
            shown.append(words)

        def empty(self) -> None:
            shown.append("")

    monkeypatch.setattr(st, "empty", Place)
    monkeypatch.setattr(turns, "_TOLD_AFTER_SECONDS", 0.05)
    holds, lets_go = threading.Event(), threading.Event()

    def hold() -> None:
        with store.alone():
            holds.set()
            lets_go.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    holds.wait()
    threading.Timer(0.3, lets_go.set).start()
    with place_told() as told, turns.telling(told), store.write("Tester", "from a page"):
        holder.join()
    assert ["1 writer is before you" in words for words in shown] == [True, False]
    with place_told(), store.write("Tester", "at once"):
        pass
    assert len(shown) == 2
