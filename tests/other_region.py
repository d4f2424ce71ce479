"""A region unlike the one shipped: other bodies, kinds of finding, strands, threat method, limits.

It is laid out as a secretariat would: the files that `region init` makes, edited. All of it is
made up.
"""

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from made_returns import Sheets, good_board_return, good_return, write_xlsx

from dashboard.region import starting
from dashboard.returns import accept
from dashboard.returns.outcome import Received
from dashboard.store.versions import Store

Row = dict[str, str]

BODIES = ("Tarnshire", "Fellside", "Northmoor ROCU")
CAUSE, FIRST, SECOND, AFI, GOOD = FINDINGS = (
    "Cause of concern 1", "Recommendation 1", "Recommendation 2", "AFI 31", "Innovative practice 1",
)  # fmt: skip
STRANDS = ("class", "4P", "Divert and deter")
"""Words that no column of a frame could be called by: whatever a region names, pages must show."""
METHOD, BANDS = "def", ("body", "is_stale")
RELABELLED = (
    "breach_outcome", "return_reason", "trigger_outcome", "plan_activity", "socit_role",
    "profile_format", "return_state", "profile_state", "ocg_lro", "scpo_review", "crime_type",
)  # fmt: skip
"""The lists whose labels become words that no column of a frame could be called by, or is."""
AWKWARD = (
    "class", "body", "as_at_on", "1st", "def", "month", "index", "body_code", "count", "is_stale",
)  # fmt: skip
MARKINGS = {"OFFICIAL": "LOCAL <open>", "OFFICIAL-SENSITIVE": "LOCAL & CLOSED"}
APPLIES = {
    CAUSE: ("tarnshire", "fellside", "northmoor-rocu"),
    FIRST: ("tarnshire", "fellside", "northmoor-rocu"),
    SECOND: ("tarnshire", "fellside", "northmoor-rocu"),
    AFI: ("fellside",),
    GOOD: ("northmoor-rocu",),
}
KINDS = {
    CAUSE: "cause-of-concern", FIRST: "recommendation", SECOND: "recommendation",
    AFI: "area-for-improvement", GOOD: "innovative-practice",
}  # fmt: skip


def lay_out(folder: Path) -> Path:
    """The region's folder."""
    starting.init(folder)
    reference, published = starting.folders(folder)
    write(reference / "body.csv", [
        body("tarnshire", "Tarnshire Police", "Tarnshire", "force", 1),
        body("fellside", "Fellside Constabulary", "Fellside", "force", 2),
        body("northmoor-rocu", "Northmoor Regional Unit", "Northmoor ROCU", "rocu", 3),
        body("northmoor", "Northmoor region", "Northmoor", "region", 4),
    ])  # fmt: skip
    write(reference / "strand.csv", [
        {"strand_code": f"strand-{place}", "label": label, "display_order": str(place),
         "meaning": f"{label} it."}
        for place, label in enumerate(STRANDS)
    ])  # fmt: skip
    write(reference / "threat_band.csv", [
        {"method_code": "fell", "band_code": f"fell-{place}", "label": label,
         "display_order": str(place), "is_high_harm": str(place == 1)}
        for place, label in enumerate(BANDS, start=1)
    ])  # fmt: skip
    fell = {"list_code": "threat_method", "code": "fell", "label": METHOD,
            "display_order": "1", "meaning": "A made-up method."}  # fmt: skip
    board = {"list_code": "board", "code": "name", "label": "Northmoor Crime Board",
             "display_order": "1", "meaning": "A made-up board."}  # fmt: skip
    edit(reference / "choice.csv", lambda rows: [
        *(row if row["list_code"] == "time_zone" else relabelled(row) for row in rows
          if row["list_code"] not in ("threat_method", "board")),
        fell, board,
    ])  # fmt: skip
    edit(reference / "measure.csv", measures)
    edit(reference / "setting.csv", lambda rows: [
        row | {"value": {"stale_after_days": "75", "response_within_days": "40"}.get(
            row["setting_code"], row["value"])}
        for row in rows
    ])  # fmt: skip
    report = {"source_code": "report", "title": "An inspection of Northmoor",
              "publisher": "HMICFRS", "published_on": "01/09/2025"}  # fmt: skip
    write(published / "source.csv", [report | {"location": "a made-up report"}])
    write(published / "inspection.csv", [
        report | {"inspection_code": "northmoor-2025", "is_finding_list_whole": "true"}
    ])  # fmt: skip
    write(published / "finding.csv", [
        {"finding_ref": ref, "inspection_code": "northmoor-2025", "kind_code": KINDS[ref],
         "number": str(place), "scope_code": "regional" if len(APPLIES[ref]) > 1 else "force",
         "is_wording_held": "true", "wording": f"The wording of {ref}.", "source_code": "report",
         "parent_ref": CAUSE if KINDS[ref] == "recommendation" else "",
         "due_on": "01/03/2026" if KINDS[ref] == "recommendation" else ""}
        for place, ref in enumerate(FINDINGS)
    ])  # fmt: skip
    write(published / "finding_body.csv", [
        {"finding_ref": ref, "body_code": code} for ref, codes in APPLIES.items() for code in codes
    ])  # fmt: skip
    write(published / "grade.csv", [
        {"inspection_code": "northmoor-2025", "body_code": "fellside", "question": "SOC",
         "grade_code": "good", "source_code": "report"}
    ])  # fmt: skip
    # One letter, late by a day, answers both recommendations.
    write(published / "statement.csv", [
        {"statement_ref": f"letter-{place}", "body_code": "tarnshire", "kind_code":
         "section-55-response", "inspection_code": "northmoor-2025", "published_on": "11/10/2025",
         "finding_ref": ref, "summary": f"What is done about {ref}.", "source_code": "report"}
        for place, ref in enumerate((FIRST, SECOND))
    ])  # fmt: skip
    return folder


