"""The kinds of cell a return has, and how one is read from a workbook or a CSV file.

Which column has which kind is the contract's; wording a problem is read's. Each
reader takes a value that is not empty and raises ValueError when it does not fit.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Any, cast

from pydantic import BeforeValidator, ValidationInfo

from dashboard.wording import _CONTROL, _is_unseen, visible

# A paragraph, which a page still shows whole.
LONGEST_TEXT = 1_000
# The longest title of a post has half of it; it stands in one line of a list.
LONGEST_ROLE = 200
# More than any force has of anything that is counted here: a larger one is a slip of the hand.
LARGEST_NUMBER = 100_000
# Orders and groups of thirty years ago may still be live; a year such as 2206 is a slip.
EARLIEST_DAY, LATEST_DAY = date(1990, 1, 1), date(2100, 12, 31)
# What fits in a line of a report.
_LONGEST_SHOWN = 80

_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}")
_LEAVES_NO_MARK = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_DAY_FORMATS = (
    "%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y",
    "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y",
)  # fmt: skip
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")

Vocabulary = Mapping[str, Mapping[str, str]]
"""Per list: what may stand in a cell, folded to lower case -> its code."""


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing but blanks."""
    return value is None or (isinstance(value, str) and not _plain(value))


def _plain(text: str) -> str:
    """The text without blanks around it, and without what a web page or Word leaves unseen.

    Soft hyphens and joiners of no width change nothing that a reader sees, and an analyst
    cannot find them; every other invisible character is for _is_unseen to refuse.
    """
    if text.isascii():
        return text.strip()
    return _LEAVES_NO_MARK.sub("", text).strip()


def shown(value: Any) -> str:
    """The value as its author sees it in the cell, cut to 80 characters, for a problem."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        has_time = isinstance(value, datetime) and value.time() != time(0)
        return f"{value.day} {value:%B %Y}" + (f" {value:%H:%M}" if has_time else "")
    text = visible(str(value)[: _LONGEST_SHOWN + 1])
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def fold(value: Any) -> str:
    """The value's words in lower case with single blanks, to compare by: as many as are read."""
    text = _plain(value)[:LONGEST_TEXT] if isinstance(value, str) else shown(value)
    return " ".join(text.split()).lower()


def to_text(value: Any) -> str:
    """Text that is shown as it is held: no formula, and no character that cannot be seen."""
    text = shown(value) if not isinstance(value, str) else _plain(value)
    if text.startswith("=") or len(text) > LONGEST_TEXT:
        raise ValueError
    if text.isascii():
        if _CONTROL.search(text):
            raise ValueError
    elif any(map(_is_unseen, text)) or unicodedata.category(text[0]).startswith("M"):
        raise ValueError
    return text


def to_role(value: str) -> str:
    """The role under which somebody sends or accepts: one line of plain words, and no formula.

    It stands in the store and in every list of versions. Raises ValueError, in words.
    """
    role = _plain(value)
    if not role:
        raise ValueError("a role that is empty: give one such as Force performance analyst")
    if len(role) > LONGEST_ROLE:
        raise ValueError(f"a role of {len(role):,} characters: give at most {LONGEST_ROLE}")
    if any(_is_unseen(char) or char in "\t\n\r" for char in role):
        raise ValueError("a role with characters that cannot be seen: type it again")
    if unicodedata.normalize("NFKC", role[0]) in "=+-@":
        raise ValueError(f"a role that begins with {role[0]}: begin it with a word")
    return role


def to_ref(value: Any) -> str:
    """A short reference; Excel's 1234.0 is read as 1234, and what it made a date is refused."""
    text = " ".join(to_text(value).split())  # a blank that does not break looks like any other
    if isinstance(value, bool | date | time | timedelta) or not _REF.fullmatch(text):
        raise ValueError
    return text


def to_day(value: Any) -> date:
    """A date as Excel holds it, or as written day first (31/10/2026) or year first."""
    if isinstance(value, datetime):
        day = value.date()
        if value != datetime(day.year, day.month, day.day):  # noqa: DTZ001  (cells have no zone)
            raise ValueError
    elif isinstance(value, date):
        day = value
    elif isinstance(value, str):
        day = _day_from_words(value)
    else:
        raise ValueError  # a bare number may be a day count or a typing slip: do not guess
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise ValueError
    return day


# A return names the same few hundred days again and again, and each takes nine tries to read.
@lru_cache(maxsize=10_000)
def _day_from_words(text: str) -> date:
    words = _MIDNIGHT.sub("", text.strip())
    for day_format in _DAY_FORMATS:
        try:
            return datetime.strptime(words, day_format).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError


def to_number(value: Any) -> float:
    """A number from 0, with thousands commas allowed in text; never a yes/no or a date."""
    if isinstance(value, str) and re.fullmatch(
        r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?", value.strip()
    ):
        value = float(value.strip().replace(",", ""))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError
    if not 0 <= value <= LARGEST_NUMBER:  # nor is "not a number" between them
        raise ValueError
    return float(value)


