"""Where the product's own files lie, in a checkout and in an installed wheel alike.

Where a store lies is the caller's choice; where it lies unless told is said here.
"""

from functools import cache
from pathlib import Path

from platformdirs import user_data_path

NAME = "soc-governance-dashboard"
_PACKAGE = Path(__file__).parent
ROOT = _PACKAGE.parent if (_PACKAGE.parent / "queries").is_dir() else _PACKAGE
QUERIES = ROOT / "queries"
REFERENCE = ROOT / "data" / "reference"
PUBLISHED = ROOT / "data" / "published"
STREAMLIT_CONFIG = ROOT / ".streamlit" / "config.toml"
WORDS = _PACKAGE / "words"
APP = _PACKAGE / "app.py"
ICON = _PACKAGE / "icon.svg"


def store_folder(data: str) -> Path:
    """Where the store of this data lies unless another folder is named.

    Beside a checkout; of an installed wheel in the user's own folder for data, since what lies
    among the installed files may be no user's to write and goes with the next release.
    """
    beside = ROOT / "data" if ROOT != _PACKAGE else user_data_path(NAME, appauthor=False)
    return beside / "store" / data


@cache
def sql(name: str) -> str:
    """The text of queries/<name>.sql; KeyError when there is no such query."""
    path = QUERIES / f"{name}.sql"
    if not path.is_file():
        raise KeyError(f"there is no query called {name}")
    return path.read_text(encoding="utf-8")
