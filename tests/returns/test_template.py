"""The workbook that a body fills in comes back as it went out, whatever people do to it."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_returns import good_board_return, good_return, workbook, write_xlsx, xlsx_bytes
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import FilterColumn, Filters

from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.contract import RETURN_SHEET, Sheet, sheets_of
from dashboard.returns.outcome import Received
from dashboard.returns.read import read_received
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.returns.workbooks import filling
from dashboard.returns.workbooks.entry_rules import is_required, kind_of, note, validation
from dashboard.store.versions import Store

NOW = datetime(2026, 11, 3, 9)  # noqa: DTZ001  (kept without a zone)
HELD, NEXT = date(2026, 10, 31), date(2026, 11, 30)
HOSTILE = "+1 @SUM(A1) https://example.org"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with a return of Dorset and one of the board's secretariat; only to be read."""
    folder = tmp_path_factory.mktemp("template")
    held = Store(folder / "store")
    laying.lay(held)
    force, board = good_return(note=HOSTILE), good_board_return()
    closed = {**board["Actions"][0], "Action reference": "A-001"}
    closed |= {"Status": "Closed", "Closed": date(2026, 10, 1)}
    board["Actions"].append(closed)
    paths = [
        write_xlsx(folder / "dorset.xlsx", force),
        write_xlsx(folder / "south-west.xlsx", board),
    ]
    received = [Received(path, NOW, "SOC analyst") for path in paths]
    outcomes = accept.load(held, received, "Tester", "October")
    assert all(outcome.is_accepted for outcome in outcomes), outcomes
    return held


def made(store: Store, body: str, as_at_on: date = NEXT) -> bytes:
    with store.read() as con:
        return filling.write(con, body, as_at_on)


def read(store: Store, data: bytes) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
    """The rows of each table, without their row numbers, and the problems in words."""
    with store.read() as con:
        candidate, problems = read_received("a.xlsx", data, read_vocabulary(con))
    assert candidate is not None
    tables = {
        table: rows.drop_columns("row_number").to_pylist()
        for table, rows in candidate.tables.items()
    }
    return tables, [str(problem) for problem in problems]


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: openpyxl.Workbook) -> bytes:
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


# ---- What is filled in ----


@pytest.mark.parametrize("as_at_on", [HELD, NEXT])
def test_a_template_holds_the_last_return(store: Store, as_at_on: date) -> None:
    held, _ = read(store, xlsx_bytes(good_return(note=HOSTILE)))
    held["return_received"][0]["as_at_on"] = as_at_on
    assert read(store, made(store, "dorset", as_at_on)) == (held, [])


def test_the_board_gets_its_open_actions_for_a_new_day(store: Store) -> None:
    tables, problems = read(store, made(store, "south-west"))
    assert problems == []
    assert [row["action_ref"] for row in tables.pop("action")] == ["A-012"]
    assert tables.pop("return_received")[0]["as_at_on"] == NEXT
    assert not any(tables.values())


def test_the_board_gets_every_row_back_to_correct_the_same_day(store: Store) -> None:
    tables, problems = read(store, made(store, "south-west", HELD))
    assert problems == []
    assert [row["action_ref"] for row in tables["action"]] == ["A-012", "A-001"]
    counts = {table: len(rows) for table, rows in tables.items()}
    assert (counts["attendance"], counts["decision"], counts["verification"]) == (2, 1, 1)


@pytest.mark.parametrize(("body", "as_at_on"), [("wiltshire", NEXT), ("dorset", date(2026, 9, 1))])
def test_without_an_earlier_return_a_template_is_empty(
    store: Store, body: str, as_at_on: date
) -> None:
    data = made(store, body, as_at_on)
    tables, problems = read(store, data)
    (head,) = tables.pop("return_received")
    assert (head["body_code"], head["as_at_on"]) == (body, as_at_on)
    assert not any(tables.values())
    assert [problem.split(", ")[3].split(":")[0] for problem in problems] == [
        "column Prepared by (role)", "column Approved by (role)", "column Marking",
    ]  # fmt: skip
    assert "every sheet is empty" in guide(data)


