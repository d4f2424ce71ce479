"""Builds returns made to harm whoever opens them: kinds of harm, and variants of each.

Every one has a mistake of its own as well, so that none is ever taken in.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from made_returns import Sheets, good_return, write_csv, xlsx_bytes
from PIL import Image

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet9.xml"
"""That of the LROs."""
CORNER = (
    b'<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
Build = Callable[[], bytes]


def mistaken() -> Sheets:
    """A return with one mistake."""
    sheets = good_return()
    sheets["LROs"][0]["Trained"] = "Perhaps"
    return sheets


def parts() -> dict[str, bytes]:
    """The members of its workbook."""
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(mistaken()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return whole.getvalue()


def with_in(name: str, mark: bytes, more: bytes, **others: bytes) -> bytes:
    """The return with more before a mark in one member."""
    members = parts()
    assert mark in members[name]
    return packed(members | {name: members[name].replace(mark, more + mark, 1)} | others)


def in_sheet(more: bytes) -> bytes:
    """The return with more behind the rows of its LROs."""
    return with_in(SHEET, b"<pageMargins", more)


def decoy(wrapped: bytes, name: bytes = b"OCGs") -> bytes:
    """A second sheet of a name, that leads to another part, in an element of this kind."""
    members = parts()
    rels, book = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
    relation = f'<Relationship Type="{OFFICE}/worksheet" Target="worksheets/b.xml" Id="rB"/>'
    members[rels] = members[rels].replace(
        b"</Relationships>", relation.encode() + b"</Relationships>"
    )
    tag = b'<sheet xmlns:r="%s" name="%s" sheetId="99" r:id="rB"/>' % (OFFICE.encode(), name)
    members[book] = members[book].replace(b"</workbook>", wrapped % tag + b"</workbook>")
    return packed(members | {"xl/worksheets/b.xml": CORNER})


def doubled_relation() -> bytes:
    """Two relations of one name, to two parts."""
    members = parts()
    rels = "xl/_rels/workbook.xml.rels"
    tag = re.search(rb"<Relationship [^>]*sheet9.xml[^>]*>", members[rels])
    assert tag
    other = tag[0].replace(b"sheet9.xml", b"b.xml")
    members[rels] = members[rels].replace(tag[0], tag[0] + other)
    return packed(members | {"xl/worksheets/b.xml": CORNER})


def pictures(number: int, side: int, kind: str) -> bytes:
    """Pictures that are small as files and huge once opened."""
    whole = io.BytesIO()
    Image.new("1", (side, side)).save(
        whole, kind, **({"compression": "group4"} if kind == "TIFF" else {})
    )
    media = {f"xl/media/image{n}.{kind.lower()}": whole.getvalue() for n in range(number)}
    draw = "http://schemas.openxmlformats.org/drawingml/2006"
    anchors = "".join(
        f"<x:oneCellAnchor><x:from><x:col>1</x:col><x:colOff>0</x:colOff><x:row>{n}</x:row>"
        f'<x:rowOff>0</x:rowOff></x:from><x:ext cx="9" cy="9"/><x:pic><x:nvPicPr><x:cNvPr id="{n}" '
        f'name="p"/><x:cNvPicPr/></x:nvPicPr><x:blipFill><a:blip r:embed="r{n}"/></x:blipFill>'
        "<x:spPr/></x:pic><x:clientData/></x:oneCellAnchor>"
        for n in range(number)
    )
    drawing = (
        f'<x:wsDr xmlns:x="{draw}/spreadsheetDrawing" xmlns:a="{draw}/main" xmlns:r="{OFFICE}">'
        f"{anchors}</x:wsDr>"
    )

    def relations(kind: str, targets: list[str]) -> bytes:
        each = "".join(
            f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="/{target}"/>'
            for n, target in enumerate(targets)
        )
        lead = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'<Relationships xmlns="{lead}">{each}</Relationships>'.encode()

    more = {
        "xl/drawings/drawing1.xml": drawing.encode(),
        "xl/drawings/_rels/drawing1.xml.rels": relations("image", list(media)),
        "xl/worksheets/_rels/sheet9.xml.rels": relations("drawing", ["xl/drawings/drawing1.xml"]),
    }
    members = parts()
    tag = f'<drawing xmlns:r="{OFFICE}" r:id="r0"/></worksheet>'.encode()
    members[SHEET] = members[SHEET].replace(b"</worksheet>", tag)
    return packed(members | more | media)


def styles(number: int) -> bytes:
    """As many looks of cells."""
    look = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return with_in("xl/styles.xml", b"</cellXfs>", look * number)


def csv(**changes: bytes) -> bytes:
    """The return as CSV files, some of them changed."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_csv(Path(name) / "return", mistaken())
        members = {path.name: path.read_bytes() for path in folder.iterdir()}
    return packed(members | changes)


