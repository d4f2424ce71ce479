"""The made-up SOC Development Board: meetings, decisions, actions and verifications.

What each body claims is findings.py'; these are what the board secretariat files.
"""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from dashboard.demonstration.groups import Row
from dashboard.demonstration.scene import Scene, days, dice, month_end
from dashboard.demonstration.story import story_of

MEETINGS = 8
_CHAIR = "Chair, SOC Development Board"
_MONTHS_BETWEEN = 2
_TUESDAY = calendar.TUESDAY


class _Action(NamedTuple):
    meeting: int
    """The meeting that agreed it, 1 the first."""
    owner: str
    finding: str | None
    days_to_due: int
    closed_after: int | None
    """Days from the meeting to its closing; None while it is open."""
    redated_at: tuple[int, ...]
    """The meetings that moved its due date by two months."""
    text: str


_ACTIONS = (
    _Action(1, "swrocu", "AFI 1", 45, 40, (), "Draft one trigger form for the whole region"),
    _Action(1, "avon-and-somerset", "AFI 2", 60, 75, (), "Share the 4P plan template in use"),
    _Action(1, "dorset", "AFI 8", 60, 52, (), "Share the terms of reference of the OCG meeting"),
    _Action(1, "gloucestershire", "AFI 1", 60, 200, (2, 3), "List the OCGs never assessed"),
    _Action(2, "devon-and-cornwall", "AFI 2", 60, 68, (), "Host a workshop on Prevent and Protect"),
    _Action(2, "swrocu", "AFI 1", 90, 84, (), "Report trigger form outcomes by force each quarter"),
    _Action(
        2, "wiltshire", "AFI 1", 60, 120, (3,), "Send supervisors to the trigger form briefing"
    ),
    _Action(
        3, "swrocu", "AFI 2", 60, 61, (), "List the partners without access to a local profile"
    ),
    _Action(3, "dorset", "AFI 7", 120, 130, (), "Report workload per SOCIT investigator"),
    _Action(3, "avon-and-somerset", "AFI 1", 60, 45, (), "Lend an analyst for peer scoring"),
    _Action(4, "gloucestershire", "AFI 2", 90, None, (5, 7), "Publish the 4P plans still missing"),
    _Action(4, "devon-and-cornwall", "AFI 1", 60, 70, (), "Clear the assessments out of date"),
    _Action(4, "swrocu", None, 60, 33, (), "Propose a calendar of returns for the year"),
    _Action(5, "wiltshire", "AFI 1", 75, None, (6,), "Show evidence for the claim on AFI 1"),
    _Action(5, "dorset", "AFI 2", 60, 58, (), "Show the shared local profile to the other forces"),
    _Action(5, "swrocu", "AFI 2", 120, 131, (), "Agree one training record for lead officers"),
    _Action(6, "devon-and-cornwall", "AFI 2", 60, None, (7,), "Peer review of plans, western area"),
    _Action(
        6, "avon-and-somerset", "AFI 2", 90, 115, (), "Put right the plans without live Prevent"
    ),
    _Action(6, "swrocu", None, 60, 64, (), "Write guidance on access to regional systems"),
    _Action(
        7, "gloucestershire", "AFI 1", 45, None, (), "Fill the post that assesses trigger forms"
    ),
    _Action(7, "wiltshire", "AFI 1", 60, None, (), "Take a dip sample of 20 trigger forms"),
    _Action(7, "swrocu", "AFI 1", 90, None, (), "Peer scoring of ten groups at each force"),
    _Action(8, "dorset", "AFI 7", 60, None, (), "Report the effect of the SOCIT vacancy on cases"),
    _Action(
        8, "devon-and-cornwall", "AFI 2", 42, None, (), "Give a new closing date, with the reason"
    ),
    _Action(
        8, "avon-and-somerset", "AFI 2", 60, None, (), "Ask for a second verification of plans"
    ),
    _Action(8, "swrocu", None, 60, None, (), "Circulate the board's dates for next year"),
)

