"""The forms of the Record page: one for each kind of thing the board agrees.

Drawing a field and saving a form is fields'; checking and keeping an entry is recording's.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import fields, recording
from dashboard.ask import ask, records
from dashboard.filters import NOW, Filters
from dashboard.viewer import Viewer

NEW = "A new action"


def as_recorded(filters: Filters) -> Filters:
    """What stands now, whatever the page is filtered to: an entry is made on top of that."""
    return replace(filters, as_at_on=date.max, since_on=None, body_codes=(), known_at=NOW)


def sitting(viewer: Viewer, now: Filters) -> fields.Sitting:
    """Draw what every entry carries and return what it is set to."""
    dates = ask("date_choice", viewer, now)
    meetings = [row.on_date.date() for row in records(dates) if row.is_meeting]
    today = datetime.now(UTC).date()
    meeting, role, chair, marking = st.columns(4)
    meeting_on = meeting.date_input(
        "Meeting", value=today, max_value=today, key="record.meeting", format="DD/MM/YYYY",
        help="The board's meeting that what you record belongs to.",
    )  # fmt: skip
    return fields.Sitting(
        meeting_on if isinstance(meeting_on, date) else today,
        role.text_input(
            "Recorded by (role)",
            "Board secretariat",
            key="record.role",
            help="A role, never a name.",
        ),
        chair.text_input(
            "Chair (role)",
            "Chair of the board",
            key="record.chair",
            help="The role that chaired, and that stands for the board.",
        ),
        fields.choose(
            marking, "Marking", fields.labels(viewer, now, "marking"), "record.marking", last=True
        ),
        frozenset(meetings),
    )


# ---- One form for each kind ----


def action(viewer: Viewer, now: Filters, at: fields.Sitting) -> None:
    """A new action, or where a known one stands now."""
    register = ask("action_register", viewer, now)
    known = {row.action_ref: row for row in records(register)}
    bodies = fields.bodies_of(viewer, now)
    empty = {
        "text": "", "owner": next(iter(bodies)), "role": "", "due": None, "status": "open",
        "closed": None, "finding": "", "agreed": "",
    }  # fmt: skip
    words = {ref: f"{ref}: {row.action}" for ref, row in known.items()}

    def fill() -> None:
        fields.fill("action", _action_values(known.get(st.session_state["action.ref"])) or empty)
        st.session_state["action.seen"] = recording.newest_return(viewer, now)

    st.selectbox(
        "Action", [NEW, *known], key="action.ref", on_change=fill,
        format_func=lambda ref: words.get(ref, ref),
    )  # fmt: skip
    fields.begin("action", empty, viewer, now)

    def made() -> Mapping[str, Any]:
        typed = fields.typed("action", empty)
        was = known.get(st.session_state["action.ref"])
        row = {
            "action_ref": was.action_ref if was else None,
            "raised_on": was.raised_on.date() if was else at.meeting_on,
            "action": typed["text"],
            "owner_body_code": typed["owner"],
            "owner_role": typed["role"],
            "due_on": typed["due"],
            "status_code": typed["status"],
            "closed_on": typed["closed"],
            "finding_ref": typed["finding"] or None,
            "redate_agreed_by_role": typed["agreed"] or None,
        }
        return {"action": [row]}

    with st.form("action-form"):
        st.text_input("What is to be done", key="action.text")
        owner, role, due = st.columns(3)
        fields.choose(owner, "Owner", bodies, "action.owner")
        role.text_input("Owner (role)", key="action.role")
        fields.day_field(due, "Due", "action.due")
        status, closed, finding, agreed = st.columns(4)
        fields.choose(
            status, "Status", fields.labels(viewer, now, "action_status"), "action.status"
        )
        fields.day_field(closed, "Closed on", "action.closed")
        fields.choose(finding, "Finding", fields.findings_of(viewer, now), "action.finding")
        agreed.text_input("Later date agreed by (role)", key="action.agreed")
        fields.save_button("Save action", viewer, at, "action", made, {"ref": NEW, **empty})


def decision(viewer: Viewer, now: Filters, at: fields.Sitting) -> None:
    """A decision of the meeting."""
    empty = {"text": "", "finding": ""}
    fields.begin("decision", empty, viewer, now)

    def made() -> Mapping[str, Any]:
        typed = fields.typed("decision", empty)
        row = {
            "meeting_on": at.meeting_on,
            "decision": typed["text"],
            "finding_ref": typed["finding"] or None,
        }
        return {**at.meeting, "decision": [row]}

    with st.form("decision-form"):
        st.text_input("What was decided", key="decision.text")
        fields.choose(st, "Finding", fields.findings_of(viewer, now), "decision.finding")
        fields.save_button("Save decision", viewer, at, "decision", made, empty)


def attendance(viewer: Viewer, now: Filters, at: fields.Sitting) -> None:
    """Which bodies are at the meeting, and in what role."""
    held = ask("meeting_attendance", viewer, now)
    bodies = (
        held[["body_code", "body"]].drop_duplicates()
        if len(held)
        else fields.attending(viewer, now)
    )
    said = {row.body_code: row for row in records(held) if row.meeting_on.date() == at.meeting_on}
    known: dict[str, Any] = {}
    for row in records(bodies):
        was = said.get(row.body_code)
        is_present = was is not None and not pd.isna(was.is_present) and bool(was.is_present)
        known[f"{at.meeting_on}.{row.body_code}"] = is_present
        role = was.attendee_role if was is not None else None
        known[f"{at.meeting_on}.{row.body_code}.role"] = "" if pd.isna(role) else str(role)
    fields.begin("attendance", known, viewer, now)

    def made() -> Mapping[str, Any]:
        typed = fields.typed("attendance", known)
        rows = [
            {
                "meeting_on": at.meeting_on,
                "body_code": code,
                "is_present": bool(typed[f"{at.meeting_on}.{code}"]),
                "attendee_role": typed[f"{at.meeting_on}.{code}.role"] or None,
            }
            for code in bodies["body_code"]
        ]
        return {**at.meeting, "attendance": rows}

    with st.form("attendance-form"):
        for row in records(bodies):
            key = f"attendance.{at.meeting_on}.{row.body_code}"
            present, role_of = st.columns([1, 2], vertical_alignment="bottom")
            present.checkbox(f"{row.body} is present", key=key)
            role_of.text_input(f"{row.body}, attended by (role)", key=f"{key}.role")
        fields.save_button("Save attendance", viewer, at, "attendance", made, {})


def verification(viewer: Viewer, now: Filters, at: fields.Sitting) -> None:
    """What a verifier found of one finding at one body."""
    findings = {ref: label for ref, label in fields.findings_of(viewer, now).items() if ref}
    bodies = fields.bodies_of(viewer, now)
    stages = fields.labels(viewer, now, "verified_stage")
    empty = {
        "finding": next(iter(findings), None), "body": next(iter(bodies)),
        "stage": next(iter(stages)), "on": at.meeting_on, "by": "", "role": "", "seen_words": "",
    }  # fmt: skip
    fields.begin("verification", empty, viewer, now)

    def made() -> Mapping[str, Any]:
        typed = fields.typed("verification", empty)
        row = {
            "finding_ref": typed["finding"],
            "body_code": typed["body"],
            "verified_stage_code": typed["stage"],
            "verified_on": typed["on"],
            "verifier_body_code": typed["by"] or None,
            "verifier_role": typed["role"],
            "evidence_seen": typed["seen_words"],
        }
        return {"verification": [row]}

    with st.form("verification-form"):
        finding, body, stage, on = st.columns(4)
        fields.choose(finding, "Finding", findings, "verification.finding")
        fields.choose(body, "At", bodies, "verification.body")
        fields.choose(stage, "What the verifier found", stages, "verification.stage")
        fields.day_field(on, "Verified on", "verification.on")
        by, role = st.columns(2)
        nobody = {"": "None: the inspectorate itself"}
        fields.choose(by, "Verifier's body", {**nobody, **bodies}, "verification.by")
        role.text_input("Verifier (role)", key="verification.role")
        st.text_input("Evidence seen", key="verification.seen_words")
        fields.save_button("Save verification", viewer, at, "verification", made, empty)


def taking_back(viewer: Viewer, now: Filters, at: fields.Sitting) -> None:
    """An entry that was a mistake: it stays on record as taken back."""
    entries = ask("entry_register", viewer, now)
    open_ones = {
        row.return_id: row
        for row in records(entries)
        if not row.is_corrected and pd.isna(row.corrects_return_id)
    }
    if not open_ones:
        st.markdown("There is no entry to take back.")
        return
    empty = {"which": next(iter(open_ones)), "why": ""}
    fields.begin("back", empty, viewer, now)
    words = {number: f"{number}: {row.recorded}" for number, row in open_ones.items()}
    with st.form("back-form"):
        fields.choose(st, "Entry", words, "back.which")
        st.text_input("Why", key="back.why")

        def made() -> Mapping[str, Any]:
            return {}

        fields.save_button("Take it back", viewer, at, "back", made, {"why": ""}, open_ones)


FORMS: Mapping[str, Callable[[Viewer, Filters, fields.Sitting], None]] = {
    "Action": action,
    "Decision": decision,
    "Attendance": attendance,
    "Verification": verification,
    "Take back": taking_back,
}
"""What is recorded -> the form for it."""


def _action_values(row: Any) -> dict[str, Any] | None:
    """A known action as the form's fields hold it."""
    if row is None:
        return None
    return {
        "text": row.action,
        "owner": row.owner_body_code,
        "role": row.owner_role,
        "due": row.due_on.date(),
        "status": row.status_code,
        "closed": None if pd.isna(row.closed_on) else row.closed_on.date(),
        "finding": "" if pd.isna(row.finding_ref) else row.finding_ref,
        "agreed": "" if pd.isna(row.redate_agreed_by_role) else row.redate_agreed_by_role,
    }