def of_rows(row: bytes, number: int) -> bytes:
    """The return as CSV files, whose LROs begin as they should and go on with this."""
    return csv(**{"LROs.csv": b"LRO reference,Role,Trained,Trained on\r\n" + row * number})


def ranges(number: int) -> bytes:
    """So many merged blocks, side by side."""
    blocks = b"".join(b'<mergeCell ref="F%d:G%d"/>' % (n, n) for n in range(10, 10 + number))
    return b"<mergeCells>" + blocks + b"</mergeCells>"


def formats(number: int) -> bytes:
    """So many conditional formats."""
    rule = b'<cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
    return b"".join(
        b'<conditionalFormatting sqref="A%d">%s</conditionalFormatting>' % (n, rule)
        for n in range(1, number + 1)
    )


def validations(number: int, sqref: bytes) -> bytes:
    """So many lists to choose from over these cells."""
    tag = b'<dataValidation type="list" sqref="%s"><formula1>"a"</formula1></dataValidation>'
    return b"<dataValidations>" + tag % sqref * number + b"</dataValidations>"


HOSTILE: dict[str, dict[str, Build]] = {
    "a decoy": {
        "in an extension list": lambda: decoy(b"<extLst><ext>%s</ext></extLst>"),
        "in a choice": lambda: decoy(
            b'<m:AlternateContent xmlns:m="m"><m:Choice>%s</m:Choice></m:AlternateContent>'
        ),
        "in a second list": lambda: decoy(b"<sheets>%s</sheets>"),
        "spelt in references": lambda: decoy(b"<extLst>%s</extLst>", b"&#79;CGs"),
        "by a second relation": doubled_relation,
    },
    "merged cells": {
        "over the whole sheet": lambda: in_sheet(
            b'<mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>'
        ),
        "far below": lambda: in_sheet(
            b'<mergeCells><mergeCell ref="A60000:CV70000"/></mergeCells>'
        ),
        "in many places": lambda: in_sheet(ranges(40_000)),
        "that overlap": lambda: in_sheet(
            b"<mergeCells>" + b'<mergeCell ref="A1:D2"/>' * 900 + b"</mergeCells>"
        ),
    },
    "pictures": {
        "of one colour": lambda: pictures(20, 9_000, "PNG"),
        "as a fax": lambda: pictures(20, 9_000, "TIFF"),
    },
    "looks": {
        "of a million kinds": lambda: styles(1_000_000),
        "by condition": lambda: in_sheet(formats(60_000)),
        "in columns without end": lambda: with_in(
            SHEET,
            b"<sheetData",
            b"<cols>" + b'<col min="1" max="16384" width="9"/>' * 9_000 + b"</cols>",
        ),
    },
    "what is laid over cells": {
        "links over a sheet": lambda: in_sheet(
            b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
        ),
        "choices over a sheet": lambda: in_sheet(validations(1, b"A1:XFD1048576")),
        "choices without end": lambda: in_sheet(validations(60_000, b"A1")),
    },
    "CSV": {
        "of blank lines": lambda: of_rows(b"  \n", 20_000_000),
        "of commas": lambda: of_rows(b",,,\n", 12_000_000),
        "in one line": lambda: of_rows(b"a,", 25_000_000),
        "in one cell": lambda: csv(**{"LROs.csv": b'"' + b"a\n" * 25_000_000}),
        "before its headers": lambda: csv(**{"LROs.csv": b"\n" * 60_000_000 + b"a"}),
        "with mistakes in every cell": lambda: of_rows(b"?,=1,zz,zz\n", 400_000),
        "whose names end a line": lambda: csv(
            **{"x\r\nError.csv": b"a", "\u202evsc.sGCO.csv": b"b"}
        ),
    },
}
"""Kind -> variant -> what builds it."""
EVERY = {
    f"{kind} {variant}": build
    for kind, builds in HOSTILE.items()
    for variant, build in builds.items()
}