_DECISIONS: tuple[tuple[int, str | None, str], ...] = (
    (1, None, "Meet every second month; every body returns monthly"),
    (1, "AFI 1", "Keep each scoring method beside its score; never compare across methods"),
    (2, "AFI 1", "Use one trigger form across the region"),
    (3, "AFI 2", "Adopt one 4P plan template for new groups"),
    (3, None, "Nothing turns blue without a verifier from another body"),
    (4, "AFI 8", "Accept the verifier's report on serious crime prevention orders"),
    (5, "AFI 2", "Count a local profile as live only where partners can open it"),
    (6, "AFI 2", "Accept the verifier's report on 4P plans"),
    (6, None, "An expected closing date moves only with a reason given to the board"),
    (7, "AFI 2", "Record the verifier's dispute over 4P plans"),
    (7, None, "Write to a body that misses two returns"),
    (8, "AFI 1", "Accept the verifier's report on threat assessment"),
)


class _Verification(NamedTuple):
    meeting: int
    days_after: int
    """Of the meeting, on which it was verified; before it where below 0."""
    finding: str
    body: str
    verifier: str | None
    """None where it is the inspectorate's own word, recorded from its letter."""
    stage: str
    evidence_seen: str
    is_late: bool = False
    """Whether it is filed at the end of the meeting's month, and not with the meeting."""


