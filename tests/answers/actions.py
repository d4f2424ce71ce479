"""What each query about the board's actions and meetings should answer."""

from datetime import date
from itertools import pairwise

from oracle import Asked, Row, age, place


def action_overdue(asked: Asked) -> list[Row]:
    """Open actions past the day they are due."""
    own = (
        "action_ref", "action", "owner_body_code", "owner_role", "raised_on", "first_due_on",
        "due_on", "finding_ref", "redate_agreed_by_role",
    )  # fmt: skip
    return [
        {
            **{name: row[name] for name in own},
            "owner_body": asked.region.bodies[row["owner_body_code"]]["short_name"],
            "days_overdue": asked.days_since(row["due_on"]),
            **place(asked, row),
        }
        for row in asked.actions
        if asked.is_overdue(row)
    ]


def action_register(asked: Asked) -> list[Row]:
    """Each action as it stands, with how often its date moved."""
    return [
        {
            "action_ref": row["action_ref"],
            "owner_body_code": row["owner_body_code"],
            "due_on": row["due_on"],
            "first_due_on": row["first_due_on"],
            "moved_days": (row["due_on"] - row["first_due_on"]).days,
            "redate_count": len(_moves(asked, row["action_ref"])),
            "status_code": row["status_code"],
            "closed_on": row["closed_on"],
            "reopened_count": row["reopened_count"],
            "reopened_on": row["reopened_on"],
            "is_overdue": asked.is_overdue(row),
            "days_overdue": asked.days_since(row["due_on"]) if asked.is_overdue(row) else None,
            "age_days": ((row["closed_on"] or asked.as_at) - row["raised_on"]).days,
            **place(asked, row),
        }
        for row in asked.actions
    ]


def action_closure_by_body(asked: Asked) -> list[Row]:
    """What each chosen body, the region too, closed of what it was asked; none if not known."""
    board = [row for row in asked.in_force if not asked.region.makes_returns(row["body_code"])]
    latest = max(board, key=age, default=None)
    rows = []
    for code in asked.body_codes:
        own = [row for row in asked.actions if row["owner_body_code"] == code]
        closed = [row for row in own if row["status_code"] == "closed"]
        counts = {
            "raised_count": len(own),
            "closed_count": len(closed),
            "kept_count": sum(
                row["closed_on"] is not None and row["closed_on"] <= row["first_due_on"]
                for row in closed
            ),
            "withdrawn_count": sum(row["status_code"] == "withdrawn" for row in own),
            "open_count": sum(row["status_code"] == "open" for row in own),
            "overdue_count": sum(asked.is_overdue(row) for row in own),
        }
        rows.append(
            {
                "body_code": code,
                "as_at_on": latest["as_at_on"] if latest else None,
                "is_stale": latest is not None and asked.is_stale(latest),
                **(counts if latest else dict.fromkeys(counts)),
            }
        )
    return rows


def action_ledger(asked: Asked) -> list[Row]:
    """Every change of a due date or of an owner, and every end that was undone."""
    rows = []
    for action in asked.every_action:
        told = [row for row in asked.said("action") if row["action_ref"] == action["action_ref"]]
        told.sort(key=asked.region.written)
        for was, now in pairwise(told):
            where = {
                "action_ref": action["action_ref"], "body_code": action["owner_body_code"],
                "as_at_on": asked.on(now), **place(asked, now),
            }  # fmt: skip
            owners = {was["owner_body_code"], now["owner_body_code"]}
            is_theirs = action["owner_body_code"] in asked.body_codes
            if is_theirs and was["due_on"] != now["due_on"]:
                rows.append({
                    **where,
                    "change_code": "redated",
                    "was_due_on": was["due_on"],
                    "due_on": now["due_on"],
                    "moved_days": (now["due_on"] - was["due_on"]).days,
                    "redate_agreed_by_role": now["redate_agreed_by_role"],
                })  # fmt: skip
            if is_theirs and was["status_code"] != "open" and now["status_code"] == "open":
                rows.append({**where, "change_code": "reopened", "was_closed_on": was["closed_on"]})
            if len(owners) == 2 and (is_theirs or owners & {*asked.body_codes}):
                rows.append({
                    **where,
                    "change_code": "handed-over",
                    "owner_body": seen_name(asked, now["owner_body_code"]),
                    "was_owner_body": seen_name(asked, was["owner_body_code"]),
                })  # fmt: skip
    names = {name for row in rows for name in row} - {"owner_body"}
    blank = dict.fromkeys(names)
    return [{**blank, "owner_body": _owner_then(asked, row), **row} for row in rows]


