"""How long does a return of some 22,000 mistakes take to be checked, and to be marked?

Run it from the project's folder: python tests/benchmarks/many_problems.py
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from made_returns import Sheets, good_return, xlsx_bytes

from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.outcome import Outcome, Received
from dashboard.returns.workbooks.marking import problems_workbook
from dashboard.store.versions import Store

ROWS = 1_950
"""Rows of each sheet: fewer mistakes than those after which a sheet is read no further."""
NOW = datetime(2026, 11, 3, 9)  # noqa: DTZ001  (kept without a zone)

T = TypeVar("T")


def bad_return() -> Sheets:
    """A return of six long sheets, each row of them with a bad cell and one that breaks a rule."""
    sheets = good_return()
    late = date(2026, 12, 24)  # after the as-at date
    wrong: dict[str, tuple[str, dict[str, object]]] = {
        "OCGs": ("OCG reference", {"Threat score": "x", "Assessed": late}),
        "4P plans": ("OCG reference", {"Activity": "zz", "Last reviewed": late}),
        "SCPOs": ("SCPO reference", {"Conditions": "zz", "Last reviewed": late}),
        "Trigger forms": ("Form reference", {"Outcome": "zz", "Submitted": late}),
        "Local profiles": ("Area", {"Partners": "zz", "Last updated": late}),
        "LROs": ("LRO reference", {"Trained": "zz", "Trained on": late}),
    }
    for title, (key, cells) in wrong.items():
        row = sheets[title][0] | cells
        sheets[title] = [row | {key: f"{title[:1]}-{number}"} for number in range(ROWS)]
    return sheets


def timed(said: str, work: Callable[[], T]) -> T:
    """Do it, and say how long it took."""
    begun = perf_counter()
    done = work()
    print(f"{said}: {perf_counter() - begun:.1f} s")  # noqa: T201
    return done


def main() -> None:
    """Print the seconds of a check and of marking what it found, and the most memory held."""
    data = xlsx_bytes(bad_return())
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store")
        laying.lay(store)
        received = [Received(Path("many.xlsx"), NOW, "SOC analyst", data=data)]
        outcome: Outcome
        [outcome] = timed("Checked", lambda: accept.check(store, received))
        print(f"{len(data) / 1024:.0f} KB, {len(outcome.problems):,} problems")  # noqa: T201
        timed("Marked", lambda: problems_workbook(data, outcome.problems, outcome.layouts))
    peak = Path("/proc/self/status").read_text(encoding="utf-8").partition("VmHWM:")[2].split()[0]
    print(f"At most {int(peak) // 1024} MB of memory")  # noqa: T201


if __name__ == "__main__":
    main()
