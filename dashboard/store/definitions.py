"""The SQL that makes a store: its tables, and what its queries share.

Filling the tables is the region's and the returns'.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard.paths import sql
from dashboard.store.disk import StoreError

ORDER = ("tables", "positions", "findings", "plans", "board", "returns", "measures", "evidence")
"""The files of queries/definitions, each resting on those before it alone."""


class OtherReleaseError(StoreError):
    """A store of another release, in which a question of this one cannot be asked."""


def definitions() -> tuple[str, ...]:
    """The SQL that makes a store's tables and what its queries share, in order."""
    return tuple(sql(f"definitions/{name}") for name in ORDER)


@contextmanager
def of_this_release(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Turn what a store of another release lacks into one sentence: OtherReleaseError."""
    try:
        yield
    except (duckdb.BinderException, duckdb.CatalogException) as unknown:
        if is_of_this_release(con):
            raise
        raise OtherReleaseError(
            "This store was written by another release of the dashboard. Start `python -m "
            "dashboard serve` on it once: that brings it up to date."
        ) from unknown


def is_of_this_release(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the tables and definitions of a store are those that this release lays."""
    try:
        row = con.execute("select definitions_digest from region_digest").fetchone()
    except (duckdb.CatalogException, duckdb.BinderException):
        return False
    return row is not None and row[0] == digest_of()


def digest_of(files: Iterable[Path] = ()) -> str:
    """The SHA-256 of the definitions, and of these files by name and content."""
    whole = hashlib.sha256()
    for text in definitions():
        whole.update(text.encode())
    for path in files:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
