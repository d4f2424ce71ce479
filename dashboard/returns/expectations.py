"""Words what a cell of a return must hold, for a problem to show.

What it may hold is the contract's; whether it does is read's.
"""

from collections.abc import Mapping

from dashboard.returns.contract import RETURN_SHEET, SHEETS, Sheet
from dashboard.returns.files.cells import Choice, Expected, Vocabulary, fold

# As many as fit in three lines of a report; the template's own list has them all.
CHOICES_NAMED = 12
SECTIONS: Mapping[str, str] = {
    fold(name): sheet.table
    for sheet in SHEETS
    if sheet is not RETURN_SHEET
    for name in (sheet.table, sheet.title)
}
"""The list of a return's sections, which is the contract's and no reference data."""


def expected_words(
    sheet: Sheet, column: str, vocabulary: Vocabulary, *, is_empty: bool = False
) -> str:
    """What a cell of this column must hold; of an empty one, what is to be given there."""
    expected: Expected | None = sheet.metadata(column, Expected)
    field = sheet.row.model_fields[column]
    if expected and is_empty and field.annotation is str:
        return f"a value: {_in_short(field.description or '')}"
    if expected:
        return expected.words
    choice: Choice | None = sheet.metadata(column, Choice)
    assert choice  # noqa: S101  (the contract gives each column one of the two)
    labels = _labels(vocabulary[choice.list_code])
    if not labels:
        held = "in the public record held" if choice.list_code == "finding" else "held"
        return f"nothing: no {choice.list_code.replace('_', ' ')} is {held}"
    lead = "one or more, parted by semicolons, of" if choice.many else "one of"
    more = f" or another of {len(labels)}" if len(labels) > CHOICES_NAMED else ""
    return f"{lead}: {', '.join(labels[:CHOICES_NAMED])}{more}"


def _labels(words: Mapping[str, str]) -> list[str]:
    """What a list offers, once each: the code where it is its own label, else its last label."""
    if words is SECTIONS:
        return [sheet.title for sheet in SHEETS if sheet is not RETURN_SHEET]
    labels = {code: word for word, code in words.items()}
    return [code if fold(code) == word else word for code, word in labels.items()]


def _in_short(description: str) -> str:
    """What a column means, as a part of a sentence: its first sentence."""
    first = description.split(". ")[0].removesuffix(".")
    return first[:1].lower() + first[1:]
