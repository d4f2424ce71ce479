"""The Governance page in sentences, cards and tables.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from datetime import date
from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.published import OPENS
from dashboard.phrases.values import Card, Table
from dashboard.wording import (
    NOT_REPORTED,
    day,
    in_sentence,
    listed,
    n_of_d,
    plural,
    sign_and_words,
    words,
)

HELD = ("in-place", "overdue")
"""States of an instrument that is in place and covers SOC."""
ASKED = ("overdue", "none", "without-soc")
"""States of an instrument of which a board will ask why."""


def headline(instruments: pd.DataFrame) -> list[str]:
    """The worst first; governance_by_body."""
    if instruments.empty:
        return []
    said = instruments[instruments["state_code"] != "not-reported"]
    if said.empty:
        return ["No body chosen has reported its instruments of governance by this date."]
    told = []
    for code in ASKED:
        found = said[said["state_code"] == code]
        if not found.empty:
            _, label = sign_and_words(found["state"].iloc[0])
            told.append(f"{label}: {listed(_by_instrument(found))}.")
    if not told:
        told = ["Every instrument reported is in place, covers SOC and is not past its day."]
    unknown = instruments[instruments["state_code"].isin(("not-reported", "unknown"))]
    if not unknown.empty:
        told.append(
            f"Not reported, or not whether SOC is covered: {listed(_by_instrument(unknown))}."
        )
    return told


def _by_instrument(rows: pd.DataFrame) -> list[str]:
    return [
        f"{in_sentence(str(instrument))} at {listed(found['body'].tolist())}"
        for instrument, found in rows.groupby("instrument", sort=False)
    ]


def milestones_told(milestones: pd.DataFrame, bodies: list[str], on: date) -> list[str]:
    """How many are overdue by a day, at which of the bodies; milestone_by_finding."""
    told = []
    if not milestones.empty:
        late = milestones[milestones["state_code"] == "overdue"]
        owed = milestones[milestones["state_code"].isin(("overdue", "to-come"))]
        if late.empty:
            told = [f"No milestone is overdue on {day(on)}; {len(owed)} still to reach."]
        else:
            where = listed(late["body"].drop_duplicates().tolist())
            told = [
                f"{n_of_d(len(late), len(owed))} milestones still to reach are overdue on "
                f"{day(on)}, at {where}."
            ]
    silent = [body for body in bodies if body not in set(milestones["body"])]
    return [*told, f"No milestone listed: {listed(silent)}."] if silent else told


def areas_told(areas: pd.DataFrame, bodies: list[str], on: date) -> list[str]:
    """Where Clear, Hold, Build is used, and whose review is overdue; clear_hold_build_by_area."""
    told = []
    if not areas.empty:
        used = areas[areas["is_used"]]
        where = f", at {listed(used['body'].drop_duplicates().tolist())}" if len(used) else ""
        told = [f"Clear, Hold, Build is used in {n_of_d(len(used), len(areas))} areas{where}."]
        late = areas[areas["is_review_overdue"]]
        if not late.empty:
            named = [f"{row.area} ({row.body})" for row in records(late)]
            told.append(f"Its review is overdue on {day(on)}: {listed(named)}.")
    silent = [body for body in bodies if body not in set(areas["body"])]
    return [*told, f"Clear, Hold, Build not reported: {listed(silent)}."] if silent else told


def cards(instruments: pd.DataFrame) -> list[Card]:
    """How many bodies have each instrument, and how many of the actions in them are done."""
    drawn = []
    for label, rows in instruments.groupby("instrument", sort=False):
        said = rows[~rows["state_code"].isin(("not-reported", "unknown"))]
        held = int(said["state_code"].isin(HELD).sum())
        count = plural(len(said), "body", "bodies")
        rest = len(rows) - len(said)
        change = f"{plural(rest, 'body', 'bodies')} not reported" if rest else ""
        value, of = "?", NOT_REPORTED
        if len(said):
            value, of = str(held), f"of {count}: in place, SOC covered"
        drawn.append(Card(str(label), value, of, change))
    holding = instruments.dropna(subset=["actions_total"])
    counted = holding.dropna(subset=["actions_done"])
    if len(counted):
        rest = len(holding) - len(counted)
        change = f"not said at {plural(rest, 'body', 'bodies')}" if rest else ""
        done, total = counted[["actions_done", "actions_total"]].sum().astype(int)
        drawn.append(Card("Actions in them done", str(done), f"of {total} actions", change))
    return drawn


def _pivoted(instruments: pd.DataFrame) -> pd.DataFrame:
    """A row a body, with the state of each instrument in words and as its code."""
    lines = []
    for body, rows in instruments.groupby("body", sort=False):
        line: dict[str, Any] = {
            "body": body,
            "as_at_on": rows["as_at_on"].iloc[0],
            "is_stale": rows["is_stale"].iloc[0],
        }
        for row in records(rows):
            line[row.instrument_code] = _cell(row)
            line[f"{row.instrument_code} code"] = row.state_code
        lines.append(line)
    return pd.DataFrame(lines)


def _cell(row: Any) -> str:
    if row.state_code == "overdue":
        return f"{row.state} since {day(row.next_due_on)}"
    done = _done(row)
    return f"{row.state}, {done} actions done" if done else str(row.state)


def _done(row: Any) -> str | None:
    """How many of an instrument's actions are done; None where it holds none."""
    if pd.isna(row.actions_total):
        return None
    return f"{words(row.actions_done, '?')} of {int(row.actions_total)}"


