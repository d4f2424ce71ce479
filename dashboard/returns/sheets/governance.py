"""The sheets on how a body governs its work on SOC: instruments, milestones, and places.

Those on the work itself are body's. What these ask for can be there or not, and a row says which:
a sheet left empty says nothing, and shows as not reported.
"""

from dashboard.returns.files.cells import (
    Count,
    Day,
    Finding,
    Instrument,
    Phase,
    Ref,
    Text,
    YesNo,
)
from dashboard.returns.sheets.columns import Row, column


class GovernanceInstrument(Row):
    """One document or meeting by which the body governs its work on SOC, or that it has none."""

    instrument_code: Instrument = column(
        "Instrument", "The document or meeting.", example="SOC action plan"
    )
    is_in_place: YesNo = column("In place", "Whether the body has it.", example="Yes")
    covers_soc: YesNo | None = column(
        "Covers SOC",
        "Whether SOC is in the document or on the meeting's agenda; of the OCG meeting, whether it "
        "manages SCPOs. Empty where that is not known.",
        example="Yes",
        optional=True,
    )
    last_on: Day | None = column(
        "Issued or last held",
        "The day the document was issued or the meeting last held.",
        example="1 April 2026",
        optional=True,
    )
    reviewed_on: Day | None = column(
        "Last reviewed", "The day it was last reviewed.", example="1 October 2026", optional=True
    )
    next_due_on: Day | None = column(
        "Next due",
        "The day of its next issue, review or meeting.",
        example="1 January 2027",
        optional=True,
    )
    actions_total: Count | None = column(
        "Actions in it", "How many actions it holds, if any.", example="20", optional=True
    )
    actions_done: Count | None = column(
        "Actions done", "Of those, how many are done.", example="14", optional=True
    )
    communicated_on: Day | None = column(
        "Role communicated",
        "The day on which personnel were last told what it is for. Empty if they were not.",
        example="3 June 2026",
        optional=True,
    )


class Milestone(Row):
    """One milestone on the way to closing a finding, reached or not."""

    finding_ref: Finding = column("Finding", "As on Finding updates.", example="AFI 1")
    milestone_ref: Ref = column(
        "Milestone reference", "The body's own; the same in every return.", example="M2"
    )
    milestone: Text = column("Milestone", "What will be done.", example="Second dip sample")
    due_on: Day = column("Due", "The day it is due now.", example="30 November 2026")
    done_on: Day | None = column(
        "Done", "The day it was reached. Empty if not yet.", example="", optional=True
    )
    owner_role: Text | None = column(
        "Owner (role)", "The role that owes it.", example="Head of Intelligence", optional=True
    )


class ClearHoldBuildArea(Row):
    """Where one area stands with Clear, Hold, Build, or that it does not use it."""

    area: Text = column("Area", "The area.", example="North")
    phase_code: Phase = column("Phase", "Clear, Hold or Build; Ended; or Not used.", example="Hold")
    since_on: Day | None = column(
        "Since", "The day this phase began.", example="1 June 2026", optional=True
    )
    partners: Count | None = column(
        "Partners", "How many partner bodies work on it.", example="6", optional=True
    )
    next_review_on: Day | None = column(
        "Next review", "The day of its next review.", example="1 December 2026", optional=True
    )
    practice: Text | None = column(
        "What worked",
        "What others could copy, in plain words.",
        example="Housing officers join the weekly meeting",
        optional=True,
    )
