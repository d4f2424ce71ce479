"""A workbook handed back shows each mistake in its cell, and corrected it is a return again."""

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from time import process_time
from typing import Any

import openpyxl
import pytest
from made_returns import Sheets, good_return, workbook, write_csv, xlsx_bytes
from openpyxl.cell.cell import MergedCell
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from dashboard.returns import accept, headers
from dashboard.returns.contract import sheets_of
from dashboard.returns.files.opening import read_bytes
from dashboard.returns.outcome import Outcome, Received
from dashboard.returns.problems import Cell, Problem
from dashboard.returns.read import read_received
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.returns.workbooks import filling
from dashboard.returns.workbooks.marking import problems_workbook
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


def test_a_template_keeps_its_notes_checks_and_tables(store: Store) -> None:
    with store.read() as con:
        data = filling.write(con, "dorset", date(2026, 10, 31))
    book = opened(data)
    book["LROs"]["C1"].value = "Traind"
    data = saved(book)
    marked = opened(marked_by(store, data))
    head = marked["LROs"]["C1"]
    assert is_marked(head)
    said, _, before = head.comment.text.partition("\n\nNoted before:\n")
    assert said.startswith('Mistake. Found a column headed "Traind"')
    assert before.startswith("Whether the holder has had LRO training.")
    assert len(marked["OCGs"].tables) == 1
    assert len(marked["OCGs"].data_validations.dataValidation) == 12
    layouts = outcome_of(store, saved(marked)).layouts
    clean = opened(problems_workbook(saved(marked), [], layouts))
    assert clean["LROs"]["C1"].comment.text == before
    assert marked_cells(clean) == set()
    assert clean["LROs"]["C1"].fill.fgColor.rgb == BLUE
    assert clean["LROs"]["C1"].font.color.rgb == "FFFFFFFF"


def test_titles_above_columns_elsewhere_and_merged_cells(store: Store) -> None:
    book = workbook(good_return())
    page = book["LROs"]
    page["B2"].value = None
    page.insert_rows(1, amount=2)
    page.insert_cols(1)
    page["A4"] = "a jotting"
    book["4P plans"].merge_cells("A2:A3")
    book["4P plans"]["A2"].value = "?"
    data = saved(book)
    assert marked_cells(opened(marked_by(store, data))) == {
        ("LROs", "C4"), ("LROs", "A4"), ("4P plans", "A2"),
    }  # fmt: skip


def test_a_sheet_of_merged_cells_is_not_listed_to_its_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each bad cell lies in a block, and has its mark in the block's first."""
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
    assert marked == {("4P plans", f"B{row}") for row in range(2, 101, 2)}


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


def test_of_the_sender_s_formulas_and_links_only_what_they_show_is_left() -> None:
    book = workbook(good_return())
    page = book["LROs"]
    for cell in ("E2", "F2", "G2"):
        page[cell] = "=1+1"
    page["F3"].value = "a page"
    page["F3"].hyperlink = "https://example.org"
    away = DataValidation("list", formula1="[1]Sheet1!$A$1:$A$9")
    away.add("A2")
    near = DataValidation("list", formula1='"Yes,No"')
    near.add("C2")
    page.data_validations.dataValidation = [away, near]
    book.defined_names["away"] = DefinedName("away", attr_text="[1]Sheet1!$A$1")
    data = saved(book)
    formulas = iter(
        (
            b"<f>1+1</f><v>2</v>",
            b"<f>[1]Sheet1!A1</f><v>7</v>",
            b"<f>cmd|'/C calc'!A0</f><v>9</v>",
        )
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = re.sub(rb"<f>1\+1</f><v */>", lambda _: next(formulas), content)
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    marked_bytes = problems_workbook(whole.getvalue(), [])
    marked = opened(marked_bytes)
    assert [marked["LROs"][cell].value for cell in ("E2", "F2", "G2", "F3")] == [2, 7, 9, "a page"]
    assert [each.formula1 for each in marked["LROs"].data_validations.dataValidation] == [
        '"Yes,No"'
    ]
    assert "away" not in marked.defined_names
    assert_no_formula(marked_bytes)
    with zipfile.ZipFile(io.BytesIO(marked_bytes)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name]


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
