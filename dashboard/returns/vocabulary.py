"""What may stand in the cells of a return, as a store holds it now and as it did on a past day.

The lists are the region's; what a cell holds is read's.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import pandas as pd

from dashboard.paths import sql
from dashboard.returns.contract import LISTS

Words = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Vocabularies:
    """Each vocabulary that a store has had, with the version that laid it, earliest first."""

    from_versions: list[int]
    words: list[Words]

    def at(self, version_number: int) -> Words:
        """That by which a return was read which came in with this version."""
        return self.words[max(bisect_right(self.from_versions, version_number) - 1, 0)]


def read_vocabulary(con: duckdb.DuckDBPyConnection) -> Words:
    """Per reference list, what may stand in a cell (lower case) -> its code.

    Each code's label also stands there as it is written, last, to be shown to people. A list
    that the region's files leave empty is there, and empty.
    """
    found = con.execute(sql("figures/vocabulary")).fetchall()
    return _words(row[:3] for row in found)


def read_vocabularies(con: duckdb.DuckDBPyConnection) -> Vocabularies:
    """Every vocabulary that the store has had; today's alone where it has kept none."""
    try:
        kept = con.execute(sql("returns/vocabulary_kept")).fetchall()
    except duckdb.CatalogException:  # a store of an earlier release
        kept = []
    if not kept:
        return Vocabularies([0], [read_vocabulary(con)])
    versions = sorted({row[0] for row in kept})
    words = [_words(row[1:] for row in kept if row[0] == version) for version in versions]
    return Vocabularies(versions, words)


def keep_vocabulary(con: duckdb.DuckDBPyConnection, words: pd.DataFrame, version: int) -> None:
    """Keep what the query vocabulary answered as what holds from this version on."""
    kept = words[["list_code", "code", "label"]]
    kept = kept.assign(version_number=version, place=range(len(kept)))
    con.append("vocabulary_laid", kept, by_name=True)


def _words(rows: Iterable[tuple[str, str, str]]) -> Words:
    lists: Words = {list_code: {} for list_code in LISTS}
    for list_code, code, label in rows:
        words = lists.setdefault(list_code, {})
        words.update({code.lower(): code, label.lower(): code, label: code})
    return lists
