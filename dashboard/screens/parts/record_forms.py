"""The forms of the Record page: one for each kind of thing the board agrees.

Drawing a field and saving a form is form_fields'; checking and keeping an entry is returns'.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.figures.filters import NOW
from dashboard.figures.question import Question
from dashboard.frames import records
from dashboard.screens.parts import form_fields
from dashboard.screens.parts.form_fields import Form, LackingError, Sitting, label
from dashboard.wording import day

NEW = "A new action"
ACTION = {
    "text": "action", "owner": "owner_body_code", "role": "owner_role", "due": "due_on",
    "status": "status_code", "closed": "closed_on", "finding": "finding_ref",
    "agreed": "redate_agreed_by_role",
}  # fmt: skip
"""A field of the form for actions -> the column of the sheet."""
VERIFICATION = {
    "finding": "finding_ref", "body": "body_code", "stage": "verified_stage_code",
    "on": "verified_on", "evidence": "evidence_seen",
}  # fmt: skip
DOCUMENT = {"title": "document_title", "dated": "document_on", "ref": "document_ref"}
"""What the inspectorate's word is recorded from; a body's has the role that gave it instead."""
INSPECTORATE = "the inspectorate itself"


def as_recorded(question: Question) -> Question:
    """What stands now, whatever the page is filtered to: an entry is made on top of that."""
    return question.under(as_at_on=date.max, since_on=None, body_codes=(), known_at=NOW)


def sitting(now: Question) -> Sitting:
    """Draw what every entry carries and return what it is set to."""
    today = datetime.now(UTC).date()
    markings = form_fields.labels(now, "marking")
    form_fields.fill_once("record", {"marking": list(markings)[-1]})
    meeting, role, chair, marking = st.columns(4)
    meeting_on = meeting.date_input(
        label("attendance", "meeting_on"), value=today, max_value=today, key="record.meeting",
        format="DD/MM/YYYY", help="The board's meeting that what you record belongs to.",
    )  # fmt: skip
    return Sitting(
        meeting_on if isinstance(meeting_on, date) else today,
        role.text_input(
            label("return_received", "prepared_by_role"),
            "Board secretariat",
            key="record.role",
            help="Your role, never a name.",
        ),
        chair.text_input(
            label("return_received", "approved_by_role"),
            "Chair of the board",
            key="record.chair",
            help="The role that chairs, and that stands for the board.",
        ),
        form_fields.choose(
            marking, label("return_received", "marking_code"), markings, "record.marking"
        ),
    )


# ---- One form for each kind ----


def action(now: Question, at: Sitting) -> None:
    """A new action, or where a known one stands now."""
    register = now.ask("action_register")
    known = {row.action_ref: row for row in records(register)}
    bodies = form_fields.bodies_of(now)
    empty = {**dict.fromkeys(ACTION), "text": "", "role": "", "status": "open", "finding": "",
             "agreed": ""}  # fmt: skip
    words = {ref: f"{ref}: {row.action}" for ref, row in known.items()}

    def fill() -> None:
        _draw_anew(_values_of(known.get(st.session_state["action.ref"])) or empty)
        form_fields.see(now, "action")

    if st.session_state.get("action.ref", NEW) not in (NEW, *known):
        # Somebody took it back: its words must not become a new action's.
        st.session_state["action.ref"] = NEW
        _draw_anew(empty)
    st.selectbox(
        label("action", "action_ref"), [NEW, *known], key="action.ref", on_change=fill,
        format_func=lambda ref: words.get(ref, ref),
    )  # fmt: skip
    if "action.drawn" not in st.session_state:
        _draw_anew(empty)
    form_fields.begin("action", empty, now)

    def made() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        typed = form_fields.typed("action", empty)
        was = known.get(st.session_state["action.ref"])
        row = {
            "action_ref": was.action_ref if was else None,
            "raised_on": was.raised_on.date() if was else at.meeting_on,
            **{column: typed[name] or None for name, column in ACTION.items()},
        }
        return {"action": [row]}, {}

    def merged() -> list[str]:
        fresh = now.under(version=None).ask("action_register")
        own = fresh[fresh["action_ref"] == st.session_state["action.ref"]]
        return _merge(_values_of(next(records(own), None)) or empty, bodies)

    after = {"ref": NEW, **empty, "drawn": empty}
    with st.form("action-form"):
        st.text_input(label("action", "action"), key="action.text")
        owner, role, due = st.columns(3)
        form_fields.choose(owner, label("action", "owner_body_code"), bodies, "action.owner")
        role.text_input(label("action", "owner_role"), key="action.role")
        form_fields.day_field(due, label("action", "due_on"), "action.due")
        status, closed, finding, agreed = st.columns(4)
        statuses = form_fields.labels(now, "action_status")
        form_fields.choose(status, label("action", "status_code"), statuses, "action.status")
        form_fields.day_field(closed, label("action", "closed_on"), "action.closed")
        findings = form_fields.findings_of(now)
        form_fields.choose(finding, label("action", "finding_ref"), findings, "action.finding")
        agreed.text_input(label("action", "redate_agreed_by_role"), key="action.agreed")
        form_fields.save_button(Form("action", "Save action", made, after, merged), now.viewer, at)


def begin_action(now: Question, finding_ref: str, body_code: str | None) -> None:
    """Begin a new action on a finding that a body owes, whatever the form held before."""
    values = {**dict.fromkeys(ACTION), "text": "", "role": "", "status": "open", "agreed": "",
              "finding": finding_ref, "owner": body_code}  # fmt: skip
    st.session_state["action.ref"] = NEW
    _draw_anew(values)
    form_fields.see(now, "action")


def decision(now: Question, at: Sitting) -> None:
    """A decision of the meeting."""
    empty = {"text": "", "finding": ""}
    form_fields.begin("decision", empty, now)

    def made() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        typed = form_fields.typed("decision", empty)
        row = {
            "meeting_on": at.meeting_on,
            "decision": typed["text"],
            "finding_ref": typed["finding"] or None,
        }
        return {**at.meeting, "decision": [row]}, {}

    with st.form("decision-form"):
        st.text_input(label("decision", "decision"), key="decision.text")
        findings = form_fields.findings_of(now)
        form_fields.choose(st, label("decision", "finding_ref"), findings, "decision.finding")
        form_fields.save_button(Form("decision", "Save decision", made, empty), now.viewer, at)


def attendance(now: Question, at: Sitting) -> None:
    """Which bodies are at the meeting, and in what role."""
    held = now.ask("meeting_attendance")
    said = {row.body_code: row for row in records(held) if row.meeting_on.date() == at.meeting_on}
    bodies = list(records(form_fields.attending(now)))
    known: dict[str, Any] = {}
    for row in bodies:
        was = said.get(row.body_code)
        is_present = was is not None and not pd.isna(was.is_present) and bool(was.is_present)
        role = was.attendee_role if was is not None else None
        known[f"{at.meeting_on}.{row.body_code}"] = is_present
        known[f"{at.meeting_on}.{row.body_code}.role"] = "" if pd.isna(role) else str(role)
    form_fields.begin("attendance", known, now)

    def made() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        typed = form_fields.typed("attendance", known)
        rows = [
            {
                "meeting_on": at.meeting_on,
                "body_code": row.body_code,
                "is_present": bool(typed[f"{at.meeting_on}.{row.body_code}"]),
                "attendee_role": typed[f"{at.meeting_on}.{row.body_code}.role"] or None,
            }
            for row in bodies
        ]
        if not any(row["is_present"] for row in rows):
            raise LackingError("Nobody is ticked: tick each body that is at the meeting.")
        return {**at.meeting, "attendance": rows}, {}

    with st.form("attendance-form"):
        for row in bodies:
            key = f"attendance.{at.meeting_on}.{row.body_code}"
            present, role_of = st.columns([1, 2], vertical_alignment="bottom")
            present.checkbox(f"{row.body} is present", key=key)
            role_of.text_input(f"{row.body}, attended by (role)", key=f"{key}.role")
        form_fields.save_button(Form("attendance", "Save attendance", made, {}), now.viewer, at)


def verification(now: Question, at: Sitting) -> None:
    """What a verifier found of one finding at one body; the inspectorate's word from its letter."""
    positions = now.ask("finding_by_body")
    held = positions.loc[positions["is_wording_held"], "finding_ref"].drop_duplicates()
    bodies = {row.body_code: row.body for row in records(form_fields.attending(now))}
    empty = {"finding": None, "body": None, "stage": None, "on": at.meeting_on, "by": None,
             "role": "", "evidence": "", "title": "", "dated": None, "ref": ""}  # fmt: skip
    form_fields.begin("verification", empty, now)

    def named(column: str) -> str:
        return label("verification", column)

    verifiers = {"": f"{INSPECTORATE[0].upper()}{INSPECTORATE[1:]}", **bodies}
    by = form_fields.choose(st, named("verifier_body_code"), verifiers, "verification.by")
    stages = _given_by(now, is_inspectorate=by == "")
    if st.session_state["verification.stage"] not in stages:
        st.session_state["verification.stage"] = None
    fields = VERIFICATION | (DOCUMENT if by == "" else {"role": "verifier_role"})

    def made() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        if by is None:
            raise LackingError(
                f"{named('verifier_body_code')}: none chosen; choose the body that verified, or "
                f"{INSPECTORATE}."
            )
        typed = form_fields.typed("verification", fields)
        return {"verification": [{column: typed[name] or None for name, column in fields.items()}
                                 | {"verifier_body_code": by or None}]}, {}  # fmt: skip

    with st.form("verification-form"):
        finding, body, stage, on = st.columns(4)
        refs = {ref: ref for ref in held}
        form_fields.choose(finding, named("finding_ref"), refs, "verification.finding")
        form_fields.choose(body, named("body_code"), bodies, "verification.body")
        form_fields.choose(stage, named("verified_stage_code"), stages, "verification.stage")
        form_fields.day_field(on, named("verified_on"), "verification.on")
        if by == "":
            title, dated, ref = st.columns(3)
            title.text_input(named("document_title"), key="verification.title")
            form_fields.day_field(dated, named("document_on"), "verification.dated")
            ref.text_input(named("document_ref"), key="verification.ref")
        else:
            st.text_input(named("verifier_role"), key="verification.role")
        st.text_input(named("evidence_seen"), key="verification.evidence")
        form = Form("verification", "Save verification", made, empty)
        form_fields.save_button(form, now.viewer, at)


