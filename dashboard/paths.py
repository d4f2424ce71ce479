"""Where the product's own files lie, in a checkout and in an installed wheel alike.

Where a store lies is the caller's choice (store.py takes its folder).
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
ROOT = _PACKAGE.parent if (_PACKAGE.parent / "queries").is_dir() else _PACKAGE
QUERIES = ROOT / "queries"
REFERENCE = ROOT / "data" / "reference"
PUBLISHED = ROOT / "data" / "published"
STREAMLIT_CONFIG = ROOT / ".streamlit" / "config.toml"
WORDS = _PACKAGE / "words"
APP = _PACKAGE / "app.py"
ICON = _PACKAGE / "icon.svg"


@cache
def sql(name: str) -> str:
    """The text of queries/<name>.sql; KeyError when there is no such query."""
    path = QUERIES / f"{name}.sql"
    if not path.is_file():
        raise KeyError(f"there is no query called {name}")
    return path.read_text(encoding="utf-8")
