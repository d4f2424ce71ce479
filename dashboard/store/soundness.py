"""Says what a version of the database holds of itself, reads it whole, and says what is wrong.

Opening it is versions'; whether its rows are those received is verify's.
"""

from pathlib import Path

import duckdb

from dashboard.store.disk import RESTORE, StoreError, explained

CREATE_VERSION = """
create table if not exists version (
    version_number integer not null,
    written_at timestamp not null,
    author varchar not null,
    message varchar not null
)
"""
INSERT_VERSION = "insert into version values (?, ?, ?, ?)"
LAST_VERSION = "select max(version_number) from version"
COUNT_VERSIONS = "select count(*) from version"
TABLES = (
    "select schema_name, table_name from duckdb_tables() "
    # What is worked out beside a version is no part of it.
    "where not internal and not temporary and database_name = current_database()"
)


def prove(con: duckdb.DuckDBPyConnection, path: Path, number: int) -> None:
    """Read every table of a version. StoreError where it is damaged or another than its name."""
    with explained(f"{path} is damaged", RESTORE):
        for schema, table in con.execute(TABLES).fetchall():
            # DuckDB verifies a block's checksum only when it reads the block.
            for _ in con.table(f"{_quoted(schema)}.{_quoted(table)}").to_arrow_reader():
                pass
        last = con.execute(LAST_VERSION).fetchall()
    if last != [(number,)]:
        raise StoreError(
            f"{path} does not hold the version its name gives: "
            "restore the file that belongs under this name."
        )


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'