def _given_by(now: Question, *, is_inspectorate: bool) -> dict[str, str]:
    """The stages that such a verifier gives: code -> label."""
    rows = now.ask("stage_choice")
    own = rows[rows["is_inspectorate_s" if is_inspectorate else "is_body_s"]]
    return dict(zip(own["stage_code"], own["label"], strict=True))


def taking_back(now: Question, at: Sitting) -> None:
    """An entry that was a mistake: it stays on record as taken back."""
    entries = now.ask("entry_register")
    standing = {
        row.return_id: row
        for row in records(entries)
        if not row.is_corrected and pd.isna(row.corrects_return_id)
    }
    if not standing:
        st.markdown("There is no entry to take back.")
        form_fields.outcome("back")
        return
    empty = {"which": None, "why": ""}
    form_fields.begin("back", empty, now)
    words = {number: f"{number}: {row.recorded}" for number, row in standing.items()}

    def made() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        typed = form_fields.typed("back", empty)
        if typed["which"] not in standing or not typed["why"].strip():
            raise LackingError("Choose the entry that was a mistake, and say why it was one.")
        return {}, {
            "as_at_on": standing[typed["which"]].as_at_on.date(),
            "corrects_return_id": int(typed["which"]),
            "note": typed["why"],
        }

    with st.form("back-form"):
        form_fields.choose(st, "Entry", words, "back.which")
        st.text_input("Why it was a mistake", key="back.why")
        form_fields.save_button(Form("back", "Take it back", made, empty), now.viewer, at)


