"""Looks through a workbook's XML before the workbook reader does, which trusts what it is given.

What the cells hold is the workbook reader's to say; what becomes of a sheet is grids', and which
parts are looked through package's.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from xml.parsers import expat

from dashboard.returns.problems import Refused

# A large force's longest sheet has some thousand rows, and no sheet more than twelve columns: ten
# times as much is room for what an analyst leaves beside them.
MOST_ROWS, MOST_COLUMNS = 50_000, 200
# The workbook reader allots every cell up to the last: these take 60 MB where they are empty.
MOST_CELLS = 1_500_000
# The parser copies what it is given: a piece at a time keeps that small, and costs no time.
PIECE = 2**20
# A cell's text is held anew for each cell that points to it: these take 160 MB at the most.
MOST_CHARACTERS = 40_000_000
# A sheet of MOST_CELLS has four for each; to look through so many takes some seconds.
MOST_TAGS = 8_000_000
# One for each row.
MOST_MERGED = 50_000
# As Excel has it, in characters.
WIDEST = 255
# What a pointer or the name of an error needs; a longer text is neither.
_LONGEST_SHORT = 40

NOT_CALCULATED = "a formula without a result"
NOT_PLAIN = "a value that is not written as Excel writes it"
EXCEL_ERRORS = (
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#GETTING_DATA",
)  # fmt: skip
UNREADABLE: Mapping[str, str] = {
    NOT_CALCULATED: "a value: open the file in Excel and save it again",
    NOT_PLAIN: "a value: open the file in Excel and save it again",
    **dict.fromkeys(EXCEL_ERRORS, "a value: the formula in this cell ends in an error"),
}
"""What stands in a grid where a cell has no value to read -> what to do about it."""

RESAVED = "a workbook as Excel saves it: open it in Excel, save it again and send that"
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
_ENCODINGS = (b"utf-8", b"us-ascii")
_ROWS = re.compile(rb"<(?:[^<>\s/:]+:)?sheetData[\s/>]")
_TEXT_KINDS = ("str", "inlineStr", "d")
"""The kinds of cell in which the workbook reader takes `&lt;` for what it stands for."""


def refuse_hostile(name: str, xml: bytes) -> None:
    """Refuse a part that declares entities or hides whether it does, or is made of tags alone."""
    if xml.count(b"<") > MOST_TAGS:
        raise Refused(f"more than {MOST_TAGS:,} tags in {name}", "a return's own sheets only")
    if _DECLARATION.search(xml):
        raise Refused(f"a document type declared in {name}", RESAVED)
    encoding = _ENCODING.match(xml)
    if b"\0" in xml or (encoding and encoding[1].lower() not in _ENCODINGS):
        raise Refused(f"another encoding than UTF-8 in {name}", RESAVED)


class SharedText:
    """How long a workbook's shared texts are: a sheet may point to one from every cell."""

    def __init__(self, xml: bytes) -> None:
        """Measure nothing yet."""
        self._xml = xml
        self._longest = _longest_between(xml, b"si>")

    def refuse_beyond(self, pointers: list[str]) -> None:
        """Refuse a sheet whose cells, each given its text, would not fit in memory."""
        if len(pointers) * self._longest <= MOST_CHARACTERS:
            return
        lengths = self._lengths()
        total = sum(lengths[int(pointer)] for pointer in pointers)
        if total > MOST_CHARACTERS:
            raise Refused(
                f"{total:,} characters of text",
                f"at most {MOST_CHARACTERS:,} on one sheet: shorten the long texts",
            )

    def _lengths(self) -> list[int]:
        lengths: list[int] = []

        def start(name: str, _: dict[str, str]) -> None:
            if _local(name) == "si":
                lengths.append(0)

        def text(data: str) -> None:
            if lengths:
                lengths[-1] += len(data)

        _parse(_parser(start, text), self._xml)
        return lengths


def _longest_between(xml: bytes, mark: bytes) -> int:
    """The most bytes without this mark; no list of the parts, which could be millions."""
    begun, longest = 0, 0
    while (end := xml.find(mark, begun)) >= 0:
        longest = max(longest, end - begun)
        begun = end + len(mark)
    return max(longest, len(xml) - begun)


