"""How long does the made-up nation take to build, and how large is its file?

Run it from the project's folder: python -m tests.benchmarks.national_build
"""

import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from dashboard.demonstration import national
from dashboard.store.versions import Store


def main() -> None:
    """Build it once in a folder of its own, and print the seconds, the size and the rows."""
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store")
        begun = perf_counter()
        national.build(store.folder, date.today())  # noqa: DTZ011  (the user's own day)
        seconds = perf_counter() - begun
        megabytes = store.version().path.stat().st_size / 1e6
        print(f"Built in {seconds:.1f} s; {megabytes:.0f} MB.")  # noqa: T201
        for table in ("return_received", "ocg", "plan"):
            with store.read() as con:
                ((count,),) = con.execute(f"select count(*) from {table}").fetchall()  # noqa: S608
            print(f"{table}: {count:,} rows")  # noqa: T201


if __name__ == "__main__":
    main()
