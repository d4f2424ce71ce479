"""How long does each query take that a page asks, in a region and in a nation?

Run it from the project's folder: python -m tests.benchmarks.query_ms
It asks at the latest date, compared with the board before it, for all bodies and for one. Each
answer is worked out anew and made a frame, as when a page first asks; the median is shown.
"""

import argparse
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from dashboard.demonstration import building, national
from dashboard.figures.filters import NOW
from dashboard.figures.queries import parameters, queries
from dashboard.paths import sql
from dashboard.store.versions import Store

SLOW_MS = 50


def given(store: Store) -> dict[str, Any]:
    """The parameters of a page at the latest date, for all bodies."""

    def one(query: str) -> Any:
        with store.read() as con:
            row = con.execute(query).fetchone()
        return row[0] if row else None

    return {
        "as_at": one("select max(as_at_on) from return_received"),
        "since": one("select meeting_on from board_meeting order by 1 desc limit 1 offset 1"),
        "known_at": NOW,
        "since_known_at": NOW,
        "today": date.today(),  # noqa: DTZ011  (the user's own day)
        "bodies": one("select list(body_code order by display_order) from body"),
        "seen": one("select list(body_code order by display_order) from body"),
        "page_path": one("select min(page) from measure"),
        "page": one("select min(page) from measure"),
        "from_body": one("select min(body_code) from return_received"),
        "to_body": one("select max(body_code) from return_received"),
        "moved_fte": 1.0,
        "finding_ref": one("select min(finding_ref) from finding"),
        "ocg_ref": one("select ocg_ref from ocg order by return_id desc, ocg_ref limit 1"),
        "of_body": one(
            "select body_code from ocg join return_received using (return_id) "
            "order by return_id desc, ocg_ref limit 1"
        ),
        "strand_code": one("select strand_code from strand order by display_order limit 1"),
        "measure_code": one("select min(measure_code) from measure"),
        "return_id": one("select max(return_id) from return_received where not is_entry"),
    }


def milliseconds(store: Store, query: str, values: dict[str, Any], runs: int) -> tuple[float, int]:
    """The median of several runs, and how many rows the answer has."""
    wanted = {name: values[name] for name in parameters(query)}
    times, rows = [], 0
    for _ in range(runs):
        begun = perf_counter()
        with store.read() as con:
            rows = len(con.execute(sql(f"figures/{query}"), wanted or None).df())
        times.append(1000 * (perf_counter() - begun))
    return median(times), rows


def main() -> None:
    """Measure every query on both stores, building those that are not given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--national", type=Path, help="a built national store, to save building it")
    parser.add_argument("--regional", type=Path, help="a built regional store")
    parser.add_argument("--runs", type=int, default=7, help="runs of each query (7)")
    parser.add_argument("--query", action="append", help="only this query; may be repeated")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        today = date.today()  # noqa: DTZ011  (the user's own day)
        if options.national is None:
            national.build(Path(name) / "national", today)
        if options.regional is None:
            building.build(Path(name) / "regional", today)
        stores = {
            scale: Store(getattr(options, scale) or Path(name) / scale)
            for scale in ("national", "regional")
        }
        parameters = {scale: given(store) for scale, store in stores.items()}
        print(f"{'milliseconds (rows)':28}{'national':^32}{'regional':^32}")  # noqa: T201
        print(f"{'':28}" + f"{'all bodies':>16}{'one body':>16}" * 2)  # noqa: T201
        for query in options.query or queries():
            cells, slowest = "", 0.0
            for scale, store in stores.items():
                everything = parameters[scale]
                for values in (everything, {**everything, "bodies": everything["bodies"][:1]}):
                    taken, rows = milliseconds(store, query, values, options.runs)
                    cells += f"{f'{taken:.1f} ({rows})':>16}"
                    slowest = max(slowest, taken)
            slow = "  slow" if slowest > SLOW_MS else ""
            print(f"{query:28}{cells}{slow}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
