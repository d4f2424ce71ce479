"""What a return holds: its sheets, their columns, types, allowed values and meaning.

Reading files and wording problems is intake's; rules that need other rows or the
store are queries/checks'. The allowed values of a choice are reference data.
"""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dashboard.returns.files.cells import (
    ActionStatus,
    Body,
    BreachOutcome,
    Choice,
    ClaimedStage,
    Count,
    CrimeType,
    Day,
    DeclaredBrag,
    Expected,
    Finding,
    Marking,
    Measure,
    Number,
    OcgStatus,
    PlanActivity,
    ProfileFormat,
    Ref,
    ReturnReason,
    Sections,
    SocitRole,
    Strand,
    Text,
    ThreatBand,
    ThreatMethod,
    TriggerOutcome,
    VerifiedStage,
    YesNo,
)


def _column(label: str, meaning: str, *, example: str, optional: bool = False) -> Any:
    """A column: its header, what it means, and an example; empty cells only where optional."""
    if optional:
        return Field(default=None, title=label, description=meaning, examples=[example])
    return Field(title=label, description=meaning, examples=[example])


class Row(BaseModel):
    """One row of a sheet, typed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ReturnRow(Row):
    """Who this return speaks for and as at which day."""

    body_code: Body = _column("Body", "The body this return speaks for.", example="dorset")
    as_at_on: Day = _column(
        "As-at date", "The day every figure in this return describes.", example="31 October 2026"
    )
    prepared_by_role: Text = _column(
        "Prepared by (role)", "The role that prepared it, never a name.", example="SOC analyst"
    )
    approved_by_role: Text = _column(
        "Approved by (role)",
        "The role that approved it for the region, never a name.",
        example="Director of Intelligence",
    )
    marking_code: Marking = _column(
        "Marking", "The security classification of this return.", example="OFFICIAL-SENSITIVE"
    )
    sections_not_reported: Sections | None = _column(
        "Sections not reported",
        "Sheets left empty because the figures are not available, parted by semicolons. "
        "An empty sheet not named here says that the body holds none.",
        example="SCPOs; Local profiles",
        optional=True,
    )
    note: Text | None = _column(
        "Note", "Anything a reader of these figures should know.", example="", optional=True
    )


class FindingUpdate(Row):
    """What the body claims for one finding: its own word, which only a verifier can confirm."""

    finding_ref: Finding = _column(
        "Finding", "The finding's reference in the inspection report.", example="AFI 1"
    )
    claimed_stage_code: ClaimedStage = _column(
        "Claimed stage", "How far the body says it has got.", example="In progress"
    )
    declared_brag_code: DeclaredBrag = _column(
        "Declared BRAG",
        "Red, amber or green in the body's own judgement. Blue is set by a verifier.",
        example="Amber",
    )
    progress: Text = _column(
        "Progress",
        "What has been done since the last return, in plain words.",
        example="Trigger form guidance issued to all districts",
    )
    evidence: Text | None = _column(
        "Evidence",
        "What shows it: a document, a dip sample, a figure. Leave empty if there is none yet.",
        example="Dip sample of 20 forms, September 2026",
        optional=True,
    )
    evidence_on: Day | None = _column(
        "Evidence dated", "The date of that evidence.", example="30 September 2026", optional=True
    )
    expected_closing_on: Day | None = _column(
        "Expected closing date",
        "The day the body expects to ask for verification. Empty shows as none given.",
        example="31 March 2027",
        optional=True,
    )
    next_milestone: Text | None = _column(
        "Next milestone",
        "The next thing that will be done.",
        example="Second dip sample",
        optional=True,
    )
    next_milestone_due_on: Day | None = _column(
        "Next milestone due", "When it is due.", example="30 November 2026", optional=True
    )
    owner_role: Text = _column(
        "Owner (role)", "The role accountable for it.", example="Head of Intelligence"
    )


class Ocg(Row):
    """One organised crime group the body manages on the as-at date."""

    ocg_ref: Ref = _column(
        "OCG reference", "The body's own reference; the same in every return.", example="OCG-0012"
    )
    status_code: OcgStatus = _column("Status", "Active or archived.", example="Active")
    identified_on: Day = _column(
        "Identified", "The day the group was first recorded.", example="14 February 2025"
    )
    crime_type_code: CrimeType = _column(
        "Main crime type", "The group's main activity.", example="Drugs"
    )
    area: Text | None = _column(
        "Area", "The policing area it mainly affects.", example="North", optional=True
    )
    is_under_investigation: YesNo = _column(
        "Under investigation", "Whether a live investigation is running into it.", example="Yes"
    )
    threat_method_code: ThreatMethod | None = _column(
        "Threat method",
        "The method of the score beside it. Empty if never formally assessed.",
        example="MoRiLE",
        optional=True,
    )
    threat_score: Number | None = _column(
        "Threat score", "The score in that method's own scale.", example="42", optional=True
    )
    threat_band_code: ThreatBand | None = _column(
        "Threat band",
        "The band in that method's own scale.",
        example="High (MoRiLE)",
        optional=True,
    )
    assessed_on: Day | None = _column(
        "Assessed", "The day of its last formal assessment.", example="2 June 2026", optional=True
    )
    assessment_due_on: Day | None = _column(
        "Next assessment due",
        "The day its assessment goes out of date.",
        example="2 December 2026",
        optional=True,
    )
    lro_ref: Ref | None = _column(
        "LRO reference",
        "The post of its lead responsible officer, as on the LROs sheet.",
        example="LRO-03",
        optional=True,
    )


class Plan(Row):
    """One strand of one OCG's 4P plan."""

    ocg_ref: Ref = _column("OCG reference", "As on the OCGs sheet.", example="OCG-0012")
    strand_code: Strand = _column(
        "Strand", "The part of the plan this row is about.", example="Prevent"
    )
    published_on: Day | None = _column(
        "Published",
        "The day this strand of the plan was published. Empty if not yet.",
        example="1 May 2026",
        optional=True,
    )
    activity_code: PlanActivity = _column(
        "Activity", "Whether anything under this strand is live today.", example="Live"
    )
    reviewed_on: Day | None = _column(
        "Last reviewed", "The day it was last reviewed.", example="1 August 2026", optional=True
    )
    review_due_on: Day | None = _column(
        "Review due", "The day its next review is due.", example="1 November 2026", optional=True
    )
    owner_role: Text | None = _column(
        "Owner (role)", "The role that owns the strand.", example="Prevent lead", optional=True
    )


