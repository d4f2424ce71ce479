"""Holds intake to reporting every mistake at its place, and to loading nothing of a bad file."""

import errno
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import NOW, Vocabulary, digest, load_unchanged
from made_returns import (
    HEADERS,
    Sheets,
    good_board_return,
    good_return,
    workbook,
    write_csv,
    write_xlsx,
    xlsx_bytes,
)
from openpyxl import Workbook, load_workbook

from dashboard.phrases.sending import marked_name
from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.arrivals import report
from dashboard.returns.contract import SHEETS
from dashboard.returns.files import opening
from dashboard.returns.files.sheet_xml import MOST_ROWS
from dashboard.returns.outcome import Received, kept_name
from dashboard.returns.problems import Refused
from dashboard.returns.read import Candidate, read_received, read_return
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.store.versions import Store

FOREIGN = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the public record and no return; nothing may be loaded into it."""
    laid = Store(tmp_path_factory.mktemp("laid") / "store")
    laying.lay(laid)
    return laid


@pytest.fixture(scope="module")
def vocabulary(store: Store) -> Vocabulary:
    with store.read() as con:
        return read_vocabulary(con)


def read(path: Path, vocabulary: Vocabulary) -> tuple[Candidate, list[str]]:
    candidate, problems = read_return(path, vocabulary)
    assert candidate is not None, problems
    return candidate, [str(problem) for problem in problems]


# ---- What is read ----


@pytest.mark.parametrize("build", [good_return, good_board_return])
def test_a_good_return_holds_what_was_typed(
    build: Callable[[], Sheets], vocabulary: Vocabulary, tmp_path: Path
) -> None:
    sheets = build()
    candidate, problems = read(write_xlsx(tmp_path / "good.xlsx", sheets), vocabulary)
    assert problems == []
    assert candidate.whole == set(candidate.tables)
    assert candidate.unread == frozenset()
    for sheet in SHEETS:
        if sheet.title not in sheets:
            continue
        read_rows = candidate.tables[sheet.table].to_pylist()
        assert len(read_rows) == len(sheets[sheet.title])
        for number, (got, typed) in enumerate(
            zip(read_rows, sheets[sheet.title], strict=True), start=2
        ):
            assert got["row_number"] == number
            for name, label in sheet.headers.items():
                if isinstance(typed.get(label), int | float | date):
                    assert got[name] == typed[label]
                elif typed.get(label) is None:
                    assert got[name] is None
                elif isinstance(got[name], str):
                    assert got[name] in (
                        typed[label],
                        *(words.get(str(typed[label]).lower()) for words in vocabulary.values()),
                    )
                else:
                    assert got[name] is (typed[label] == "Yes")


@pytest.mark.parametrize(
    ("encoding", "parted_by"),
    [
        ("utf-8", ","), ("utf-8", ";"), ("utf-8", "\t"), ("utf-8-sig", ","), ("utf-8-sig", ";"),
        ("cp1252", ","), ("cp1252", ";"), ("utf-16", "\t"), ("utf-16", ","),
        # Python writes no mark in these.
        ("utf-16-le", "\t"), ("utf-16-be", ";"),
    ],
)  # fmt: skip
def test_csv_holds_what_the_workbook_holds(
    encoding: str, parted_by: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    sheets = good_return(note='Café "é", with a comma; and more\nover two lines')
    workbook, _ = read(write_xlsx(tmp_path / "a.xlsx", sheets), vocabulary)
    folder = write_csv(tmp_path / "a", sheets, encoding=encoding, parted_by=parted_by)
    if encoding in ("utf-16-le", "utf-16-be"):
        for path in folder.iterdir():
            path.write_bytes("\ufeff".encode(encoding) + path.read_bytes())
    candidate, problems = read(folder, vocabulary)
    assert problems == []
    assert candidate.tables == workbook.tables


def test_a_csv_folder_is_kept_as_the_same_zip_whenever_it_came(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    first, _ = read(write_csv(tmp_path / "a", good_return()), vocabulary)
    folder = write_csv(tmp_path / "b", good_return())
    os.utime(folder / "OCGs.csv", (0, 0))
    second, _ = read(folder, vocabulary)
    assert first.sha256 == second.sha256 == hashlib.sha256(first.data).hexdigest()
    again, problems = read_received("a", first.data, vocabulary)
    assert problems == []
    assert again is not None
    assert again.tables == first.tables


def test_columns_go_by_name(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """In any order, by label or by code, in any case, below a title: the same rows."""
    sheets = good_return()
    plain, _ = read(write_xlsx(tmp_path / "a.xlsx", sheets), vocabulary)
    book = workbook(sheets)
    page = book["OCGs"]
    for row in page.iter_rows(min_row=1, max_row=3):
        values = [cell.value for cell in row]
        for cell, value in zip(row, reversed(values), strict=True):
            cell.value = value
    page["A1"] = "lro_ref"
    page["B1"] = "  next  ASSESSMENT\N{NO-BREAK SPACE}due "
    page.title = " ocgs "
    page.insert_rows(1, amount=2)
    page["A1"] = "Organised crime groups"
    book.save(tmp_path / "b.xlsx")
    moved, problems = read(tmp_path / "b.xlsx", vocabulary)
    assert problems == []
    groups = moved.tables["ocg"].to_pylist()
    assert [row.pop("row_number") for row in groups] == [4, 5]
    assert groups == plain.tables["ocg"].drop_columns("row_number").to_pylist()


def test_every_example_of_the_contract_is_right(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """The examples shown to analysts, typed into a return, are read without a problem."""
    for filer in ("body", "secretariat"):
        sheets: Sheets = {}
        for sheet in SHEETS:
            if sheet.filed_by in (filer, "both"):
                fields = sheet.row.model_fields.values()
                sheets[sheet.title] = [
                    {field.title or "": (field.examples or [None])[0] or None for field in fields}
                ]
        _, problems = read(write_xlsx(tmp_path / f"{filer}.xlsx", sheets), vocabulary)
        assert problems == []


def test_blank_rows_and_cells_that_look_blank(vocabulary: Vocabulary, tmp_path: Path) -> None:
    sheets = good_return()
    sheets["LROs"] = [{}, {"Role": "  "}, sheets["LROs"][0]]
    candidate, problems = read(write_xlsx(tmp_path / "a.xlsx", sheets), vocabulary)
    assert problems == []
    assert candidate.tables["lro"].column("row_number").to_pylist() == [4]


def test_dates_of_a_workbook_that_counts_from_1904(vocabulary: Vocabulary, tmp_path: Path) -> None:
    sheets = good_return()
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            page.write_row(0, 0, HEADERS[title])
            for number, row in enumerate(rows, start=1):
                for column, header in enumerate(HEADERS[title]):
                    value = row.get(header)
                    page.write(number, column, value, day if isinstance(value, date) else None)
    candidate, problems = read(tmp_path / "a.xlsx", vocabulary)
    assert problems == []
    assert candidate.tables["return_received"].column("as_at_on").to_pylist() == [
        sheets["Return"][0]["As-at date"]
    ]


# ---- Every mistake, at its place ----


def test_every_mistake_is_reported_at_once(store: Store, tmp_path: Path) -> None:
    """25 mistakes of all kinds: the problems are those 25 and nothing that follows from them."""
    sheets = good_return()
    update, ocg, plan = (sheets[title][0] for title in ("Finding updates", "OCGs", "4P plans"))
    post, order, form = (sheets[title][0] for title in ("SOCIT posts", "SCPOs", "Trigger forms"))
    sheets["Return"][0] |= {"Marking": "SECRET"}
    update |= {"Claimed stage": "Nearly there", "Evidence dated": "31/06/2026"}
    sheets["Finding updates"][1] |= {"Claimed stage": "Delivered", "Evidence": "=HYPERLINK(A1)"}
    sheets["Finding updates"][2] |= {"Progress": None}
    ocg |= {"Assessed": "soon", "Threat score": -4}
    sheets["OCGs"][1] |= {"Threat method": "Matrix", "LRO reference": "LRO-30"}
    sheets["OCGs"].append(good_return()["OCGs"][0])
    sheets["OCGs"][2] |= {"OCG reference": "dor-0012", "Next assessment due": date(2026, 6, 1)}
    plan |= {"Published": "tbc", "Strand": "Punish"}
    sheets["4P plans"][2] |= {"OCG reference": "DOR-0031"}
    post |= {"Role": None, "Accredited (FTE)": "four", "Abstracted (FTE)": 7}
    order |= {"Conditions": 2.5, "Last reviewed": date(2026, 11, 5), "Breaches": 2}
    form |= {"Outcome": "Returned", "Submission": 0}
    del sheets["Definition notes"]
    book = workbook(sheets)
    for number, cell in enumerate(book["Local profiles"][1]):
        if cell.value == "Partners":
            book["Local profiles"].cell(1, number + 1, "Partner")
    book["LROs"].insert_cols(5)
    book["LROs"]["E1"] = "Trained"
    book["Trigger forms"]["F2"] = "#REF!"
    book["Trigger forms"]["F2"].data_type = "e"
    book.save(tmp_path / "Dorset.xlsx")
    problems = load_unchanged(store, tmp_path / "Dorset.xlsx")
    places = [(problem.sheet, problem.row, problem.column) for problem in problems]
    expected = [
        ("Return", 2, "Marking"),
        ("Finding updates", 2, "Claimed stage"),
        ("Finding updates", 2, "Evidence dated"),
        ("Finding updates", 3, "Evidence"),
        ("Finding updates", 4, "Progress"),
        ("OCGs", 2, "Threat score"),
        ("OCGs", 2, "Assessed"),
        ("OCGs", 3, "Threat method"),
        ("OCGs", 3, "LRO reference"),
        ("OCGs", 4, "OCG reference"),
        ("OCGs", 4, "Next assessment due"),
        ("4P plans", 2, "Strand"),
        ("4P plans", 2, "Published"),
        ("4P plans", 4, "OCG reference"),
        ("SOCIT posts", 2, "Role"),
        ("SOCIT posts", 2, "Accredited (FTE)"),
        ("SOCIT posts", 2, "Abstracted (FTE)"),
        ("SCPOs", 2, "Conditions"),
        ("SCPOs", 2, "Last reviewed"),
        ("SCPOs", 2, "Breach outcome"),
        ("Trigger forms", 2, "Submission"),
        ("Trigger forms", 2, "Reason returned"),
        ("Local profiles", None, "Partners"),
        ("LROs", None, "Trained"),
        ("Definition notes", None, None),
    ]
    assert sorted(map(str, places)) == sorted(map(str, expected))
    assert len(expected) == 25


def test_a_problem_reads_as_one_sentence(store: Store, tmp_path: Path) -> None:
    sheets = good_return()
    sheets["OCGs"][1] |= {"Assessed": "31/06/2026"}
    problems = load_unchanged(store, write_xlsx(tmp_path / "Dorset.xlsx", sheets))
    assert [str(problem) for problem in problems] == [
        "Dorset.xlsx, sheet OCGs, row 3, column Assessed: found 31/06/2026; expected a date that "
        "exists, such as 31 October 2026 or 31/10/2026"
    ]


def test_nothing_is_said_of_what_could_not_be_read(store: Store, tmp_path: Path) -> None:
    """Rules that look for absence keep silent where the cell, column, row or sheet was lost."""
    sheets = good_return()
    sheets["Finding updates"][0] |= {"Finding": "AFI one", "Evidence": "=A1"}
    sheets["LROs"][0] |= {"LRO reference": "?", "Trained on": "May"}
    sheets["SOCIT posts"][0] |= {"In post (FTE)": 9, "Note": "=A1"}
    sheets["Trigger forms"][0] |= {"Outcome": "Returned"}
    del sheets["OCGs"]
    book = workbook(sheets)
    book["4P plans"].delete_cols(HEADERS["4P plans"].index("Published") + 1)
    book["Trigger forms"].delete_cols(HEADERS["Trigger forms"].index("Reason returned") + 1)
    book.save(tmp_path / "a.xlsx")
    problems = load_unchanged(store, tmp_path / "a.xlsx")
    assert sorted((found.rule, found.sheet, found.column) for found in problems) == [
        ("cell", "Finding updates", "Evidence"),
        ("cell", "Finding updates", "Finding"),
        ("cell", "LROs", "LRO reference"),
        ("cell", "LROs", "Trained on"),
        ("cell", "SOCIT posts", "Note"),
        ("sheet", "4P plans", "Published"),
        ("sheet", "OCGs", None),
        ("sheet", "Trigger forms", "Reason returned"),
    ]


def test_sheets_of_another_name_and_state(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """A slip in a title is an error and read all the same; a stranger's sheet is not read."""
    book = workbook(good_return())
    book["4P plans"].title = "4P plan"
    book["LROs"].sheet_state = "hidden"
    for title in ("Guide", "Lists", "Workings", "Actions"):
        book.create_sheet(title)["A1"] = "anything"
    book.save(tmp_path / "a.xlsx")
    candidate, problems = read(tmp_path / "a.xlsx", vocabulary)
    assert problems == [
        'a.xlsx, sheet 4P plans: found a sheet called "4P plan"; expected a sheet called "4P '
        'plans"',
        "a.xlsx, sheet Workings: found another sheet; expected only the sheets of this body's "
        "template: this one is not read",
        "a.xlsx, sheet Actions: found another sheet; expected only the sheets of this body's "
        "template: this one is not read",
        "a.xlsx, sheet LROs: found a hidden sheet; expected a sheet that can be seen: its rows "
        "are read",
    ]
    assert len(candidate.tables["plan"]) == 3
    assert len(candidate.tables["lro"]) == 1


