"""Proves a store: every row is read again from the file it was received in, and compared.

Each file is read by the words of the day that it came in on. Reading a file is read's; whether
the versions on disk are sound is the store's own check.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from dashboard.returns.contract import SHEETS, Sheet
from dashboard.returns.outcome import NO_FILE
from dashboard.returns.read import Candidate
from dashboard.returns.safely import read_received
from dashboard.returns.vocabulary import read_vocabularies
from dashboard.store.definitions import of_this_release
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store

Rows = list[tuple[Any, ...]]

_WITHOUT_FILE = "from return_received where is_demonstration and sha256 = $1"


def faults(store: Store, progress: Callable[[int, int], None]) -> list[str]:
    """A sentence per fault in the store or its rows; empty when every row is traceable.

    Leaves out the rows of made-up returns without a file, which without_file counts.
    `progress` is told (received files read again, files in all).
    """
    found = store.check()
    with store.read() as con, of_this_release(con):
        vocabularies = read_vocabularies(con)
        made_up = f"select return_id {_WITHOUT_FILE}"
        con.execute(f"create temp table without_file as {made_up}", [NO_FILE])
        traceable = "return_id not in (select return_id from without_file)"
        held = {
            sheet: _by_return(con.table(sheet.table).filter(traceable), sheet) for sheet in SHEETS
        }
        returned = con.table("return_received").filter(traceable)
        returned = returned.select("return_id", "file_name", "sha256", "version_number")
        received = {return_id: rest for return_id, *rest in returned.fetchall()}
    found += [
        f"{sheet.title}: {len(rows[return_id])} row(s) name return {return_id}, which is not there."
        for sheet, rows in held.items()
        for return_id in sorted(rows.keys() - received.keys())
    ]
    for done, (return_id, stated) in enumerate(sorted(received.items()), start=1):
        file_name, sha256, version = stated
        words = vocabularies.at(version)
        progress(done, len(received))
        try:
            candidate, _ = read_received(file_name, store.original(sha256), words)
        except StoreError as fault:
            found.append(str(fault))
            continue
        for sheet, rows in held.items():
            if not _agree(candidate, sheet, rows[return_id]):
                found.append(
                    f"{file_name}, sheet {sheet.title}: the rows held as return {return_id} are "
                    "not those of the file received."
                )
    # What stands in the way of all received files is one fault.
    return list(dict.fromkeys(found))


def without_file(store: Store) -> int:
    """How many returns were made up inside the store, with no file to compare them with."""
    with store.read() as con:
        ((count,),) = con.execute(f"select count(*) {_WITHOUT_FILE}", [NO_FILE]).fetchall()
    return int(count)


def _columns(sheet: Sheet) -> list[str]:
    return [*sheet.headers, "row_number"]


def _by_return(table: Any, sheet: Sheet) -> dict[int, Rows]:
    """The table's rows by the return they came from."""
    rows: dict[int, Rows] = defaultdict(list)
    for return_id, *values in table.select("return_id", *_columns(sheet)).fetchall():
        rows[return_id].append(tuple(values))
    return rows


def _agree(candidate: Candidate | None, sheet: Sheet, held: Rows) -> bool:
    table = candidate.tables.get(sheet.table) if candidate else None
    if table is None:
        return not held
    read = [tuple(row[name] for name in _columns(sheet)) for row in table.to_pylist()]
    return Counter(read) == Counter(held)
