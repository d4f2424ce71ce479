"""What a return holds: the one list of its sheets, in the order people read them.

Their columns are in sheets/. Reading files and wording problems is read's; rules that need
other rows or the store are queries/checks'. The allowed values of a choice are reference data.

A new sheet is a class in sheets/ and a line here, and its table in queries/definitions/tables.sql;
a new column a line in its class and one in its table.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from dashboard.returns.files.cells import Choice, Expected
from dashboard.returns.sheets import board, body, governance
from dashboard.returns.sheets.columns import Row


@dataclass(frozen=True)
class Sheet:
    """One sheet of a return and the table its rows go to."""

    title: str
    table: str
    row: type[Row]
    key: tuple[str, ...]
    filed_by: Literal["body", "secretariat", "both"]
    look_again: str
    """What the template says to do with the rows that the sheet begins with."""
    is_later: bool = False
    """Whether earlier templates had no such sheet: a file without it is taken, and says nothing."""

    @cached_property
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


RETURN_SHEET = Sheet(
    "Return", "return_received", body.ReturnRow, ("body_code",), "both",
    "Look again: Who prepared and approved it, what is not reported, and the note.",
)  # fmt: skip

SHEETS = (
    RETURN_SHEET,
    Sheet(
        "Finding updates", "finding_update", body.FindingUpdate, ("finding_ref",), "body",
        "Look again: Progress says what was done since the last return: write it anew. Then the "
        "claimed stage, BRAG, evidence and every date that has passed.",
    ),
    Sheet(
        "OCGs", "ocg", body.Ocg, ("ocg_ref",), "body",
        "Look again: Delete groups that were archived before this as-at date, and look at the "
        "dates.",
    ),
    Sheet(
        "4P plans", "plan", body.Plan, ("ocg_ref", "strand_code"), "body",
        "Look again: Reviews held and due since; delete the plans of groups no longer listed.",
    ),
    Sheet(
        "SOCIT posts", "socit_post", body.SocitPost, ("team", "role_code"), "body",
        "Look again: Every figure describes the as-at date: count them afresh.",
    ),
    Sheet(
        "SCPOs", "scpo", body.Scpo, ("scpo_ref",), "body",
        "Look again: Delete orders that have ended; reviews, checks and breaches since.",
    ),
    Sheet(
        "Trigger forms", "trigger_form", body.TriggerForm, ("form_ref", "submission"), "body",
        "Look again: Decisions since; delete forms sent more than 12 months before the as-at date.",
    ),
    Sheet(
        "Local profiles", "local_profile", body.LocalProfile, ("area",), "body",
        "Look again: The day it was last updated, and who can open it today.",
    ),
    Sheet(
        "LROs", "lro", body.Lro, ("lro_ref",), "body",
        "Look again: Posts that have come or gone, and training since.",
    ),
    Sheet(
        "Definition notes", "definition_note", body.DefinitionNote, ("measure_code",), "body",
        "Look again: Whether each difference still holds.",
    ),
    Sheet(
        "Governance", "governance", governance.GovernanceInstrument, ("instrument_code",), "body",
        "Look again: A row for each, in place or not: what was issued, held or reviewed since. "
        "Left empty, it shows as not reported.", True,
    ),
    Sheet(
        "Milestones", "milestone", governance.Milestone, ("finding_ref", "milestone_ref"), "body",
        "Look again: The day each was reached, and those still to come. The earliest not reached "
        "is the finding's next milestone.", True,
    ),
    Sheet(
        "Clear, Hold, Build", "clear_hold_build", governance.ClearHoldBuildArea, ("area",), "body",
        "Look again: A row for each area, Not used where it is not. Left empty, it shows as not "
        "reported.", True,
    ),
    Sheet(
        "Board meetings", "board_meeting", board.BoardMeeting, ("meeting_on",), "secretariat",
        "Empty: list the meetings since the last return. Earlier ones are kept.",
    ),
    Sheet(
        "Attendance", "attendance", board.Attendance, ("meeting_on", "body_code"), "secretariat",
        "Empty: a row for each body at each meeting since the last return.",
    ),
    Sheet(
        "Actions", "action", board.Action, ("action_ref",), "secretariat",
        "Filled in with every action still open, whichever return it came in. Where one has "
        "ended set its status and the day; a row with the same reference replaces the earlier one.",
    ),
    Sheet(
        "Decisions", "decision", board.Decision, ("decision_ref",), "secretariat",
        "Empty: list the decisions since the last return. Earlier ones are kept.",
    ),
    Sheet(
        "Verifications", "verification", board.Verification,
        ("finding_ref", "body_code", "verified_on"), "secretariat",
        "Empty: list what was verified since the last return. Earlier ones are kept.",
    ),
)  # fmt: skip


def is_later(sheet: Sheet, column: str) -> bool:
    """Whether earlier templates had no such column: a file without it is taken all the same."""
    extra = sheet.row.model_fields[column].json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("is_later"))


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
