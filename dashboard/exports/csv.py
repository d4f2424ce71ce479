"""A table as CSV for a spreadsheet, every row saying what it is and under which filters.

What the table holds is its query's and its words phrases'.
"""

from dataclasses import dataclass
from unicodedata import normalize

import pandas as pd

from dashboard.phrases.values import Table
from dashboard.wording import DEMONSTRATION, words


@dataclass(frozen=True)
class Said:
    """What everything that leaves a page must say of itself."""

    marking: str
    sentence: str
    is_made_up: bool


def csv(frame: pd.DataFrame, table: Table, said: Said) -> bytes:
    """The table's rows, already given its columns, as UTF-8 with a byte order mark.

    No cell can begin a formula.
    """
    out = pd.DataFrame(
        {
            label: [_inert(words(value, table.missing)) for value in frame[name]]
            for name, label in table.columns.items()
        }
    )
    out["Marking"] = said.marking
    out["Filters"] = said.sentence
    out["Data"] = DEMONSTRATION if said.is_made_up else "As received or published"
    return out.to_csv(index=False).encode("utf-8-sig")


def file_name(table: Table, said: Said) -> str:
    """What the file is called: a made-up one says so."""
    return f"{'demonstration-' if said.is_made_up else ''}{table.stem}.csv"


def _inert(text: str) -> str:
    """Text that a spreadsheet cannot take for a formula, whatever blanks it skips before one."""
    # A carriage return by itself is not put in quotation marks, and would begin a row.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Some spreadsheets read the wide signs of East Asian keyboards as the plain ones.
    first = normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if first in tuple("=+-@") or text.startswith(("\t", "\n")) else text
