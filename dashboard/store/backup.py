"""Copies a store into another folder, whole, while others write to it; and back again.

Only what is not there yet is copied: a received file goes by its SHA-256, which never changes.
"""

import hashlib
from pathlib import Path

from dashboard.store import leftovers, originals
from dashboard.store.disk import StoreError, explained, replace_whole
from dashboard.store.file_names import OF_FILE_BROWSERS, OWN_NAME, SHA256, name_of, versions_in
from dashboard.store.versions import KEPT_DAYS, KEPT_VERSIONS, MAKE_ROOM, Store


def back_up(store: Store, folder: Path) -> int:
    """Copy the current version, and the received files it names, into a folder that is a store.

    Returns how many received files were new there. An earlier backup of the same store goes on;
    StoreError where the folder holds anything else, and it is then as it was.
    """
    copy = Store(folder)
    _refuse_another(store, copy)
    with copy.alone():
        return _copy(store, copy)


def restore(folder: Path, store: Store) -> int:
    """Put a backup where no store is. StoreError where there is one, or the backup is damaged."""
    backup = Store(folder)
    if faults := backup.check():
        raise StoreError(f"{folder} cannot be restored. {' '.join(faults)}")
    if store.exists():
        raise StoreError(
            f"There is a store in {store.folder}: move that folder elsewhere, and restore again."
        )
    return back_up(backup, store.folder)


def _refuse_another(store: Store, copy: Store) -> None:
    """StoreError where a folder is the store's own, or holds what is no backup of this store."""
    here, there = store.folder, copy.folder
    if here == there or here in there.parents or there in here.parents:
        raise StoreError(f"{there} is not apart from the store: name a folder elsewhere.")
    if there.exists() and not there.is_dir():
        raise StoreError(f"{there} is a file: name a folder, which is made where it is not there.")
    names = {path.name for path in there.glob("*")} - OF_FILE_BROWSERS
    if any(not OWN_NAME.fullmatch(name) for name in names):
        raise StoreError(f"{there} holds something other than a backup: name another folder.")
    if copy.exists():
        last, now = copy.version(), store.version()
        same = here / last.path.name
        if last.number > now.number or (same.is_file() and _digest(same) != _digest(last.path)):
            raise StoreError(f"{there} is a backup of another store: name another folder.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(store: Store, copy: Store) -> int:
    added = 0
    with explained(f"The backup in {copy.folder} is not complete", MAKE_ROOM):
        version = store.version()
        # Read whole at once: others may write, and retire it, meanwhile.
        data = version.path.read_bytes()
        with store.read(version) as con:
            named = originals.named_by(con) or set()
        kept = copy.folder / "originals"
        leftovers.remove_unfinished(copy.folder, kept)
        for sha256 in sorted(named):
            if not SHA256.fullmatch(sha256):
                continue  # made up inside the store, without a file
            if not (kept / sha256).is_file():
                copy.keep_original(store.original(sha256))
                added += 1
        # The pointer last: whatever stops this leaves the backup before it.
        target = copy.folder / name_of(version.number)
        # Who reads the backup goes on with the file that is there.
        if not target.is_file() or _digest(target) != hashlib.sha256(data).hexdigest():
            replace_whole(target, data)
        replace_whole(copy.folder / "CURRENT", f"{name_of(version.number)}\n".encode())
        versions = list(versions_in(copy.folder).values())
        leftovers.retire(versions, KEPT_VERSIONS, KEPT_DAYS)
    return added