def test_a_sheet_that_is_missing(vocabulary: Vocabulary, tmp_path: Path) -> None:
    sheets = good_return()
    del sheets["Return"], sheets["SCPOs"]
    _, problems = read(write_xlsx(tmp_path / "a.xlsx", sheets), vocabulary)
    assert problems == [
        'a.xlsx, sheet Return: found no such sheet; expected a sheet called "Return"',
        'a.xlsx, sheet SCPOs: found no such sheet; expected a sheet called "SCPOs"; with nothing '
        "to report, leave it empty",
    ]


def test_a_workbook_that_is_no_return_is_one_problem(store: Store, tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "Rota for November"
    book.save(tmp_path / "rota.xlsx")
    [problem] = load_unchanged(store, tmp_path / "rota.xlsx")
    assert str(problem).startswith(
        "rota.xlsx: found a file with none of a return's sheets; expected the workbook to fill in"
    )
    assert problem.rule == "file"


def test_an_empty_cell_is_told_what_goes_there(vocabulary: Vocabulary, tmp_path: Path) -> None:
    sheets = good_return(prepared_by_role=None)
    sheets["OCGs"][0] |= {"OCG reference": None, "Identified": None}
    sheets["LROs"][0]["Role"] = "=A1"
    _, problems = read(write_csv(tmp_path / "a", sheets), vocabulary)
    assert [problem.partition("; expected ")[2] for problem in problems] == [
        "a value: the role that prepared it, never a name",
        "a value: the body's own reference; the same in every return",
        "a date that exists, such as 31 October 2026 or 31/10/2026",
        "text of up to 1,000 characters, all to be seen, that does not begin with =",
    ]


def test_columns_of_another_name(vocabulary: Vocabulary, tmp_path: Path) -> None:
    sheets = good_return()
    sheets["LROs"][0] |= {"Shoe size": 9}
    book = workbook(sheets)
    book["LROs"]["H2"] = "a jotting"
    book["OCGs"]["D1"] = "Main crime typ"
    book.save(tmp_path / "a.xlsx")
    candidate, problems = read(tmp_path / "a.xlsx", vocabulary)
    assert problems == [
        'a.xlsx, sheet OCGs, column Main crime type: found a column headed "Main crime typ"; '
        'expected a column headed "Main crime type"',
        "a.xlsx, sheet LROs, row 1, column Shoe size: found another column; expected only the "
        "columns of the template: this one is not read",
        "a.xlsx, sheet LROs, row 2, column H: found a value under no header; expected a header "
        "above it: this column is not read",
    ]
    assert candidate.tables["ocg"].column("crime_type_code").to_pylist() == ["drugs", "drugs"]


def test_merged_cells(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """A merged value counts for each of its rows, and is still to be unmerged."""
    book = workbook(good_return())
    book["4P plans"].merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    candidate, problems = read(tmp_path / "a.xlsx", vocabulary)
    assert problems == [
        "a.xlsx, sheet 4P plans, row 2, column OCG reference: found merged cells; expected one "
        "value in each cell: unmerge them"
    ]
    assert candidate.tables["plan"].column("ocg_ref").to_pylist() == [
        "DOR-0012",
        "DOR-0012",
        "DOR-0013",
    ]


@pytest.mark.parametrize(("rows", "found"), [(0, "no row"), (2, "2 rows")])
def test_a_return_speaks_for_one_body(
    rows: int, found: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    sheets = good_return()
    sheets["Return"] = sheets["Return"] * rows
    _, problems = read(write_xlsx(tmp_path / "a.xlsx", sheets), vocabulary)
    place = "a.xlsx, sheet Return, row 3" if rows else "a.xlsx, sheet Return"
    assert problems == [f"{place}: found {found}; expected one row: a return speaks for one body"]


def test_a_sheet_without_headers(vocabulary: Vocabulary, tmp_path: Path) -> None:
    book = workbook(good_return())
    book["LROs"].delete_rows(1, 5)
    book.save(tmp_path / "a.xlsx")
    _, problems = read(tmp_path / "a.xlsx", vocabulary)
    assert problems == [
        "a.xlsx, sheet LROs: found no row of headers; expected a row of headers: LRO reference, "
        "Role, Trained, Trained on"
    ]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (f"A{MOST_ROWS + 1}", "something in row 50,001"),
        ("XFD1048576", "something in row 1,048,576"),  # would end the process if it were read
        ("XFD2", "something in column XFD"),
    ],
)
def test_a_stray_cell_far_off(
    cell: str, found: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    book = workbook(good_return())
    book["LROs"][cell] = "x"
    book.save(tmp_path / "a.xlsx")
    _, problems = read_return(tmp_path / "a.xlsx", vocabulary)
    assert [(problem.sheet, problem.found) for problem in problems] == [("LROs", found)]


def spoil(folder: Path, name: str, data: bytes) -> Path:
    (folder / f"{name}.csv").write_bytes(data)
    return folder


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "no row of headers"),
        (b'LRO reference,Role,Trained,Trained on\nL-1,"Chief', "text that is not CSV near line 2"),
        (b"LRO reference,Role\x81\n", "bytes that are not text"),
        ("LRO reference\tRole\n".encode("utf-16-le"), "bytes that are not text, as in UTF-16"),
        (b"\xff\xfeL\x00R\x00O", "bytes that are not text"),
        (b"LRO reference" + b"," * 600_000, "a line of more than 500,000 characters"),
        (b"\n" * 60_000 + b"LRO reference,Role\n", "something in row 50,001"),
        (b"LRO reference,Role,Trained,Trained on\nL-1,Chief, North,No,\n", "5 values"),
        (b"LRO reference,Role,Trained,Trained on\n" + b"L,R,No,\n" * MOST_ROWS, "something in row"),
    ],
)
def test_a_csv_file_that_is_not_right(
    data: bytes, found: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    folder = spoil(write_csv(tmp_path / "a", good_return()), "LROs", data)
    candidate, problems = read_return(folder, vocabulary)
    assert [problem.sheet for problem in problems] == ["LROs"]
    assert problems[0].found.startswith(found)
    assert candidate is not None
    assert "lro" not in candidate.whole


# ---- The cell of each problem ----


def test_a_problem_keeps_its_cell(store: Store) -> None:
    """Under other titles, below other rows, in other columns; of a rule as of a bad cell."""
    sheets = good_return()
    sheets["OCGs"][1] |= {"Threat score": "x", "Identified": date(2026, 6, 3)}
    sheets["LROs"][0] |= {"Trained": None}
    book = workbook(sheets)
    book["OCGs"].title = "OCG"
    book["OCG"].insert_rows(1, amount=3)
    book["OCG"].insert_cols(1, amount=2)
    book["LROs"]["D1"] = book["LROs"]["D2"] = None
    book["LROs"]["G2"] = "a jotting"
    book["SCPOs"]["K1"] = "Shoe size"
    whole = io.BytesIO()
    book.save(whole)
    [outcome] = accept.check(
        store, [Received(Path("a.xlsx"), NOW, "SOC analyst", data=whole.getvalue())]
    )
    assert [(p.sheet, p.row, p.column, p.cell) for p in outcome.problems] == [
        ("OCGs", 6, "Threat score", ("OCG", 6, 10)),
        ("OCGs", 6, "Assessed", ("OCG", 6, 12)),
        ("SCPOs", None, "Breach outcome", None),
        ("SCPOs", 1, "Shoe size", ("SCPOs", 1, 11)),
        ("LROs", None, "Trained on", None),
        ("LROs", 2, "G", ("LROs", 2, 7)),
        ("LROs", 2, "Trained", ("LROs", 2, 3)),
    ]
    [found] = json.loads(report.document("check", [outcome]))["files"]
    assert [p["cell"] for p in found["problems"]] == [
        "J6", "L6", None, "K1", None, "G2", "C2",
    ]  # fmt: skip


# ---- CSV files as other programs leave them ----


@pytest.mark.parametrize("end", [",", ",,,", ", ,"])
@pytest.mark.parametrize("parted_by", [",", ";"])
def test_commas_at_the_end_of_every_row(
    end: str, parted_by: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    folder = write_csv(tmp_path / "a", good_return(), parted_by=parted_by)
    for path in folder.iterdir():
        lines = path.read_text().splitlines()
        lines[1:] = [line + end.replace(",", parted_by) for line in lines[1:]]
        path.write_text("\n".join(lines))
    candidate, problems = read(folder, vocabulary)
    assert problems == []
    whole, _ = read(write_xlsx(tmp_path / "a.xlsx", good_return()), vocabulary)
    assert candidate.tables == whole.tables


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        # What stands in each but the last, empty cell has moved: 1,200 investigations, not 1.
        ("SOCIT,Investigator,6,5.5,4,0.5,1,200,", False),
        ("SOCIT,Investigator,6,5.5,4,0.5,12,,", False),
        # The other files end in commas, and this row has one more than theirs.
        ("SOCIT,Investigator,6,5.5,4,0.5,1,200,,", True),
    ],
)
def test_a_row_that_ends_in_a_comma_among_others_that_do_not_is_not_guessed_at(
    row: str, ends: bool, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    folder = write_csv(tmp_path / "a", good_return())
    for path in folder.iterdir():
        head, *lines = path.read_text().splitlines()
        path.write_text("\n".join([head, *(line + "," * ends for line in lines)]))
    posts = folder / "SOCIT posts.csv"
    posts.write_text(f"{posts.read_text().splitlines()[0]}\n{row}\n")
    _, problems = read(folder, vocabulary)
    assert any("sheet SOCIT posts, row 2: found" in problem for problem in problems)
    assert any("or leave out the commas at its end" in problem for problem in problems)


def test_a_comma_in_text_is_no_comma_at_the_end(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """The row is as long as one that ends in a comma, where its last cell is empty."""
    folder = write_csv(tmp_path / "a", good_return())
    lros = (folder / "LROs.csv").read_text().splitlines()
    (folder / "LROs.csv").write_text(f"{lros[0]}\nLRO-03,Inspector, Poole,Yes,\n")
    _, problems = read(folder, vocabulary)
    assert problems[0].startswith("a, sheet LROs, row 2: found 5 values; expected 4")


STRAYS = ("__MACOSX/dorset/._OCGs.csv", "dorset/.DS_Store", "Thumbs.db", "dorset/desktop.ini",
          "dorset/~$OCGs.csv", "dorset/how to.txt")  # fmt: skip


@pytest.mark.parametrize("folder", ["", "dorset/", "dorset\\", "./", "returns/October/dorset/"])
def test_a_zip_as_a_computer_makes_it(folder: str, vocabulary: Vocabulary, tmp_path: Path) -> None:
    files = write_csv(tmp_path / "a", good_return()).iterdir()
    members = {f"{folder}{path.name}": path.read_bytes() for path in files}
    strays = dict.fromkeys(STRAYS, b"\0\5\x16\7\0,")
    candidate, problems = read_received("dorset.zip", zipped(members | strays), vocabulary)
    assert (candidate is not None, problems) == (True, [])
    assert candidate is not None
    assert candidate.tables["ocg"].num_rows == 2


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["dorset/OCGs.csv", "wiltshire/LROs.csv"], "folders of one zip: dorset and wiltshire"),
        (["dorset\\OCGs.csv", "LROs.csv"], "folders of one zip: its top and dorset"),
        ([f"{n}/OCGs.csv" for n in range(9)], "9 folders of one zip: 0, 1, 2, 3, 4 and 4 others"),
        (["dorset/dorset.xlsx", "a.txt"], "a zip with the workbook dorset/dorset.xlsx in it"),
        (["__MACOSX/._OCGs.csv"], "a file that is not a workbook"),
        ([".tmp/OCGs.csv"], "CSV files in a folder that is passed over (.tmp)"),
        (["a/~$x/OCGs.csv"], "CSV files in a folder that is passed over (~$x)"),
        (["../a/OCGs.csv"], "a zip with a file outside of it (../a/OCGs.csv)"),
        (["OCGs.csv", "..\\a\\LROs.csv"], "a zip with a file outside of it (../a/LROs.csv)"),
        (["OCGs.csv", "ocgs.CSV"], "the CSV files OCGs.csv and ocgs.CSV"),
    ],
)
def test_a_zip_that_is_no_return_says_why(
    names: list[str], found: str, vocabulary: Vocabulary
) -> None:
    data = zipped(dict.fromkeys(names, b"x"))
    _, [problem] = read_received("a.zip", data, vocabulary)
    assert problem.found.endswith(found)


