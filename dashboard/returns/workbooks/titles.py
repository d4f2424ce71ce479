"""Gives sheets titles that a workbook can have."""

import re
from collections.abc import Iterable

_BAD = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel opens no workbook with a longer one.
_LONGEST = 31


def sheet_titles(titles: Iterable[str]) -> dict[str, str]:
    """Each title -> the same, or what of it a sheet can be called; none twice, by case either."""
    given: dict[str, str] = {}
    taken = {"history"}  # which Excel keeps for itself
    for title in titles:
        plain = _cut(_BAD.sub(" ", title), _LONGEST).strip("'") or "Sheet"
        made, number = plain, 1
        while made.lower() in taken:
            number += 1
            end = f" ({number})"
            made = _cut(plain, _LONGEST - len(end)) + end
        given[title] = made
        taken.add(made.lower())
    return given


def _cut(text: str, length: int) -> str:
    """So much of a text, as Excel counts: a character beyond the first 65,536 is two."""
    while len(text.encode("utf-16-le")) > 2 * length:
        text = text[:-1][:length]
    return text