class SocitPost(Row):
    """The posts of one role in one SOC investigation team."""

    team: Text = _column("Team", "The team's name, such as SOCIT or SOCIT North.", example="SOCIT")
    role_code: SocitRole = _column("Role", "The role of these posts.", example="Investigator")
    establishment_fte: Number = _column(
        "Establishment (FTE)", "Posts funded, full-time equivalent.", example="6"
    )
    in_post_fte: Number = _column(
        "In post (FTE)", "People in those posts, full-time equivalent.", example="5.5"
    )
    accredited_fte: Number = _column(
        "Accredited (FTE)", "Of those in post, accredited for the role.", example="4"
    )
    abstracted_fte: Number = _column(
        "Abstracted (FTE)", "Of those in post, working elsewhere on the as-at date.", example="0.5"
    )
    live_investigations: Count = _column(
        "Live investigations", "Investigations led by these posts; 0 where none are.", example="12"
    )
    note: Text | None = _column(
        "Note",
        "Required where in post is above establishment: say why.",
        example="Two posts over establishment until March 2027",
        optional=True,
    )


class Scpo(Row):
    """One serious crime prevention order the body manages."""

    scpo_ref: Ref = _column("SCPO reference", "The body's own reference.", example="SCPO-007")
    ocg_ref: Ref | None = _column(
        "OCG reference",
        "The group it belongs to, as on the OCGs sheet, if any.",
        example="OCG-0012",
        optional=True,
    )
    in_force_on: Day = _column("In force from", "The day it took effect.", example="1 March 2025")
    ends_on: Day = _column("Ends", "The day it ends.", example="28 February 2030")
    conditions: Count = _column("Conditions", "How many conditions it carries.", example="8")
    conditions_checked_on: Day | None = _column(
        "Conditions last checked",
        "The day compliance was last checked.",
        example="1 October 2026",
        optional=True,
    )
    is_managed_in_ocg_meeting: YesNo = _column(
        "Managed in OCG meeting", "Whether the OCG meeting manages it.", example="Yes"
    )
    reviewed_on: Day | None = _column(
        "Last reviewed", "The day it was last reviewed.", example="1 October 2026", optional=True
    )
    review_due_on: Day | None = _column(
        "Review due", "The day its next review is due.", example="1 January 2027", optional=True
    )
    breaches: Count = _column("Breaches", "Breaches found since it took effect.", example="0")
    breach_outcome_code: BreachOutcome | None = _column(
        "Breach outcome",
        "What followed the latest breach; empty if there was none.",
        example="Charged",
        optional=True,
    )