FORMS: Mapping[str, Callable[[Question, Sitting], None]] = {
    "Action": action,
    "Decision": decision,
    "Attendance": attendance,
    "Verification": verification,
    "Take back": taking_back,
}
"""What is recorded -> the form for it."""


# ---- A known action in the form ----


def _values_of(row: Any) -> dict[str, Any] | None:
    """An action of the register as the form's fields hold it."""
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


def _draw_anew(values: Mapping[str, Any]) -> None:
    """Fill the form, and remember what with: what differs later was typed."""
    form_fields.fill("action", {**values, "drawn": dict(values)})


def _merge(theirs: Mapping[str, Any], bodies: Mapping[str, str]) -> list[str]:
    """Take what others changed into the fields that were not touched here; say what it was."""
    drawn = st.session_state["action.drawn"]
    lines = []
    for name, column in ACTION.items():
        if theirs[name] != drawn[name]:
            is_touched = st.session_state[f"action.{name}"] != drawn[name]
            became = f"{label('action', column)} is now {_said(theirs[name], bodies)}"
            lines.append(f"{became}; yours would change that" if is_touched else became)
            if not is_touched:
                st.session_state[f"action.{name}"] = theirs[name]
    st.session_state["action.drawn"] = dict(theirs)
    return lines


def _said(value: Any, bodies: Mapping[str, str]) -> str:
    if isinstance(value, date):
        return day(value)
    return bodies.get(value, str(value)) if value else "empty"