class Scan:
    """One sheet's cells as they stand in its XML: how far they reach, and which cannot be read."""

    def __init__(self, xml: bytes) -> None:
        """Look through the sheet. Refused where it reaches too far, expat.ExpatError if damaged."""
        self.unreadable: dict[tuple[int, int], str] = {}
        """(row, column) from 0 -> what stands there, of cells the workbook reader shows as empty.

        Those are error values such as #DIV/0!, formulas saved without their result, and values
        of which it would take only a part.
        """
        self.pointers: list[str] = []
        """Of each cell that holds a shared text, its number."""
        self.widths: dict[int, float] = {}
        """Column from 0 -> how wide it is made, in characters, where it is."""
        self._row = self._column = 0
        self._last_row = self._last_column = self._merged = 0
        self._kind = ""
        self._xml = xml
        if len(_ROWS.findall(xml)) > 1:
            raise Refused("two lists of rows in one sheet", RESAVED)
        self._rows_end = xml.rfind(b"sheetData>")
        self._begin()
        self._parser = _parser(self._start, self._text, self._end)
        _parse(self._parser, xml)
        self._finish()

    def _begin(self) -> None:
        self._value = ""
        self._begun: int | None = None
        self._in_value = self._is_filled = self._is_formula = self._is_inline = False
        self._is_plain = True

    def _start(self, name: str, given: dict[str, str]) -> None:
        tag = _local(name)
        self._in_value = tag in ("v", "t")
        if tag == "v":
            # Or there are two, of which the workbook reader takes neither or the wrong one.
            self._is_plain = self._begun is None and not self._is_inline
            self._begun = self._parser.CurrentByteIndex
        if tag == "c":
            self._finish()
            place = given.get("r")
            if place:
                letters = place.rstrip("0123456789")
                self._row, self._column = int(place[len(letters) :]), column_number(letters)
            else:
                self._column += 1
            self._kind = given.get("t", "n")
        elif tag == "row":
            self._finish()
            if self._parser.CurrentByteIndex > self._rows_end:
                raise Refused("rows below the end of its rows", RESAVED)
            self._row = int(given["r"]) if "r" in given else self._row + 1
            self._column = 0
        elif tag == "f":
            self._is_formula = self._is_filled = True
        elif tag in ("v", "is"):
            self._is_filled = True
            if tag == "is":
                self._is_inline = True
                self._is_plain &= self._begun is None
        elif tag == "mergeCell":
            self._merged += 1
            if self._merged > MOST_MERGED:
                raise Refused(f"more than {MOST_MERGED:,} merged blocks", "no merged cells")

        elif tag == "col":
            self._widen(given)

    def _widen(self, given: Mapping[str, str]) -> None:
        first, last, width = int(given["min"]), int(given["max"]), float(given.get("width", 0))
        if 0 < width <= WIDEST:
            for column in range(max(first, 1), min(last, MOST_COLUMNS) + 1):
                self.widths[column - 1] = width

    def _text(self, data: str) -> None:
        if self._in_value and len(self._value) < _LONGEST_SHORT:
            self._value += data

    def _end(self, name: str) -> None:
        self._in_value = False
        if self._begun is None or _local(name) != "v":
            return
        # A comment or CDATA in a value, or a number in references to its digits, is right as
        # XML, and the workbook reader passes over it.
        inside = self._begun + 1, self._parser.CurrentByteIndex
        if self._xml.find(b"<", *inside) >= 0 or (
            self._kind not in _TEXT_KINDS and self._xml.find(b"&", *inside) >= 0
        ):
            self._is_plain = False

    def _finish(self) -> None:
        """Take account of the cell that has just been read through."""
        if self._is_filled:
            self._reach()
            place = self._row - 1, self._column - 1
            if self._kind == "s":
                self.pointers.append(self._value)
            elif self._kind == "e":
                found = self._value
                self.unreadable[place] = found if found in UNREADABLE else "#VALUE!"
            if self._is_formula and not self._value and self._kind not in ("e", "str"):
                self.unreadable[place] = NOT_CALCULATED
            if not self._is_plain:
                self.unreadable[place] = NOT_PLAIN
        self._begin()

    def _reach(self) -> None:
        # The reader allots every cell up to the last filled one: a stray value in the last
        # corner of a sheet would end the process.
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        refuse_beyond(self._last_row, self._last_column)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parser(
    start: Callable[[str, dict[str, str]], None],
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    return parser


def _parse(parser: expat.XMLParserType, xml: bytes) -> None:
    for begin in range(0, len(xml), PIECE):
        parser.Parse(xml[begin : begin + PIECE], False)
    parser.Parse(b"", True)


@cache
def column_number(letters: str) -> int:
    """A -> 1, AA -> 27; ValueError for what names no column."""
    if not re.fullmatch("[A-Za-z]{1,3}", letters):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 -> A, 27 -> AA, as a spreadsheet names its columns."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def refuse_beyond(row: int, column: int) -> None:
    """Refuse a sheet that reaches further than is read."""
    if row > MOST_ROWS:
        raise Refused(
            f"something in row {row:,}",
            f"at most {MOST_ROWS:,} rows: delete the rows below the last one that counts",
        )
    if column > MOST_COLUMNS:
        raise Refused(
            f"something in column {column_letters(column)}",
            f"at most {MOST_COLUMNS} columns: delete the columns to the right of the last header",
        )
    if row * column > MOST_CELLS:
        raise Refused(
            f"cells as far as row {row:,} and column {column_letters(column)}",
            f"at most {MOST_CELLS:,} cells: delete the rows and columns that do not count",
        )