class TriggerForm(Row):
    """One organised crime trigger form submitted to the regional unit, in the past 12 months."""

    form_ref: Ref = _column("Form reference", "The body's own reference.", example="TF-2026-031")
    submission: Count = _column(
        "Submission", "1 the first time this form was sent, 2 the second...", example="1"
    )
    submitted_on: Day = _column("Submitted", "The day it was sent.", example="3 September 2026")
    outcome_code: TriggerOutcome = _column(
        "Outcome", "Awaiting a decision, accepted, or returned.", example="Accepted"
    )
    decided_on: Day | None = _column(
        "Decided", "The day of that outcome.", example="12 September 2026", optional=True
    )
    return_reason_code: ReturnReason | None = _column(
        "Reason returned", "Why it was returned.", example="Not enough information", optional=True
    )
    ocg_ref: Ref | None = _column(
        "OCG reference", "The group it led to, if any.", example="OCG-0012", optional=True
    )


class LocalProfile(Row):
    """The SOC local profile of one area."""

    area: Text = _column("Area", "The area the profile describes.", example="North")
    format_code: ProfileFormat = _column(
        "Format", "Live (shared and updated as things change), static, or none.", example="Live"
    )
    issued_on: Day | None = _column(
        "Issued", "The day it was first issued.", example="1 April 2026", optional=True
    )
    updated_on: Day | None = _column(
        "Last updated", "The day it was last changed.", example="20 October 2026", optional=True
    )
    partners: Count = _column("Partners", "Partner bodies that should have it.", example="9")
    partners_with_access: Count = _column(
        "Partners with access", "Of those, how many can open it today.", example="7"
    )


class Lro(Row):
    """One lead responsible officer's post."""

    lro_ref: Ref = _column("LRO reference", "The post's reference, never a name.", example="LRO-03")
    role: Text = _column("Role", "The post.", example="Chief Inspector, Neighbourhoods")
    is_trained: YesNo = _column(
        "Trained", "Whether the holder has had LRO training.", example="Yes"
    )
    trained_on: Day | None = _column(
        "Trained on", "The day of that training.", example="14 May 2025", optional=True
    )


class DefinitionNote(Row):
    """Where the body counts a measure differently from the regional definition."""

    measure_code: Measure = _column(
        "Measure", "The measure counted differently.", example="4P plan coverage"
    )
    difference: Text = _column(
        "How it differs",
        "What the body counts instead.",
        example="Counts OCGs with a plan awaiting publication",
    )


class BoardMeeting(Row):
    """One meeting of the board."""

    meeting_on: Day = _column("Meeting date", "The day the board met.", example="20 October 2026")
    chair_role: Text = _column(
        "Chair (role)", "The role that chaired it.", example="Director of Intelligence"
    )
    note: Text | None = _column("Note", "Anything to record.", example="", optional=True)


class Attendance(Row):
    """Whether one body attended one meeting."""

    meeting_on: Day = _column("Meeting date", "As on Board meetings.", example="20 October 2026")
    body_code: Body = _column("Body", "The body.", example="dorset")
    is_present: YesNo = _column("Present", "Whether it was represented.", example="Yes")
    attendee_role: Text | None = _column(
        "Attended by (role)",
        "The role that attended.",
        example="Director of Intelligence",
        optional=True,
    )


class Action(Row):
    """One action as it stands; a later row with the same reference replaces it."""

    action_ref: Ref = _column("Action reference", "The board's reference.", example="A-012")
    raised_on: Day = _column("Raised", "The meeting that agreed it.", example="21 July 2026")
    action: Text = _column(
        "Action", "What is to be done.", example="Share the trigger form checklist"
    )
    owner_body_code: Body = _column("Owner body", "The body that owes it.", example="swrocu")
    owner_role: Text = _column("Owner (role)", "The role.", example="Head of Intelligence")
    due_on: Day = _column("Due", "The day it is due now.", example="30 November 2026")
    status_code: ActionStatus = _column("Status", "Open, closed or withdrawn.", example="Open")
    closed_on: Day | None = _column(
        "Closed", "The day it was closed or withdrawn.", example="", optional=True
    )
    finding_ref: Finding | None = _column(
        "Finding", "The finding it serves, if one.", example="AFI 1", optional=True
    )
    redate_agreed_by_role: Text | None = _column(
        "Re-date agreed by (role)",
        "Who agreed the current due date, where it is not the first.",
        example="Chair of the board",
        optional=True,
    )


