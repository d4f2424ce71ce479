"""The tables of the Returns page and of one return.

The words in their cells are those of returns.
"""

import pandas as pd

from dashboard.phrases import returns
from dashboard.phrases.values import Table

_REGISTER = {
    "return_id": "Number",
    "body": "Body",
    "as_at_on": "As at",
    "file_name": "Return",
    "received_at": "Received",
    "days_after": "Days after",
    "submitted_by_role": "Submitted by (role)",
    "prepared_by_role": "Prepared by (role)",
    "approved_by_role": "Approved by (role)",
    "marking": "Marking",
    "sha256": "SHA-256",
    "version_number": "Version",
    "is_entry": "Entry",
    "replaced_by_file_name": "Replaced by",
}
_REFUSED = {
    "file_name": "File",
    "body": "Body",
    "as_at_on": "As at",
    "received_at": "Received",
    "submitted_by_role": "Submitted by (role)",
    "error_count": "Mistakes",
    "sha256": "SHA-256",
}
REGISTER = Table(
    "return_register", _REGISTER, "Returns and entries, the newest received first", "returns",
    empty="No return has been received by this date.", missing="–",
)  # fmt: skip
REFUSED = Table(
    "refusal_register", _REFUSED, "Refused files, the newest first: nothing of them was taken in",
    "refused-files", empty="No file has been refused.", missing="not readable",
)  # fmt: skip
OF_NAME = Table(
    "return_register", _REGISTER, "Returns of this name, the newest received first",
    "returns-of-name",
    empty="No return of this name is among those that these filters show.", missing="–",
)  # fmt: skip
REFUSED_OF_NAME = Table(
    "refusal_register", _REFUSED, "Refused files of this name", "refused-of-name",
    empty="No file of this name was refused.", missing="not readable",
)  # fmt: skip
QUALITY = Table(
    "return_quality_by_body",
    {
        "body": "Body",
        "as_at_on": "As at",
        "age_days": "Days since",
        "is_stale": "Stale",
        "punctual": "Received",
        "left_out": "Sections not reported",
        "differences": "Measures counted differently",
        "warnings": "Warnings",
        "file_name": "Return",
    },
    "Each body's latest return",
    "return-quality",
    missing="no return",
    shape=returns.with_quality,
)
CORRECTED_MEASURES = Table(
    "correction_by_measure",
    {
        "body": "Body",
        "measure": "Measure",
        "was": "Shown before",
        "is_now": "Shown after",
        "as_at_on": "As at",
        "received_at": "Corrected",
        "submitted_by_role": "By (role)",
        "file_name": "Return",
    },
    "Measures that a later return for the same day changed",
    "corrected-figures",
    empty="No measure of the returns now shown has been corrected.",
    shape=returns.with_counts,
)
CORRECTED_CLAIMS = Table(
    "correction_by_finding",
    {
        "finding_ref": "Finding",
        "body": "Body",
        "was_claimed_stage": "Stage before",
        "claimed_stage": "Stage after",
        "was_brag": "BRAG before",
        "brag": "BRAG after",
        "was_closing_on": "Closing date before",
        "closing_on": "Closing date after",
        "as_at_on": "As at",
        "received_at": "Corrected",
        "submitted_by_role": "By (role)",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Claims on findings that a later return for the same day changed",
    "corrected-claims",
    empty="No claim of the returns now shown has been corrected.",
    missing="none given",
)


def counts_by_month(by_month: pd.DataFrame) -> Table:
    """How many bodies are in each state, the newest month first; from return_by_month."""
    states = by_month.sort_values("state_order").drop_duplicates("state_code")
    names = {code: f"state_{place}" for place, code in enumerate(states["state_code"])}

    def counts(frame: pd.DataFrame) -> pd.DataFrame:
        wide = frame.assign(column=frame["state_code"].map(names)).pivot_table(
            index="month_on", columns="column", values="body_code", aggfunc="count", fill_value=0
        )
        months = frame.drop_duplicates("month_on").set_index("month_on")["month"]
        return wide.assign(month=months).sort_index(ascending=False).reset_index(drop=True)

    heads = dict(zip(names.values(), states["state"], strict=True))
    return Table(
        "return_by_month", {"month": "Month", **heads},
        "How many bodies are in which state, by month", "returns-by-month", shape=counts,
    )  # fmt: skip


# ---- One return ----


def rows_by_sheet(return_id: int) -> Table:
    """How many rows of each sheet one return brought."""
    return Table(
        "return_sheet", {"sheet": "Sheet", "row_count": "Rows"}, "Rows taken in, by sheet",
        f"return-{return_id}-sheets", empty="It has no rows beside those facts.",
        shape=returns.by_sheet,
    )  # fmt: skip


def changed_measures(return_id: int) -> Table:
    """A body's measures before one return and since."""
    return Table(
        "return_change_by_measure",
        {
            "measure": "Measure",
            "change": "Change",
            "was": "Before",
            "is_now": "Now",
            "unit": "Unit",
            "threshold": "Target",
            "met": "Target now",
        },
        "Measures before and now",
        f"return-{return_id}-measures",
        missing="–",
        shape=returns.with_targets,
    )


def changed_findings(return_id: int) -> Table:
    """A body's claims before one return and since."""
    return Table(
        "return_change_by_finding",
        {
            "finding_ref": "Finding",
            "change": "Change",
            "was_claimed_stage": "Stage before",
            "claimed_stage": "Stage now",
            "was_brag": "BRAG before",
            "brag": "BRAG now",
            "was_closing_on": "Closing date before",
            "closing_on": "Closing date now",
            "row_number": "Row",
        },
        "Findings before and now, as claimed, from the sheet Finding updates",
        f"return-{return_id}-findings",
        missing="none given",
        shape=returns.changed_first,
    )


def changed_ocgs(return_id: int) -> Table:
    """The OCGs that one return changed."""
    return Table(
        "return_change_by_ocg",
        {
            "ocg_ref": "OCG",
            "change": "Change",
            "was": "Before",
            "is_now": "Now",
            "row_number": "Row",
        },
        "OCGs that changed, from the sheets OCGs and 4P plans; the row is that of the OCG",
        f"return-{return_id}-ocgs",
        missing="not listed",
    )


def changed_board_items(return_id: int) -> Table:
    """What one return of the secretariat changed of the board's record."""
    return Table(
        "return_change_by_board_item",
        {
            "reference": "Reference",
            "kind": "Kind",
            "change": "Change",
            "told": "What it says",
            "was": "Before",
            "is_now": "Now",
            "was_on": "Date before",
            "is_now_on": "Date now",
            "due_on": "Due",
            "row_number": "Row",
        },
        "The board's record: what changed, from the sheets Actions, Verifications, Decisions and "
        "Board meetings",
        f"return-{return_id}-board",
        missing="–",
    )