def test_a_folder_of_a_mac(vocabulary: Vocabulary, tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "a", good_return())
    (folder / "._OCGs.csv").write_bytes(b"\0\5\x16\7\0")
    assert read(folder, vocabulary)[1] == []


def test_an_earlier_template_is_taken_and_says_what_is_not_known(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    sheets = good_return()
    for title in ("Governance", "Milestones", "Clear, Hold, Build"):
        del sheets[title]
    candidate, problems = read_return(write_xlsx(tmp_path / "a.xlsx", sheets), vocabulary)
    assert [problem.severity for problem in problems] == ["warning"] * 3
    assert all("an earlier template had not" in problem.expected for problem in problems)
    assert candidate is not None
    assert all(candidate.tables[name].num_rows == 0 for name in ("governance", "milestone"))
    # Called nearly right, a sheet was meant, and is no earlier template's.
    sheets = good_return()
    sheets["Mile stones"] = sheets.pop("Milestones")
    _, problems = read_return(write_xlsx(tmp_path / "b.xlsx", sheets), vocabulary)
    assert {(problem.severity, problem.sheet) for problem in problems} == {("error", "Milestones")}


@pytest.mark.parametrize("header", ["Next meeting", "Nxt meeting"])
def test_a_column_that_earlier_templates_had_not(
    vocabulary: Vocabulary, tmp_path: Path, header: str
) -> None:
    book = workbook(good_board_return())
    for cell in book["Board meetings"][1]:
        if cell.value == "Next meeting":
            cell.value = None if header == "Next meeting" else header
    book.save(tmp_path / "a.xlsx")
    _, problems = read_return(tmp_path / "a.xlsx", vocabulary)
    [problem] = [one for one in problems if one.column == "Next meeting"]
    assert problem.severity == ("warning" if header == "Next meeting" else "error")


def test_a_row_too_long_beside_a_file_of_no_text_is_told_with_it(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    folder = write_csv(tmp_path / "a", good_return())
    lines = (folder / "OCGs.csv").read_text("utf-8").splitlines()
    (folder / "OCGs.csv").write_text("\n".join([lines[0], *(f"{line}," for line in lines[1:])]))
    (folder / "LROs.csv").write_bytes(b"\xff\xfeR\0o")
    _, problems = read_return(folder, vocabulary)
    assert {problem.sheet for problem in problems} == {"OCGs", "LROs"}


def test_a_folder_with_a_sheet_twice(
    vocabulary: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_csv(tmp_path / "a", good_return())
    (folder / "ocgs.CSV").write_bytes(b"x")
    _, [problem] = read_return(folder, vocabulary)
    assert problem.found == "the CSV files OCGs.csv and ocgs.CSV"
    assert "delete the one that does not count" in problem.expected
    monkeypatch.setattr(opening, "MOST_MEMBERS", 5)
    _, [problem] = read_return(folder, vocabulary)
    assert problem.found == f"a folder of {len(good_return()) + 1} CSV files"


def test_a_folder_is_as_large_as_what_was_read_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small its files were when it was looked at."""
    folder = write_csv(tmp_path / "a", good_return())
    monkeypatch.setattr(opening, "MOST_BYTES", 3_000)
    monkeypatch.setattr(opening, "_read", lambda *_, **__: b"x" * 2_000)
    with pytest.raises(Refused, match="at most 0 MB"):
        opening.read_bytes(folder)


# ---- Files of one name ----


def test_files_of_one_name_are_told_apart(store: Store, tmp_path: Path) -> None:
    bad = good_return(marking_code="SECRET")
    paths = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        paths.append(write_xlsx(tmp_path / name / "dorset.xlsx", bad))
    paths += [write_xlsx(tmp_path / "Dorset.xlsx", bad), paths[0]]
    outcomes = accept.check(store, [Received(path, NOW, "SOC analyst") for path in paths])
    told = [f"{paths[0]} (1)", f"{paths[1]}", "Dorset.xlsx", f"{paths[0]} (2)"]
    assert [outcome.name for outcome in outcomes] == told
    assert [{p.file for p in outcome.problems} for outcome in outcomes] == [{n} for n in told]
    assert [outcome.file_name for outcome in outcomes] == [path.name for path in paths]
    listed = json.loads(report.document("check", outcomes))["files"]
    assert [file["file"] for file in listed] == told
    assert [
        line.split(": 1")[0] for line in report.lines(outcomes, "") if "nothing" in line
    ] == told
    assert report.text(outcomes[1]).startswith(f"{paths[1]} was not loaded")


def test_uploads_of_one_name_are_numbered(store: Store) -> None:
    received = [Received(Path("a.xlsx"), NOW, "SOC analyst", data=b"no")] * 2
    outcomes = accept.check(store, received)
    assert [outcome.name for outcome in outcomes] == ["a.xlsx (1)", "a.xlsx (2)"]


@pytest.mark.parametrize(
    ("received", "kept"),
    [
        ("dorset", "dorset.zip"), ("dorset-2026.10", "dorset-2026.10.zip"),
        ("dorset.ZIP", "dorset.ZIP"), ("dorset.xlsx", "dorset.xlsx"),
    ],
)  # fmt: skip
def test_a_folder_is_handed_out_as_the_zip_it_is_kept_as(received: str, kept: str) -> None:
    assert kept_name(received) == kept
    assert marked_name(received) == f"{kept.rpartition('.')[0]}-marked.xlsx"


# ---- Files that are not read, and the store that they leave alone ----


def zipped(members: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return whole.getvalue()


def with_macros() -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(good_return()))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {"xl/vbaProject.bin": b"macro"})


def flipped() -> bytes:
    """A good workbook with one byte of its first sheet's data changed."""
    data = bytearray(xlsx_bytes(good_return()))
    data[data.index(FOREIGN.encode()) + 200] ^= 0xFF
    return bytes(data)


def ole(marks: str) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + marks.encode("utf-16-le") + bytes(512)


BAD_FILES: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("empty.xlsx", lambda: b"", "an empty file", "an Excel workbook"),
    ("notes.xlsx", lambda: b"Dear colleague", "not a workbook", "an Excel workbook"),
    ("photo.zip", lambda: zipped({"a.jpg": b"x"}), "not a workbook", "an Excel workbook"),
    ("secret.xlsx", lambda: ole("EncryptedPackage"), "a password", "remove the password"),
    ("old.xls", lambda: ole("Workbook"), "an old Excel file", "Save As"),
    ("old.xlsx", lambda: ole("Workbook"), "an old Excel file", "Save As"),
    ("a.xlsm", lambda: xlsx_bytes(good_return()), "macros", "Save As"),
    ("renamed.xlsx", with_macros, "macros", "Save As"),
    ("b.xlsb", lambda: zipped({"xl/workbook.bin": b""}), "binary workbook", "Save As"),
    ("o.ods", lambda: zipped({"content.xml": b""}), "OpenDocument", "Save As"),
    ("cut.xlsx", lambda: xlsx_bytes(good_return())[:5000], "a damaged file", "save it again"),
    ("flipped.xlsx", flipped, "a damaged file", "save it again"),
    ("odd.xlsx", lambda: zipped({"xl/workbook.xml": b"<"}), "a damaged file", "save it again"),
    ("big.xlsx", lambda: b"PK" + bytes(20 * 2**20), "20 MB", "at most 20 MB"),
    (
        "bomb.xlsx",
        lambda: zipped({"xl/workbook.xml": b"", "x": bytes(65 * 2**20)}),
        "unpacks to more than 64 MB",
        "own sheets only",
    ),
]


@pytest.mark.parametrize(
    ("name", "data", "found", "expected"), BAD_FILES, ids=[row[0] for row in BAD_FILES]
)
def test_a_file_that_is_not_read(
    name: str,
    data: Callable[[], bytes],
    found: str,
    expected: str,
    store: Store,
    tmp_path: Path,
) -> None:
    (tmp_path / name).write_bytes(data())
    [problem] = load_unchanged(store, tmp_path / name)
    assert (problem.file, problem.sheet, problem.rule) == (name, None, "file")
    assert found in problem.found
    assert expected in problem.expected


def test_a_large_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(21 * 2**20)
    monkeypatch.setattr(Path, "open", lambda _path, _mode: pytest.fail("it was opened"))
    with pytest.raises(opening.Refused, match="21 MB"):
        opening.read_bytes(path)


def test_a_file_that_is_not_there(store: Store, tmp_path: Path) -> None:
    [problem] = load_unchanged(store, tmp_path / "gone.xlsx")
    assert problem.found == "nothing under this name"


def test_a_folder_without_csv_files(store: Store, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    [problem] = load_unchanged(store, tmp_path / "folder")
    assert problem.found == "a folder without CSV files"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "locked.xlsx", good_return())

    def refuse(*_: object, **__: object) -> None:
        # As the system answers an account without the right, which a superuser never is.
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(opening.Path, "open", refuse)
    with pytest.raises(Refused) as refused:
        opening.read_bytes(path)
    assert refused.value.found == "a file that cannot be opened (Permission denied)"


# ---- Loading ----


def test_of_a_batch_the_good_are_loaded_in_one_version(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    laying.lay(store)
    bad = good_return(body_code="Wiltshire")
    bad["OCGs"][0]["Status"] = "Asleep"
    paths = [
        write_xlsx(tmp_path / "wiltshire.xlsx", bad),
        write_csv(tmp_path / "dorset", good_return()),
        write_xlsx(tmp_path / "south-west.xlsx", good_board_return()),
    ]
    received = [Received(path, NOW, "SOC analyst", is_demonstration=True) for path in paths]
    told: list[tuple[int, int]] = []
    outcomes = accept.load(
        store, received, "Secretariat", "October", progress=lambda *step: told.append(step)
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [outcome.return_id for outcome in outcomes] == [None, 1, 2]
    assert [outcome.is_accepted for outcome in outcomes] == [False, True, True]
    assert store.version().number == 2
    with store.read() as con:
        rows = con.execute(
            "select return_id, body_code, as_at_on, received_at, submitted_by_role, file_name, "
            "is_demonstration, version_number, sha256 from return_received order by return_id"
        ).fetchall()
        assert con.execute("select distinct return_id from ocg").fetchall() == [(1,)]
        counts = con.execute(
            "select (select count(*) from plan), (select count(*) from attendance)"
        ).fetchone()
    assert [row[:8] for row in rows] == [
        (1, "dorset", date(2026, 10, 31), NOW, "SOC analyst", "dorset", True, 2),
        (2, "south-west", date(2026, 10, 31), NOW, "SOC analyst", "south-west.xlsx", True, 2),
    ]
    assert counts == (3, 2)
    kept = store.original(rows[1][8])
    assert kept == paths[2].read_bytes()


def test_an_upload_is_read_from_its_bytes(store: Store, tmp_path: Path) -> None:
    data = xlsx_bytes(good_return())
    upload = Received(Path("Dorset.xlsx"), NOW, "SOC analyst", data=data)
    # The same bytes: a workbook written again a second later differs in the time of its writing.
    path = tmp_path / "Dorset.xlsx"
    path.write_bytes(data)
    on_disk = Received(path, NOW, "SOC analyst")
    assert accept.check(store, [upload]) == accept.check(store, [on_disk])


def test_check_leaves_the_store_alone(store: Store) -> None:
    before = digest(store.folder)
    upload = Received(Path("a.xlsx"), NOW, "SOC analyst", data=xlsx_bytes(good_return()))
    assert accept.check(store, [upload])[0].is_accepted
    assert digest(store.folder) == before


# ---- Whatever comes, nothing is raised ----

_GOOD_XLSX = xlsx_bytes(good_return())
_CELLS = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)),  # noqa: DTZ001
    st.sampled_from(["=1+1", "#REF!", "DOR-0012", "Yes", "31/06/2026", ";", "Drugs"]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_GOOD_XLSX) - 1), st.integers(0, 255)), max_size=20))
