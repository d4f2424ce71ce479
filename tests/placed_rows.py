"""Places returns' rows straight into a store's tables, for what no file would show in few words.

Reading and checking files is tested elsewhere; nothing here is checked, so keep it possible.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from dashboard.paths import sql
from dashboard.region import laying
from dashboard.store.versions import Store

Row = dict[str, Any]

ROLE = "Head of Intelligence"
DEFAULTS: Mapping[str, Row] = {
    "finding_update": {
        "claimed_stage_code": "in-progress",
        "declared_brag_code": "amber",
        "progress": "Guidance issued",
        "owner_role": ROLE,
    },
    "ocg": {
        "status_code": "active",
        "identified_on": date(2025, 1, 1),
        "crime_type_code": "drugs",
        "is_under_investigation": True,
    },
    "plan": {"strand_code": "pursue", "activity_code": "live"},
    "action": {
        "raised_on": date(2025, 7, 15),
        "action": "Share the trigger form checklist",
        "owner_body_code": "dorset",
        "owner_role": ROLE,
        "status_code": "open",
    },
    "verification": {
        "verified_stage_code": "regionally-assured",
        "verifier_body_code": "swrocu",
        "verifier_role": "Peer reviewer",
        "evidence_seen": "Twenty forms sampled",
    },
    "board_meeting": {"chair_role": "Chair"},
    "socit_post": {
        "team": "SOCIT",
        "establishment_fte": 6.0,
        "accredited_fte": 2.0,
        "abstracted_fte": 0.5,
    },
    "scpo": {
        "in_force_on": date(2025, 3, 1),
        "ends_on": date(2026, 6, 30),
        "conditions": 8,
        "breaches": 0,
    },
    "trigger_form": {"submission": 1},
    "local_profile": {"partners": 9, "partners_with_access": 7},
    "lro": {"role": "Chief Inspector, Neighbourhoods"},
    "milestone": {"milestone": "Take a sample", "owner_role": ROLE},
    "definition_note": {"difference": "Counts drafts"},
}


@dataclass(frozen=True)
class Filed:
    """One return as accepted, its rows by table; received the day after unless told."""

    body_code: str
    as_at_on: date
    rows: Mapping[str, list[Row]] = field(default_factory=dict)
    sections_not_reported: str | None = None
    received_at: datetime | None = None
    marking_code: str = "official"
    is_entry: bool = False
    corrects_return_id: int | None = None
    version_number: int = 2

    @property
    def received(self) -> datetime:
        """When it came in, UTC without a zone."""
        return self.received_at or datetime.combine(self.as_at_on + timedelta(days=1), time(10))


def store_of(folder: Path, filed: Iterable[Filed], record: Mapping[str, list[Row]]) -> Store:
    """A store of the South West's own record, of `record` beside it, and of these returns."""
    store = Store(folder / "store")
    laying.lay(store)
    with store.write("test", "Rows placed by a test") as con:
        for table, rows in record.items():
            _insert(con, table, rows)
        _put_in(con, enumerate(filed, start=1))
        con.execute(sql("returns/measure_returns"))
    return store


def put_in(con: Any, return_id: int, one: Filed) -> None:
    """Put one return into a store that is written to."""
    _put_in(con, [(return_id, one)])


def _put_in(con: Any, returns: Iterable[tuple[int, Filed]]) -> None:
    placed: dict[str, list[Row]] = {"return_received": []}
    for return_id, one in returns:
        placed["return_received"].append(_return_row(return_id, one))
        for table, rows in one.rows.items():
            placed.setdefault(table, []).extend(
                {
                    **DEFAULTS.get(table, {}),
                    **row,
                    "return_id": return_id,
                    "row_number": number,
                }
                for number, row in enumerate(rows, start=2)
            )
    for table, rows in placed.items():
        _insert(con, table, rows)


