"""Works the figures out from the cells of the files received, by code that knows no query or table.

Of the store it takes the files, and in which order they came in; a cell it reads as Excel holds it.
"""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import openpyxl
import pytest
from questions import Question, given

from dashboard.paths import REFERENCE
from dashboard.store.versions import Store

Cells = dict[str, Any]
Sheets = dict[str, list[Cells]]
Figures = dict[str, tuple[float, float]]

DAYS = (date(2026, 10, 31), date(2026, 6, 30), date(2025, 12, 15))
DORSET_AND_WILTSHIRE = ("dorset", "wiltshire")
HIGH_HARM = {
    row["label"]
    for row in csv.DictReader((REFERENCE / "threat_band.csv").read_text("utf-8").splitlines())
    if row["is_high_harm"] == "true"
}
STRANDS = ("Pursue", "Prevent", "Protect", "Prepare")


class Received:
    """The files of a store, each read once."""

    def __init__(self, store: Store) -> None:
        """Know the returns in the order in which they came in."""
        self.store = store
        with store.read() as con:
            self.returns = con.execute(
                "select body_code, as_at_on, received_at, sha256 from return_received "
                "order by return_id"
            ).fetchall()
        self.sheets = cache(self._sheets)

    def _sheets(self, sha256: str) -> Sheets:
        book = openpyxl.load_workbook(io.BytesIO(self.store.original(sha256)), read_only=True)
        found: Sheets = {}
        for page in book.worksheets:
            rows = [[cell.value for cell in row] for row in page.iter_rows()]
            head = [str(name) for name in rows[0]] if rows else []
            found[page.title] = [
                {name: _day(value) for name, value in zip(head, row, strict=False)}
                for row in rows[1:]
                if any(value is not None for value in row)
            ]
        return found

    def latest(self, body_code: str, on: date, known_at: datetime) -> tuple[date, Sheets] | None:
        """The last return of a body for the latest day up to one, of those that had come in."""
        held = [
            (as_at_on, number, sha256)
            for number, (code, as_at_on, received_at, sha256) in enumerate(self.returns)
            if code == body_code and as_at_on <= on and received_at <= known_at
        ]
        if not held:
            return None
        as_at_on, _, sha256 = max(held)
        return as_at_on, self.sheets(sha256)

    def of_board(self, on: date, known_at: datetime) -> list[tuple[date, Sheets]]:
        """The board's returns up to a day, the earliest first; a day's last one alone."""
        held = {
            as_at_on: sha256
            for code, as_at_on, received_at, sha256 in self.returns
            if code == "south-west" and as_at_on <= on and received_at <= known_at
        }
        return [(as_at_on, self.sheets(held[as_at_on])) for as_at_on in sorted(held)]


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def figures_of(on: date, sheets: Sheets) -> Figures:
    """Two numbers a measure, from one body's return on the day that it describes."""
    left_out = {
        part.strip()
        for part in str(sheets["Return"][0]["Sections not reported"] or "").split(";")
        if part.strip()
    }
    told: Figures = {}
    for needs, part in PARTS:
        if not left_out & set(needs):
            told |= part(on, sheets)
    return told


def threat(on: date, sheets: Sheets) -> Figures:
    groups = active(sheets)
    running = [group for group in groups if group["Under investigation"] == "Yes"]
    in_date = [
        group
        for group in groups
        if group["Assessed"] and group["Next assessment due"] and group["Next assessment due"] >= on
    ]
    never = [group for group in running if not group["Assessed"]]
    return {
        "assessed-in-date": (len(in_date), len(groups)),
        "investigated-unassessed": (len(never), len(running)),
    }


def active(sheets: Sheets) -> list[Cells]:
    return [group for group in sheets["OCGs"] if group["Status"] == "Active"]


