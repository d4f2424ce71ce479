"""A sheet or a column that the contract and the schema gain is taken through, by no other edit."""

import re
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from made_returns import good_return, write_xlsx

from dashboard.paths import PUBLISHED, QUERIES, REFERENCE, ROOT
from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.contract import SHEETS
from dashboard.returns.outcome import Received
from dashboard.store.versions import Store

COLUMN = """
    lro_ref: Ref | None = column("""
NEW_COLUMN = """
    watched_on: Day | None = column(
        "Watched", "The day it was last watched.", example="2 June 2026", optional=True
    )
    lro_ref: Ref | None = column("""
NEW_ROW = '''

class Camera(Row):
    """One camera."""

    camera_ref: Ref = column("Camera reference", "Its own.", example="C-1")
    crime_type_code: CrimeType = column("Sees", "What it sees.", example="Drugs")
    hours: Number = column("Hours", "How long it ran.", example="6.5")
    removed_on: Day | None = column(
        "Removed", "The day it went.", example="2 June 2026", optional=True
    )
'''
NEW_SHEET = """
    Sheet(
        "Cameras", "camera", body.Camera, ("camera_ref",), "body",
        "Look again: Cameras that have gone.",
    ),
    Sheet(
        "LROs","""
NEW_TABLE = """
alter table ocg add column if not exists watched_on date;
create table if not exists camera (
    camera_ref varchar not null, crime_type_code varchar not null, hours double not null,
    removed_on date, return_id integer not null, row_number integer not null
);
"""

# Run in the copy, with the product's modules and the tests' own from there.
SCRIPT = """
import sys
from datetime import date, datetime
from pathlib import Path
import made_returns
from dashboard.paths import ROOT
from dashboard.region import laying
from dashboard.returns import accept, verify
from dashboard.returns.outcome import Received
from dashboard.returns.read import read_received
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.returns.workbooks import filling
from dashboard.store.versions import Store

folder = Path(sys.argv[1])
assert ROOT == Path.cwd()
store = Store(folder / "store")
laying.lay(store)

def given(name, day=4, **changes):
    sheets = made_returns.good_return(as_at_on=date(2026, 11, 30), **changes)
    sheets["OCGs"][0]["Watched"] = date(2026, 11, 2)
    row = {"Sees": "drugs", "Hours": 6.5, "Removed": date(2026, 11, 9)}
    sheets["Cameras"] = [{"Camera reference": ref} | row for ref in ("C-1", "C-2")]
    return name, day, sheets

def taken(name, day, sheets):
    path = made_returns.write_xlsx(folder / name, sheets)
    received = [Received(path, datetime(2026, 12, day), "Analyst")]
    checked = accept.check(store, received)
    [outcome] = accept.load(store, received, "Tester", name)
    assert outcome.problems == checked[0].problems
    return [(p.sheet, p.row, p.column, p.rule) for p in outcome.problems if p.severity == "error"]

def asked(query):
    with store.read() as con:
        return con.execute(query).fetchall()

name, day, bad = given("bad.xlsx")
bad["Cameras"][0] |= {"Sees": "nothing", "Camera reference": "C-2"}
assert taken(name, day, bad) == [
    ("Cameras", 2, "Sees", "cell"), ("Cameras", 3, "Camera reference", "sheet")], "read"
says_none = given("none.xlsx", sections_not_reported="Cameras")
assert [p[3] for p in taken(*says_none)] == ["section_not_reported_has_rows"], "checked"

assert taken(*given("good.xlsx")) == [], "accepted"
said = ("drugs", 6.5, date(2026, 11, 9), 2)
assert asked("from camera order by all") == [("C-1", *said, 2), ("C-2", *said, 3)], "staged"
assert asked("select return_id, watched_on from ocg where watched_on is not null") == [
    (2, date(2026, 11, 2))], "a column of an older table"
assert asked("select count(*) from sheet_row where table_name = 'camera'") == [(2,)], "counted"
assert verify.faults(store, lambda *_: None) == [], "verified, the return of before too"

same = taken(*given("same.xlsx", day=5))
assert same == [("Return", 2, None, "already_loaded")], same
name, day, changed = given("changed.xlsx", day=6)
changed["Cameras"][1]["Hours"] = 7
assert taken(name, day, changed) == [], "a change of the new sheet alone is a change"

with store.read() as con:
    book = filling.write(con, "dorset", date(2026, 11, 30))
    candidate, problems = read_received("template.xlsx", book, read_vocabulary(con))
assert candidate.tables["camera"].num_rows == 2
assert [p for p in problems if p.sheet == "Cameras"] == [], "handed out, and read back"

with store.write("Tester", "A row altered behind the door") as con:
    con.execute("update camera set hours = 8 where return_id = 3 and camera_ref = 'C-2'")
(fault,) = verify.faults(store, lambda *_: None)
assert "sheet Cameras" in fault, "what disagrees is found"
print("taken through")
"""


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_sheet_and_column_are_taken_through(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    laying.lay(store)
    earlier = write_xlsx(tmp_path / "earlier.xlsx", good_return(as_at_on=date(2026, 10, 31)))
    received = Received(earlier, datetime(2026, 11, 3), "Analyst")  # noqa: DTZ001
    [outcome] = accept.load(store, [received], "Tester", "Before")
    assert outcome.return_id == 1

    copy = tmp_path / "product"
    for part in (ROOT / "dashboard", QUERIES, REFERENCE, PUBLISHED):
        shutil.copytree(part, copy / part.relative_to(ROOT))
    rows = copy / "dashboard" / "returns" / "sheets" / "body.py"
    replaced(rows, COLUMN, NEW_COLUMN)
    rows.write_text(rows.read_text(encoding="utf-8") + NEW_ROW, encoding="utf-8")
    contract = copy / "dashboard" / "returns" / "contract.py"
    replaced(contract, '\n    Sheet(\n        "LROs",', NEW_SHEET)
    tables = copy / "queries" / "definitions" / "tables.sql"
    tables.write_text(tables.read_text(encoding="utf-8") + NEW_TABLE, encoding="utf-8")

    paths = f"import sys; sys.path[:0] = [{str(copy)!r}, {str(Path(__file__).parents[1])!r}]"
    said = subprocess.run(
        [sys.executable, "-c", paths + SCRIPT, str(tmp_path)],
        cwd=copy, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert said.stdout == "taken through\n", said.stderr


# What speaks of one sheet names that one; only a list of all of them must follow the contract.
STAGING = sorted((QUERIES / "returns").glob("*.sql"))


@pytest.mark.parametrize("path", STAGING, ids=lambda path: path.stem)
def test_staging_names_no_sheet_of_its_own(path: Path) -> None:
    named = set(re.findall(r"\b(?:batch|read|taken|held)_(\w+)", path.read_text(encoding="utf-8")))
    assert named.isdisjoint({sheet.table for sheet in SHEETS} - {"return_received"})