def test_a_template_filled_in_and_approved_is_accepted(store: Store) -> None:
    later = datetime(2026, 12, 2)  # noqa: DTZ001
    for body in ("dorset", "south-west"):
        path = Path(filling.file_name(body, NEXT))
        received = Received(path, later, "SOC analyst", data=made(store, body))
        [outcome] = accept.check(store, [received])
        assert outcome.is_accepted, outcome.problems


def test_a_body_goes_by_its_code_or_a_name(store: Store) -> None:
    with store.read() as con:
        assert filling.body_code(con, " dorset POLICE") == "dorset"
        with pytest.raises(filling.UnknownBodyError, match=r"Mercia: the bodies are avon-and-"):
            filling.write(con, "Mercia", NEXT)


# ---- What people see ----


def guide(data: bytes) -> str:
    rows = opened(data)["Guide"].iter_rows(values_only=True)
    return "\n".join(" ".join(str(cell) for cell in row if cell) for row in rows)


def test_the_guide_comes_first_and_tells_of_each_sheet(store: Store) -> None:
    for body, kind in (("dorset", "force"), ("south-west", "region")):
        data = made(store, body)
        titles = [sheet.title for sheet in sheets_of(kind)]
        assert opened(data).sheetnames == ["Guide", *titles, "Lists"]
        said = guide(data)
        for words in (*titles, "not reported", "secretariat", "Marking OFFICIAL-SENSITIVE"):
            assert words in said
        assert "Demonstration data" not in said
        assert "{" not in said


def test_made_up_rows_say_so(demonstration_store: Store) -> None:
    for body in ("dorset", "south-west"):
        data = made(demonstration_store, body)
        assert "Demonstration data Made up" in guide(data)
        for page in opened(data):
            first = page["A1"].value if page.title != "Guide" else guide(data)
            assert "Demonstration data" in first, f"{page.title} on a screen"
            assert page.title == "Guide" or page.freeze_panes.endswith("3")
            assert "Demonstration data: made up" in page.oddHeader.right.text
            assert page.oddFooter.left.text == "Demonstration data"
        tables, problems = read(demonstration_store, data)
        assert problems == []
        assert tables["return_received"][0]["as_at_on"] == NEXT


@pytest.mark.parametrize(
    "sheet", sheets_of("force") + sheets_of("region")[1:], ids=attrgetter("table")
)
def test_each_sheet_helps_to_fill_it_in(store: Store, sheet: Sheet) -> None:
    body = "south-west" if sheet.filed_by == "secretariat" else "dorset"
    book = opened(made(store, body))
    page = book[sheet.title]
    assert page.freeze_panes == "B2"
    rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
    for number, (name, label) in enumerate(sheet.headers.items(), start=1):
        head = page.cell(1, number)
        assert head.value == label
        assert head.fill.fgColor.rgb == "FF1D4E89"
        field = sheet.row.model_fields[name]
        assert str(field.description) in head.comment.text
        required = "Must be filled in" if field.is_required() else "May be empty"
        assert required in head.comment.text
        rule = rules[f"{get_column_letter(number)}2"]
        assert rule.error.startswith("Expected: ")
        if kind_of(sheet, name) == "choice":
            sheet_name, cells = rule.formula1.split("!")
            assert all(cell.value for (cell,) in book[sheet_name][cells.replace("$", "")])
    if sheet is RETURN_SHEET:
        assert not page.tables
    else:
        (table,) = page.tables.values()
        rows = sum(any(row) for row in page.iter_rows(min_row=2, values_only=True))
        assert openpyxl.utils.range_boundaries(table.ref)[3] == rows + 21
        assert table.autoFilter is not None


def test_a_force_is_offered_only_the_findings_that_apply_to_it(store: Store) -> None:
    book = opened(made(store, "dorset"))
    (rule,) = [
        rule
        for rule in book["Finding updates"].data_validations.dataValidation
        if str(rule.sqref).startswith("A2")
    ]
    cells = book["Lists"][rule.formula1.split("!")[1].replace("$", "")]
    assert [cell.value for (cell,) in cells] == ["AFI 1", "AFI 2", "AFI 7", "AFI 8"]


def test_lists_are_called_as_people_write_them(store: Store) -> None:
    (headers,) = opened(made(store, "dorset"))["Lists"].iter_rows(max_row=1, values_only=True)
    assert {"Declared BRAG", "OCG status", "SOCIT role", "Body"} <= set(headers)


