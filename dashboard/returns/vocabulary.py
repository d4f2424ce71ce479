"""What may stand in the cells of a return, as a store holds it.

The lists are the region's; what a cell holds is read's.
"""

import duckdb

from dashboard.paths import sql
from dashboard.returns.contract import LISTS


def read_vocabulary(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Per reference list, what may stand in a cell (lower case) -> its code.

    Each code's label also stands there as it is written, last, to be shown to people. A list
    that the region's files leave empty is there, and empty.
    """
    lists: dict[str, dict[str, str]] = {list_code: {} for list_code in LISTS}
    for list_code, code, label, _ in con.execute(sql("figures/vocabulary")).fetchall():
        words = lists.setdefault(list_code, {})
        words.update({code.lower(): code, label.lower(): code, label: code})
    return lists
