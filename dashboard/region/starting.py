"""Lays out the folder of another region: the vocabulary as a start, and an empty public record.

What mistakes its files may have is csv_tables', and laying them into a store laying's.
"""

import csv
import io
import shutil
import tempfile
from pathlib import Path

from dashboard.paths import PUBLISHED, REFERENCE, WORDS
from dashboard.region import laying
from dashboard.region.csv_tables import csv_records
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store

START = WORDS / "new_region"


def folders(of: Path) -> tuple[Path, Path]:
    """Where a region's reference data and its public record lie."""
    return of / "reference", of / "published"


def init(folder: Path) -> None:
    """Make the folder of a region to be. StoreError where something is in it already."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreError(f"{folder} is not empty: name a folder that is new or empty.")
        reference, published = folders(folder)
        shutil.copytree(REFERENCE, reference)
        shutil.copy(START / "body.csv", reference)
        # Which finding a measure evidences is each region's own.
        _rewrite(reference / "measure.csv", finding_ref="")
        published.mkdir()
        for path in PUBLISHED.glob("*.csv"):
            with path.open(encoding="utf-8") as lines:
                (published / path.name).write_text(lines.readline(), encoding="utf-8")
        shutil.copy(START / "README.md", folder)
    except OSError as problem:
        why = problem.strerror or problem
        raise StoreError(
            f"{folder} cannot be laid out ({why}): see that this account may write there, or name "
            "another folder."
        ) from problem


def check(folder: Path) -> None:
    """Try the region's files on a store of their own. RegionError with every mistake."""
    with tempfile.TemporaryDirectory() as empty:
        lay(Store(Path(empty) / "store"), folder)


def lay(store: Store, folder: Path) -> bool:
    """Bring a store up to the files of this region, as laying.lay does."""
    missing = [path for path in folders(folder) if not path.is_dir()]
    if missing:
        raise StoreError(
            f"{folder} holds no folder {missing[0].name}: `soc-dashboard region init` makes one."
        )
    return laying.lay(store, folders(folder))


def _rewrite(path: Path, **values: str) -> None:
    """Give a column of a CSV file the same value in every row."""
    rows = [row | values for row in csv_records(path)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
