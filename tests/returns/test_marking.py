"""A workbook handed back shows each mistake in its cell, and corrected it is a return again."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import openpyxl
import pytest
from made_returns import Sheets, good_return, workbook, write_csv, xlsx_bytes
from openpyxl.cell.cell import MergedCell

from dashboard.returns import accept, headers
from dashboard.returns.contract import sheets_of
from dashboard.returns.files.opening import open_book, read_bytes
from dashboard.returns.outcome import Outcome, Received
from dashboard.returns.problems import Cell, Problem
from dashboard.returns.read import read_received
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.returns.workbooks import filling, marking
from dashboard.returns.workbooks.marking import problems_workbook
from dashboard.returns.workbooks.titles import sheet_titles
from dashboard.returns.workbooks.writing import write_return
from dashboard.store.versions import Store

NOW = datetime(2026, 11, 3, 9)  # noqa: DTZ001  (kept without a zone)
NAME = "Dorset.xlsx"
BLUE = "FF1D4E89"


@pytest.fixture(scope="module")
def store(published_store: Store) -> Store:
    return published_store


def outcome_of(store: Store, data: bytes) -> Outcome:
    [outcome] = accept.check(store, [Received(Path(NAME), NOW, "SOC analyst", data=data)])
    return outcome


def checked(store: Store, data: bytes) -> tuple[Problem, ...]:
    return outcome_of(store, data).problems


def marked_by(store: Store, data: bytes) -> bytes:
    outcome = outcome_of(store, data)
    return problems_workbook(data, outcome.problems, outcome.layouts)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: openpyxl.Workbook) -> bytes:
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def bad_return() -> Sheets:
    sheets = good_return()
    sheets["OCGs"][1]["Assessed"] = "31/06/2026"
    sheets["SOCIT posts"][0]["Accredited (FTE)"] = "four"
    sheets["4P plans"][2]["OCG reference"] = "DOR-0031"
    return sheets


def is_marked(cell: Any) -> bool:
    side = cell.border.left
    marked = side is not None and side.style in ("thick", "mediumDashed")
    assert marked == (cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb != BLUE)
    assert marked == (cell.comment is not None and "Found" in cell.comment.text)
    return marked


def marked_cells(book: openpyxl.Workbook) -> set[tuple[str, str]]:
    return {
        (page.title, cell.coordinate)
        for page in book.worksheets
        if page.title not in ("Problems", "Guide", "Lists")
        for row in page.iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell) and is_marked(cell)
    }


def test_each_bad_cell_is_marked_listed_and_linked(store: Store) -> None:
    data = xlsx_bytes(bad_return())
    problems = checked(store, data)
    book = opened(marked_by(store, data))
    assert book.sheetnames == ["Problems", *good_return()]
    assert book.active.title == "Problems"
    places = {("OCGs", "J3"), ("SOCIT posts", "E2"), ("4P plans", "A4")}
    assert marked_cells(book) == places
    assert book["OCGs"]["J3"].comment.text == (
        "Mistake. Found 31/06/2026; expected a date that exists, such as 31 October 2026 or "
        "31/10/2026."
    )
    rows = [row for row in book["Problems"].iter_rows(min_row=6) if row[0].value]
    assert [tuple(cell.value for cell in row[:6]) for row in rows] == [
        (p.sheet, p.row, p.column, p.found, p.expected, "Mistake") for p in problems
    ]
    assert {row[6].hyperlink.location for row in rows} == {
        f"'{title}'!{cell}" for title, cell in places
    }
    assert "Marking: OFFICIAL-SENSITIVE." in [row[0].value for row in book["Problems"].iter_rows()]


def test_once_corrected_it_is_a_return_again(store: Store) -> None:
    data = xlsx_bytes(bad_return())
    book = opened(marked_by(store, data))
    book["OCGs"]["J3"].value = date(2026, 6, 2)
    book["SOCIT posts"]["E2"].value = 4
    for title, cell in marked_cells(book):
        book[title][cell].comment.author = ""  # as LibreOffice saves it
    half = saved(book)
    [left] = checked(store, half)
    again = opened(problems_workbook(half, [left], outcome_of(store, half).layouts))
    assert again.sheetnames == book.sheetnames
    assert marked_cells(again) == {("4P plans", "A4")}
    again["4P plans"]["A4"].value = "DOR-0013"
    assert checked(store, saved(again)) == ()
    with store.read() as con:
        words = read_vocabulary(con)
    mended, _ = read_received(NAME, saved(again), words)
    whole, _ = read_received(NAME, xlsx_bytes(good_return()), words)
    assert mended is not None
    assert whole is not None
    assert mended.tables == whole.tables


def test_a_template_has_its_notes_checks_and_lists_again(store: Store) -> None:
    with store.read() as con:
        data = filling.write(con, "dorset", date(2026, 10, 31))
    book = opened(data)
    given = [v.formula1 for v in checks(book["OCGs"])]
    book["LROs"]["C1"].value = "Traind"
    book["OCGs"].column_dimensions["B"].width = 41
    data = saved(book)
    marked = opened(marked_by(store, data))
    head = marked["LROs"]["C1"]
    assert is_marked(head)
    said, _, before = head.comment.text.partition("\n\n")
    assert said.startswith('Mistake. Found a column headed "Traind"')
    assert before.startswith("Whether the holder has had LRO training.")
    assert [v.formula1 for v in checks(marked["OCGs"])] == given
    assert marked["OCGs"].freeze_panes == "A2"
    assert round(marked["OCGs"].column_dimensions["B"].width, 2) == 41
    layouts = outcome_of(store, saved(marked)).layouts
    clean = opened(problems_workbook(saved(marked), [], layouts))
    assert clean["LROs"]["C1"].comment.text == before
    assert marked_cells(clean) == set()
    assert clean["LROs"]["C1"].fill.fgColor.rgb.lower() == BLUE.lower()
    assert clean["LROs"]["C1"].font.color.rgb == "FFFFFFFF"


def checks(page: Any) -> list[Any]:
    return sorted(page.data_validations.dataValidation, key=lambda each: str(each.sqref))


def test_titles_above_columns_elsewhere_and_merged_cells(store: Store) -> None:
    """What was merged has its value, and its mark, in each of its cells."""
    book = workbook(good_return())
    page = book["LROs"]
    page["B2"].value = None
    page.insert_rows(1, amount=2)
    page.insert_cols(1)
    page["A4"] = "a jotting"
    book["4P plans"].merge_cells("A2:A3")
    book["4P plans"]["A2"].value = "?"
    data = saved(book)
    marked = opened(marked_by(store, data))
    places = {("LROs", "C4"), ("LROs", "A4"), ("4P plans", "A2"), ("4P plans", "A3")}
    assert marked_cells(marked) == places
    assert not marked["4P plans"].merged_cells.ranges
    assert marked["4P plans"]["A3"].value == "?"


def test_a_sheet_of_merged_cells_is_not_listed_to_its_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headers, "MOST_PROBLEMS", 20)
    sheets = good_return()
    sheets["4P plans"] = [{**sheets["4P plans"][0], "Strand": "Punish"}] * 100
    book = workbook(sheets)
    for row in range(2, 101, 2):
        book["4P plans"].merge_cells(f"B{row}:B{row + 1}")
    data = saved(book)
    with store.read() as con:
        _, problems = read_received(NAME, data, read_vocabulary(con))
    merged = [p for p in problems if p.found.startswith("merged cells")]
    assert len(merged) == 21
    assert (merged[-1].found, merged[-1].row) == ("merged cells in 50 places", None)
    marked = marked_cells(opened(problems_workbook(data, problems)))
    assert marked == {("4P plans", f"B{row}") for row in range(2, 102)}


def test_what_is_wider_than_a_cell_is_only_listed(store: Store) -> None:
    sheets = good_return()
    del sheets["LROs"]
    book = workbook(sheets)
    book.create_sheet("Workings")["A1"] = "x"
    data = saved(book)
    problems = [*checked(store, data), Problem(NAME, None, None, None, "a", "b", "error", "file")]
    marked = opened(problems_workbook(data, problems))
    assert marked_cells(marked) == set()
    rows = [row for row in marked["Problems"].iter_rows(min_row=6, values_only=True) if row[0]]
    assert [(row[0], row[5]) for row in rows] == [
        ("LROs", "Mistake"), ("Workings", "Warning"), ("The file", "Mistake"),
    ]  # fmt: skip
    assert not any(row[6] for row in rows)


def test_a_csv_set_becomes_a_workbook_of_its_sheets(store: Store, tmp_path: Path) -> None:
    sheets = bad_return()
    sheets["LROs"][0]["Role"] = '=HYPERLINK("https://example.org")'
    data = read_bytes(write_csv(tmp_path / "Dorset", sheets | {"A note": []}))
    problems = checked(store, data)
    whole = problems_workbook(data, problems)
    book = opened(whole)
    assert marked_cells(book) == {
        ("OCGs", "J3"), ("SOCIT posts", "E2"), ("4P plans", "A4"), ("LROs", "B2"),
    }  # fmt: skip
    in_order = [sheet.title for sheet in sheets_of("force")]
    assert book.sheetnames == ["Problems", *in_order, "A note"]
    assert_no_formula(whole)
    places = [(problem.sheet, problem.row, problem.column) for problem in problems]
    found = checked(store, whole)
    assert [(problem.sheet, problem.row, problem.column) for problem in found] == places


def assert_no_formula(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)
            assert b'TargetMode="External"' not in archive.read(name)


def test_nothing_that_is_written_becomes_a_formula() -> None:
    data = xlsx_bytes(good_return())
    hostile = "=1+1\x07"
    problems = [
        Problem(
            hostile, "OCGs", 2, "Area", hostile, hostile, "warning", "cell", Cell("OCGs", 2, 5)
        ),
        Problem(hostile, hostile, None, hostile, hostile, hostile, "error", "sheet"),
    ]
    whole = problems_workbook(data, problems)
    assert_no_formula(whole)
    assert marked_cells(opened(whole)) == {("OCGs", "E2")}


def test_text_of_the_sender_stays_text(tmp_path: Path) -> None:
    sheets = sheets_of("force")
    write_return(tmp_path / NAME, {"lro": [{"role": "=1+1"}]}, sheets)
    marked = problems_workbook((tmp_path / NAME).read_bytes(), [])
    assert opened(marked)["LROs"]["B2"].value == "=1+1"
    assert_no_formula(marked)


OURS = re.compile(
    r"\[Content_Types\].xml|_rels/.rels|docProps/(app|core).xml|xl/(workbook|styles|sharedStrings)"
    r".xml|xl/_rels/workbook.xml.rels|xl/theme/theme1.xml|xl/worksheets/sheet\d+.xml"
    r"|xl/worksheets/_rels/sheet\d+.xml.rels|xl/comments\d+.xml|xl/drawings/vmlDrawing\d+.vml"
)
"""The parts that a workbook of our own has."""
SENT = b"SENDER"
"""What stands in every part and name that a sender adds, and in none of its cells."""
ADDED = (
    "xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/queryTables/queryTable1.xml",
    "customXml/item1.xml", "customXml/itemProps1.xml", "xl/media/image1.png",
    "xl/drawings/drawing1.xml", "xl/charts/chart1.xml", "xl/embeddings/oleObject1.bin",
    "xl/activeX/activeX1.xml", "xl/tables/table9.xml", "xl/pivotTables/pivotTable1.xml",
    "xl/printerSettings/printerSettings1.bin", "docProps/custom.xml", "xl/threadedComments/t.xml",
    "customUI/customUI.xml", "xl/webextensions/webextension1.xml", "xl/model/item.data",
)  # fmt: skip
FORMULAS = (
    b"<f>1+1</f><v>2</v>",
    b"<f>[1]Sheet1!A1</f><v>7</v>",
    b"<f>cmd|'/C SENDER'!A0</f><v>9</v>",
    b'<f>HYPERLINK("https://SENDER.example")</f><v>4</v>',
    b'<f t="array" ref="H2">WEBSERVICE("SENDER")</f><v>5</v>',
)


def full_of_ways_out() -> bytes:
    """A good return with everything in it that leads out of it, or runs, but macros."""
    members = parts_of(xlsx_bytes(good_return()))
    sheet, book = "xl/worksheets/sheet9.xml", "xl/workbook.xml"
    cells = b"".join(
        b'<c r="%c2">%s</c>' % (ord("E") + n, formula) for n, formula in enumerate(FORMULAS)
    )
    at = members[sheet].index(b"</row>", members[sheet].index(b'<row r="2"'))
    members[sheet] = members[sheet][:at] + cells + members[sheet][at:]
    laid = (
        b'<conditionalFormatting sqref="A2"><cfRule type="expression" priority="1"><formula>'
        b"SENDER(1)</formula></cfRule></conditionalFormatting>"
        b'<dataValidations><dataValidation type="list" sqref="A2"><formula1>[1]SENDER!A1</formula1>'
        b'</dataValidation></dataValidations><hyperlinks><hyperlink ref="B2" r:id="rId1" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        b'tooltip="SENDER"/></hyperlinks>'
    )
    members[sheet] = members[sheet].replace(b"<pageMargins", laid + b"<pageMargins")
    names = (
        b'<definedName name="SENDER">[1]Sheet1!$A$1</definedName>'
        b'<definedName name="_xlnm.Auto_Open" hidden="1">SENDER()</definedName>'
    )
    members[book] = members[book].replace(
        b"</sheets>", b"</sheets><definedNames>" + names + b"</definedNames>"
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lead = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    members["xl/worksheets/_rels/sheet9.xml.rels"] = (
        f'{lead}<Relationship Id="rId1" Type="{office}/hyperlink" '
        'Target="https://SENDER.example" TargetMode="External"/></Relationships>'
    ).encode()
    for name in ADDED:
        members[name] = b"<x>" + SENT + b"</x>"
    return zip_of(members)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_of(members: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def test_nothing_of_the_sender_s_is_left_but_what_the_cells_show(store: Store) -> None:
    data = full_of_ways_out()
    assert sum(SENT in part for part in parts_of(data).values()) == len(ADDED) + 3
    problems = checked(store, data)
    assert [(p.column, p.severity) for p in problems] == [(letter, "warning") for letter in "EFGHI"]
    marked_bytes = problems_workbook(data, problems, outcome_of(store, data).layouts)
    for name, part in parts_of(marked_bytes).items():
        assert OURS.fullmatch(name), name
        assert SENT not in part, name
        assert b"definedName" not in part
    assert_no_formula(marked_bytes)
    page = opened(marked_bytes)["LROs"]
    assert [page[f"{letter}2"].value for letter in "EFGHI"] == [2, 7, 9, 4, 5]


def test_every_value_is_read_again_as_it_was() -> None:
    """Days, times and numbers of any look, and text that looks like one of them."""
    values: list[Any] = [
        date(2026, 10, 31), datetime(2026, 10, 31, 13, 45, 7), time(8, 30),  # noqa: DTZ001
        timedelta(days=2, hours=3), 46_000, 0.1, -3, True, False, "46000", "31/10/2026", "TRUE",
        "=1+1", "+44", "@x", "_x0041_", "a\nb", " led by blanks", "<&>\"'", "é😀",
    ]  # fmt: skip
    sheets = good_return()
    book = workbook(sheets)
    for title in ("OCGs", "Workings"):
        page = book[title] if title in sheets else book.create_sheet(title)
        for row, value in enumerate(values, start=2):
            for column in range(1, 14):
                cell = page.cell(row, column)
                cell.value = value
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
    data = saved(book)
    ocgs = next(sheet for sheet in sheets_of("force") if sheet.title == "OCGs")
    layout = headers.Layout(ocgs, "OCGs", 0, {name: n for n, name in enumerate(ocgs.headers)})
    before = open_book("", data)
    after = open_book("", problems_workbook(data, [], [layout]))
    for title in ("OCGs", "Workings"):
        got, sent = after.read(title).rows, before.read(title).rows
        assert [[(type(v), v) for v in row] for row in got] == [
            [(type(v), v) for v in row] for row in sent
        ]


def test_titles_that_no_workbook_can_have_are_made_ones_that_it_can() -> None:
    """As other programs, and the names of CSV files, may have them."""
    longest = "n" * 31
    titles = [
        "Problems",
        "problems",
        "a/b",
        "a:b",
        "'quoted'",
        "",
        "History",
        longest,
        longest + "m",
        "😀" * 31,
    ]
    assert sheet_titles(titles) == {
        "Problems": "Problems",
        "problems": "problems (2)",
        "a/b": "a b",
        "a:b": "a b (2)",
        "'quoted'": "quoted",
        "": "Sheet",
        "History": "History (2)",
        longest: longest,
        longest + "m": "n" * 27 + " (2)",
        "😀" * 31: "😀" * 15,
    }


def test_what_is_too_large_to_mark_is_listed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx_bytes(bad_return())
    outcome = outcome_of(store, data)
    monkeypatch.setattr(marking, "MOST_CELLS", 100)
    book = opened(problems_workbook(data, outcome.problems, outcome.layouts))
    assert book.sheetnames == ["Problems"]
    assert "more than 100 cells" in book["Problems"]["A2"].value
    assert book["Problems"]["D6"].value == outcome.problems[0].found


def test_another_sheet_that_is_too_large_is_left_out(store: Store) -> None:
    book = workbook(bad_return())
    book.create_sheet("Workings")["A1048576"] = 1
    data = saved(book)
    outcome = outcome_of(store, data)
    marked = opened(problems_workbook(data, outcome.problems, outcome.layouts))
    assert marked.sheetnames == ["Problems", *good_return()]
    assert "Not in it: Workings." in marked["Problems"]["A3"].value


def test_of_a_return_s_sheet_that_cannot_be_read_there_is_the_list_alone(store: Store) -> None:
    book = workbook(bad_return())
    book["LROs"]["A1048576"] = 1
    data = saved(book)
    outcome = outcome_of(store, data)
    marked = opened(problems_workbook(data, outcome.problems, outcome.layouts))
    assert marked.sheetnames == ["Problems"]
    assert "something in row 1,048,576" in marked["Problems"]["A2"].value


@pytest.mark.parametrize("data", [b"", b"PK", b"not a workbook", xlsx_bytes(good_return())[:5000]])
def test_a_file_that_cannot_be_opened_gets_the_list_alone(store: Store, data: bytes) -> None:
    problems = checked(store, data)
    assert problems
    book = opened(problems_workbook(data, problems))
    assert book.sheetnames == ["Problems"]
    assert book["Problems"]["D6"].value == problems[0].found


def test_five_hundred_problems_are_written_in_time(store: Store) -> None:
    sheets = good_return()
    group = sheets["OCGs"][0]
    sheets["OCGs"] = [
        {**group, "OCG reference": f"DOR-{number:04}", "Assessed": "soon"} for number in range(500)
    ]
    sheets["4P plans"] = []
    data = xlsx_bytes(sheets)
    problems = [p for p in checked(store, data) if p.found == "soon"]
    assert len(problems) == 500
    begun = process_time()
    whole = problems_workbook(data, problems)
    assert process_time() - begun < 2
    assert len(marked_cells(opened(whole))) == 500
