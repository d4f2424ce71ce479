"""A table as CSV for a spreadsheet, every row saying what it is and under which filters.

What the table holds is its query's and its words phrases'.
"""

from dataclasses import dataclass
from unicodedata import normalize

import pandas as pd

from dashboard.phrases.values import Table
from dashboard.wording import DEMONSTRATION, words

PUBLIC = "Public"


@dataclass(frozen=True)
class Said:
    """What everything that leaves a page must say of itself."""

    marking: str
    sentence: str
    is_made_up: bool
    is_record_made_up: bool = False
    """Whether the public record is made up too; never without the rest."""

    def of(self, table: Table) -> tuple[str, str]:
        """The marking and the kind of data of a table: what anybody may read is not marked."""
        if not table.is_public:
            return self.marking, DEMONSTRATION if self.is_made_up else "As received or published"
        return PUBLIC, DEMONSTRATION if self.is_record_made_up else "As published"

    def is_of_made_up(self, table: Table) -> bool:
        """Whether a table's rows are demonstration data."""
        return self.of(table)[1] == DEMONSTRATION


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
    marking, data = said.of(table)
    # Set apart from a column of the table's own by that name, which is each row's.
    out[_apart("Marking", out)] = marking
    out[_apart("Filters", out)] = said.sentence
    out[_apart("Data", out)] = data
    return out.to_csv(index=False).encode("utf-8-sig")


def file_name(table: Table, said: Said) -> str:
    """What the file is called: a made-up one says so."""
    return f"{'demonstration-' if said.is_of_made_up(table) else ''}{table.stem}.csv"


def _apart(label: str, out: pd.DataFrame) -> str:
    return f"{label} of this file" if label in out else label


def _inert(text: str) -> str:
    """Text that a spreadsheet cannot take for a formula, whatever blanks it skips before one."""
    # A carriage return by itself is not put in quotation marks, and would begin a row.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Some spreadsheets read the wide signs of East Asian keyboards as the plain ones.
    first = normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if first in tuple("=+-@") or text.startswith(("\t", "\n")) else text