def relabelled(row: Row) -> Row:
    """A choice with an awkward label; its code goes on being understood in a return."""
    if row["list_code"] not in RELABELLED:
        return row | {"label": MARKINGS.get(row["label"], row["label"])}
    return row | {"label": AWKWARD[int(row["display_order"]) - 1]}


def body(code: str, name: str, short_name: str, kind: str, place: int) -> Row:
    return {"body_code": code, "name": name, "short_name": short_name, "kind_code": kind,
            "display_order": str(place)}  # fmt: skip


def measures(rows: list[Row]) -> list[Row]:
    evidenced = {"threat": CAUSE, "plans": FIRST, "profiles": SECOND, "socit": AFI, "scpo": ""}
    worded = {"high-harm-pursue-only": "High-harm OCGs with class only"}
    no_target = ("assessed-in-date", "accepted-first-time", "scpo-reviewed")
    return [
        row
        | {
            "finding_ref": evidenced[row["page"]],
            "label": worded.get(row["measure_code"], row["label"]),
            "definition": row["definition"].replace("Pursue", "class"),
            "threshold": "" if row["measure_code"] in no_target else row["threshold"] and "55",
        }
        for row in rows
    ]


def write(path: Path, rows: list[Row]) -> None:
    """Replace the rows of a CSV file under the headers it has."""
    with path.open(encoding="utf-8") as lines:
        headers = next(csv.reader(lines))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, headers)
        writer.writeheader()
        writer.writerows(rows)


def edit(path: Path, change: Callable[[list[Row]], list[Row]]) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    write(path, change(rows))


def returned(code: str, short_name: str, as_at_on: date) -> Sheets:
    """A return of one of its bodies without a mistake."""
    sheets = good_return(body_code=short_name, as_at_on=as_at_on)
    refs = [ref for ref, codes in APPLIES.items() if code in codes]
    (_, pattern, *_) = sheets["Finding updates"]
    sheets["Finding updates"] = [pattern | {"Finding": ref} for ref in refs]
    sheets["Milestones"][0]["Finding"] = refs[0]
    prefix = code[:3].upper()
    own = {
        "DOR-0012": f"{prefix}-0012", "DOR-0013": f"{prefix}-0013",
        "Pursue": STRANDS[0], "Prevent": STRANDS[1], "Prevent lead": "Strand lead",
        "MoRiLE": METHOD, "High (MoRiLE)": BANDS[0],
        "Bournemouth": "Upper Fell", "Dorset": "Upper Fell", **MARKINGS,
    }  # fmt: skip

    def renamed(value: Any) -> Any:
        return own.get(value, value) if isinstance(value, str) else value

    return {
        title: [{name: renamed(value) for name, value in row.items()} for row in rows]
        for title, rows in sheets.items()
    }


def board_returned(as_at_on: date) -> Sheets:
    sheets = good_board_return()
    sheets["Return"][0] |= {"Body": "Northmoor", "As-at date": as_at_on}
    own = {"Dorset": "Fellside", "SWROCU": "Northmoor ROCU", "AFI 1": CAUSE, "AFI 8": AFI,
           "Director of Intelligence, SWROCU": "Director of Intelligence, Northmoor ROCU",
           "Peer reviewer, SWROCU": "Peer reviewer, Northmoor ROCU", **MARKINGS}  # fmt: skip
    return {
        title: [
            {name: own.get(value, value) if isinstance(value, str) else value
             for name, value in row.items()}
            for row in rows
        ]
        for title, rows in sheets.items()
    }  # fmt: skip


def load(store: Store, folder: Path) -> None:
    """Two months of returns through the intake, one body silent in the second."""
    received = []
    for number, as_at_on in enumerate((date(2026, 10, 25), date(2026, 10, 31)), start=1):
        codes = ("tarnshire", "fellside", "northmoor-rocu")
        for code, short_name in list(zip(codes, BODIES, strict=True))[: 4 - number]:
            path = folder / f"{code}-{as_at_on}.xlsx"
            received.append(write_xlsx(path, returned(code, short_name, as_at_on)))
        received.append(write_xlsx(folder / f"board-{as_at_on}.xlsx", board_returned(as_at_on)))
    at = datetime(2026, 11, 5)  # noqa: DTZ001
    outcomes = accept.load(
        store, [Received(path, at, "Analyst") for path in received], "Analyst", "Loaded"
    )
    wrong = [str(p) for one in outcomes for p in one.problems if p.severity == "error"]
    assert not wrong, wrong