def _owner_then(asked: Asked, row: Row) -> str:
    (word,) = [
        each for each in asked.said("action")
        if (each["return_id"], each["row_number"]) == (row["return_id"], row["row_number"])
    ]  # fmt: skip
    return seen_name(asked, word["owner_body_code"])


def seen_name(asked: Asked, body_code: str) -> str:
    """A body's name, for who may see it."""
    name = str(asked.region.bodies[body_code]["short_name"])
    return name if body_code in asked.seen_codes else "another body"


def _moves(asked: Asked, action_ref: str) -> list[tuple[Row, Row]]:
    told = [row for row in asked.said("action") if row["action_ref"] == action_ref]
    told.sort(key=asked.region.written)
    return [(was, now) for was, now in pairwise(told) if was["due_on"] != now["due_on"]]


def meeting_attendance(asked: Asked) -> list[Row]:
    """Every meeting held by that day with every chosen body."""
    held = {row["meeting_on"] for row in asked.said("board_meeting")}
    rows = []
    for on in held:
        for code in asked.latest:
            if on <= asked.as_at:
                said = asked.region.last_word(
                    row
                    for row in asked.said("attendance")
                    if (row["meeting_on"], row["body_code"]) == (on, code)
                )
                rows.append(
                    {
                        "meeting_on": on,
                        "body_code": code,
                        "is_present": said["is_present"] if said else None,
                        "attendee_role": said["attendee_role"] if said else None,
                    }
                )
    return rows


def attendance_by_body(asked: Asked) -> list[Row]:
    """Each body's presences and absences over the latest meetings."""
    told = meeting_attendance(asked)
    latest = sorted({row["meeting_on"] for row in told}, reverse=True)
    counted = latest[: asked.region.setting("attendance_meetings")]
    titles = [
        row["label"].lower()
        for row in asked.region.tables["choice"]
        if row["list_code"] == "director_title"
    ]
    answer = []
    for code in asked.latest:
        rows = [r for r in told if r["body_code"] == code and r["meeting_on"] in counted]
        present = [row for row in rows if row["is_present"]]
        named = [row for row in present if row["attendee_role"] is not None]
        directors = [row for row in named if row["attendee_role"].lower().split(",")[0] in titles]
        answer.append(
            {
                "body_code": code,
                "meeting_count": len(counted),
                "present_count": len(present),
                "director_count": len(directors),
                "other_count": len(named) - len(directors),
                "unnamed_count": len(present) - len(named),
                "absent_count": sum(row["is_present"] is False for row in rows),
                "not_recorded_count": sum(row["is_present"] is None for row in rows),
                "last_present_on": max((row["meeting_on"] for row in present), default=None),
            }
        )
    return answer


