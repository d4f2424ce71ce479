"""A return that is written reads back the same, whatever its text."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dashboard.demonstration.scene import scene
from dashboard.returns.contract import sheets_of
from dashboard.returns.read import read_return
from dashboard.returns.workbooks.writing import write_return

HOSTILE = ["=1+1", "+44 20", "-2", "@SUM(A1)", "https://example.org", "007", "{=A1}", "1e5", "TRUE"]
HEAD = {
    "body_code": "dorset",
    "as_at_on": date(2026, 10, 31),
    "prepared_by_role": "SOC analyst",
    "approved_by_role": "Director of Intelligence",
    "marking_code": "official-sensitive",
    "sections_not_reported": "scpo;lro",
}
POST = {
    "team": "SOCIT",
    "role_code": "detective-sergeant",
    "establishment_fte": 1.5,
    "in_post_fte": 1.0,
    "accredited_fte": 0.5,
    "abstracted_fte": 0.0,
    "live_investigations": 12,
    "note": None,
}
ORDER = {
    "scpo_ref": "SCPO-007",
    "in_force_on": date(2025, 3, 1),
    "ends_on": date(2030, 2, 28),
    "conditions": 8,
    "is_managed_in_ocg_meeting": True,
    "breaches": 0,
}
SHEETS = sheets_of("force")
LABELS = scene(date(2026, 11, 23)).labels
VOCABULARY = {
    list_code: {word.lower(): code for code, label in words.items() for word in (code, label)}
    for list_code, words in LABELS.items()
}


def cells(path: Path, title: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[title].rows]


@pytest.mark.parametrize("labels", [LABELS, {}], ids=["labels", "codes"])
def test_what_is_written_reads_back_the_same(tmp_path: Path, labels: dict[str, dict[str, str]]):
    tables = {"return_received": [HEAD], "socit_post": [POST], "scpo": [ORDER]}
    write_return(tmp_path / "dorset.xlsx", tables, SHEETS, labels)
    candidate, problems = read_return(tmp_path / "dorset.xlsx", VOCABULARY)
    assert problems == []
    assert candidate is not None
    for table, rows in tables.items():
        (read,) = candidate.tables[table].to_pylist()
        assert read.pop("row_number") == 2
        assert {name: value for name, value in read.items() if value is not None} == {
            name: value for name, value in rows[0].items() if value is not None
        }


def test_people_see_headers_labels_and_real_dates(tmp_path: Path):
    write_return(tmp_path / "dorset.xlsx", {"return_received": [HEAD]}, SHEETS, LABELS)
    header, row = cells(tmp_path / "dorset.xlsx", "Return")
    seen = dict(zip(header, row, strict=True))
    assert seen["Body"] == "Dorset"
    assert seen["Marking"] == "OFFICIAL-SENSITIVE"
    assert seen["Sections not reported"] == "SCPOs; LROs"
    day = openpyxl.load_workbook(tmp_path / "dorset.xlsx")["Return"]["B2"]
    assert day.is_date
    assert day.value.date() == date(2026, 10, 31)


def test_every_sheet_is_there_even_without_rows(tmp_path: Path):
    write_return(tmp_path / "dorset.xlsx", {}, SHEETS)
    book = openpyxl.load_workbook(tmp_path / "dorset.xlsx")
    assert book.sheetnames == [sheet.title for sheet in SHEETS]
    for sheet in SHEETS:
        assert cells(tmp_path / "dorset.xlsx", sheet.title) == [list(sheet.headers.values())]


def test_text_stays_text(tmp_path: Path):
    rows = [{**POST, "team": text} for text in HOSTILE]
    write_return(tmp_path / "dorset.xlsx", {"socit_post": rows}, SHEETS)
    page = openpyxl.load_workbook(tmp_path / "dorset.xlsx")["SOCIT posts"]
    written = [page.cell(number, 1) for number in range(2, len(HOSTILE) + 2)]
    assert [cell.value for cell in written] == HOSTILE
    assert {cell.data_type for cell in written} <= {"s", "f"}
    # openpyxl takes any text that begins with = for a formula: look at the file itself.
    assert "<f>" not in sheet_xml(tmp_path / "dorset.xlsx", "SOCIT posts")
    assert not any(cell.hyperlink for cell in written)


def sheet_xml(path: Path, title: str) -> str:
    number = [sheet.title for sheet in SHEETS].index(title) + 1
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_a_table_or_column_without_a_place_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="no sheet holds action"):
        write_return(tmp_path / "dorset.xlsx", {"action": []}, SHEETS)
    with pytest.raises(ValueError, match="no column colour"):
        write_return(tmp_path / "dorset.xlsx", {"scpo": [{"colour": "blue"}]}, SHEETS)