_VERIFICATIONS = (
    _Verification(
        4, -6, "AFI 8", "dorset", "devon-and-cornwall", "regionally-assured",
        "Every order in the log checked against the minutes of three OCG meetings",
    ),
    _Verification(
        6, -6, "AFI 2", "dorset", "swrocu", "regionally-assured",
        "All plans opened; activity under each strand tested for ten groups",
    ),
    _Verification(
        7, -6, "AFI 2", "avon-and-somerset", "swrocu", "disputed",
        "Twelve plans sampled: five had nothing live under Prevent, Protect or Prepare",
    ),
    _Verification(
        7, -6, "AFI 1", "dorset", "avon-and-somerset", "regionally-assured",
        "Ten assessments scored again by another body's analysts; all within one band",
    ),
    # A closure that a peer's later word does not undo.
    _Verification(
        8, -40, "AFI 8", "dorset", None, "closed-by-hmicfrs",
        "The reality test that the letter reports",
    ),
    _Verification(
        8, 7, "AFI 8", "dorset", "wiltshire", "regionally-assured",
        "Five orders followed from the log to the last breach check", is_late=True,
    ),
    _Verification(
        8, -6, "AFI 1", "swrocu", "avon-and-somerset", "regionally-assured",
        "Twenty assessments scored again by another body's analysts; all within one band",
    ),
    _Verification(
        8, -6, "AFI 1", "dorset", "avon-and-somerset", "withdrawn",
        "The ten assessments scored again had been chosen by the body itself",
    ),
    # Two of one day that disagree, the second filed later.
    _Verification(
        8, -6, "AFI 1", "devon-and-cornwall", "swrocu", "regionally-assured",
        "Guidance read, and twenty trigger forms followed to their decisions",
    ),
    _Verification(
        8, -6, "AFI 1", "devon-and-cornwall", "wiltshire", "disputed",
        "Groups under investigation found that nobody had assessed", is_late=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class _State:
    """An action from a day on."""

    since: date
    due_on: date
    status: str = "open"
    agreed_by: str | None = None


def meeting_days(scene: Scene) -> tuple[date, ...]:
    """The third Tuesdays the board met on, every second month up to the last past one."""
    return tuple(
        _third_tuesday(month_end(scene.months[-1], -_MONTHS_BETWEEN * back))
        for back in reversed(range(MEETINGS))
    )


def _third_tuesday(month: date) -> date:
    first = month.replace(day=1)
    return first + days((_TUESDAY - first.weekday()) % 7 + 14)


def board_tables(scene: Scene, as_at: date, previous: date | None) -> Mapping[str, list[Row]]:
    """What the secretariat files on a day: the meeting if one was held, and action changes.

    `previous` is the day of its filing before this one.
    """
    tables = {
        "action": list(_action_rows(scene, as_at, previous or date.min)),
        "verification": list(_verification_rows(scene, as_at)),
    }
    if as_at in (met := meeting_days(scene)):
        number = met.index(as_at) + 1
        tables |= {
            "board_meeting": [
                {
                    "meeting_on": as_at,
                    "chair_role": _CHAIR,
                    "next_meeting_on": _third_tuesday(month_end(as_at, _MONTHS_BETWEEN)),
                }
            ],
            "attendance": list(_attendance_rows(scene, as_at, is_latest=number == MEETINGS)),
            "decision": list(_decision_rows(scene, as_at, number)),
        }
    return {table: rows for table, rows in tables.items() if rows}


def _attendance_rows(scene: Scene, met_on: date, *, is_latest: bool) -> Iterator[Row]:
    for body in scene.bodies:
        luck = dice("attendance", body.code, met_on).random()
        # A body that has gone silent stays away from the latest meeting too.
        is_present = luck > 0.12 and not (is_latest and story_of(body).silent_months > 0)
        attendee = "Head of Intelligence, deputising" if luck > 0.8 else "Director of Intelligence"
        yield {
            "meeting_on": met_on,
            "body_code": body.code,
            "is_present": is_present,
            "attendee_role": attendee if is_present else None,
        }


def _decision_rows(scene: Scene, met_on: date, number: int) -> Iterator[Row]:
    for place, (meeting, finding, text) in enumerate(_DECISIONS, start=1):
        if meeting == number:
            yield {
                "decision_ref": f"D-{place:03d}",
                "meeting_on": met_on,
                "decision": text,
                "finding_ref": finding if _is_known(scene, finding) else None,
            }


def _verification_rows(scene: Scene, as_at: date) -> Iterator[Row]:
    """What was verified, filed with its meeting or at the end of its month."""
    met = meeting_days(scene)
    for item in _VERIFICATIONS:
        met_on = met[item.meeting - 1]
        filed_on = month_end(met_on, 0) if item.is_late else met_on
        published_on = scene.findings.get(item.body, {}).get(item.finding)
        verified_on = met_on + days(item.days_after)
        if filed_on == as_at and published_on and published_on <= verified_on:
            is_letter = item.verifier is None
            yield {
                "finding_ref": item.finding,
                "body_code": item.body,
                "verified_stage_code": item.stage,
                "verified_on": verified_on,
                "verifier_body_code": item.verifier,
                "verifier_role": None if is_letter else "Peer reviewer, SOC",
                "evidence_seen": item.evidence_seen,
                "document_title": "Letter of closure (made up)" if is_letter else None,
                "document_on": verified_on if is_letter else None,
                "document_ref": "DEMO/2026/8" if is_letter else None,
            }


def _action_rows(scene: Scene, as_at: date, previous: date) -> Iterator[Row]:
    """The actions raised or changed since the previous filing, as they stand."""
    met = meeting_days(scene)
    owners = {body.code for body in scene.bodies}
    for number, action in enumerate(_ACTIONS, start=1):
        raised_on = met[action.meeting - 1]
        past = [state for state in _states(action, met) if state.since <= as_at]
        if not past or past[-1].since <= previous:
            continue
        # Another region's actions fall to its own bodies in turn.
        owner = action.owner if action.owner in owners else scene.bodies[number % len(owners)].code
        finding = action.finding
        is_theirs = finding is not None and finding in scene.findings.get(owner, {})
        yield {
            "action_ref": f"A-{number:03d}",
            "raised_on": raised_on,
            "action": action.text,
            "owner_body_code": owner,
            "owner_role": "Head of Intelligence",
            "due_on": past[-1].due_on,
            "status_code": past[-1].status,
            "closed_on": past[-1].since if past[-1].status == "closed" else None,
            "finding_ref": finding if is_theirs else None,
            "redate_agreed_by_role": past[-1].agreed_by,
            "decision_ref": _decided(action.meeting, finding),
        }


def _decided(number: int, finding: str | None) -> str | None:
    """The decision of the same meeting on the same finding, or on none, that an action came of."""
    refs = [
        f"D-{place:03d}"
        for place, (meeting, of, _) in enumerate(_DECISIONS, start=1)
        if (meeting, of) == (number, finding)
    ]
    return refs[0] if refs else None


def _states(action: _Action, met: tuple[date, ...]) -> list[_State]:
    """The action's states in the order they began."""
    raised_on = met[action.meeting - 1]
    states = [_State(raised_on, raised_on + days(action.days_to_due))]
    for meeting in action.redated_at:
        due_on = max(states[-1].due_on, met[meeting - 1]) + days(61)
        states.append(replace(states[-1], since=met[meeting - 1], due_on=due_on, agreed_by=_CHAIR))
    if action.closed_after is not None:
        closed_on = raised_on + days(action.closed_after)
        states.append(replace(states[-1], since=closed_on, status="closed"))
    return states


def _is_known(scene: Scene, finding: str | None) -> bool:
    return any(finding in findings for findings in scene.findings.values())
