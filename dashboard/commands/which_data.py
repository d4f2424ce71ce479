"""The store that a command works on, as --data, --store and --region name it.

What the options are is options'; building the made-up data is the demonstration's.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from dashboard.commands.options import Data
from dashboard.commands.terminal import progress, stop, waiting
from dashboard.demonstration import building, national, placing
from dashboard.paths import store_folder
from dashboard.region import laying, starting
from dashboard.store.versions import Store

MADE_UP = {
    Data.DEMONSTRATION: ("demonstration region", building.build),
    Data.NATIONAL: ("national demonstration", national.build),
}


def store_of(data: Data, folder: Path | None, own_region: Path | None = None) -> Store:
    """The store in this folder, else the one of a region or of the data."""
    own = own_region / "store" if own_region else store_folder(data.value)
    place = folder or own
    if place.exists() and not place.is_dir():
        stop(f"{place} is a file: --store takes the folder that a store is in.")
    return Store(place, waiting)


def build(data: Data, folder: Path) -> None:
    """Make up the data in this folder, with its progress on the terminal."""
    name, build = MADE_UP[data]
    with progress(f"Building the {name}") as advance:
        build(folder, date.today(), advance)  # noqa: DTZ011  (the user's own day)


def lay(data: Data, store: Store, own_region: Path | None) -> None:
    """Bring a store's reference data up to date: a made-up nation has bodies of its own."""
    placing.sweep(store.folder)
    if own_region:
        starting.lay(store, own_region)
    elif data is Data.NATIONAL and store.exists():
        national.lay(store)
    else:
        laying.lay(store)


@contextmanager
def to_read(data: Data, store: Store, own_region: Path | None) -> Iterator[Store]:
    """A copy of the store to read, with today's reference data; an empty one where there is none.

    So that a store of an earlier release is read as it will be, and is not changed for it.
    """
    if data in MADE_UP and not store.exists():
        stop(f"There is no store in {store.folder}: build the demonstration with demo first.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        copy = store.begin_copy(store.version(), path) if store.exists() else Store(path)
        lay(data, copy, own_region)
        yield copy