def forms(on: date, sheets: Sheets) -> Figures:
    year = on.replace(year=on.year - 1)
    recent = [
        form
        for form in sheets["Trigger forms"]
        if form["Outcome"] == "Awaiting a decision" or form["Submitted"] >= year
    ]
    decided = [form for form in recent if form["Outcome"] != "Awaiting a decision"]
    first = [form for form in decided if form["Submission"] == 1]
    in_time = [f for f in decided if (f["Decided"] - f["Submitted"]).days <= 28]
    return {
        "accepted-first-time": (sum(f["Outcome"] == "Accepted" for f in first), len(first)),
        "decided-in-time": (len(in_time), len(decided)),
    }


def plans(on: date, sheets: Sheets) -> Figures:
    groups = active(sheets)
    strands: dict[str, dict[str, Cells]] = {}
    for row in sheets["4P plans"]:
        if row["Published"]:
            strands.setdefault(row["OCG reference"], {})[row["Strand"]] = row

    def is_live(row: Cells) -> bool:
        due = row["Review due"]
        return row["Activity"] == "Live" and (due is None or due >= on)

    whole = covered = quality = harm = pursue_only = 0
    for group in groups:
        own = strands.get(group["OCG reference"], {})
        live = {name for name, row in own.items() if is_live(row)}
        whole += len(own) == len(STRANDS)
        covered += bool(own)
        quality += len(live) == len(STRANDS)
        if group["Threat band"] in HIGH_HARM:
            harm += 1
            pursue_only += live == {"Pursue"}
    return {
        "plan-whole": (whole, len(groups)),
        "plan-coverage": (covered, len(groups)),
        "plan-quality": (quality, len(groups)),
        "high-harm-pursue-only": (pursue_only, harm),
    }


def led(_on: date, sheets: Sheets) -> Figures:
    trained = {row["LRO reference"] for row in sheets["LROs"] if row["Trained"] == "Yes"}
    groups = active(sheets)
    return {
        "ocg-trained-lro": (sum(g["LRO reference"] in trained for g in groups), len(groups)),
    }


def officers(_on: date, sheets: Sheets) -> Figures:
    posts = sheets["LROs"]
    return {"lro-trained": (sum(row["Trained"] == "Yes" for row in posts), len(posts))}


def profiles(on: date, sheets: Sheets) -> Figures:
    areas = sheets["Local profiles"]
    current = [
        area
        for area in areas
        if area["Format"] == "Live" and (on - (area["Last updated"] or area["Issued"])).days <= 92
    ]
    partners = sum(area["Partners"] for area in areas)
    return {
        "profile-live": (len(current), len(areas)),
        "partner-access": (sum(area["Partners with access"] for area in areas), partners),
    }


def socit(_on: date, sheets: Sheets) -> Figures:
    posts = sheets["SOCIT posts"]

    def total(name: str) -> float:
        return sum(float(post[name]) for post in posts)

    leading = [post for post in posts if post["Live investigations"]]
    free = sum(float(post["In post (FTE)"]) - float(post["Abstracted (FTE)"]) for post in leading)
    in_post = total("In post (FTE)")
    return {
        "socit-filled": (in_post, total("Establishment (FTE)")),
        "socit-accredited": (total("Accredited (FTE)"), in_post),
        "socit-abstracted": (total("Abstracted (FTE)"), in_post),
        "socit-workload": (total("Live investigations"), free),
    }


def orders(on: date, sheets: Sheets) -> Figures:
    held = [row for row in sheets["SCPOs"] if row["In force from"] <= on <= row["Ends"]]
    since = on - timedelta(days=92)
    reviewed = [r for r in held if r["Last reviewed"] and r["Review due"] and r["Review due"] >= on]
    checked = [r for r in held if (r["Conditions last checked"] or date.min) >= since]
    managed = [row for row in held if row["Managed in OCG meeting"] == "Yes"]
    return {
        "scpo-reviewed": (len(reviewed), len(held)),
        "scpo-in-meeting": (len(managed), len(held)),
        "scpo-conditions-checked": (len(checked), len(held)),
    }


PARTS: tuple[tuple[tuple[str, ...], Callable[[date, Sheets], Figures]], ...] = (
    (("OCGs",), threat),
    (("Trigger forms",), forms),
    (("OCGs", "4P plans"), plans),
    (("OCGs", "4P plans", "LROs"), led),
    (("LROs",), officers),
    (("Local profiles",), profiles),
    (("SOCIT posts",), socit),
    (("SCPOs",), orders),
)
"""The sheets that figures need, and what works them out."""

