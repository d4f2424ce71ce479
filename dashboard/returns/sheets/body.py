"""The sheets that a force or a unit files, and the Return sheet of every return.

The board's are board's.
"""

from dashboard.returns.files.cells import (
    Body,
    BreachOutcome,
    ClaimedStage,
    Count,
    CrimeType,
    Day,
    DeclaredBrag,
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
    YesNo,
)
from dashboard.returns.sheets.columns import Row, column


class ReturnRow(Row):
    """Who this return speaks for and as at which day."""

    body_code: Body = column("Body", "The body this return speaks for.", example="dorset")
    as_at_on: Day = column(
        "As-at date", "The day every figure in this return describes.", example="31 October 2026"
    )
    prepared_by_role: Text = column(
        "Prepared by (role)", "The role that prepared it, never a name.", example="SOC analyst"
    )
    approved_by_role: Text = column(
        "Approved by (role)",
        "The role that approved it for the region, never a name.",
        example="Director of Intelligence",
    )
    marking_code: Marking = column(
        "Marking", "The security classification of this return.", example="OFFICIAL-SENSITIVE"
    )
    sections_not_reported: Sections | None = column(
        "Sections not reported",
        "Sheets left empty because the figures are not available, parted by semicolons. "
        "An empty sheet not named here says that the body holds none.",
        example="SCPOs; Local profiles",
        optional=True,
    )
    note: Text | None = column(
        "Note",
        "Anything a reader of these figures should know.",
        example="",
        optional=True,
        carried_over="Filled in from the last return: does it still hold?",
    )


class FindingUpdate(Row):
    """What the body claims for one finding: its own word, which only a verifier can confirm."""

    finding_ref: Finding = column(
        "Finding", "The finding's reference in the inspection report.", example="AFI 1"
    )
    claimed_stage_code: ClaimedStage = column(
        "Claimed stage", "How far the body says it has got.", example="In progress"
    )
    declared_brag_code: DeclaredBrag = column(
        "Declared BRAG",
        "Red, amber or green in the body's own judgement. Blue is set by a verifier.",
        example="Amber",
    )
    progress: Text = column(
        "Progress",
        "What has been done since the last return, in plain words.",
        example="Trigger form guidance issued to all districts",
        carried_over="Filled in from the last return: write it anew.",
    )
    evidence: Text | None = column(
        "Evidence",
        "What shows it: a document, a dip sample, a figure. Leave empty if there is none yet.",
        example="Dip sample of 20 forms, September 2026",
        optional=True,
    )
    evidence_on: Day | None = column(
        "Evidence dated", "The date of that evidence.", example="30 September 2026", optional=True
    )
    expected_closing_on: Day | None = column(
        "Expected closing date",
        "The day the body expects to ask for verification. Empty shows as none given.",
        example="31 March 2027",
        optional=True,
    )
    next_milestone: Text | None = column(
        "Next milestone",
        "The next thing that will be done.",
        example="Second dip sample",
        optional=True,
        carried_over="Filled in from the last return: is it still the next?",
    )
    next_milestone_due_on: Day | None = column(
        "Next milestone due", "When it is due.", example="30 November 2026", optional=True
    )
    owner_role: Text = column(
        "Owner (role)", "The role accountable for it.", example="Head of Intelligence"
    )


class Ocg(Row):
    """One organised crime group the body manages on the as-at date."""

    ocg_ref: Ref = column(
        "OCG reference", "The body's own reference; the same in every return.", example="OCG-0012"
    )
    status_code: OcgStatus = column("Status", "Active or archived.", example="Active")
    identified_on: Day = column(
        "Identified", "The day the group was first recorded.", example="14 February 2025"
    )
    crime_type_code: CrimeType = column(
        "Main crime type", "The group's main activity.", example="Drugs"
    )
    area: Text | None = column(
        "Area", "The policing area it mainly affects.", example="North", optional=True
    )
    is_under_investigation: YesNo = column(
        "Under investigation", "Whether a live investigation is running into it.", example="Yes"
    )
    threat_method_code: ThreatMethod | None = column(
        "Threat method",
        "The method of the score beside it. Empty if never formally assessed.",
        example="MoRiLE",
        optional=True,
    )
    threat_score: Number | None = column(
        "Threat score", "The score in that method's own scale.", example="42", optional=True
    )
    threat_band_code: ThreatBand | None = column(
        "Threat band",
        "The band in that method's own scale.",
        example="High (MoRiLE)",
        optional=True,
    )
    assessed_on: Day | None = column(
        "Assessed", "The day of its last formal assessment.", example="2 June 2026", optional=True
    )
    assessment_due_on: Day | None = column(
        "Next assessment due",
        "The day its assessment goes out of date.",
        example="2 December 2026",
        optional=True,
    )
    lro_ref: Ref | None = column(
        "LRO reference",
        "The post of its lead responsible officer, as on the LROs sheet.",
        example="LRO-03",
        optional=True,
    )


