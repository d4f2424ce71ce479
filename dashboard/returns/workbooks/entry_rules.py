"""What the template lets into each column, and what it says of it: the form that Excel checks.

Whether a return is right is read's and check's to say: Excel's own checks can be pasted over.
"""

from typing import Any, Literal, get_args, get_type_hints

from dashboard.returns.contract import Sheet
from dashboard.returns.files import cells
from dashboard.returns.files.cells import (
    EARLIEST_DAY,
    LARGEST_NUMBER,
    LATEST_DAY,
    LONGEST_TEXT,
    Choice,
    Expected,
)

Kind = Literal["ref", "text", "day", "number", "count", "yes_no", "choice"]

LONGEST_REF = 40
YES_NO = ["Yes", "No"]

_KINDS: dict[Any, Kind] = {
    cells.Ref: "ref",
    cells.Text: "text",
    cells.Day: "day",
    cells.Number: "number",
    cells.Count: "count",
    cells.YesNo: "yes_no",
}
# Excel cuts off, or refuses, longer ones.
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255


def kind_of(sheet: Sheet, column: str) -> Kind:
    """What a column holds."""
    hint = get_type_hints(sheet.row, include_extras=True)[column]
    return next((_KINDS[part] for part in (hint, *get_args(hint)) if part in _KINDS), "choice")


def is_required(sheet: Sheet, column: str) -> bool:
    """Whether each row must fill it."""
    return sheet.row.model_fields[column].is_required()


def expected(sheet: Sheet, column: str) -> str:
    """What a cell must hold, in the words of a problem; of a list, that it is one."""
    said: Expected | None = sheet.metadata(column, Expected)
    if said:
        return said.words
    choice: Choice | None = sheet.metadata(column, Choice)
    return (
        "one or more of the list, parted by semicolons"
        if choice and choice.many
        else "one of the list: use the arrow beside the cell"
    )


def note(sheet: Sheet, column: str, *, is_filled: bool = False) -> str:
    """What the note on a column's header says; of rows filled in, what to look at again."""
    field = sheet.row.model_fields[column]
    lines = [field.description or "", f"Expected: {expected(sheet, column)}."]
    example = next(iter(field.examples or ()), None)
    # A list shows its own words; an example could be of another region.
    if example and kind_of(sheet, column) != "choice":
        lines.append(f"Example: {example}")
    lines.append("Must be filled in." if is_required(sheet, column) else "May be empty.")
    more = field.json_schema_extra
    if is_filled and isinstance(more, dict) and "carried_over" in more:
        lines.append(str(more["carried_over"]))
    return "\n".join(lines)


def validation(sheet: Sheet, column: str, source: str | None) -> dict[str, Any] | None:
    """Excel's check of a column, as xlsxwriter takes it; `source` is where its list stands.

    None for a choice of a list that has nothing in it.
    """
    rule = _rule(kind_of(sheet, column), source)
    if rule is None:
        return None
    choice: Choice | None = sheet.metadata(column, Choice)
    return rule | {
        "error_title": sheet.headers[column][:_LONGEST_TITLE],
        "error_message": f"Expected: {expected(sheet, column)}."[:_LONGEST_MESSAGE],
        # Excel's list lets in one word of the list alone, where several may stand.
        "show_error": not (choice and choice.many),
    }


def _rule(kind: Kind, source: str | None) -> dict[str, Any] | None:
    between = {"criteria": "between", "minimum": 0, "maximum": LARGEST_NUMBER}
    rules: dict[Kind, dict[str, Any]] = {
        "day": between | {"validate": "date", "minimum": EARLIEST_DAY, "maximum": LATEST_DAY},
        "number": between | {"validate": "decimal"},
        "count": between | {"validate": "integer"},
        "yes_no": {"validate": "list", "source": YES_NO},
        "ref": between | {"validate": "length", "maximum": LONGEST_REF},
        "text": between | {"validate": "length", "maximum": LONGEST_TEXT},
    }
    if kind == "choice":
        return {"validate": "list", "source": source} if source else None
    return rules[kind]