class Decision(Row):
    """One decision of the board."""

    decision_ref: Ref = _column("Decision reference", "The board's reference.", example="D-004")
    meeting_on: Day = _column("Meeting date", "As on Board meetings.", example="20 October 2026")
    decision: Text = _column(
        "Decision", "What was decided.", example="Use one trigger form across the region"
    )
    finding_ref: Finding | None = _column(
        "Finding", "The finding it serves, if one.", example="AFI 1", optional=True
    )


class Verification(Row):
    """What a verifier says of one finding at one body; the only way the second lane moves."""

    finding_ref: Finding = _column("Finding", "The finding.", example="AFI 8")
    body_code: Body = _column("Body", "The body whose claim was tested.", example="dorset")
    verified_stage_code: VerifiedStage = _column(
        "Verified stage", "What the verifier found.", example="Regionally assured"
    )
    verified_on: Day = _column("Verified on", "The day.", example="20 October 2026")
    verifier_body_code: Body | None = _column(
        "Verifier body",
        "The body of a regional verifier; never the body itself. Empty for HMICFRS.",
        example="swrocu",
        optional=True,
    )
    verifier_role: Text = _column(
        "Verifier (role)", "The role that tested it.", example="Peer reviewer"
    )
    evidence_seen: Text = _column(
        "Evidence seen", "What was examined.", example="All 14 orders sampled against the log"
    )


@dataclass(frozen=True)
class Sheet:
    """One sheet of a return and the table its rows go to."""

    title: str
    table: str
    row: type[Row]
    key: tuple[str, ...]
    filed_by: Literal["body", "secretariat", "both"]

    @property
    def headers(self) -> dict[str, str]:
        """Column name -> the header people see."""
        return {name: field.title or name for name, field in self.row.model_fields.items()}

    def metadata(self, column: str, kind: type[Expected] | type[Choice]) -> Any | None:
        """The Expected or Choice of a column, if it has one."""
        field = self.row.model_fields[column]
        # An optional column's metadata sits one level down, inside `X | None`.
        found = [*field.metadata]
        for part in getattr(field.annotation, "__args__", ()):
            found += getattr(part, "__metadata__", ())
        return next((item for item in found if isinstance(item, kind)), None)


RETURN_SHEET = Sheet("Return", "return_received", ReturnRow, ("body_code",), "both")

SHEETS = (
    RETURN_SHEET,
    Sheet("Finding updates", "finding_update", FindingUpdate, ("finding_ref",), "body"),
    Sheet("OCGs", "ocg", Ocg, ("ocg_ref",), "body"),
    Sheet("4P plans", "plan", Plan, ("ocg_ref", "strand_code"), "body"),
    Sheet("SOCIT posts", "socit_post", SocitPost, ("team", "role_code"), "body"),
    Sheet("SCPOs", "scpo", Scpo, ("scpo_ref",), "body"),
    Sheet("Trigger forms", "trigger_form", TriggerForm, ("form_ref", "submission"), "body"),
    Sheet("Local profiles", "local_profile", LocalProfile, ("area",), "body"),
    Sheet("LROs", "lro", Lro, ("lro_ref",), "body"),
    Sheet("Definition notes", "definition_note", DefinitionNote, ("measure_code",), "body"),
    Sheet("Board meetings", "board_meeting", BoardMeeting, ("meeting_on",), "secretariat"),
    Sheet("Attendance", "attendance", Attendance, ("meeting_on", "body_code"), "secretariat"),
    Sheet("Actions", "action", Action, ("action_ref",), "secretariat"),
    Sheet("Decisions", "decision", Decision, ("decision_ref",), "secretariat"),
    Sheet(
        "Verifications",
        "verification",
        Verification,
        ("finding_ref", "body_code", "verified_on"),
        "secretariat",
    ),
)


LISTS = frozenset(
    choice.list_code
    for sheet in SHEETS
    for name in sheet.headers
    if (choice := sheet.metadata(name, Choice)) and choice.list_code != "section"
)
"""The reference lists that a return chooses from."""


def sheets_of(kind_code: str) -> tuple[Sheet, ...]:
    """The sheets a body of this kind files: a region's are the board secretariat's."""
    filer = "secretariat" if kind_code == "region" else "body"
    return tuple(sheet for sheet in SHEETS if sheet.filed_by in (filer, "both"))
