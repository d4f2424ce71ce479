"""Opens the file of a version: for its one writer, or for readers, and for neither to reach out.

Which file that is, and when, is versions'.
"""

from pathlib import Path

import duckdb

from dashboard.store import soundness

Options = dict[str, str | bool | int | float | list[str]]
OFFLINE: Options = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
# DuckDB 2.0 would otherwise write files that 1.5.5 refuses.
WRITER: Options = {**OFFLINE, "storage_compatibility_version": "v1.5.0"}
# Without temp_directory "" a reader short of memory would write beside the version it reads. To
# weigh the orders of ten joins takes DuckDB 40 ms, to join few rows as a query says it, none.
READER: Options = {
    **OFFLINE,
    "enable_external_access": False,
    "temp_directory": "",
    "disabled_optimizers": "join_order",
    "lock_configuration": True,
}


def to_write(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a copy for its writer, an empty database where there is no such file."""
    con = duckdb.connect(path, config=WRITER)
    path.chmod(0o600)
    return con


def to_read(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a version, which stays as it is."""
    return duckdb.connect(path, read_only=True, config=READER)


def is_first(path: Path) -> bool:
    """Whether a version goes on from no other; False where that cannot be read."""
    try:
        with to_read(path) as con:
            return con.execute(soundness.COUNT_VERSIONS).fetchall() == [(1,)]
    except duckdb.Error:
        return False