def _return_row(return_id: int, one: Filed) -> Row:
    return {
        "return_id": return_id,
        "body_code": one.body_code,
        "as_at_on": one.as_at_on,
        "prepared_by_role": "SOC analyst",
        "approved_by_role": "Director of Intelligence",
        "marking_code": one.marking_code,
        "sections_not_reported": one.sections_not_reported,
        "row_number": 2,
        "received_at": one.received,
        "submitted_by_role": "SOC analyst",
        "file_name": f"{one.body_code}-{return_id}.xlsx",
        "sha256": f"{return_id:064d}",
        "is_demonstration": return_id % 2 == 0,
        "version_number": one.version_number,
        "is_entry": one.is_entry,
        "corrects_return_id": one.corrects_return_id,
    }


def _insert(con: Any, table: str, rows: list[Row]) -> None:
    """Insert rows, those of the same columns in one statement: one each would take the longest."""
    alike: dict[tuple[str, ...], list[Any]] = {}
    for row in rows:
        alike.setdefault(tuple(row), []).extend(row.values())
    for columns, values in alike.items():
        one = f"({', '.join('?' * len(columns))})"
        marks = ", ".join([one] * (len(values) // len(columns)))
        con.execute(f"insert into {table} ({', '.join(columns)}) values {marks}", values)  # noqa: S608


LATER_INSPECTION: Mapping[str, list[Row]] = {
    "inspection": [
        {
            "inspection_code": "later",
            "title": "A later inspection",
            "publisher": "HMICFRS",
            "published_on": date(2026, 3, 10),
            "is_finding_list_whole": True,
            "source_code": "hmicfrs-report-2025-06-12",
        }
    ],
    "theme": [
        {
            "inspection_code": "later",
            "theme_order": place,
            "body_code": body,
            "kind_code": kind,
            "theme": "Made up for a test.",
            "page": "scpo",
            "source_code": "hmicfrs-report-2025-06-12",
        }
        for place, (body, kind) in enumerate(
            [("south-west", "comment"), ("dorset", "positive"), ("wiltshire", "comment")]
        )
    ],
    "fieldwork": [
        {
            "inspection_code": "later",
            "body_code": "wiltshire",
            "fieldwork_period": "January 2026",
            "source_code": "hmicfrs-report-2025-06-12",
        }
    ],
    "finding": [
        {
            "finding_ref": "AFI 21",
            "inspection_code": "later",
            "kind_code": "area-for-improvement",
            "number": 21,
            "scope_code": "regional",
            "is_wording_held": True,
            "wording": "Made up for a test.",
            "source_code": "hmicfrs-report-2025-06-12",
        }
    ],
    "finding_body": [
        {"finding_ref": "AFI 21", "body_code": "dorset"},
        {"finding_ref": "AFI 21", "body_code": "swrocu"},
    ],
    "statement": [
        {
            "statement_ref": f"DORSET-{day.isoformat()}-{kind}",
            "body_code": "dorset",
            "published_on": day,
            "kind_code": kind,
            "finding_ref": ref,
            "inspection_code": inspection,
            "page": "scpo" if ref else None,
            "summary": "Made up for a test.",
            "source_code": "hmicfrs-report-2025-06-12",
        }
        for day, kind, ref, inspection in (
            (date(2026, 4, 1), "section-55-response", "AFI 1", "later"),
            (date(2026, 4, 2), "own-statement", "AFI 1", "later"),
            (date(2026, 4, 3), "section-55-response", None, None),
            (date(2026, 5, 20), "section-55-response", "AFI 21", "later"),
        )
    ],
    "grade": [
        {
            "inspection_code": "later",
            "body_code": "dorset",
            "question": "Tackling serious and organised crime",
            "grade_code": "good",
            "source_code": "hmicfrs-report-2025-06-12",
        }
    ],
}
"""A second inspection, of which a body has a better grade than of the first."""

REFUSED: Mapping[str, list[Row]] = {
    "refusal": [
        {
            "received_at": datetime.combine(on + timedelta(days=days), time(9)),
            "submitted_by_role": "SOC analyst",
            "file_name": f"{body_code or 'unreadable'}-{on}.xlsx",
            "sha256": None,
            "body_code": body_code,
            "as_at_on": on if body_code else None,
            "error_count": 3,
            "version_number": 2,
        }
        for body_code in ("dorset", "wiltshire", "devon-and-cornwall", None)
        for month in range(1, 11, 3)
        for on, days in [(date(2026, month, 12), month)]
    ]
}
"""Files that were refused, of bodies that return and that do not, and of none."""

FINDINGS = {
    "avon-and-somerset": ("AFI 1", "AFI 2"),
    "dorset": ("AFI 1", "AFI 2", "AFI 7", "AFI 8", "AFI 21"),
    "wiltshire": ("AFI 1", "AFI 2"),
    "swrocu": ("AFI 1", "AFI 2", "AFI 21"),
}
LROS = ("LRO-1", "LRO-2")
ROLES = ("investigator", "analyst")
AREAS = ("North", "South")
ATTENDEES = (None, "Director of Intelligence", "director of intelligence, Dorset", "Head of SOC")
QUARTER = timedelta(days=91)
INSTRUMENTS = ("strategic-assessment", "soc-action-plan", "tasking-meeting", "ocg-meeting")
BREACHES: tuple[Row, ...] = (
    {},
    {"breaches": 1, "breach_outcome_code": "charged"},
    {"breaches": 2, "breach_outcome_code": "under-investigation"},
)
STRANDS = ("pursue", "prevent", "protect", "prepare")
FIRST_DAY = date(2025, 6, 30)
LAST_DAY = FIRST_DAY + timedelta(days=420)


def tangled(seed: int) -> list[Filed]:
    """Returns of 14 months with gaps, corrections, ties, changes of mind and sections left out.

    They stand in the order received; two bodies never return.
    """
    luck = Random(seed)  # noqa: S311
    filed: list[Filed] = []
    on = FIRST_DAY
    while on <= LAST_DAY:
        for body_code in FINDINGS:
            times = luck.choice((0, 1, 1, 1, 2, 3))
            filed += [_of_body(luck, body_code, on) for _ in range(times)]
        filed += [_of_board(luck, on) for _ in range(luck.choice((0, 1, 1, 2)))]
        on += timedelta(days=luck.choice((14, 30, 31)))
    filed.sort(key=lambda one: (one.received, luck.random()))
    return _with_entries(luck, filed)


def _with_entries(luck: Random, filed: list[Filed]) -> list[Filed]:
    """Some of the board's returns as entries, and some of those correcting earlier ones."""
    entries: list[int] = []
    for number, one in enumerate(filed, start=1):
        if one.body_code == "south-west" and luck.random() < 0.5:
            corrected = luck.choice(entries) if entries and luck.random() < 0.4 else None
            filed[number - 1] = replace(one, is_entry=True, corrects_return_id=corrected)
            entries.append(number)
    return filed


def _of_body(luck: Random, body_code: str, on: date) -> Filed:
    sections = ("finding_update", "ocg", "plan", "scpo", "trigger_form", "lro", "local_profile",
                "socit_post")  # fmt: skip
    left_out = [section for section in sections if luck.random() < 0.12]
    refs = [f"{body_code}-{number}" for number in range(luck.choice((0, 3, 6)))]
    rows = {
        "finding_update": [_update(luck, ref, on) for ref in FINDINGS[body_code]],
        "ocg": [_ocg(luck, ref) for ref in refs],
        "plan": [
            {"ocg_ref": ref, "strand_code": strand, "published_on": _some_day(luck, on)}
            for ref in refs
            for strand in luck.sample(STRANDS, luck.choice((0, 1, 4)))
        ],
        "lro": [{"lro_ref": ref, "is_trained": luck.random() < 0.7} for ref in LROS],
        "local_profile": [_profile(luck, area, on) for area in luck.choice(((), AREAS))],
        "socit_post": [_post(luck, role) for role in luck.choice(((), ROLES))],
        "scpo": [_order(luck, f"S-{number}", on) for number in range(luck.choice((0, 4)))],
        "trigger_form": [
            _form(luck, f"T-{number}", submission, on)
            for number in range(luck.choice((0, 5)))
            for submission in range(1, luck.choice((2, 3)))
        ],
        "definition_note": [{"measure_code": "plan-quality"}] if luck.random() < 0.2 else [],
        **_governed(_own_luck(body_code, on, len(refs)), body_code, on),
    }  # fmt: skip
    return Filed(
        body_code,
        on,
        {table: made for table, made in rows.items() if table not in left_out},
        ";".join(left_out) or None,
        _received(luck, on),
        luck.choice(("official", "official-sensitive")),
    )


def _update(luck: Random, ref: str, on: date) -> Row:
    stages = ("not-started", "planned", "in-progress", "delivered", "no-further-action", "disputed")
    closing = on + timedelta(days=luck.choice((30, 60, 60, 200)))
    stage = luck.choice(stages)
    own = _own_luck(ref, on, stage)
    return {
        "finding_ref": ref,
        "claimed_stage_code": stage,
        "declared_brag_code": luck.choice(("red", "amber", "green")),
        "expected_closing_on": luck.choice((closing, closing, None)),
        "evidence": own.choice((None, "Order log", "Dip sample", "Peer review")),
        "evidence_on": own.choice((None, on - timedelta(days=20))),
        "next_milestone": own.choice((None, "Brief teams", "Take a sample", "Report")),
        "next_milestone_due_on": own.choice((None, on - timedelta(days=9), closing)),
    }


def _own_luck(*parts: object) -> Random:
    """Dice of these parts' own, which leave what is thrown after them as it was."""
    return Random("/".join(map(str, parts)))  # noqa: S311


def _governed(luck: Random, body_code: str, on: date) -> dict[str, list[Row]]:
    """How a body governs its work: of each sheet now and then nothing."""
    days = (None, on - timedelta(days=20), on - timedelta(days=1), on, on + QUARTER)
    return {
        "governance": [
            {
                "instrument_code": code,
                "is_in_place": luck.random() < 0.8,
                "covers_soc": luck.choice((True, True, True, False, None)),
                "last_on": luck.choice(days[:4]),
                "next_due_on": luck.choice(days),
                "actions_total": luck.choice((None, 12)),
                "actions_done": luck.choice((None, 0, 7)),
            }
            for code in luck.sample(INSTRUMENTS, luck.choice((0, 3, 4)))
        ],
        "milestone": [
            {
                "finding_ref": ref,
                "milestone_ref": f"M{number}",
                "due_on": luck.choice(days[1:]),
                "done_on": luck.choice((None, None, *days[1:4])),
            }
            for ref in luck.sample(FINDINGS[body_code], luck.choice((0, 2)))
            for number in range(3)
        ],
        "clear_hold_build": [
            {
                "area": area,
                "phase_code": luck.choice(("clear", "hold", "build", "ended", "not-used")),
                "since_on": luck.choice(days[:4]),
                "partners": luck.choice((None, 6)),
                "next_review_on": luck.choice(days),
                "practice": luck.choice((None, None, "Residents hear back")),
            }
            for area in luck.choice(((), AREAS))
        ],
    }


def _ocg(luck: Random, ref: str) -> Row:
    method, band = luck.choice(((None, None), ("morile", "morile-high"), ("ocgm", "ocgm-band-2")))
    status = luck.choice(("active", "active", "archived"))
    return {
        "ocg_ref": ref,
        "status_code": status,
        "threat_method_code": method,
        "threat_band_code": band,
        "threat_score": _own_luck(ref, band).choice((None, 40.0, 40.0, 55.5)) if method else None,
        "is_under_investigation": luck.random() < 0.5,
        "assessed_on": luck.choice((FIRST_DAY, LAST_DAY)) if method else None,
        "assessment_due_on": luck.choice((None, FIRST_DAY + timedelta(days=200), LAST_DAY))
        if method
        else None,
        "lro_ref": luck.choice((None, *LROS)),
    }


def _profile(luck: Random, area: str, on: date) -> Row:
    return {
        "area": area,
        "format_code": luck.choice(("live", "live", "static", "none")),
        "issued_on": luck.choice((None, on - timedelta(days=300))),
        "updated_on": luck.choice((None, on, on - timedelta(days=70))),
    }


def _post(luck: Random, role_code: str) -> Row:
    return {
        "role_code": role_code,
        "in_post_fte": luck.choice((0.5, 3.0, 5.5)),
        "live_investigations": luck.choice((0, 7)) if role_code == ROLES[0] else 0,
    }


def _order(luck: Random, ref: str, on: date) -> Row:
    return {
        "scpo_ref": ref,
        "ends_on": luck.choice((on - timedelta(days=1), on, LAST_DAY)),
        "conditions_checked_on": luck.choice((None, on, on - timedelta(days=91))),
        "is_managed_in_ocg_meeting": luck.random() < 0.6,
        "reviewed_on": luck.choice((None, on)),
        "review_due_on": luck.choice((None, on, on + timedelta(days=10))),
        **BREACHES[int(ref[-1]) % 3],
    }


def _form(luck: Random, ref: str, submission: int, on: date) -> Row:
    submitted = on - timedelta(days=luck.choice((10, 40, 365, 366)))
    outcome = luck.choice(("awaiting", "accepted", "returned"))
    is_returned = outcome == "returned"
    return {
        "form_ref": ref,
        "submission": submission,
        "submitted_on": submitted,
        "outcome_code": outcome,
        "decided_on": None if outcome == "awaiting" else on - timedelta(days=luck.choice((0, 9))),
        "return_reason_code": "already-mapped" if is_returned else None,
    }


def _of_board(luck: Random, on: date) -> Filed:
    verified = (
        "not-verified", "regionally-assured", "closed-by-hmicfrs", "no-further-action", "disputed",
    )  # fmt: skip
    own = _own_luck(on, luck.getstate())
    pairs = [(ref, body_code) for body_code, refs in FINDINGS.items() for ref in refs]
    owners = (*FINDINGS, "gloucestershire", "south-west")
    met_on = on - timedelta(days=luck.choice((0, 0, 3)))
    minutes = _own_luck("minutes", on, met_on)
    decided = f"D-{on.month}"
    return Filed(
        "south-west",
        on,
        {
            "board_meeting": [
                {"meeting_on": met_on, "next_meeting_on": minutes.choice((None, on + QUARTER))}
            ],
            "attendance": [
                {
                    "meeting_on": met_on,
                    "body_code": body_code,
                    "is_present": minutes.random() < 0.7,
                    "attendee_role": minutes.choice(ATTENDEES),
                }
                for body_code in minutes.sample(sorted(FINDINGS), 3)
            ],
            "decision": [{"decision_ref": decided, "meeting_on": met_on, "decision": "Agreed"}],
            "action": [
                {
                    "action_ref": f"A-{number}",
                    "owner_body_code": owners[(number + luck.choice((0, 0, 0, 1))) % len(owners)],
                    "due_on": on + timedelta(days=luck.choice((-20, 10, 40, 90))),
                    "status_code": luck.choice(("open", "open", "closed", "withdrawn")),
                    "finding_ref": own.choice((None, "AFI 1", "AFI 2")),
                    "decision_ref": minutes.choice((None, "D-3", decided)),
                    "closed_on": on - timedelta(days=3),
                }
                for number in luck.sample(range(9), 6)
            ],
            "verification": [
                {
                    "finding_ref": ref,
                    "body_code": body_code,
                    "verified_stage_code": luck.choice(verified),
                    "verifier_body_code": own.choice(("swrocu", "swrocu", "wiltshire", None)),
                    "verified_on": luck.choice((on, on.replace(day=1), on - timedelta(days=40))),
                }
                for ref, body_code in luck.sample(pairs, 7)
            ]
            + [
                {
                    "finding_ref": ref,
                    "body_code": body_code,
                    "verified_stage_code": own.choice((*verified, "withdrawn")),
                    "verifier_body_code": own.choice(("swrocu", "swrocu", "wiltshire", None)),
                    "verified_on": own.choice((on, on.replace(day=1))),
                }
                for ref, body_code in own.sample(pairs, 5)
            ],
        },
        received_at=_received(luck, on),
    )


def _received(luck: Random, on: date) -> datetime:
    """When a return came in: two for one day now and then at the same moment."""
    return datetime.combine(on + timedelta(days=luck.choice((1, 1, 9, 60))), time(10))


def _some_day(luck: Random, on: date) -> date | None:
    return luck.choice((None, on, on - timedelta(days=30)))
