"""Keeps received files as they came, each under its SHA-256.

Which returns came in them is the versions' to say; taking the store's lock is theirs as well.
"""

import hashlib
from pathlib import Path

import duckdb

from dashboard.store.disk import StoreError, explained
from dashboard.store.file_names import SHA256, UNFINISHED_NAME

HAS_RETURNS = "select 1 from duckdb_tables() where table_name = 'return_received'"
NAMED = "select distinct sha256 from return_received"


def original(folder: Path, sha256: str) -> bytes:
    """The bytes kept under this digest; StoreError where missing or altered."""
    refuse_in_the_way(folder)
    path = folder / sha256
    with explained(f"{path} cannot be read", "see that this account may read it"):
        if not SHA256.fullmatch(sha256) or is_link(path) or not path.is_file():
            raise StoreError(
                f"{path} is not a received file: restore a copy of it, or ask the sender for it "
                "again."
            )
        data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StoreError(f"{path} was altered since it was received: restore a copy of it.")
    return data


def refuse_in_the_way(folder: Path) -> None:
    """StoreError where a link or a file is in the place of the folder of received files."""
    if is_link(folder):
        raise StoreError(f"{folder} is a link to another place: put the folder itself there.")
    if folder.exists() and not folder.is_dir():
        raise StoreError(
            f"{folder} is a file, where the folder of received files belongs: move it elsewhere, "
            "and put that folder back, if there was one."
        )


def is_link(*paths: Path) -> bool:
    """Whether one of these leads elsewhere: what is there was not received."""
    return any(path.is_symlink() for path in paths)


def named_by(con: duckdb.DuckDBPyConnection) -> set[str] | None:
    """The received files that the returns of a version name; None where it is of no region."""
    if not con.execute(HAS_RETURNS).fetchall():
        return None
    return {sha256 for (sha256,) in con.execute(NAMED).fetchall()}


def altered(folder: Path) -> list[str]:
    """A sentence for each received file that is not as it came."""
    try:
        refuse_in_the_way(folder)
    except StoreError as fault:
        return [str(fault)]
    faults = []
    for path in sorted(folder.glob("*")):
        if SHA256.fullmatch(path.name):
            try:
                original(folder, path.name)
            except StoreError as fault:
                faults.append(str(fault))
    return faults


def strays(folder: Path) -> list[Path]:
    """What lies among the received files and is none."""
    return [
        path
        for path in sorted(folder.glob("*"))
        if not SHA256.fullmatch(path.name) and not UNFINISHED_NAME.fullmatch(path.name)
    ]