def test_every_check_and_note_fits_what_excel_takes() -> None:
    for sheet in sheets_of("force") + sheets_of("region"):
        for name in sheet.headers:
            rule = validation(sheet, name, "=Lists!$A$2:$A$3")
            assert rule is not None
            assert len(rule["error_title"]) <= 32
            assert len(rule["error_message"]) <= 255
            assert ("May be empty" in note(sheet, name)) != is_required(sheet, name)
    assert validation(RETURN_SHEET, "marking_code", None) is None


def test_no_text_is_a_formula_or_a_link(tmp_path: Path) -> None:
    """Whatever the store holds: rows made up here say what no return could."""
    held = Store(tmp_path / "store")
    laying.lay(held)
    path = write_xlsx(tmp_path / "dorset.xlsx", good_return())
    [outcome] = accept.load(held, [Received(path, NOW, "Analyst")], "Tester", "October")
    assert outcome.is_accepted
    with held.write("Tester", "Hostile text") as con:
        con.execute("update finding_update set progress = '=HYPERLINK(\"https://example.org\")'")
        con.execute("update finding_update set evidence = 'https://example.org'")
    with zipfile.ZipFile(io.BytesIO(made(held, "dorset"))) as archive:
        for name in archive.namelist():
            xml = archive.read(name)
            assert b"<f>" not in xml
            assert b"<hyperlink" not in xml


# ---- What people do to it ----


def titled(book: openpyxl.Workbook) -> None:
    for page in book.worksheets[1:-1]:
        page.tables.clear()
        page.insert_rows(1, amount=2)
        page["A1"] = "Dorset Police, November 2026"
        page.merge_cells("A1:B1")


def with_blank_rows(book: openpyxl.Workbook) -> None:
    for page in book.worksheets[1:-1]:
        for row in range(60, 90):
            page.cell(row, 1, " ").number_format = "@"
            page.cell(row, 2, "\N{NO-BREAK SPACE}")


def with_dates_as_text(book: openpyxl.Workbook) -> None:
    for page in book.worksheets[1:-1]:
        for row in page.iter_rows(min_row=2):
            for number, cell in enumerate(row):
                if isinstance(cell.value, datetime):
                    forms = ("%d/%m/%Y", "%d\N{NO-BREAK SPACE}%B %Y ", " %Y-%m-%d 00:00:00")
                    cell.value = f"{cell.value:{forms[number % 3]}}"


def with_numbers_as_text(book: openpyxl.Workbook) -> None:
    for page in book.worksheets[1:-1]:
        for row in page.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, int | float):
                    cell.value = f"\N{NO-BREAK SPACE}{cell.value} "


def turned_around(book: openpyxl.Workbook) -> None:
    for page in book.worksheets[1:-1]:
        page.tables.clear()
        for row in page.iter_rows():
            kept = [(cell.value, cell.number_format) for cell in row]
            for cell, (value, number_format) in zip(row, kept[::-1], strict=True):
                cell.value, cell.number_format = value, number_format


def filtered(book: openpyxl.Workbook) -> None:
    page = book["OCGs"]
    (table,) = page.tables.values()
    active = FilterColumn(colId=1, filters=Filters(filter=["Archived"]))
    table.autoFilter.filterColumn.append(active)
    page.row_dimensions[2].hidden = True
    page.column_dimensions["D"].hidden = True


def with_blanks_around(book: openpyxl.Workbook) -> None:
    for page in book.worksheets[1:-1]:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value:
                    cell.value = f" {cell.value}\N{NO-BREAK SPACE}"


def with_blank_columns(book: openpyxl.Workbook) -> None:
    for page in book.worksheets[1:-1]:
        page.tables.clear()
        page.insert_cols(2)
        page.cell(3, 40, " ")


def with_hidden_lists(book: openpyxl.Workbook) -> None:
    book["Lists"].sheet_state = book["Guide"].sheet_state = "veryHidden"


def without_them(book: openpyxl.Workbook) -> None:
    del book["Lists"], book["Guide"]