def test_any_bytes_of_a_workbook(vocabulary: Vocabulary, changes: list[tuple[int, int]]) -> None:
    data = bytearray(_GOOD_XLSX)
    for place, byte in changes:
        data[place] = byte
    candidate, problems = read_received("a.xlsx", bytes(data), vocabulary)
    assert (candidate is None) <= bool(problems)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["Return", "OCGs", "ocg", "Attendance"]))
def test_any_bytes_of_a_csv_file(vocabulary: Vocabulary, data: bytes, name: str) -> None:
    header = ",".join(HEADERS["OCGs"]).encode()
    for content in (data, header + b"\n" + data):
        candidate, _ = read_received("a", zipped({f"{name}.csv": content}), vocabulary)
        assert candidate is not None


@settings(max_examples=20, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(sorted(good_return())), st.integers(1, 5), st.integers(1, 13)),
        _CELLS,
        max_size=25,
    )
)
def test_any_cells(store: Store, changes: dict[tuple[str, int, int], Any]) -> None:
    """Any cells in any place, headers too: the checks take what intake gives."""
    book = load_workbook(io.BytesIO(_GOOD_XLSX))
    for (title, row, column), value in changes.items():
        book[title].cell(row, column, value)
    whole = io.BytesIO()
    book.save(whole)
    received = Received(
        Path("a.xlsx"), NOW + timedelta(days=1), "SOC analyst", data=whole.getvalue()
    )
    [outcome] = accept.check(store, [received])
    assert outcome.file_name == "a.xlsx"
