"""The one way a figure reaches a page or a file: a named query, for a viewer, under filters.

Permission is applied here and nowhere else; results are cached here and nowhere else.
Drawing them is charts' and tables'; the SQL itself is in queries/.
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from sys import getsizeof
from threading import Condition
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from cachetools import LRUCache, cached
from pandas.api.types import is_object_dtype

from dashboard.access.viewer import NotAllowedError, Viewer
from dashboard.figures.filters import Filters
from dashboard.figures.queries import parameters, shows
from dashboard.figures.worked import execute
from dashboard.paths import sql, store_folder
from dashboard.store.definitions import of_this_release
from dashboard.store.disk import RetiredError
from dashboard.store.versions import Store, Version

STORE_VARIABLE = "SOC_DASHBOARD_STORE"

OF_BODY = ("body_code", "owner_body_code")
"""The columns that say whose a row is."""

CACHE_BYTES = 64 * 1024 * 1024
"""Every answer of a hundred dates of the demonstration, at 0.6 MB each, and a small part of what
the process holds beside it. An answer of the nation's single OCGs is a few MB."""

# Pages read rows one by one, and pyarrow, where pandas would keep texts otherwise, makes each anew:
# a third of a click.
pd.set_option("mode.string_storage", "python")

Parameter = str | int | float | date | datetime | list[str] | None


def store() -> Store:
    """The store this process serves: named by SOC_DASHBOARD_STORE, else the demonstration's."""
    return store_in(os.environ.get(STORE_VARIABLE) or str(store_folder("demonstration")))


@lru_cache(maxsize=4)
def store_in(folder: str) -> Store:
    """The one Store of this process to a folder; a server has but one folder."""
    return Store(Path(folder))


def ask(query: str, viewer: Viewer, filters: Filters, **more: Parameter) -> pd.DataFrame:
    """The rows of queries/figures/<query>.sql that this viewer may see under these filters.

    `more` gives the parameters that only this query takes, such as finding_ref. Columns
    are named in the query; dates come as datetime64, missing values as NaN or None. A query
    that takes $seen and no $bodies is asked of all bodies, and its rows are cut to those chosen
    or of no body: one answer then serves every choice.
    A list within a row is a tuple, and a struct a read-only mapping: rows are shared by all.
    Raises ValueError where `more` gives what follows from the viewer and the filters, TypeError
    where it gives what the query does not take, KeyError for an unknown query or a missing
    parameter, and NotAllowedError when the query shows single OCGs and the viewer may not see them.
    """
    if shows(query) == "ocg" and not viewer.sees_ocgs:
        raise NotAllowedError(f"{viewer.role} may not see single OCGs.")
    version = filters.version or store().version()
    seen = viewer.may_see(_all_bodies(version))
    bodies = viewer.may_see(filters.body_codes) if filters.body_codes else seen
    own = {**filters.parameters(), "bodies": list(bodies), "seen": list(seen)}
    if overruled := own.keys() & more.keys():
        raise ValueError(f"{', '.join(sorted(overruled))}: the viewer and the filters say.")
    given, takes = {**own, **more}, parameters(query)
    if unknown := more.keys() - set(takes):
        raise TypeError(f"{query} takes no {', '.join(sorted(unknown))}.")
    wanted = {name: given[name] for name in takes}
    frozen = tuple((k, tuple(v) if isinstance(v, list) else v) for k, v in wanted.items())
    frame = _rows(version, _written_at(version), query, frozen)
    if filters.body_codes and "seen" in wanted and "bodies" not in wanted:
        return _cut(frame, bodies)
    # Copy-on-write makes the shallow copy safe: a page cannot change what is cached.
    return frame.copy(deep=False)


def original(viewer: Viewer, filters: Filters, return_id: int) -> bytes:
    """The file of one return as it was received.

    Raises NotAllowedError where the viewer may not see the return, or what a file holds; and
    StoreError where the file is missing or was altered.
    """
    # Of the newest version: the page's own may be gone by the time its button is pressed.
    newest = replace(filters, version=None)
    detail = ask("return_detail", viewer, newest, return_id=return_id)
    if detail.empty or not viewer.sees_ocgs:
        raise NotAllowedError(f"{viewer.role} may not open this file.")
    return store().original(detail.iloc[0]["sha256"])


def _cut(frame: pd.DataFrame, bodies: Collection[str]) -> pd.DataFrame:
    """The rows of these bodies, and of none."""
    # Planning such a query takes DuckDB longer than running it, whatever the bodies.
    column = next((name for name in OF_BODY if name in frame), None)
    if column is None:
        return frame.copy(deep=False)
    whose = frame[column]
    return frame[whose.isin(bodies) | whose.isna()].reset_index(drop=True)


def _all_bodies(version: Version) -> tuple[str, ...]:
    return tuple(_rows(version, _written_at(version), "body_choice", ())["body_code"])


def _written_at(version: Version) -> int:
    """Tells a version from one of the same number in a store that was built again."""
    try:
        return version.path.stat().st_mtime_ns
    except OSError as gone:
        raise RetiredError(f"{version.path.name} is no longer kept: load the page again.") from gone


def _bytes(frame: pd.DataFrame) -> int:
    """What a frame holds, with what its tuples and mappings hold."""
    within = sum(_bytes_within(value) for name in _nested(frame) for value in frame[name])
    return int(frame.memory_usage(deep=True).sum()) + within


def _bytes_within(value: object) -> int:
    if isinstance(value, Mapping):
        # The mapping that a read-only one is a view of, with its keys, which are the query's.
        return getsizeof(dict(value)) + sum(map(_bytes_of, value.values()))
    return sum(map(_bytes_of, value)) if isinstance(value, tuple) else 0


def _bytes_of(value: object) -> int:
    return getsizeof(value) + _bytes_within(value)


def _nested(frame: pd.DataFrame) -> list[str]:
    """The columns of lists and structs."""
    kinds = (list, tuple, np.ndarray, Mapping)
    return [
        str(name)
        for name, kind in frame.dtypes.items()
        if is_object_dtype(kind) and any(isinstance(value, kinds) for value in frame[name])
    ]


def _frozen(value: Any) -> Any:
    """A list as a tuple and a struct as a read-only mapping, through and through."""
    if isinstance(value, list | np.ndarray):
        return tuple(map(_frozen, value))
    if isinstance(value, np.number | np.bool_):
        return value.item()
    if isinstance(value, dict):
        return MappingProxyType({name: _frozen(each) for name, each in value.items()})
    return value


# Of two threads that ask the same at once, the second waits for the first one's answer.
@cached(LRUCache(CACHE_BYTES, _bytes), condition=Condition(), info=True)
def _rows(
    version: Version, _written: int, query: str, frozen: tuple[tuple[str, object], ...]
) -> pd.DataFrame:
    """One answer per version of the store: a new version is a new path, so nothing goes stale."""
    values = {name: list(v) if isinstance(v, tuple) else v for name, v in frozen}
    con, beside = store().read_beside(version)
    with con, of_this_release(con):
        frame: pd.DataFrame = execute(con, beside, sql(f"figures/{query}"), values).df()
    held = {name: pd.Series(map(_frozen, frame[name]), dtype=object) for name in _nested(frame)}
    return frame.assign(**held) if held else frame
