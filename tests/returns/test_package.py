"""Which sheet of a workbook is which is found once: no reader is given another account of it."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from made_returns import HEADERS, good_return, xlsx_bytes
from python_calamine import CalamineWorkbook

from dashboard.returns.files.opening import open_book
from dashboard.returns.files.package import package_of
from dashboard.returns.problems import Refused

BOOK, RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TITLES = list(good_return())
DECOY = b'<row r="1"><c r="A1" t="inlineStr"><is><t>decoy</t></is></c></row>'

Parts = dict[str, bytes]


def parts() -> Parts:
    """A good return's, with its texts in a list of their own."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for title, rows in good_return().items():
            page = book.add_worksheet(title)
            page.write_row(0, 0, HEADERS[title])
            for number, row in enumerate(rows, start=1):
                for column, header in enumerate(HEADERS[title]):
                    value = row.get(header)
                    page.write(number, column, value, day if isinstance(value, date) else None)
    with zipfile.ZipFile(whole) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put(name: str, old: str, new: str, *, every: bool = False) -> Callable[[Parts], None]:
    """A change of one part."""

    def change(members: Parts) -> None:
        assert old.encode() in members[name], (old, members[name])
        count = -1 if every else 1
        members[name] = members[name].replace(old.encode(), new.encode(), count)

    return change


def also(*changes: Callable[[Parts], None]) -> Callable[[Parts], None]:
    def change(members: Parts) -> None:
        for each in changes:
            each(members)

    return change


def moved(old: str, new: str) -> Callable[[Parts], None]:
    """A part under another name."""

    def change(members: Parts) -> None:
        members[new] = members.pop(old)

    return change


def made(change: Callable[[Parts], None]) -> bytes:
    members = parts()
    change(members)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return whole.getvalue()


def refused(change: Callable[[Parts], None]) -> str:
    with pytest.raises(Refused) as why:
        open_book("a.xlsx", made(change))
    assert "send that" in why.value.expected or "save the workbook" in why.value.expected
    return why.value.found


# ---- What a reader is given ----


def test_two_readers_agree_on_what_they_are_given() -> None:
    """Sheets, order, hidden ones, texts and days: by whichever library it is opened."""
    members = parts()
    also(
        put(BOOK, "<workbookPr", '<workbookPr date1904="1"'),
        put(BOOK, 'name="OCGs"', 'name="O&amp;C&#34;Gs" state="veryHidden"'),
    )(members)
    package = package_of(members | {"xl/vba.dat": b"x", "xl/calcChain.xml": b"<calcChain/>"})
    whole = package.packed()
    titles = ['O&C"Gs' if title == "OCGs" else title for title in TITLES]
    with zipfile.ZipFile(whole) as archive:
        assert sorted(archive.namelist()) == sorted(
            [
                "[Content_Types].xml", "_rels/.rels", BOOK, RELS, "xl/sharedStrings.xml",
                "xl/styles.xml", *(f"xl/worksheets/sheet{n + 1}.xml" for n in range(len(TITLES))),
            ]
        )  # fmt: skip
    one, other = CalamineWorkbook.from_filelike(package.packed()), openpyxl.load_workbook(whole)
    assert one.sheet_names == other.sheetnames == titles
    assert [sheet.title for sheet in other.worksheets if sheet.sheet_state != "visible"] == [
        'O&C"Gs'
    ]
    assert other.epoch.year == 1904
    for place, title in enumerate(titles):
        [header, *_] = one.get_sheet_by_index(place).to_python()
        assert header == [cell.value for cell in other[title][1]] == HEADERS[TITLES[place]]
    as_at = one.get_sheet_by_index(0).to_python()[1][1]
    assert as_at == other["Return"]["B2"].value.date() == date(2030, 11, 1)  # read as from 1904


# ---- What other programs write ----

EXCEL = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x15 xr">'
    '<fileVersion appName="xl" lastEdited="7"/><workbookPr defaultThemeVersion="166925"/>'
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="x15"><x15ac:absPath url="C:\\\\Users\\\\me\\\\" xmlns:x15ac="http://schemas.'
    'microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
    '<bookViews><workbookView activeTab="1"/></bookViews><sheets>{sheets}</sheets>'
    '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">OCGs!'
    "$A$1:$L$3</definedName></definedNames>"
    '<extLst><ext uri="{{140A7094}}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/'
    '2010/11/main"><x15:workbookPr chartTrackingRefBase="1" date1904="1"/></ext></extLst>'
    "</workbook>"
)


def as_excel(members: Parts) -> None:
    """With the content that only newer versions understand, and parts beside its sheets."""
    sheets = re.search(rb"<sheets>(.*)</sheets>", members[BOOK])
    assert sheets
    members[BOOK] = EXCEL.format(sheets=sheets[1].decode()).encode()
    more = (
        f'<Relationship Id="a1" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>'
        f'<Relationship Id="a2" Type="{OFFICE}/externalLink" Target="externalLinks/e.xml"/>'
    )
    put(RELS, "</Relationships>", f"{more}</Relationships>")(members)
    members["customXml/item1.xml"] = "<x/>".encode("utf-16")


STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def as_strict(members: Parts) -> None:
    for name, data in members.items():
        for old, new in STRICT.items():
            data = data.replace(old.encode(), new.encode())
        members[name] = data


def as_prefixed(members: Parts) -> None:
    """As some libraries write: every element of the workbook's own part after a prefix."""
    xml = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", members[BOOK])
    members[BOOK] = xml.replace(b"xmlns=", b"xmlns:x=").replace(b"<x:xml", b"<?xml")


def with_chart(members: Parts) -> None:
    """A chart on a sheet of its own among the others."""
    tag = f'<sheet xmlns:r="{OFFICE}" name="Chart" sheetId="77" r:id="c1"/>'
    put(BOOK, "<sheets>", f"<sheets>{tag}")(members)
    relation = f'<Relationship Id="c1" Type="{OFFICE}/chartsheet" Target="chartsheets/s.xml"/>'
    put(RELS, "</Relationships>", f"{relation}</Relationships>")(members)
    members["xl/chartsheets/s.xml"] = b"<chartsheet/>"


GOOD: dict[str, Callable[[Parts], None]] = {
    "Excel": as_excel,
    "Excel, Strict": as_strict,
    "a library with prefixes": as_prefixed,
    "targets from the top, as openpyxl": put(RELS, 'Target="', 'Target="/xl/', every=True),
    "a dot before them": put(RELS, 'Target="', 'Target="./', every=True),
    "another name for the workbook": also(
        moved(BOOK, "xl/workbook2.xml"),
        moved(RELS, "xl/_rels/workbook2.xml.rels"),
        put("_rels/.rels", BOOK, "xl/workbook2.xml"),
    ),
    "everything at the top": also(
        moved(BOOK, "book.xml"),
        moved(RELS, "_rels/book.xml.rels"),
        put("_rels/.rels", BOOK, "book.xml"),
        put("_rels/book.xml.rels", 'Target="', 'Target="xl/', every=True),
    ),
    "small letters": also(
        moved("xl/sharedStrings.xml", "xl/sharedstrings.xml"),
        moved("xl/worksheets/sheet1.xml", "xl/Worksheets/Sheet1.xml"),
    ),
    "another name for the texts": also(
        moved("xl/sharedStrings.xml", "xl/texts.xml"),
        put(RELS, "sharedStrings.xml", "texts.xml"),
    ),
    "a list of texts that no relation names": put(RELS, "/sharedStrings", "/other"),
    "a chart": with_chart,
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_workbook_is_read_whoever_wrote_it(kind: str) -> None:
    sent = open_book("a.xlsx", xlsx_bytes(good_return()))
    book = open_book("a.xlsx", made(GOOD[kind]))
    assert [title for title in book.titles if title != "Chart"] == TITLES
    for title in TITLES:
        assert book.read(title) == sent.read(title)
    if "Chart" in book.titles:
        with pytest.raises(Refused, match="a sheet that is a chart"):
            book.read("Chart")


# ---- Decoys ----


def sheet(name: str, place: str = "rB", more: str = "") -> str:
    return f'<sheet xmlns:r="{OFFICE}" name="{name}" sheetId="99" r:id="{place}" {more}/>'


def relation(target: str, more: str = "", kind: str = "worksheet", name: str = "rB") -> str:
    """A change: one relation more, and a sheet that lies where it leads to."""
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}" {more}/>'


def led(target: str, more: str = "") -> Callable[[Parts], None]:
    """The sheet of OCGs led elsewhere."""

    def change(members: Parts) -> None:
        tag = re.search(rb'<Relationship [^>]*Target="worksheets/sheet3.xml"[^>]*>', members[RELS])
        assert tag
        place = re.search(rb'Id="([^"]*)"', tag[0])
        assert place
        new = relation(target, more, name=place[1].decode())
        members[RELS] = members[RELS].replace(tag[0], new.encode())
        members["xl/b.xml"] = b"<worksheet><sheetData>" + DECOY + b"</sheetData></worksheet>"
        members["b.xml"] = members["xl/b.xml"]

    return change


def more_sheets(tag: str) -> Callable[[Parts], None]:
    """Another sheet in the list, and the part it leads to."""

    def change(members: Parts) -> None:
        put(BOOK, "</sheets>", f"{tag}</sheets>")(members)
        put(RELS, "</Relationships>", relation("b.xml") + "</Relationships>")(members)
        members["xl/b.xml"] = b"<worksheet><sheetData>" + DECOY + b"</sheetData></worksheet>"

    return change