ASKED = [
    *(Question(on) for on in DAYS),
    *(Question(on, body_codes=DORSET_AND_WILTSHIRE) for on in DAYS),
    # Before the correction of a return that came in since.
    Question(DAYS[0], known_at=datetime(2026, 4, 10, 12)),  # noqa: DTZ001
    Question(DAYS[1], known_at=datetime(2026, 4, 10, 12)),  # noqa: DTZ001
    Question(date(2026, 3, 31), known_at=datetime(2026, 4, 10, 12)),  # noqa: DTZ001
]


@pytest.fixture(scope="module")
def received(demonstration_store: Store) -> Received:
    return Received(demonstration_store)


@pytest.mark.parametrize("question", ASKED, ids=str)
def test_every_measure_is_that_of_the_files(received: Received, question: Question) -> None:
    bodies = question.body_codes or [
        code for code in dict.fromkeys(row[0] for row in received.returns) if code != "south-west"
    ]
    expected: dict[tuple[str, str], tuple[float, float]] = {}
    for code in bodies:
        if latest := received.latest(code, question.as_at, question.known_at):
            expected |= {(code, name): told for name, told in figures_of(*latest).items()}
    said = {
        (row["body_code"], row["measure_code"]): (row["numerator"], row["denominator"])
        for row in given(received.store, "measure_by_body", question)
        if row["numerator"] is not None
    }
    assert len({name for _, name in expected}) == 19
    assert {key: pytest.approx(numbers) for key, numbers in expected.items()} == said


@pytest.mark.parametrize("question", ASKED, ids=str)
def test_the_board_s_actions_are_those_of_the_files(received: Received, question: Question) -> None:
    actions: dict[str, Cells] = {}
    decisions: set[str] = set()
    for _, sheets in received.of_board(question.as_at, question.known_at):
        actions |= {row["Action reference"]: row for row in sheets["Actions"]}
        decisions |= {row["Decision reference"] for row in sheets["Decisions"]}
    names = {row["body_code"]: row["body"] for row in _bodies(received, question)}
    own = [row for row in actions.values() if row["Owner body"] in names.values()]
    still = [row for row in own if row["Status"] == "Open"]
    late = [row for row in still if row["Due"] < question.as_at]
    said = given(received.store, "headline_figures", question)[0]
    assert said["action_count"] == len(own)
    assert said["open_action_count"] == len(still)
    assert said["overdue_action_count"] == len(late)
    assert len(given(received.store, "decision_register", question)) == len(decisions)


def _bodies(received: Received, question: Question) -> list[Cells]:
    return given(received.store, "socit_by_body", question)


@pytest.mark.parametrize("question", ASKED, ids=str)
def test_instruments_milestones_and_areas_are_those_of_the_files(
    received: Received, question: Question
) -> None:
    instruments = milestones = reached = done = used = 0
    for row in _bodies(received, question):
        latest = received.latest(row["body_code"], question.as_at, question.known_at)
        sheets = latest[1] if latest else {}
        instruments += sum(each["In place"] == "Yes" for each in sheets.get("Governance", []))
        done += sum(each["Actions done"] or 0 for each in sheets.get("Governance", []))
        milestones += len(sheets.get("Milestones", []))
        reached += sum(each["Done"] is not None for each in sheets.get("Milestones", []))
        used += sum(
            each["Phase"] in ("Clear", "Hold", "Build")
            for each in sheets.get("Clear, Hold, Build", [])
        )
    held = given(received.store, "governance_by_body", question)
    unheld = ("none", "not-reported")
    assert sum(row["state_code"] not in unheld for row in held) == instruments
    assert sum(row["actions_done"] or 0 for row in held) == done
    listed = given(received.store, "milestone_by_finding", question)
    assert (len(listed), sum(bool(row["done_on"]) for row in listed)) == (milestones, reached)
    areas = given(received.store, "clear_hold_build_by_area", question)
    assert sum(row["is_used"] for row in areas) == used
