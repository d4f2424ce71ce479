"""The one way a figure reaches a page or a file: a named query, for a viewer, under filters.

Permission is applied here and nowhere else; results are cached here and nowhere else.
Drawing them is charts' and tables'; the SQL itself is in queries/.
"""

import os
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from threading import Condition

import pandas as pd
from cachetools import LRUCache, cached

from dashboard.access.viewer import NotAllowedError, Viewer
from dashboard.figures.filters import Filters
from dashboard.figures.queries import parameters, shows
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

Parameter = str | int | float | date | datetime | list[str] | None


@cache
def store() -> Store:
    """The store this process serves: named by SOC_DASHBOARD_STORE, else the demonstration's."""
    return Store(Path(os.environ.get(STORE_VARIABLE) or store_folder("demonstration")))


def ask(query: str, viewer: Viewer, filters: Filters, **more: Parameter) -> pd.DataFrame:
    """The rows of queries/figures/<query>.sql that this viewer may see under these filters.

    `more` gives the parameters that only this query takes, such as finding_ref. Columns
    are named in the query; dates come as datetime64, missing values as NaN or None. A query
    that takes $seen and no $bodies is asked of all bodies, and its rows are cut to those chosen
    or of no body: one answer then serves every choice.
    Raises ValueError where `more` gives what follows from the viewer and the filters, KeyError
    for an unknown query or a missing parameter, and NotAllowedError when the query shows single
    OCGs and the viewer may not see them.
    """
    if shows(query) == "ocg" and not viewer.sees_ocgs:
        raise NotAllowedError(f"{viewer.role} may not see single OCGs.")
    version = filters.version or store().version()
    seen = viewer.may_see(_all_bodies(version))
    bodies = viewer.may_see(filters.body_codes) if filters.body_codes else seen
    own = {**filters.parameters(), "bodies": list(bodies), "seen": list(seen)}
    if overruled := own.keys() & more.keys():
        raise ValueError(f"{', '.join(sorted(overruled))}: the viewer and the filters say.")
    given = {**own, **more}
    wanted = {name: given[name] for name in parameters(query)}
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
    return int(frame.memory_usage(deep=True).sum())


# Of two threads that ask the same at once, the second waits for the first one's answer.
@cached(LRUCache(CACHE_BYTES, _bytes), condition=Condition(), info=True)
def _rows(
    version: Version, _written: int, query: str, frozen: tuple[tuple[str, object], ...]
) -> pd.DataFrame:
    """One answer per version of the store: a new version is a new path, so nothing goes stale."""
    values = {name: list(v) if isinstance(v, tuple) else v for name, v in frozen}
    with store().read(version) as con, of_this_release(con):
        # Not con.sql, which plans the query once more to describe it.
        frame: pd.DataFrame = con.execute(sql(f"figures/{query}"), values or None).df()
    return frame
