"""Lays a region's reference data and public record into a store.

The region is data: another region is another pair of folders. Returns are intake's.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.paths import PUBLISHED, REFERENCE, sql
from dashboard.region import csv_tables
from dashboard.returns.contract import LISTS
from dashboard.store.versions import Store, StoreError


class OtherReleaseError(StoreError):
    """A store of another release, in which a question of this one cannot be asked."""


def lay(store: Store, folders: Iterable[Path] = (REFERENCE, PUBLISHED)) -> bool:
    """Bring the store's schema, reference data and public record up to the files'.

    Returns whether a version was written; a store that already agrees is left alone.
    Raises RegionError, a StoreError, with every mistake in the files; then nothing is laid.
    """
    folders = tuple(folders)
    files = sorted(path for folder in folders for path in folder.glob("*.csv"))
    digest = _digest(files)
    if store.exists() and _laid(store) == digest:
        return False
    with store.write("soc-dashboard", "Reference data and public record") as con:
        for text in definitions():
            con.execute(text)
        con.execute(
            "create or replace table region_digest as "
            "select $1 as digest, $2 as definitions_digest",
            [digest, _digest()],
        )
        for table, file in csv_tables.read(con, folders).items():
            _fill(con, table, file)
        _keep_bodies(con)
        con.execute(sql("returns/measure_returns"))
    return True


def definitions() -> tuple[str, ...]:
    """The SQL that makes a store's tables and what its queries share, in order."""
    return (
        sql("definitions/tables"),
        sql("definitions/views"),
        sql("definitions/measures"),
        sql("definitions/evidence"),
    )


def vocabulary(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Per reference list, what may stand in a cell (lower case) -> its code.

    Each code's label also stands there as it is written, last, to be shown to people. A list
    that the region's files leave empty is there, and empty.
    """
    lists: dict[str, dict[str, str]] = {list_code: {} for list_code in LISTS}
    for list_code, code, label, _ in con.execute(sql("figures/vocabulary")).fetchall():
        words = lists.setdefault(list_code, {})
        words.update({code.lower(): code, label.lower(): code, label: code})
    return lists


def is_of_this_release(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the tables and definitions of a store are those that this release lays."""
    try:
        row = con.execute("select definitions_digest from region_digest").fetchone()
    except (duckdb.CatalogException, duckdb.BinderException):
        return False
    return row is not None and row[0] == _digest()


def _digest(files: Iterable[Path] = ()) -> str:
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


def _keep_bodies(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse files without a body whose returns are held: its figures would vanish."""
    found = con.execute(
        "select distinct body_code from return_received anti join body using (body_code) "
        "order by body_code"
    ).fetchall()
    if found:
        raise StoreError(
            f"body.csv has no row for {', '.join(code for (code,) in found)}, whose returns the "
            "store holds: put it back, or name the store of this region."
        )


def _fill(con: duckdb.DuckDBPyConnection, table: str, file: csv_tables.File) -> None:
    """Give a table the rows of its file, matched by header and never by position."""
    if not file.rows:
        return
    frame = pd.DataFrame(list(file.rows.values()), dtype=object)
    try:
        con.append(table, frame, by_name=True)
    except duckdb.Error as error:
        raise StoreError(f"{file.path.name}: a value does not fit. {error}") from error