OUT = 'TargetMode="External"'
DECOYS: dict[str, tuple[Callable[[Parts], None], str]] = {
    "one name": (more_sheets(sheet("OCGs")), 'two sheets called "OCGs"'),
    "one name by case": (more_sheets(sheet("ocgs")), 'two sheets called "ocgs"'),
    "one name in references": (more_sheets(sheet("&#x4F;CGs")), 'two sheets called "OCGs"'),
    "two ids": (
        more_sheets(sheet("B", more='xmlns:y="y" y:id="rB"')), 'the sheet "B" in 2 places'
    ),
    "no id": (more_sheets('<sheet name="B" sheetId="9"/>'), 'the sheet "B" in no place'),
    "an id of nothing": (more_sheets(sheet("B", "none")), 'the sheet "B" that is not in the file'),
    "the place of another": (
        also(more_sheets(sheet("B")), put(RELS, "b.xml", "WORKSHEETS/sheet3.xml")),
        'the sheet "B" in the place of "OCGs"',
    ),
    "in an extension list": (
        put(BOOK, "</workbook>", f"<extLst><ext>{sheet('B')}</ext></extLst></workbook>"),
        'the sheet "B" named outside its list of sheets',
    ),
    "in a choice": (
        put(
            BOOK, "<sheets>",
            '<m:AlternateContent xmlns:m="m"><m:Choice><sheets>'
            f"{sheet('B')}</sheets></m:Choice></m:AlternateContent><sheets>",
        ),
        "the sheet named outside its list of sheets",
    ),
    "in a choice in the list": (
        more_sheets(f'<m:AlternateContent xmlns:m="m">{sheet("B")}</m:AlternateContent>'),
        'the sheet "B" named outside its list of sheets',
    ),
    "in another language": (
        more_sheets(sheet("B").replace("<sheet ", '<o:sheet xmlns:o="o" ')),
        'the sheet "B" named outside its list of sheets',
    ),
    "in a second list": (
        put(BOOK, "</workbook>", f"<sheets>{sheet('B')}</sheets></workbook>"),
        "2 lists of sheets",
    ),
    "by a second relation": (
        put(RELS, "</Relationships>", relation("b.xml", name="rId1") + "</Relationships>"),
        "two parts of one name in its list of parts",
    ),
    "by a second workbook": (
        also(
            put(
                "_rels/.rels", "</Relationships>",
                relation("b.xml", kind="officeDocument") + "</Relationships>",
            ),
        ),
        "2 workbooks in one file",
    ),
    "by a second list of texts": (
        put(
            RELS, "</Relationships>",
            relation("styles.xml", kind="sharedStrings") + "</Relationships>",
        ),
        "a list of its texts twice",
    ),
    "on the web": (
        led("https://example.org/b.xml", OUT),
        'the sheet "OCGs" kept elsewhere (https://example.org/b.xml)',
    ),
    "on the web by a plain name": (
        led("b.xml", OUT), 'the sheet "OCGs" kept elsewhere (b.xml)'
    ),
    "in a file": (
        led("file:///C:/b.xml"), 'the sheet "OCGs" kept elsewhere (file:///C:/b.xml)'
    ),
    "on a server": (led("//host/b.xml"), 'the sheet "OCGs" kept elsewhere (//host/b.xml)'),
    "on a drive": (led("C:\\b.xml"), 'the sheet "OCGs" kept elsewhere (C:\\b.xml)'),
    "above the file": (
        led("../../b.xml"), 'the sheet "OCGs" kept elsewhere (../../b.xml)'
    ),
    "gone": (led("c.xml"), 'the sheet "OCGs" that is not in the file (xl/c.xml)'),
    "by two ways to count days": (
        put(BOOK, "<sheets>", '<workbookPr date1904="1"/><sheets>'), "two ways to count days"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DECOYS)
def test_a_decoy_is_refused_by_name(name: str) -> None:
    change, found = DECOYS[name]
    assert refused(change) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("</sheetData>", "</sheetData><sheetData/>", "two lists of rows in one sheet"),
        ("</sheetData>", f"</sheetData><x>{DECOY.decode()}</x>", "rows below the end of its rows"),
    ],
)
def test_rows_that_another_reader_would_not_see_are_refused(old: str, new: str, found: str) -> None:
    book = open_book("a.xlsx", made(put("xl/worksheets/sheet3.xml", old, new)))
    with pytest.raises(Refused) as why:
        book.read("OCGs")
    assert why.value.found == found


@pytest.mark.parametrize("kind", ["vbaProject", "xlMacrosheet"])
def test_macros_by_the_kind_of_their_part(kind: str) -> None:
    change = put(RELS, "</Relationships>", relation("b.dat", kind=kind) + "</Relationships>")
    with pytest.raises(Refused, match="a workbook with macros"):
        open_book("a.xlsx", made(change))
