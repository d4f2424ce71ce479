"""Says a file of queries/returns for every sheet of the contract, the one list of them.

What the files ask is theirs; when they are run is check's and accept's.
"""

import duckdb

from dashboard.paths import sql
from dashboard.returns.contract import SHEETS

EACH = "this_sheet"
"""Stands for a sheet's table in the files. The names put in its place are the contract's own."""


def run(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run queries/returns/<name>.sql, a statement that names EACH once for every sheet."""
    for statement in con.extract_statements(sql(f"returns/{name}")):
        said = statement.query
        for table in tables() if EACH in said else ("",):
            con.execute(said.replace(EACH, table))


def lay_sheet_rows(con: duckdb.DuckDBPyConnection) -> None:
    """Lay the view sheet_row, every sheet's rows together, in a store that has the tables."""
    each = [sql("returns/sheet_row").replace(EACH, table) for table in tables()]
    con.execute("create or replace view sheet_row as " + " union all ".join(each))


def tables() -> tuple[str, ...]:
    """The tables of the sheets, in their order."""
    return tuple(sheet.table for sheet in SHEETS)
