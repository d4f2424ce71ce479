"""Holds intake to refusing, or reading safely, files made to harm: each plainly, and cheaply."""

import io
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter

import openpyxl
import pytest
from loading import NOW, Vocabulary, digest, load_unchanged
from made_returns import HEADERS, good_return, workbook, write_csv, write_xlsx, xlsx_bytes
from python_calamine import CalamineError

from dashboard.region import laying
from dashboard.returns import accept, verify
from dashboard.returns.files import opening
from dashboard.returns.files.opening import LONGEST_NAME, plain_name
from dashboard.returns.outcome import Received
from dashboard.returns.problems import Refused
from dashboard.returns.read import read_received, read_return
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.returns.workbooks.marking import problems_workbook
from dashboard.store.versions import Store

MEGABYTE = 2**20
SHEET = "xl/worksheets/sheet1.xml"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")


@pytest.fixture
def store(published_store: Store) -> Store:
    """A store with the public record and no return; nothing may be loaded into it."""
    return published_store


@pytest.fixture
def vocabulary(store: Store) -> Vocabulary:
    with store.read() as con:
        return read_vocabulary(con)


def parts() -> dict[str, bytes]:
    """A good return's members."""
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(good_return()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", packed, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return whole.getvalue()


def changed(name: str, old: bytes, new: bytes) -> bytes:
    """A good return with something in one member put in place of another."""
    members = parts()
    assert old in members[name]
    return zipped(members | {name: members[name].replace(old, new, 1)})


def sheet(rows: bytes) -> bytes:
    """A good return whose Return sheet holds these rows."""
    members = parts()
    xml = re.sub(rb"<sheetData>.*</sheetData>", b"", members[SHEET], flags=re.DOTALL)
    at = xml.index(b"<pageMargins")
    return zipped(members | {SHEET: xml[:at] + b"<sheetData>" + rows + b"</sheetData>" + xml[at:]})


def lying(size: int) -> bytes:
    """A workbook whose headers give one member this size, whatever it unpacks to."""
    data = bytearray(zipped(parts() | {"xl/worksheets/sheet1.xml": bytes(80 * MEGABYTE)}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(SHEET.encode()) if mark == b"PK\x03\x04" else data.rindex(SHEET.encode())
        begins = data.rindex(mark, 0, at)
        data[begins + offset : begins + offset + 4] = struct.pack("<I", size)
    return bytes(data)


def many_members() -> bytes:
    return zipped({f"xl/{number}.xml": b"" for number in range(100_000)}, zipfile.ZIP_STORED)


def texts_bomb() -> bytes:
    """One long shared text that every cell points to."""
    members = parts()
    rows = b"".join(
        b'<row r="%d">%s</row>' % (n, b'<c r="A%d" t="s"><v>0</v></c>' % n)
        for n in range(1, 40_000)
    )
    return zipped(
        dict(zipfile_members(sheet(rows)))
        | {"xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * MEGABYTE + b"</t></si></sst>"}
        | {"[Content_Types].xml": members["[Content_Types].xml"]}
    )


def zipfile_members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def tiny_texts(number: int = 12_000_000) -> bytes:
    return zipped(parts() | {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * number + b"</sst>"})


def many_sheets() -> bytes:
    tag = b'<sheet name="x" sheetId="1" r:id="rId1"/>'
    return changed("xl/workbook.xml", b"<sheets>", b"<sheets>" + tag * 1_000_000)


def placed(*cells: str) -> bytes:
    """Rows that hold one filled cell each, at these places, or unplaced where empty."""
    return b"".join(
        f"<row><c {f'r={chr(34)}{cell}{chr(34)}' if cell else ''}><v>1</v></c></row>".encode()
        for cell in cells
    )


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)
XML_PARTS = (
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET,
)  # fmt: skip


def with_entities(name: str) -> bytes:
    members = parts()
    xml = re.sub(rb"<\?xml.*?\?>", b"", members[name])
    return zipped(members | {name: ENTITIES + xml})


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "one huge member": (lambda: zipped({"xl/a": bytes(65 * MEGABYTE)}), "unpacks to more than 64"),
    "a sheet of blanks": (
        lambda: zipped(parts() | {SHEET: b" " * (65 * MEGABYTE)}),
        "unpacks to more than 64",
    ),
    "two that are large together": (
        lambda: zipped({"xl/a": bytes(40 * MEGABYTE), "xl/b": bytes(40 * MEGABYTE)}),
        "unpacks to more than 64",
    ),
    "many members": (many_members, "more than 1000 parts"),
    "nested": (lambda: zipped({"a.zip": zipped({"b": bytes(60 * MEGABYTE)})}), "not a workbook"),
    "a size that is too small": (lambda: lying(1_000), "a damaged file"),
    "a size that is too large": (lambda: lying(2**32 - 2), "unpacks to more than 64"),
    "one text for all cells": (texts_bomb, "characters of text"),
    "tiny texts": (tiny_texts, "more than 8,000,000 tags"),
    "fewer tiny texts": (lambda: tiny_texts(7_900_000), ""),
    "many sheets": (many_sheets, "more than 5,000"),
    "many merged blocks": (
        lambda: changed(
            SHEET,
            b"<pageMargins",
            b"<mergeCells>" + b'<mergeCell ref="A1"/>' * 2_000_000 + b"</mergeCells><pageMargins",
        ),
        "merged blocks",
    ),
    "a million rows": (
        lambda: sheet(placed(*(f"A{number}" for number in range(1, 1_048_577)))),
        "something in row 50,001",
    ),
    "empty cells without end": (lambda: sheet(b"<row>" + b"<c/>" * 5_000_000 + b"</row>"), ""),
    "a cell far down": (lambda: sheet(placed("A1048576")), "something in row 1,048,576"),
    "a cell far right": (lambda: sheet(placed("XFD1")), "something in column XFD"),
    "a corner": (lambda: sheet(placed("GR50000")), "cells as far as row 50,000"),
    "unplaced rows": (lambda: sheet(placed(*[""] * 60_000)), "something in row 50,001"),
    "an empty text far off": (
        lambda: sheet(b'<row r="1"><c r="XFD1048576" t="str"><v></v></c></row>'),
        "something in row 1,048,576",
    ),
    "a quoted slash": (
        lambda: sheet(b'<row r="1"><c r="XFD1048576" x="/>"><v>1</v></c></row>'),
        "something in row 1,048,576",
    ),
    "merged over and over": (
        lambda: changed(
            SHEET,
            b"<pageMargins",
            b"<mergeCells>"
            + b'<mergeCell ref="A1:CV50000"/>' * 9_000
            + b"</mergeCells><pageMargins",
        ),
        "merged cells that overlap",
    ),
    **{
        f"entities in {name}": (lambda name=name: with_entities(name), f"declared in {name}")
        for name in XML_PARTS
    },
    "blank lines": (
        lambda: zipped({"LROs.csv": b"\n" * (60 * MEGABYTE)}),
        "something in row 50,001",
    ),
    "a text of 40 MB": (
        lambda: sheet(
            b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
            + b"a \n" * (13 * MEGABYTE)
            + b"</t></is></c></row>"
        ),
        "no row of headers",
    ),
    "a number of 40 MB, and as much behind it": (
        lambda: sheet(
            b'<row r="1"><c r="A1"><v>'
            + b"1" * (30 * MEGABYTE)
            + b"</v>"
            + b"x\n" * (15 * MEGABYTE)
            + b"</c></row>"
        ),
        "no row of headers",
    ),
    "another encoding": (
        lambda: zipped(parts() | {SHEET: parts()[SHEET].decode().encode("utf-16")}),
        "another encoding",
    ),
}


@LINUX
def test_no_bomb_takes_500_megabytes(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """Each is read in a process of its own, all of whose memory counts."""
    slow = []
    words = tmp_path / "vocabulary.json"
    words.write_text(json.dumps(vocabulary))
    with subprocess.Popen(
        [sys.executable, "-c", EACH_READ_ALONE, words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    ) as reader:  # fmt: skip
        assert reader.stdin
        assert reader.stdout
        for number, (name, (build, found)) in enumerate(BOMBS.items()):
            path = tmp_path / f"{number}.xlsx"
            path.write_bytes(build())
            begun = perf_counter()
            reader.stdin.write(f"{path}\n")
            said = json.loads(reader.stdout.readline())
            slow.append((perf_counter() - begun, name))
            path.unlink()
            assert said["status"] == 0, (name, said)
            assert said["peak"] < 500, (name, said)
            assert found in said["problems"], (name, said)
        reader.stdin.close()
    assert max(slow)[0] < 20, sorted(slow)


EACH_READ_ALONE = """
import json, os, sys
from pathlib import Path
from dashboard.returns.read import read_return
words = json.loads(Path(sys.argv[1]).read_text())
for line in sys.stdin:
    answer, end = os.pipe()
    # A copy of this process that has read nothing yet, so that only one file's memory counts.
    if not (alone := os.fork()):
        _, problems = read_return(Path(line.rstrip()), words)
        # Not what getrusage says, which begins with the memory of the process that started this.
        peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
        said = {"peak": int(peak) // 1024, "problems": "\\n".join(map(str, problems))[:100_000]}
        with os.fdopen(end, "w") as written:
            json.dump(said, written)
        os._exit(0)
    os.close(end)
    with os.fdopen(answer) as written:
        said = json.loads(written.read() or "{}")
    print(json.dumps(said | {"status": os.waitpid(alone, 0)[1]}), flush=True)
"""


@pytest.mark.parametrize("name", ["one huge member", "a corner", f"entities in {SHEET}"])
def test_a_bomb_changes_nothing(name: str, store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(BOMBS[name][0]())
    problems = load_unchanged(store, tmp_path / "a.xlsx")
    assert any(BOMBS[name][1] in problem.found for problem in problems)


# ---- Macros ----


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/s.xml"])
def test_macros_under_another_name(part: str, store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(zipped(parts() | {part: b"x"}))
    [problem] = load_unchanged(store, tmp_path / "a.xlsx")
    assert problem.found == "a workbook with macros (.xlsm)"


def test_macros_by_the_content_type(store: Store, tmp_path: Path) -> None:
    old = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    new = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    (tmp_path / "a.xlsx").write_bytes(changed("[Content_Types].xml", old, new))
    [problem] = load_unchanged(store, tmp_path / "a.xlsx")
    assert problem.found == "a workbook with macros (.xlsm)"


def test_two_members_of_one_name(vocabulary: Vocabulary) -> None:
    """Readers differ in which of the two they take."""
    whole = io.BytesIO(xlsx_bytes(good_return()))
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    _, [problem] = read_received("a.xlsx", whole.getvalue(), vocabulary)
    assert problem.found == "a damaged file"


def test_two_sheets_or_files_of_one_name(vocabulary: Vocabulary) -> None:
    book = workbook(good_return())
    book.create_sheet(" ocgs ").append(["OCG reference"])
    whole = io.BytesIO()
    book.save(whole)
    _, problems = read_received("a.xlsx", whole.getvalue(), vocabulary)
    assert [str(problem) for problem in problems] == [
        'a.xlsx, sheet OCGs: found the sheets "OCGs" and " ocgs "; expected one sheet of this name'
    ]
    _, [problem] = read_received("a", zipped({"a/OCGs.csv": b"", "b/OCGs.csv": b""}), vocabulary)
    assert problem.found == "CSV files in 2 folders of one zip: a and b"


# ---- Parts under any name ----

UTF16 = '\ufeff<?xml version="1.0" encoding="utf-16"?><DataMashup/>'.encode("utf-16-le")
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def moved(name: str) -> dict[str, bytes]:
    """The members of a good return whose Return sheet lies under another name."""
    members = parts()
    rels = members["xl/_rels/workbook.xml.rels"]
    members["xl/_rels/workbook.xml.rels"] = rels.replace(b"sheet1.xml", name.encode())
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"sheet1.xml", name.encode()
    )
    members[f"xl/worksheets/{name}"] = members.pop(SHEET)
    return members


@pytest.mark.parametrize("name", ["sheet2.dat", "sheet.bin", "noending", "Sheet1.XML"])
def test_a_sheet_is_looked_through_under_any_name(name: str, vocabulary: Vocabulary) -> None:
    members = moved(name)
    candidate, problems = read_received("a.xlsx", zipped(members), vocabulary)
    assert problems == []
    assert candidate is not None
    assert candidate.tables["return_received"].num_rows == 1
    part = f"xl/worksheets/{name}"
    for lead, found in ((ENTITIES, "document type declared"), (b"\n" + ENTITIES[21:], "declared")):
        hostile = zipped(members | {part: lead + members[part]})
        refused, [problem] = read_received("a.xlsx", hostile, vocabulary)
        assert refused is None
        assert found in problem.found
        assert part in problem.found
        assert openpyxl.load_workbook(
            io.BytesIO(problems_workbook(hostile, [problem]))
        ).sheetnames == ["Problems"]


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("customXml/item1.xml", b"customXml", UTF16),
        ("xl/customProperty1.bin", b"customProperty", UTF16[2:]),
        ("xl/media/image1.svg", b"image", b"<!DOCTYPE svg><svg/>"),
        ("xl/printerSettings1.bin", b"printerSettings", "Printer".encode("utf-16-le")),
        ("xl/left/over.xml", b"", ENTITIES + b"<x>&c;</x>"),
    ],
)
def test_a_part_that_nobody_reads_makes_no_file_bad(
    name: str, kind: bytes, data: bytes, vocabulary: Vocabulary
) -> None:
    members = parts() | {name: data}
    if kind:
        relation = b'<Relationship Type="%s" Target="/%s" Id="x9"/>'
        rels = "xl/_rels/workbook.xml.rels"
        members[rels] = members[rels].replace(
            b"</Relationships>", relation % (OFFICE + kind, name.encode()) + b"</Relationships>"
        )
    whole = zipped(members)
    candidate, problems = read_received("a.xlsx", whole, vocabulary)
    assert (candidate is not None, problems) == (True, [])
    marked = openpyxl.load_workbook(io.BytesIO(problems_workbook(whole, [])))
    assert marked.sheetnames == ["Problems", *good_return()]


@pytest.mark.parametrize("attribute", ["name", "id"])
def test_a_second_sheet_of_one_name_or_place_is_no_decoy(
    attribute: str, vocabulary: Vocabulary
) -> None:
    """The reader takes the one, and what is looked through is the other."""
    tag = re.search(rb"<sheet [^>]*/>", parts()["xl/workbook.xml"])
    assert tag is not None
    other = b'<sheet xmlns:y="y" y:id="rId3" ' + tag[0][len(b"<sheet ") :]
    decoy = tag[0] + b"<extLst><ext>" + tag[0] + b"</ext></extLst>"
    new = decoy if attribute == "name" else other
    _, [problem] = read_received("a.xlsx", changed("xl/workbook.xml", tag[0], new), vocabulary)
    assert (
        problem.found
        == {
            "name": 'the sheet "Return" named outside its list of sheets',
            "id": 'the sheet "Return" in 2 places',
        }[attribute]
    )


# ---- Values that a reader could take otherwise than they stand ----

NOT_PLAIN = "a value that is not written as Excel writes it"


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        (b"<v>3</v>", 3),
        (b"<v>3</v>junk", 3),
        (b"<v>3</v>\n<x/>\n", None),
        (b"<v>1<!-- -->2</v>", NOT_PLAIN),
        (b"<v><![CDATA[3]]></v>", NOT_PLAIN),
        (b"<v>1&#50;</v>", NOT_PLAIN),
        (b"<v>3</v><v>4</v>", NOT_PLAIN),
        (b'" t="inlineStr"><is><t>6</t></is><v>7</v>', NOT_PLAIN),
        (b'" t="inlineStr"><v>7</v><is><t>6</t></is>', NOT_PLAIN),
        (b"<f>1+1</f>\n<v/>\n", "a formula without a result"),
        (b"<f>1+1</f><v></v>2", "a formula without a result"),
        (b'" t="e"><v>#N/A</v> \n', "#N/A"),
        (b'" t="str"><v>a&amp;b</v>', "a&b"),
        (b'" t="str"><v>a<![CDATA[3]]>b</v>', NOT_PLAIN),
        (b'" t="inlineStr"><is><t>a</t></is>b', "a"),
        (b'" t="inlineStr"><is><t>a<![CDATA[3]]>b</t></is>', "a3b"),
    ],
)
def test_the_two_readers_of_a_cell_agree(cell: bytes, held: object) -> None:
    tag = b'<c r="A1' if cell.startswith(b'"') else b'<c r="A1">'
    whole = sheet(b'<row r="1">' + tag + cell + b"</c></row>")
    read = opening.open_book("a.xlsx", whole).read
    if held is None:
        with pytest.raises(CalamineError):
            read("Return")
    else:
        assert read("Return").rows == [[held]]


# ---- What is no file, and files that do not keep still ----


def test_a_symlink_is_the_file_it_names(vocabulary: Vocabulary, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").symlink_to(write_xlsx(tmp_path / "a.xlsx", good_return()))
    candidate, problems = read_return(tmp_path / "b.xlsx", vocabulary)
    assert (candidate is not None, problems) == (True, [])
    (tmp_path / "loop.xlsx").symlink_to(tmp_path / "loop.xlsx")
    _, [problem] = read_return(tmp_path / "loop.xlsx", vocabulary)
    assert problem.found == "nothing under this name"


def test_a_folder_called_as_a_workbook(vocabulary: Vocabulary, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    _, [problem] = read_return(tmp_path / "a.xlsx", vocabulary)
    assert problem.found == "a folder without CSV files"


@LINUX
@pytest.mark.parametrize("kind", ["pipe", "device", "pipe in a folder"])
def test_what_is_no_file_is_not_waited_on(
    kind: str,
    store: Store,
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    if kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        os.mkfifo(write_csv(path, good_return()) / "Extra.csv")
    [problem] = load_unchanged(store, path)
    assert problem.found == "something that is not a file"


@pytest.mark.parametrize("change", ["grows", "shrinks", "is put in the place of", "vanishes"])
def test_a_file_that_does_not_keep_still(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", good_return())
    other = write_xlsx(tmp_path / "b.xlsx", good_return())
    opened = Path.open

    def meanwhile(self: Path, mode: str) -> object:
        if change == "grows":
            with opened(path, "ab") as file:
                file.write(b"more")
        elif change == "shrinks":
            os.truncate(path, 100)
        elif change == "vanishes":
            path.unlink()
        else:
            other.replace(path)
        return opened(self, mode)

    monkeypatch.setattr(opening.Path, "open", meanwhile)
    with pytest.raises(Refused) as refused:
        opening.read_bytes(path)
    wanted = "cannot be opened" if change == "vanishes" else "changed while it was read"
    assert wanted in refused.value.found


def test_an_upload_cut_off_anywhere(store: Store) -> None:
    whole, before = xlsx_bytes(good_return()), digest(store.folder)
    cuts = [whole[: len(whole) * part // 20] for part in range(20)]
    received = [Received(Path("a.xlsx"), NOW, "SOC analyst", data=data) for data in cuts]
    outcomes = accept.load(store, received, "Tester", "Cut")
    assert [len(outcome.problems) for outcome in outcomes] == [1] * 20
    assert not any(outcome.is_accepted for outcome in outcomes)
    assert digest(store.folder) == before


# ---- Names ----


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../x.xlsx", "x.xlsx"),
        ("C:\\Users\\me\\x.xlsx", "x.xlsx"),
        ("x\0.xlsx", "x.xlsx"),
        ("a\r\n\x1b[31mb.xlsx", "a[31mb.xlsx"),
        ("photo\N{RIGHT-TO-LEFT OVERRIDE}xslx.exe", "photoxslx.exe"),
        ("n" * 5000 + ".xlsx", "n" * (LONGEST_NAME - 6) + "….xlsx"),
        ("Dorset, October 2026 – café.xlsx", "Dorset, October 2026 – café.xlsx"),
        ("..", "unnamed"),
        ("dorset-\udcff.xlsx", "dorset-\N{REPLACEMENT CHARACTER}.xlsx"),
        ("\N{ZERO WIDTH SPACE}", "unnamed"),
    ],
)
def test_a_name_is_stored_without_its_path(name: str, plain: str, vocabulary: Vocabulary) -> None:
    assert plain_name(name) == plain
    assert len(plain) <= LONGEST_NAME
    candidate, _ = read_received(name, xlsx_bytes(good_return()), vocabulary)
    if candidate:
        assert candidate.file_name == plain


def test_a_folder_with_a_name_that_is_no_text_is_refused(store: Store, tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "dorset", good_return())
    (folder / "OCGs.csv").rename(folder / os.fsdecode(b"OCG-\xff.csv"))
    [problem] = load_unchanged(store, folder)
    assert problem.found == "a CSV file whose name cannot be read"


@pytest.mark.parametrize("name", ["a\0b.xlsx", "n" * 5000 + ".xlsx"])
def test_a_name_that_no_file_can_have(name: str, store: Store, tmp_path: Path) -> None:
    [problem] = load_unchanged(store, tmp_path / name)
    assert problem.file == plain_name(name)


def test_problems_name_an_upload_plainly(store: Store) -> None:
    upload = Received(Path("../\N{RIGHT-TO-LEFT OVERRIDE}x.xlsx"), NOW, "SOC analyst", data=b"no")
    [outcome] = accept.check(store, [upload])
    assert outcome.file_name == outcome.problems[0].file == "x.xlsx"


# ---- Text ----


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        " =HYPERLINK(1)",
        "a\x07b",
        "a\x85b",
        "AFI 1 \N{RIGHT-TO-LEFT OVERRIDE}nepo\N{POP DIRECTIONAL FORMATTING}",
        "a\N{RIGHT-TO-LEFT ISOLATE}b",
        "a\N{LINE SEPARATOR}b",
        "a\N{TAG LATIN SMALL LETTER A}",
        "\N{COMBINING ACUTE ACCENT}\N{COMBINING CEDILLA}",
        "\N{HANGUL FILLER}",
    ],
)
def test_text_that_is_not_shown_as_it_is_held(text: str, vocabulary: Vocabulary) -> None:
    sheets = good_return()
    with io.BytesIO() as whole:
        cells = {**sheets["Finding updates"][0], "Progress": text}
        rows = [list(cells), [str(value) for value in cells.values()]]
        del rows[1][5:9], rows[0][5:9]
        csv_text = "\n".join(",".join(row) for row in rows)
        with zipfile.ZipFile(whole, "w") as archive:
            archive.writestr("Finding updates.csv", csv_text)
        _, problems = read_received("a", whole.getvalue(), vocabulary)
    [problem] = [each for each in problems if each.rule == "cell"]
    assert (problem.sheet, problem.row, problem.column) == ("Finding updates", 2, "Progress")
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in str(problem)
    assert problem.expected.startswith("text of up to")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("+1", "+1"),
        ("@x", "@x"),
        ("co\N{SOFT HYPHEN}operate\N{ZERO WIDTH SPACE}", "cooperate"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE} ", None),
    ],
)
def test_text_that_is_kept(text: str, held: str | None, vocabulary: Vocabulary) -> None:
    data = xlsx_bytes(good_return(note=text))
    candidate, problems = read_received("a.xlsx", data, vocabulary)
    assert (candidate is not None, problems) == (True, [])
    assert candidate is not None
    assert candidate.tables["return_received"]["note"].to_pylist() == [held]


def test_five_hundred_mistakes_are_all_listed_quickly(store: Store) -> None:
    sheets = good_return()
    row = {**sheets["LROs"][0], "Trained": "Perhaps"}
    sheets["LROs"] += [{**row, "LRO reference": f"LRO-{number}"} for number in range(100, 600)]
    begun = perf_counter()
    [outcome] = accept.check(
        store, [Received(Path("a.xlsx"), NOW, "SOC analyst", data=xlsx_bytes(sheets))]
    )
    assert [problem.row for problem in outcome.problems] == list(range(3, 503))
    assert perf_counter() - begun < 10


def test_a_sheet_of_mistakes_is_not_read_to_its_end(vocabulary: Vocabulary) -> None:
    lines = [",".join(HEADERS["LROs"]), *["?,=1,?,?"] * 40_000]
    data = zipped({"LROs.csv": "\n".join(lines).encode()})
    candidate, problems = read_received("a", data, vocabulary)
    assert candidate is not None
    assert "lro" not in candidate.whole
    of_sheet = [problem for problem in problems if problem.sheet == "LROs"]
    assert len(of_sheet) < 3_000
    assert of_sheet[-1].found == "2,000 mistakes or more"


# ---- When the store cannot be written ----


def given(folder: Path) -> tuple[Store, Received]:
    laid = Store(folder / "store")
    laying.lay(laid)
    path = write_xlsx(folder / "a.xlsx", good_return())
    return laid, Received(path, datetime(2026, 11, 3), "SOC analyst")  # noqa: DTZ001


LOAD = """
import sys, os, resource
from datetime import datetime
from pathlib import Path
from dashboard.returns import accept
from dashboard.returns.accept import Received
from dashboard.store.versions import Store, StoreError
{before}
received = Received(Path(sys.argv[2]), datetime(2026, 11, 3), "SOC analyst")
try:
    print(accept.load(Store(Path(sys.argv[1])), [received], "Tester", "Load"))
except StoreError as fault:
    print("StoreError:", fault)
"""
FULL = """
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""


@LINUX
@pytest.mark.parametrize("size", [0, 20_000, 1_000_000])
def test_a_disk_without_room_changes_nothing(size: int, tmp_path: Path) -> None:
    laid, received = given(tmp_path)
    if size > 1_000:
        assert size < laid.version().path.stat().st_size
    before = digest(laid.folder)
    script = LOAD.format(before=FULL.format(size=size))
    said = subprocess.run(
        [sys.executable, "-c", script, str(laid.folder), str(received.path)],
        capture_output=True,
        text=True,
    )
    assert said.stdout.startswith("StoreError: "), said
    assert said.stdout.count("\n") == 1
    assert digest(laid.folder) == before


@LINUX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs a superuser")
def test_a_store_that_may_only_be_read_changes_nothing(tmp_path: Path) -> None:
    laid, received = given(tmp_path)
    # A store is its owner's alone, so that this one is opened to reading first.
    for path in (laid.folder, *laid.folder.rglob("*"), tmp_path, *tmp_path.parents):
        if path.stat().st_mode & 0o055 == 0:
            path.chmod(0o755 if path.is_dir() else 0o644)
    before = digest(laid.folder)
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            LOAD.format(before=NOBODY),
            str(laid.folder),
            str(received.path),
        ],
        capture_output=True,
        text=True,
    )
    assert said.stdout.startswith("StoreError: "), said
    assert "cannot be written to" in said.stdout
    assert digest(laid.folder) == before


# Checked once before: the interpreter's own files may be closed to the other account.
NOBODY = """
accept.check(Store(Path(sys.argv[1])), [Received(Path(sys.argv[2]), datetime(2026, 11, 3), "")])
os.setgid(65534)
os.setuid(65534)
"""
KILLED = """
import signal
from dashboard.returns import staging
text_of = accept.sql
def sql(name):
    if name == "returns/{at}":
        os.kill(os.getpid(), signal.SIGKILL)
    return text_of(name)
accept.sql = staging.sql = sql
"""


@LINUX
@pytest.mark.parametrize("at", ["incoming", "accept", "measure_returns"])
def test_a_load_that_is_killed_changes_nothing(at: str, tmp_path: Path) -> None:
    laid, received = given(tmp_path)
    version = laid.version()
    kept = version.path.read_bytes()
    script = LOAD.format(before=KILLED.format(at=at))
    said = subprocess.run([sys.executable, "-c", script, str(laid.folder), str(received.path)])
    assert said.returncode == -9
    assert laid.version() == version
    assert version.path.read_bytes() == kept
    [outcome] = accept.load(laid, [received], "Tester", "Again")
    assert outcome.return_id == 1
    assert verify.faults(laid, lambda _done, _all: None) == []
    assert not list(laid.folder.glob("writing-*"))
