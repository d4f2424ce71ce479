"""Builds small returns for tests, as an analyst would fill them in, and writes them as files.

A return here is a sheet's title -> its rows, each a header -> what is typed in the cell.
"""

import csv
import io
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from dashboard.returns.contract import SHEETS

Sheets = dict[str, list[dict[str, Any]]]

HEADERS = {sheet.title: list(sheet.headers.values()) for sheet in SHEETS}
AS_AT = date(2026, 10, 31)


def good_return(**changes: Any) -> Sheets:
    """A force's return without a mistake; keywords change its Return sheet, by column code."""
    labels = SHEETS[0].headers
    head = {
        "Body": "Dorset",
        "As-at date": AS_AT,
        "Prepared by (role)": "SOC analyst",
        "Approved by (role)": "Director of Intelligence",
        "Marking": "OFFICIAL-SENSITIVE",
    }
    head |= {labels[name]: value for name, value in changes.items()}
    return deepcopy({"Return": [head], **_BODY})


def good_board_return() -> Sheets:
    """The secretariat's return without a mistake."""
    head = good_return(body_code="South West region")["Return"]
    return deepcopy({"Return": head, **_BOARD})


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    """Write the return as a workbook, a value typed as it is given; headers from the contract."""
    path.write_bytes(xlsx_bytes(sheets))
    return path


def xlsx_bytes(sheets: Sheets) -> bytes:
    """The return as a workbook's bytes."""
    whole = io.BytesIO()
    workbook(sheets).save(whole)
    return whole.getvalue()