def by_body(instruments: pd.DataFrame) -> Table:
    """Bodies by instruments; governance_by_body."""
    named = instruments[["instrument_code", "instrument"]].drop_duplicates()
    codes = dict(zip(named["instrument_code"], named["instrument"], strict=True))
    return Table(
        "governance_by_body",
        {"body": "Body", **codes, "as_at_on": "As at", "is_stale": "Stale"},
        "Instruments of governance by body, on the day that each return describes",
        "governance-by-body",
        shape=_pivoted,
        states={code: f"{code} code" for code in codes},
    )


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    done: list[Any] = [_done(row) for row in records(rows)]
    return rows.assign(actions=done)


INSTRUMENTS = Table(
    "governance_by_body",
    {
        "instrument": "Instrument",
        "body": "Body",
        "state": "State at its return",
        "last_on": "Issued or last held",
        "reviewed_on": "Last reviewed",
        "next_due_on": "Next due",
        "actions": "Actions done",
        "communicated_on": "Role communicated",
        "as_at_on": "As at",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Every instrument (sheet Governance)",
    "governance-instruments",
    missing="none given",
    shape=_told,
    states={"state": "state_code"},
)


def _moved(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the first due date where it has moved."""
    return rows.assign(
        was_due_on=rows["first_due_on"].where(rows["first_due_on"] != rows["due_on"])
    )


MILESTONES = Table(
    "milestone_by_finding",
    {
        "finding_ref": "Finding",
        "body": "Body",
        "milestone_ref": "Reference",
        "milestone": "Milestone",
        "state": "State",
        "due_on": "Due",
        "was_due_on": "First due, where moved",
        "done_on": "Reached",
        "owner_role": "Owner",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Milestones of each finding (sheet Milestones)",
    "milestones",
    empty="No milestone has been reported by the bodies chosen.",
    missing="–",
    shape=_moved,
    states={"state": "state_code"},
)


def _reviewed(rows: pd.DataFrame) -> pd.DataFrame:
    told: list[Any] = [
        None
        if pd.isna(row.next_review_on)
        else day(row.next_review_on) + (", overdue" if row.is_review_overdue else "")
        for row in records(rows)
    ]
    return rows.assign(review=told)


AREAS = Table(
    "clear_hold_build_by_area",
    {
        "area": "Area",
        "body": "Body",
        "phase": "Phase",
        "since_on": "Since",
        "phase_days": "Days, to this date",
        "partners": "Partners",
        "review": "Next review",
        "practice": "What worked",
        "as_at_on": "As at",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Clear, Hold, Build by area (sheet Clear, Hold, Build), those in use first",
    "clear-hold-build",
    empty="No area has been reported by the bodies chosen.",
    missing="–",
    shape=_reviewed,
)
OWN_PRACTICE = Table(
    "clear_hold_build_by_area",
    {
        "area": "Area",
        "body": "Body",
        "practice": "What worked, by the body's own word",
        "phase": "Phase",
        "as_at_on": "As at",
        "file_name": "Return",
        "row_number": "Row",
    },
    "What bodies report to have worked (sheet Clear, Hold, Build)",
    "own-practice",
    empty="No body chosen reports what worked.",
)
PRAISED = Table(
    "practice_to_copy",
    {
        "practice": "Practice",
        "body": "Body",
        "origin": "Found as",
        "published_on": "Published",
        "source": "Source",
    },
    "What an inspection found done well",
    "praised-practice",
    is_public=True,
    empty="No positive or innovative practice is in the public record held.",
    links=OPENS,
)


def milestones_of(rows: pd.DataFrame) -> tuple[str, str]:
    """What is said of one finding's milestones at one body, and of what is overdue there."""
    reached = int(rows["done_on"].notna().sum())
    late = rows[rows["state_code"] == "overdue"]
    coming = rows[rows["state_code"].isin(("overdue", "to-come"))]
    told = f"{reached} of {plural(len(rows), 'milestone')} reached"
    if len(coming):
        after = next(records(coming))
        told += f"; next: {in_sentence(after.milestone)}, due {day(after.due_on)}"
    return told, f"{len(late)} overdue" if len(late) else ""


def timeline_key(on: date) -> str:
    """What the marks of the timeline of milestones stand for."""
    return (
        "Milestones by finding and body, at the day each is due: ● reached, ◑ reached late, "
        f"▲ overdue, ○ to come, – no longer owed. The line is {day(on)}"
    )
