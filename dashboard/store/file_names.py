"""What the files of a store are called.

What is in them is versions' and originals'.
"""

import codecs
import re
from pathlib import Path

from dashboard.store.disk import UNFINISHED

VERSION_NAME = re.compile(r"soc-([0-9]{6,})\.duckdb")
SHA256 = re.compile(r"[0-9a-f]{64}")
"""What a received file is called."""
TICKET = re.compile(r"turn-([0-9]{9})-[0-9a-f]{32}")
"""What the place of a writer that waits is called."""
# A copy, with what DuckDB puts beside one, and what replace_whole is at work on.
UNFINISHED_NAME = re.compile(
    rf"{UNFINISHED}(?:[0-9a-f]+\.duckdb(?:\..*)?|CURRENT|{VERSION_NAME.pattern}|{SHA256.pattern})",
    re.DOTALL,
)
"""What is not whole, and ours: somebody else's file may begin with the same word."""
OWN_NAME = re.compile(
    rf"CURRENT|write\.lock|{TICKET.pattern}|originals|{UNFINISHED_NAME.pattern}"
    rf"|{VERSION_NAME.pattern}(?:\.wal)?",
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


def named_in(pointer: bytes) -> str | None:
    """The file name that CURRENT holds, None where it is no version's.

    An editor may have put a mark before it, ended the line its own way, or given each letter two
    bytes.
    """
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        pointer = pointer.removeprefix(mark)
    name = pointer.replace(b"\0", b"").decode("ascii", errors="replace").strip()
    return name if VERSION_NAME.fullmatch(name) else None


def highest_number(folder: Path) -> int:
    """The highest number that any name in the folder has; 0 where none has.

    Also that of a log alone, which DuckDB would take for the log of a later version of its name.
    """
    found = (VERSION_NAME.match(path.name) for path in folder.glob("soc-*"))
    return max((int(match[1]) for match in found if match), default=0)


def versions_in(folder: Path) -> dict[int, Path]:
    """Every version file by number, lowest first, published or not."""
    found = (path for path in folder.glob("soc-*") if VERSION_NAME.fullmatch(path.name))
    return dict(sorted((number_in(path.name), path) for path in found))