def workbook(sheets: Sheets) -> openpyxl.Workbook:
    """The return as an open workbook, for a test to spoil."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in _grid(title, rows):
            page.append(row)
    return book


def write_csv(
    folder: Path, sheets: Sheets, *, encoding: str = "utf-8", parted_by: str = ","
) -> Path:
    """Write the return as a folder of CSV files, its dates day first."""
    folder.mkdir()
    for title, rows in sheets.items():
        text = io.StringIO(newline="")
        cells = [[_typed(value) for value in row] for row in _grid(title, rows)]
        csv.writer(text, delimiter=parted_by).writerows(cells)
        (folder / f"{title}.csv").write_bytes(text.getvalue().encode(encoding))
    return folder


def _grid(title: str, rows: list[dict[str, Any]]) -> list[list[Any]]:
    headers = [*HEADERS.get(title, [])]
    for row in rows:
        headers += [header for header in row if header not in headers]
    return [headers, *([row.get(header) for header in headers] for row in rows)]


def _typed(value: Any) -> Any:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _updates() -> list[dict[str, Any]]:
    return [
        {
            "Finding": finding,
            "Claimed stage": "In progress",
            "Declared BRAG": "Amber",
            "Progress": "Guidance issued to all districts",
            "Evidence": "Dip sample of 20 forms",
            "Evidence dated": date(2026, 9, 30),
            "Expected closing date": date(2027, 3, 31),
            "Next milestone": "Second dip sample",
            "Next milestone due": date(2026, 11, 30),
            "Owner (role)": "Head of Intelligence",
        }
        for finding in ("AFI 1", "AFI 2", "AFI 7", "AFI 8")
    ]


def _ocg(ref: str) -> dict[str, Any]:
    return {
        "OCG reference": ref,
        "Status": "Active",
        "Identified": date(2025, 2, 14),
        "Main crime type": "Drugs",
        "Area": "Bournemouth",
        "Under investigation": "Yes",
        "Threat method": "MoRiLE",
        "Threat score": 42,
        "Threat band": "High (MoRiLE)",
        "Assessed": date(2026, 6, 2),
        "Next assessment due": date(2026, 12, 2),
        "LRO reference": "LRO-03",
    }


def _plan(ref: str, strand: str) -> dict[str, Any]:
    return {
        "OCG reference": ref,
        "Strand": strand,
        "Published": date(2026, 5, 1),
        "Activity": "Live",
        "Last reviewed": date(2026, 8, 1),
        "Review due": date(2026, 11, 1),
        "Owner (role)": "Prevent lead",
    }


_BODY: Sheets = {
    "Finding updates": _updates(),
    "OCGs": [_ocg("DOR-0012"), _ocg("DOR-0013")],
    "4P plans": [
        _plan("DOR-0012", "Pursue"),
        _plan("DOR-0012", "Prevent"),
        _plan("DOR-0013", "Pursue"),
    ],
    "SOCIT posts": [
        {
            "Team": "SOCIT",
            "Role": "Investigator",
            "Establishment (FTE)": 6,
            "In post (FTE)": 5.5,
            "Accredited (FTE)": 4,
            "Abstracted (FTE)": 0.5,
            "Live investigations": 12,
        }
    ],
    "SCPOs": [
        {
            "SCPO reference": "SCPO-007",
            "OCG reference": "DOR-0012",
            "In force from": date(2025, 3, 1),
            "Ends": date(2030, 2, 28),
            "Conditions": 8,
            "Conditions last checked": date(2026, 10, 1),
            "Managed in OCG meeting": "Yes",
            "Last reviewed": date(2026, 10, 1),
            "Review due": date(2027, 1, 1),
            "Breaches": 0,
        }
    ],
    "Trigger forms": [
        {
            "Form reference": "TF-2026-031",
            "Submission": 1,
            "Submitted": date(2026, 9, 3),
            "Outcome": "Accepted",
            "Decided": date(2026, 9, 12),
            "OCG reference": "DOR-0013",
        }
    ],
    "Local profiles": [
        {
            "Area": "Dorset",
            "Format": "Live",
            "Issued": date(2026, 4, 1),
            "Last updated": date(2026, 10, 20),
            "Partners": 9,
            "Partners with access": 7,
        }
    ],
    "LROs": [
        {
            "LRO reference": "LRO-03",
            "Role": "Chief Inspector, Neighbourhoods",
            "Trained": "Yes",
            "Trained on": date(2025, 5, 14),
        }
    ],
    "Definition notes": [],
    "Governance": [
        {
            "Instrument": "SOC action plan",
            "In place": "Yes",
            "Covers SOC": "Yes",
            "Issued or last held": date(2026, 4, 1),
            "Last reviewed": date(2026, 10, 1),
            "Next due": date(2027, 1, 1),
            "Actions in it": 20,
            "Actions done": 14,
        }
    ],
    "Milestones": [
        {
            "Finding": "AFI 1",
            "Milestone reference": "M2",
            "Milestone": "Second dip sample",
            "Due": date(2026, 11, 30),
            "Owner (role)": "Head of Intelligence",
        }
    ],
    "Clear, Hold, Build": [
        {
            "Area": "North",
            "Phase": "Hold",
            "Since": date(2026, 6, 1),
            "Partners": 6,
            "Next review": date(2026, 12, 1),
        }
    ],
}

_BOARD: Sheets = {
    "Board meetings": [
        {"Meeting date": date(2026, 10, 20), "Chair (role)": "Director of Intelligence, SWROCU"}
    ],
    "Attendance": [
        {"Meeting date": date(2026, 10, 20), "Body": "Dorset", "Present": "Yes"},
        {"Meeting date": date(2026, 10, 20), "Body": "SWROCU", "Present": "No"},
    ],
    "Actions": [
        {
            "Action reference": "A-012",
            "Raised": date(2026, 7, 21),
            "Action": "Share the trigger form checklist",
            "Owner body": "SWROCU",
            "Owner (role)": "Head of Intelligence",
            "Due": date(2026, 11, 30),
            "Status": "Open",
            "Finding": "AFI 1",
        }
    ],
    "Decisions": [
        {
            "Decision reference": "D-004",
            "Meeting date": date(2026, 10, 20),
            "Decision": "Use one trigger form across the region",
        }
    ],
    "Verifications": [
        {
            "Finding": "AFI 8",
            "Body": "Dorset",
            "Verified stage": "Regionally assured",
            "Verified on": date(2026, 10, 20),
            "Verifier body": "SWROCU",
            "Verifier (role)": "Peer reviewer, SWROCU",
            "Evidence seen": "All 14 orders sampled against the log",
        }
    ],
}