class Plan(Row):
    """One strand of one OCG's 4P plan."""

    ocg_ref: Ref = column("OCG reference", "As on the OCGs sheet.", example="OCG-0012")
    strand_code: Strand = column(
        "Strand", "The part of the plan this row is about.", example="Prevent"
    )
    published_on: Day | None = column(
        "Published",
        "The day this strand of the plan was published. Empty if not yet.",
        example="1 May 2026",
        optional=True,
    )
    activity_code: PlanActivity = column(
        "Activity", "Whether anything under this strand is live today.", example="Live"
    )
    reviewed_on: Day | None = column(
        "Last reviewed", "The day it was last reviewed.", example="1 August 2026", optional=True
    )
    review_due_on: Day | None = column(
        "Review due", "The day its next review is due.", example="1 November 2026", optional=True
    )
    owner_role: Text | None = column(
        "Owner (role)", "The role that owns the strand.", example="Prevent lead", optional=True
    )


class SocitPost(Row):
    """The posts of one role in one SOC investigation team."""

    team: Text = column("Team", "The team's name, such as SOCIT or SOCIT North.", example="SOCIT")
    role_code: SocitRole = column("Role", "The role of these posts.", example="Investigator")
    establishment_fte: Number = column(
        "Establishment (FTE)", "Posts funded, full-time equivalent.", example="6"
    )
    in_post_fte: Number = column(
        "In post (FTE)", "People in those posts, full-time equivalent.", example="5.5"
    )
    accredited_fte: Number = column(
        "Accredited (FTE)", "Of those in post, accredited for the role.", example="4"
    )
    abstracted_fte: Number = column(
        "Abstracted (FTE)", "Of those in post, working elsewhere on the as-at date.", example="0.5"
    )
    live_investigations: Count = column(
        "Live investigations", "Investigations led by these posts; 0 where none are.", example="12"
    )
    note: Text | None = column(
        "Note",
        "Required where in post is above establishment: say why.",
        example="Two posts over establishment until March 2027",
        optional=True,
    )


class Scpo(Row):
    """One serious crime prevention order the body manages."""

    scpo_ref: Ref = column("SCPO reference", "The body's own reference.", example="SCPO-007")
    ocg_ref: Ref | None = column(
        "OCG reference",
        "The group it belongs to, as on the OCGs sheet, if any.",
        example="OCG-0012",
        optional=True,
    )
    in_force_on: Day = column("In force from", "The day it took effect.", example="1 March 2025")
    ends_on: Day = column("Ends", "The day it ends.", example="28 February 2030")
    conditions: Count = column("Conditions", "How many conditions it carries.", example="8")
    conditions_checked_on: Day | None = column(
        "Conditions last checked",
        "The day compliance was last checked.",
        example="1 October 2026",
        optional=True,
    )
    is_managed_in_ocg_meeting: YesNo = column(
        "Managed in OCG meeting", "Whether the OCG meeting manages it.", example="Yes"
    )
    reviewed_on: Day | None = column(
        "Last reviewed", "The day it was last reviewed.", example="1 October 2026", optional=True
    )
    review_due_on: Day | None = column(
        "Review due", "The day its next review is due.", example="1 January 2027", optional=True
    )
    breaches: Count = column("Breaches", "Breaches found since it took effect.", example="0")
    breach_outcome_code: BreachOutcome | None = column(
        "Breach outcome",
        "What followed the latest breach; empty if there was none.",
        example="Charged",
        optional=True,
    )


class TriggerForm(Row):
    """One organised crime trigger form submitted to the regional unit, in the past 12 months."""

    form_ref: Ref = column("Form reference", "The body's own reference.", example="TF-2026-031")
    submission: Count = column(
        "Submission", "1 the first time this form was sent, 2 the second...", example="1"
    )
    submitted_on: Day = column("Submitted", "The day it was sent.", example="3 September 2026")
    outcome_code: TriggerOutcome = column(
        "Outcome", "Awaiting a decision, accepted, or returned.", example="Accepted"
    )
    decided_on: Day | None = column(
        "Decided", "The day of that outcome.", example="12 September 2026", optional=True
    )
    return_reason_code: ReturnReason | None = column(
        "Reason returned", "Why it was returned.", example="Not enough information", optional=True
    )
    ocg_ref: Ref | None = column(
        "OCG reference", "The group it led to, if any.", example="OCG-0012", optional=True
    )


class LocalProfile(Row):
    """The SOC local profile of one area."""

    area: Text = column("Area", "The area the profile describes.", example="North")
    format_code: ProfileFormat = column(
        "Format", "Live (shared and updated as things change), static, or none.", example="Live"
    )
    issued_on: Day | None = column(
        "Issued", "The day it was first issued.", example="1 April 2026", optional=True
    )
    updated_on: Day | None = column(
        "Last updated", "The day it was last changed.", example="20 October 2026", optional=True
    )
    partners: Count = column("Partners", "Partner bodies that should have it.", example="9")
    partners_with_access: Count = column(
        "Partners with access", "Of those, how many can open it today.", example="7"
    )


class Lro(Row):
    """One lead responsible officer's post."""

    lro_ref: Ref = column("LRO reference", "The post's reference, never a name.", example="LRO-03")
    role: Text = column("Role", "The post.", example="Chief Inspector, Neighbourhoods")
    is_trained: YesNo = column("Trained", "Whether the holder has had LRO training.", example="Yes")
    trained_on: Day | None = column(
        "Trained on", "The day of that training.", example="14 May 2025", optional=True
    )


class DefinitionNote(Row):
    """Where the body counts a measure differently from the regional definition."""

    measure_code: Measure = column(
        "Measure", "The measure counted differently.", example="4P plan coverage"
    )
    difference: Text = column(
        "How it differs",
        "What the body counts instead.",
        example="Counts OCGs with a plan awaiting publication",
    )
