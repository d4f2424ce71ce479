"""Lays a region's reference data and public record into a store.

The region is data: another region is another pair of folders. Returns are intake's.
"""

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.paths import PUBLISHED, REFERENCE, sql
from dashboard.store import Store, StoreError


def lay(store: Store, folders: Iterable[Path] = (REFERENCE, PUBLISHED)) -> bool:
    """Bring the store's schema, reference data and public record up to the files'.

    Returns whether a version was written; a store that already agrees is left alone.
    Raises StoreError when a file's headers or values do not fit its table.
    """
    files = sorted(path for folder in folders for path in folder.glob("*.csv"))
    digest = _digest(files)
    if store.exists() and _laid(store) == digest:
        return False
    with store.write("soc-dashboard", "Reference data and public record") as con:
        for text in definitions():
            con.execute(text)
        con.execute("create or replace table region_digest as select $1 as digest", [digest])
        for path in files:
            _replace(con, path)
        con.execute(sql("measure_returns"))
    return True


def definitions() -> tuple[str, ...]:
    """The SQL that makes a store's tables and what its queries share, in order."""
    return sql("schema"), sql("views"), sql("measures"), sql("evidence")


def vocabulary(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Per reference list, what may stand in a cell (lower case) -> its code.

    Each code's label also stands there as it is written, last, to be shown to people.
    """
    lists: dict[str, dict[str, str]] = {}
    for list_code, code, label, _ in con.execute(sql("vocabulary")).fetchall():
        words = lists.setdefault(list_code, {})
        words.update({code.lower(): code, label.lower(): code, label: code})
    return lists


def _digest(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for text in definitions():
        whole.update(text.encode())
    for path in files:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def _laid(store: Store) -> str | None:
    with store.read() as con:
        try:
            row = con.execute("select digest from region_digest").fetchone()
        except duckdb.CatalogException:
            return None
    return row[0] if row else None


def _replace(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Replace a table's rows with a CSV file's, matched by header and never by position."""
    table = con.table(path.stem)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
        headers = list(rows[0]) if rows else table.columns
    if set(headers) - set(table.columns) or any(None in row for row in rows):
        raise StoreError(f"{path.name}: its columns should be {', '.join(table.columns)}.")
    if rows:
        frame = pd.DataFrame(rows, dtype=object).replace({"": None})
        try:
            con.append(path.stem, frame, by_name=True)
        except duckdb.Error as error:
            raise StoreError(f"{path.name}: a value does not fit. {error}") from error