@pytest.mark.parametrize(
    "habit",
    [
        lambda _book: None, titled, with_blank_rows, with_dates_as_text, with_numbers_as_text,
        turned_around, filtered, with_blanks_around, with_blank_columns, with_hidden_lists,
        without_them,
    ],
    ids=lambda habit: habit.__name__,
)  # fmt: skip
def test_a_habit_that_changes_nothing(
    store: Store, habit: Callable[[openpyxl.Workbook], None]
) -> None:
    for body in ("dorset", "south-west"):
        data = made(store, body)
        book = opened(data)
        if habit is not filtered or body == "dorset":
            habit(book)
        assert read(store, saved(book)) == (read(store, data)[0], [])


def test_a_hidden_sheet_is_read_and_said(store: Store) -> None:
    data = made(store, "dorset")
    book = opened(data)
    book["LROs"].sheet_state = "hidden"
    tables, problems = read(store, saved(book))
    assert tables == read(store, data)[0]
    assert problems == [
        "a.xlsx, sheet LROs: found a hidden sheet; expected a sheet that can be seen: its rows "
        "are read"
    ]


@pytest.mark.parametrize("first", ["Total", " TOTALS", "Grand\N{NO-BREAK SPACE}total"])
def test_a_row_of_totals_is_named(store: Store, first: str) -> None:
    book = opened(made(store, "dorset"))
    book["SOCIT posts"].append([])
    for column, value in enumerate([first, None, 6, 5.5], start=1):
        book["SOCIT posts"].cell(3, column, value)
    assert read(store, saved(book))[1] == [
        "a.xlsx, sheet SOCIT posts, row 3: found a row of totals; expected only the rows it adds "
        "up: delete this row"
    ]


def test_a_team_called_total_is_a_team(store: Store) -> None:
    sheets = good_return()
    sheets["SOCIT posts"][0]["Team"] = "Total"
    tables, problems = read(store, xlsx_bytes(sheets))
    assert problems == []
    assert tables["socit_post"][0]["team"] == "Total"


def test_a_reference_with_a_blank_that_does_not_break(store: Store) -> None:
    sheets = good_return()
    sheets["Trigger forms"][0]["Form reference"] = "TF\N{NO-BREAK SPACE}31"
    tables, problems = read(store, xlsx_bytes(sheets))
    assert problems == []
    assert tables["trigger_form"][0]["form_ref"] == "TF 31"


def test_what_a_formula_gave_is_its_value(store: Store) -> None:
    data = saved(workbook(good_return()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(n for n in parts if n.startswith("xl/worksheets/") and b"5.5</v>" in parts[n])
    parts[name] = parts[name].replace(b"<v>5.5</v>", b"<f>5+0.5</f><v>5.5</v>")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for member, content in parts.items():
            archive.writestr(member, content)
    assert read(store, whole.getvalue()) == read(store, data)


# ---- The command ----


def command(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dashboard", "template", *map(str, words)],
        capture_output=True, text=True, cwd=folder, timeout=120, check=False,
    )  # fmt: skip


def test_the_command_writes_a_file_and_never_over_one(store: Store, tmp_path: Path) -> None:
    words = ("--body", "dorset", "--as-at", "30 November 2026", "--store", store.folder)
    said = command(tmp_path, *words)
    assert (said.returncode, said.stderr) == (0, "")
    path = tmp_path / "dorset-2026-11-30.xlsx"
    assert "dorset-2026-11-30.xlsx" in said.stdout
    assert read(store, path.read_bytes()) == read(store, made(store, "dorset"))
    path.write_bytes(b"mine")
    said = command(tmp_path, *words)
    assert said.returncode == 2
    assert said.stderr.strip() == (
        "dorset-2026-11-30.xlsx is there already: add --again to write over it, or name another "
        "by --out."
    )
    assert path.read_bytes() == b"mine"
    assert command(tmp_path, *words, "--again").returncode == 0
    assert path.read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--body", "mercia", "--as-at", "2026-11-30"), "the bodies are avon-and-somerset, "),
        (("--body", "dorset", "--as-at", "next month"), "give one such as 2026-11-30"),
        (("--body", "dorset", "--as-at", "2026-11-30", "--data", "national"), "build the demon"),
        (("--body", "dorset", "--as-at", "2026-11-30", "--out", "no/a.xlsx"), "cannot be written"),
    ],
)
def test_a_wrong_call_is_one_clear_line(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    store = tmp_path / "store"
    store.mkdir()
    answer = command(tmp_path, *words, "--store", store)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert [*tmp_path.rglob("*")] == [store]
