"""How the workbooks that are handed out look: a template, and a return with its problems marked."""

from collections.abc import Mapping
from typing import Any

from dashboard.returns.workbooks.entry_rules import Kind

DARK_BLUE, LINE, QUIET = "#1d4e89", "#d0d7de", "#57606a"
WIDTHS: dict[Kind, int] = {
    "ref": 16, "text": 34, "day": 19, "number": 15, "count": 15, "yes_no": 15, "choice": 24,
}  # fmt: skip
"""How wide a column is, in characters, by what it holds."""
# As high as Excel lets a row be.
_LINE_HEIGHT, _HIGHEST = 15.5, 409


def header_look() -> dict[str, Any]:
    """How a header looks."""
    white = {"bold": True, "font_color": "#ffffff", "bg_color": DARK_BLUE}
    return white | {"text_wrap": True, "valign": "vcenter"}


def cell_look(kind: Kind, *, line: bool = True) -> dict[str, Any]:
    """How a cell of this kind looks, with a line below it or none."""
    look: dict[str, Any] = {"valign": "top"}
    if kind == "text":
        look["text_wrap"] = True
    if kind in ("text", "choice", "ref", "yes_no"):
        look["indent"] = 1  # else it runs into the number beside it
    if kind in ("number", "count"):
        look |= {"align": "right", "indent": 1}
    if kind == "day":
        look |= {"num_format": "d mmmm yyyy", "align": "left", "indent": 1}
    if kind == "ref":
        look["num_format"] = "@"  # else Excel takes a reference such as 3-4 for a date
    return look | {"bottom": 1, "bottom_color": LINE} if line else look


def row_height(texts: Mapping[int, str]) -> float:
    """How high a row must be for its texts (by the width of each), which wrap.

    LibreOffice gives a row without a height one line, whatever it holds.
    """
    lines = [sum(1 + len(part) // width for part in t.split("\n")) for width, t in texts.items()]
    return min(_LINE_HEIGHT * max(lines, default=1), _HIGHEST)


def note_size(text: str) -> dict[str, Any]:
    """How large a note is, so that its text fits: as xlsxwriter takes it."""
    return {"width": 320, "height": 40 + 18 * sum(1 + len(t) // 46 for t in text.splitlines())}
