"""What the files of a store are called.

What is in them is versions' and originals'.
"""

import re
from pathlib import Path

from dashboard.store.disk import UNFINISHED

VERSION_NAME = re.compile(r"soc-([0-9]{6,})\.duckdb")
OWN_NAME = re.compile(
    rf"CURRENT|write\.lock|turn-.*|originals|{UNFINISHED}.*|{VERSION_NAME.pattern}(\.wal)?",
    re.DOTALL,
)
OF_FILE_BROWSERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What a file browser leaves in a folder that somebody looked into."""


def name_of(number: int) -> str:
    """The name of the file that holds the version of this number."""
    return f"soc-{number:06d}.duckdb"


def number_in(name: str) -> int:
    """The number of the version that a file of this name holds."""
    return int(name.removeprefix("soc-").removesuffix(".duckdb"))


def log_of(path: Path) -> Path:
    """Where DuckDB keeps the write-ahead log of a database file."""
    return path.with_name(f"{path.name}.wal")


def versions_in(folder: Path) -> dict[int, Path]:
    """Every version file by number, lowest first, published or not."""
    found = (path for path in folder.glob("soc-*") if VERSION_NAME.fullmatch(path.name))
    return dict(sorted((number_in(path.name), path) for path in found))
