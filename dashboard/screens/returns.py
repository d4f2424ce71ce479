"""The Returns page: who has returned, what each return changed, where each figure came from."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks, return_calendar
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases import returns as returns_words
from dashboard.phrases import versions
from dashboard.screens.parts import one_return, page, worked_out

REGISTER = {
    "return_id": "Number",
    "body": "Body",
    "as_at_on": "As at",
    "file_name": "Return",
    "received_at": "Received (UTC)",
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
MOST_DIGITS = 9
"""The digits of the longest number of a return that is asked for."""
REFUSED = {
    "file_name": "File",
    "body": "Body",
    "as_at_on": "As at",
    "received_at": "Received (UTC)",
    "submitted_by_role": "Submitted by (role)",
    "error_count": "Mistakes",
    "sha256": "SHA-256",
}


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    register = ask("return_register", viewer, filters)
    asked, file_name = st.query_params.get("return", ""), st.query_params.get("file", "")
    number = int(asked) if asked.isdecimal() and len(asked) <= MOST_DIGITS else 0
    detail = ask("return_detail", viewer, filters, return_id=number)
    numbers = register["return_id"].head(page.MOST_ROWS).astype(str).tolist()
    with st.sidebar:
        chosen = st.selectbox(
            "Return by its number",
            list(dict.fromkeys([*numbers, *detail["return_id"].astype(str)])),
            index=None, key="return", bind="query-params", placeholder="Choose a number",
        )  # fmt: skip
    own = {"return": chosen} if chosen else {"file": file_name} if file_name else {}
    this = page.opening("Returns", viewer, filters, names, path="returns", **own)
    if chosen:
        detail = ask("return_detail", viewer, filters, return_id=int(chosen))
        one_return.show(this, viewer, filters, names, next(records(detail)))
        worked_out.how(*one_return.QUERIES)
        return
    if asked:
        st.markdown("No return of that number is among those that these filters show.")
    refused = ask("refusal_register", viewer, filters)
    if file_name:
        st.html(
            blocks.heading(f"Received under the name {file_name}", "file")
            + blocks.choices("Show", {"all returns": filters.link("returns", names)}, "")
        )
        this.rows(
            register[register["file_name"] == file_name], REGISTER,
            "Returns of this name, the newest received first", "returns-of-name",
            empty="No return of this name is among those that these filters show.", missing="–",
        )  # fmt: skip
        this.rows(
            refused[refused["file_name"] == file_name], REFUSED, "Refused files of this name",
            "refused-of-name", empty="No file of this name was refused.", missing="not readable",
        )  # fmt: skip
        worked_out.how("return_register", "refusal_register")
        return

    today = date.today()  # noqa: DTZ011  (the user's own day)
    by_month = ask("return_by_month", viewer, filters, today=today)
    quality = ask("return_quality_by_body", viewer, filters)
    opens_with = blocks.headline(
        returns_words.returns_headline(by_month, quality, filters)
    ) + blocks.heading("Who has returned for which month", "months")
    if filters.is_wide(names):
        st.html(opens_with)
        counts = return_calendar.return_counts(by_month)
        this.rows(
            counts, {name: name for name in counts.columns},
            "How many bodies are in which state, by month", "returns-by-month",
            empty="No body matches these filters.",
        )  # fmt: skip
        opens_with = ""
    else:
        opens_with += return_calendar.return_calendar(by_month, filters, names)
    st.html(
        opens_with
        + blocks.heading("Before relying on a body's figures", "quality")
        + blocks.paragraph(
            "A return describes its as-at date and no later day. Warnings are what its own rows "
            "show on findings."
        )
    )
    this.rows(
        returns_words.with_quality(quality),
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
        empty="No body matches these filters.",
        missing="no return",
    )
    st.html(
        blocks.heading("Figures corrected since they were first shown", "corrections")
        + blocks.paragraph(
            "Why a figure may differ from an earlier paper for the same day: a later return for "
            "that day replaced the one it was taken from."
        )
    )
    this.rows(
        returns_words.with_counts(ask("correction_by_measure", viewer, filters)),
        {
            "body": "Body",
            "measure": "Measure",
            "was": "Shown before",
            "is_now": "Shown after",
            "as_at_on": "As at",
            "received_at": "Corrected (UTC)",
            "submitted_by_role": "By (role)",
            "file_name": "Return",
        },
        "Measures that a later return for the same day changed",
        "corrected-figures",
        empty="No measure of the returns now shown has been corrected.",
    )
    this.rows(
        ask("correction_by_finding", viewer, filters),
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
            "received_at": "Corrected (UTC)",
            "submitted_by_role": "By (role)",
            "file_name": "Return",
            "row_number": "Row",
        },
        "Claims on findings that a later return for the same day changed",
        "corrected-claims",
        empty="No claim of the returns now shown has been corrected.",
        missing="none given",
    )
    everything = st.expander(
        f"Every return received: {len(register):,}, and files refused: {len(refused):,}",
        on_change="rerun", key="register", bind="query-params",
    )  # fmt: skip
    if everything.open:
        with everything:
            this.rows(
                register, REGISTER, "Returns and entries, the newest received first",
                "returns", empty="No return has been received by this date.", missing="–",
            )  # fmt: skip
            this.rows(
                refused, REFUSED,
                "Refused files, the newest first: nothing of them was taken in",
                "refused-files", empty="No file has been refused.", missing="not readable",
            )  # fmt: skip
    kept = st.expander(
        "History of versions", on_change="rerun", key="versions", bind="query-params"
    )
    if kept.open:
        with kept:
            st.markdown(
                "Every return, entry and refusal is one more version of the store, which is never "
                "changed afterwards."
            )
            this.rows(
                versions.as_table(ask("version_history", viewer, filters)),
                {
                    "version_number": "Version",
                    "written_at": "Written (UTC)",
                    "author": "By (role)",
                    "message": "What was done",
                    "returns_told": "Returns in it",
                },
                "Versions of the store, the newest first",
                "versions",
                empty="",
                missing="none",
            )
    worked_out.how(
        "return_by_month", "return_quality_by_body", "correction_by_measure",
        "correction_by_finding", "return_register", "refusal_register",
    )  # fmt: skip
