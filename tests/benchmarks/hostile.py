"""How much computing does a file made to harm take to be checked and marked, and what memory?

Run it from the project's folder: python tests/benchmarks/hostile.py [FOLDER of more such files]
"""

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile import EVERY

from dashboard.region import laying
from dashboard.returns import accept, safely
from dashboard.returns.outcome import Received
from dashboard.store.versions import Store

NOW = datetime(2026, 11, 3, 9)  # noqa: DTZ001  (kept without a zone)
MEGABYTE = 1024


def held() -> tuple[int, int]:
    """Megabytes that this process holds, and the largest of its children."""
    children = Path("/proc/self/task").glob("*/children")
    found = [_of(child) for each in children for child in each.read_text().split()]
    return _of("self"), max(found, default=0)


def _of(process: str) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0  # it has ended
    _, _, rest = status.partition("VmRSS:")
    return int(rest.split()[0]) // MEGABYTE if rest else 0


def computed() -> float:
    """Seconds that this process and its children, living and ended, have computed for."""
    times = os.times()
    ticks = 0
    for each in Path("/proc/self/task").glob("*/children"):
        for child in each.read_text().split():
            with suppress(OSError):
                said = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2]
                ticks += sum(map(int, said.split()[11:13]))
    whole = times.user + times.system + times.children_user + times.children_system
    return whole + ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def watched() -> Iterator[list[int]]:
    """The most that this process came to hold, and a child, while it lasts."""
    most, over = [0, 0], threading.Event()

    def look() -> None:
        while not over.wait(0.01):
            most[:] = map(max, most, held())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


def measure(store: Store, name: str, path: Path) -> None:
    """Print a line about one file."""
    with watched() as most:
        begun = computed()
        [outcome] = accept.check(store, [Received(path, NOW, "SOC analyst")])
        checked = computed()
        safely.problems_workbook(path.read_bytes(), outcome.problems, outcome.layouts)
        marked = computed()
    print(  # noqa: T201
        f"{name[:50]:50} {path.stat().st_size // 1024:7,} {checked - begun:8.1f} "
        f"{marked - checked:8.1f} {most[0]:7} {most[1]:7} {outcome.problems[0].found[:60]}"
    )


def main() -> None:
    """Print CPU seconds and megabytes for each file of the suite, and of the folders named."""
    columns = f"{'KB':>7} {'check':>8} {'mark':>8} {'own, MB':>7} {'child':>7}"
    print(f"{'':50} {columns} found first")  # noqa: T201
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(folder / "store")
        laying.lay(store)
        for kind, build in EVERY.items():
            path = folder / ("a.zip" if kind.startswith("CSV") else "a.xlsx")
            path.write_bytes(build())
            measure(store, kind, path)
        for more in sys.argv[1:]:
            for path in sorted(Path(more).iterdir()):
                if path.suffix in (".xlsx", ".zip"):
                    measure(store, path.name, path)


if __name__ == "__main__":
    main()
