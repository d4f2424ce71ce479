"""How long does a return take to be read and checked, and a batch of 100 to be loaded?

Run it from the project's folder: python tests/benchmarks/intake_rows.py
"""

import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from made_returns import Sheets, good_return, write_xlsx

from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.outcome import Received
from dashboard.store.versions import Store

BODIES = ("Avon and Somerset", "Devon and Cornwall", "Dorset", "Gloucestershire", "Wiltshire")
OCGS, MONTHS = 60, 20
STRANDS = ("Pursue", "Prevent", "Protect", "Prepare")


def typical(body: str, as_at: date) -> Sheets:
    """A return of 60 OCGs and their 240 plan rows."""
    sheets = good_return(body_code=body, as_at_on=as_at)
    for update in [
        row for row in sheets["Finding updates"] if row["Finding"] in ("AFI 7", "AFI 8")
    ]:
        if body != "Dorset":
            sheets["Finding updates"].remove(update)
    group, plan = sheets["OCGs"][0], sheets["4P plans"][0]
    refs = [f"{body[:3].upper()}-{number:04}" for number in range(OCGS)]
    sheets["OCGs"] = [group | {"OCG reference": ref} for ref in refs]
    sheets["4P plans"] = [
        plan | {"OCG reference": ref, "Strand": strand} for ref in refs for strand in STRANDS
    ]
    sheets["SCPOs"][0]["OCG reference"] = sheets["Trigger forms"][0]["OCG reference"] = refs[0]
    return sheets


def received(folder: Path, body: str, month: int) -> Received:
    """A typical return as at a day `month` times 30 days after October 2026."""
    as_at = date(2026, 10, 31) + timedelta(days=30 * month)
    path = write_xlsx(folder / f"{body} {as_at}.xlsx", typical(body, as_at))
    moment = datetime(as_at.year, as_at.month, as_at.day) + timedelta(days=3)  # noqa: DTZ001
    return Received(path, moment, "SOC analyst")


def main() -> None:
    """Print the median of five checks, and the returns a second of one load."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(folder / "store")
        laying.lay(store)
        batch = [received(folder, body, month) for month in range(MONTHS) for body in BODIES]
        seconds = []
        for _ in range(5):
            begun = perf_counter()
            [outcome] = accept.check(store, batch[:1])
            seconds.append(perf_counter() - begun)
            assert outcome.is_accepted, outcome.problems
        print(f"One return read and checked: {median(seconds):.3f} s")  # noqa: T201
        begun = perf_counter()
        outcomes = accept.load(store, batch, "Benchmark", "A batch")
        taken = perf_counter() - begun
        assert all(outcome.is_accepted for outcome in outcomes)
        print(f"{len(batch)} returns loaded: {taken:.1f} s, {len(batch) / taken:.0f} a second")  # noqa: T201


if __name__ == "__main__":
    main()