def to_count(value: Any) -> int:
    """A whole number from 0."""
    number = to_number(value)
    if not number.is_integer():
        raise ValueError
    return int(number)


_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


def to_yes_no(value: Any) -> bool:
    """Yes or no, as words or as Excel's TRUE and FALSE."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES_NO:
        return _YES_NO[value.strip().lower()]
    raise ValueError


def _vocabulary(info: ValidationInfo) -> Vocabulary:
    return cast(Vocabulary, info.context)


def to_choice(list_code: str) -> Callable[[Any, ValidationInfo], str]:
    """A reader of one reference list's codes or labels; the context is a Vocabulary."""

    def read(value: Any, info: ValidationInfo) -> str:
        words = _vocabulary(info)[list_code]
        # Most cells hold a label as it is written, and need no folding.
        code = words.get(value) if isinstance(value, str) else None
        code = code or words.get(fold(value))
        if code is None:
            raise ValueError
        return code

    return read


def to_choices(list_code: str) -> Callable[[Any, ValidationInfo], str]:
    """Several of a list's codes or labels, parted by semicolons; kept as codes parted by `;`."""
    read_one = to_choice(list_code)

    def read(value: Any, info: ValidationInfo) -> str:
        parts = [part for part in str(value).split(";") if part.strip()]
        return ";".join(dict.fromkeys(read_one(part, info) for part in parts))

    return read


@dataclass(frozen=True)
class Expected:
    """What a cell must hold, in the words a problem shows."""

    words: str


@dataclass(frozen=True)
class Choice:
    """A cell that must hold one (or, `many`, several parted by ;) of a reference list."""

    list_code: str
    many: bool = False


Ref = Annotated[
    str,
    BeforeValidator(to_ref),
    Expected("a reference of up to 40 letters, digits, spaces and - / _ ."),
]
Text = Annotated[
    str,
    BeforeValidator(to_text),
    Expected("text of up to 1,000 characters, all to be seen, that does not begin with ="),
]
Day = Annotated[
    date,
    BeforeValidator(to_day),
    Expected("a date that exists, such as 31 October 2026 or 31/10/2026"),
]
Count = Annotated[int, BeforeValidator(to_count), Expected("a whole number from 0 to 100,000")]
Number = Annotated[float, BeforeValidator(to_number), Expected("a number from 0 to 100,000")]
YesNo = Annotated[bool, BeforeValidator(to_yes_no), Expected("yes or no")]

Body = Annotated[str, BeforeValidator(to_choice("body")), Choice("body")]
Marking = Annotated[str, BeforeValidator(to_choice("marking")), Choice("marking")]
Sections = Annotated[str, BeforeValidator(to_choices("section")), Choice("section", True)]
Finding = Annotated[str, BeforeValidator(to_choice("finding")), Choice("finding")]
ClaimedStage = Annotated[str, BeforeValidator(to_choice("claimed_stage")), Choice("claimed_stage")]
VerifiedStage = Annotated[
    str, BeforeValidator(to_choice("verified_stage")), Choice("verified_stage")
]
DeclaredBrag = Annotated[str, BeforeValidator(to_choice("declared_brag")), Choice("declared_brag")]
OcgStatus = Annotated[str, BeforeValidator(to_choice("ocg_status")), Choice("ocg_status")]
CrimeType = Annotated[str, BeforeValidator(to_choice("crime_type")), Choice("crime_type")]
ThreatMethod = Annotated[str, BeforeValidator(to_choice("threat_method")), Choice("threat_method")]
ThreatBand = Annotated[str, BeforeValidator(to_choice("threat_band")), Choice("threat_band")]
Strand = Annotated[str, BeforeValidator(to_choice("strand")), Choice("strand")]
PlanActivity = Annotated[str, BeforeValidator(to_choice("plan_activity")), Choice("plan_activity")]
SocitRole = Annotated[str, BeforeValidator(to_choice("socit_role")), Choice("socit_role")]
BreachOutcome = Annotated[
    str, BeforeValidator(to_choice("breach_outcome")), Choice("breach_outcome")
]
TriggerOutcome = Annotated[
    str, BeforeValidator(to_choice("trigger_outcome")), Choice("trigger_outcome")
]
ReturnReason = Annotated[str, BeforeValidator(to_choice("return_reason")), Choice("return_reason")]
ProfileFormat = Annotated[
    str, BeforeValidator(to_choice("profile_format")), Choice("profile_format")
]
Instrument = Annotated[
    str, BeforeValidator(to_choice("governance_instrument")), Choice("governance_instrument")
]
Phase = Annotated[str, BeforeValidator(to_choice("clear_hold_build")), Choice("clear_hold_build")]
Measure = Annotated[str, BeforeValidator(to_choice("measure")), Choice("measure")]
ActionStatus = Annotated[str, BeforeValidator(to_choice("action_status")), Choice("action_status")]
