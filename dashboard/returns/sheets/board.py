"""The sheets that the board's secretariat files.

Those of a force or a unit are body's.
"""

from dashboard.returns.files.cells import (
    ActionStatus,
    Body,
    Day,
    Finding,
    Ref,
    Text,
    VerifiedStage,
    YesNo,
)
from dashboard.returns.sheets.columns import Row, column


class BoardMeeting(Row):
    """One meeting of the board."""

    meeting_on: Day = column("Meeting date", "The day the board met.", example="20 October 2026")
    chair_role: Text = column(
        "Chair (role)", "The role that chaired it.", example="Director of Intelligence"
    )
    note: Text | None = column("Note", "Anything to record.", example="", optional=True)
    next_meeting_on: Day | None = column(
        "Next meeting",
        "The day the board meets next, where it is agreed.",
        example="15 December 2026",
        optional=True,
        is_later=True,
    )


class Attendance(Row):
    """Whether one body attended one meeting."""

    meeting_on: Day = column("Meeting date", "As on Board meetings.", example="20 October 2026")
    body_code: Body = column("Body", "The body.", example="dorset")
    is_present: YesNo = column("Present", "Whether it was represented.", example="Yes")
    attendee_role: Text | None = column(
        "Attended by (role)",
        "The role that attended.",
        example="Director of Intelligence",
        optional=True,
    )


class Action(Row):
    """One action as it stands; a later row with the same reference replaces it."""

    action_ref: Ref = column("Action reference", "The board's reference.", example="A-012")
    raised_on: Day = column("Raised", "The meeting that agreed it.", example="21 July 2026")
    action: Text = column(
        "Action", "What is to be done.", example="Share the trigger form checklist"
    )
    owner_body_code: Body = column("Owner body", "The body that owes it.", example="swrocu")
    owner_role: Text = column("Owner (role)", "The role.", example="Head of Intelligence")
    due_on: Day = column("Due", "The day it is due now.", example="30 November 2026")
    status_code: ActionStatus = column("Status", "Open, closed or withdrawn.", example="Open")
    closed_on: Day | None = column(
        "Closed", "The day it was closed or withdrawn.", example="", optional=True
    )
    finding_ref: Finding | None = column(
        "Finding", "The finding it serves, if one.", example="AFI 1", optional=True
    )
    redate_agreed_by_role: Text | None = column(
        "Re-date agreed by (role)",
        "Who agreed the current due date, where it is not the first.",
        example="Chair of the board",
        optional=True,
    )
    decision_ref: Ref | None = column(
        "Decision",
        "The decision that it came of, if one, as on Decisions.",
        example="",
        optional=True,
        is_later=True,
    )


class Decision(Row):
    """One decision of the board."""

    decision_ref: Ref = column("Decision reference", "The board's reference.", example="D-004")
    meeting_on: Day = column("Meeting date", "As on Board meetings.", example="20 October 2026")
    decision: Text = column(
        "Decision", "What was decided.", example="Use one trigger form across the region"
    )
    finding_ref: Finding | None = column(
        "Finding", "The finding it serves, if one.", example="AFI 1", optional=True
    )


class Verification(Row):
    """What a verifier says of one finding at one body; the only way the second lane moves."""

    finding_ref: Finding = column("Finding", "The finding.", example="AFI 8")
    body_code: Body = column("Body", "The body whose claim was tested.", example="dorset")
    verified_stage_code: VerifiedStage = column(
        "Verified stage", "What the verifier found.", example="Regionally assured"
    )
    verified_on: Day = column("Verified on", "The day.", example="20 October 2026")
    verifier_body_code: Body | None = column(
        "Verifier body",
        "The body of a regional verifier; never the body itself, nor the region. Empty for the "
        "inspectorate's own word.",
        example="swrocu",
        optional=True,
    )
    verifier_role: Text | None = column(
        "Verifier (role)",
        "The role at the verifier body that tested it. Empty for the inspectorate's own word.",
        example="Peer reviewer",
        optional=True,
    )
    evidence_seen: Text = column(
        "Evidence seen",
        "What was examined, in words; of a withdrawal, why.",
        example="All 14 orders sampled against the log",
    )
    document_title: Text | None = column(
        "Document",
        "What the inspectorate's own word is recorded from. May be empty for a body's.",
        example="",
        optional=True,
        is_later=True,
    )
    document_on: Day | None = column(
        "Document dated", "The date on that document.", example="", optional=True, is_later=True
    )
    document_ref: Text | None = column(
        "Document reference",
        "The reference on that document.",
        example="",
        optional=True,
        is_later=True,
    )