def decision_register(asked: Asked) -> list[Row]:
    """Each decision as last recorded, of meetings held by that day, with its actions."""
    told: dict[str, list[Row]] = {}
    for row in asked.said("decision"):
        if row["meeting_on"] <= asked.as_at:
            told.setdefault(row["decision_ref"], []).append(row)
    latest = [asked.region.last_word(rows) or {} for rows in told.values()]
    of_action: dict[str, list[Row]] = {}
    for row in asked.said("action"):
        if row["decision_ref"] is not None:
            of_action.setdefault(row["action_ref"], []).append(row)
    linked = {
        ref: (asked.region.last_word(rows) or {})["decision_ref"] for ref, rows in of_action.items()
    }
    own = ("decision_ref", "meeting_on", "decision", "finding_ref", "row_number")
    returning = {code for code in asked.region.bodies if asked.region.makes_returns(code)}
    knows_all = bool(linked) and returning <= {*asked.seen_codes}
    answer = []
    for row in latest:
        came = [
            action
            for action in asked.every_action
            if linked.get(action["action_ref"]) == row["decision_ref"]
            and action["owner_body_code"] in asked.seen_codes
        ]
        done = sum(action["status_code"] == "closed" for action in came)
        answer.append(
            {
                **{name: row[name] for name in own},
                "action_refs": sorted(action["action_ref"] for action in came) or None,
                "action_count": len(came) if came or knows_all else None,
                "closed_count": done if came or knows_all else None,
            }
        )
    return answer


def next_meeting(asked: Asked) -> list[Row]:
    """The day that the latest meeting agreed, whether or not it has passed."""
    held = [row for row in asked.said("board_meeting") if row["meeting_on"] <= asked.as_at]
    last = max((row["meeting_on"] for row in held), default=None)
    agreed = asked.region.last_word(
        row for row in held if row["meeting_on"] == last and row["next_meeting_on"]
    )
    return [{"last_on": last, "agreed_on": agreed["next_meeting_on"] if agreed else None}]


def board_reference(asked: Asked) -> list[Row]:
    """Every reference of a decision or of an action seen, whatever became of the return."""
    used = {
        (table, row[f"{table}_ref"])
        for table in ("action", "decision")
        for row in asked.region.tables[table]
        if row.get("owner_body_code") in (None, *asked.seen_codes)
    }
    return [{"table_name": table, "reference": reference} for table, reference in used]


def entry_register(asked: Asked) -> list[Row]:
    """Every known entry of a chosen region, with what it says in words."""
    heard = [row for row in asked.region.tables["return_received"] if asked.holds(row)]
    corrected = {
        row["corrects_return_id"]: row["return_id"]
        for row in sorted(heard, key=lambda row: row["return_id"])
        if row["corrects_return_id"]
    }
    return [
        {
            "return_id": row["return_id"],
            "as_at_on": row["as_at_on"],
            "submitted_by_role": row["submitted_by_role"],
            "recorded": _recorded(asked, row),
            "corrected_by_id": corrected.get(row["return_id"]),
            "is_corrected": row["return_id"] in corrected,
        }
        for row in asked.known
        if row["is_entry"] and row["body_code"] in asked.body_codes
    ]


def _recorded(asked: Asked, entry: Row) -> str:
    region = asked.region
    bodies = region.bodies

    def rows(table: str) -> list[Row]:
        return region.sheet(table, entry)

    present = [bodies[row["body_code"]] for row in rows("attendance") if row["is_present"]]
    present.sort(key=lambda body: body["display_order"])
    told = sorted(f"Meeting of {_in_words(row['meeting_on'])}" for row in rows("board_meeting"))
    if rows("attendance"):
        told.append(f"Present: {', '.join(body['short_name'] for body in present) or 'nobody'}")
    told += sorted(f"Decision {r['decision_ref']}: {r['decision']}" for r in rows("decision"))
    told += sorted(
        f"Action {row['action_ref']}: {row['action']} "
        f"({bodies[row['owner_body_code']]['short_name']}, "
        f"{str(region.choice('action_status', row['status_code'])).lower()}, "
        f"due {_in_words(row['due_on'])})"
        for row in rows("action")
    )
    told += sorted(
        f"Verification of {row['finding_ref']} at {bodies[row['body_code']]['short_name']}: "
        f"{region.label('stage', lane_code='verified', stage_code=row['verified_stage_code'])} "
        f"on {_in_words(row['verified_on'])}"
        for row in rows("verification")
    )
    takes_back = entry["corrects_return_id"]
    return "; ".join(told) or (f"Takes back entry {takes_back}" if takes_back else "Nothing")


def _in_words(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
