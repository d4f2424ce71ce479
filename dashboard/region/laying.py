"""Lays a region's reference data and public record into a store.

The region is data: another region is another pair of folders. Returns are their own room's.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.paths import PUBLISHED, REFERENCE, sql
from dashboard.region import csv_tables
from dashboard.returns import staging
from dashboard.returns.files.opening import csv_files
from dashboard.returns.vocabulary import keep_vocabulary
from dashboard.store.definitions import definitions, digest_of
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store


def lay(store: Store, folders: Iterable[Path] = (REFERENCE, PUBLISHED)) -> bool:
    """Bring the store's schema, reference data and public record up to the files'.

    Returns whether a version was written; a store that already agrees is left alone.
    Raises RegionError, a StoreError, with every mistake in the files; then nothing is laid.
    """
    folders = tuple(folders)
    files = sorted(path for folder in folders for path in csv_files(folder))
    digest = digest_of(files)
    before = None
    if store.exists():
        with store.read() as con:
            if _laid(con) == digest:
                return False
            before = _first_kept(con)
    with store.write("soc-dashboard", "Reference data and public record") as con:
        for text in definitions():
            con.execute(text)
        staging.lay_sheet_rows(con)
        if before is not None:
            keep_vocabulary(con, before, 0)
        con.execute(
            "create or replace table region_digest as "
            "select $1 as digest, $2 as definitions_digest",
            [digest, digest_of()],
        )
        for table, file in csv_tables.read(con, folders).items():
            _fill(con, table, file)
        _keep_bodies(con)
        ((number,),) = con.execute("select max(version_number) from version").fetchall()
        keep_vocabulary(con, con.execute(sql("figures/vocabulary")).df(), number)
        con.execute(sql("returns/measure_returns"))
    return True


def _laid(con: duckdb.DuckDBPyConnection) -> str | None:
    try:
        row = con.execute("select digest from region_digest").fetchone()
    except duckdb.CatalogException:
        return None
    return row[0] if row else None


def _first_kept(con: duckdb.DuckDBPyConnection) -> pd.DataFrame | None:
    """The vocabulary of a store that has kept none: what its returns were read by.

    None where it keeps them, and where it has none or is so old that it cannot be asked.
    """
    try:
        if con.execute("from duckdb_tables() where table_name = 'vocabulary_laid'").fetchall():
            return None
        return con.execute(sql("figures/vocabulary")).df()
    except (duckdb.CatalogException, duckdb.BinderException):
        return None


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
        said = str(error).splitlines()[0]
        raise StoreError(
            f"{file.path.name} holds a value that does not fit ({said}): correct it there."
        ) from error
