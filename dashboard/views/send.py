"""The Send a return page: the workbook to fill in, and what an upload changes or has wrong."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard import fields, marked_workbook, notice, page, return_changes, tables, template, trial
from dashboard.ask import store
from dashboard.filters import NOW, Filters
from dashboard.phrases import sending as sending_words
from dashboard.store import StoreError
from dashboard.viewer import Viewer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBER, TOLD = "send.number", "send.told"


def show(viewer: Viewer, filters: Filters, names: Mapping[str, str]) -> None:
    """Draw the page from top to bottom."""
    this = page.opening("Send a return", viewer, filters, names, path="send")
    version = filters.version or store().version()
    if not viewer.records:
        st.markdown("Only a role that sends returns can use this page.")
        return
    place = st.empty()
    if told := st.session_state.pop(TOLD, None):
        is_done, words = told
        (place.success if is_done else place.warning)(words)

    st.html(
        tables.heading("1. Fill in the workbook", "workbook")
        + tables.paragraph(
            "It holds the body's last return, to be corrected rather than typed again, with lists "
            "to choose from and a note on every header."
        )
    )
    labels = fields.bodies_of(viewer, filters)
    bodies = {code: labels[code] for code in viewer.may_see(labels)}
    body, on, get = st.columns([2, 1, 2], vertical_alignment="bottom")
    code = body.selectbox(
        "Return of", list(bodies), key="send_body", format_func=lambda code: bodies[code]
    )
    today = datetime.now(UTC).date()
    as_at_on = on.date_input(
        "As-at date", value=today, max_value=today, key="send_on", format="DD/MM/YYYY"
    )
    get.download_button(
        "Download the workbook to fill in",
        data=partial(trial.workbook_of, store(), version, code, as_at_on),
        file_name=trial.name_of(template.file_name(code, as_at_on), is_made_up=this.is_made_up),
        mime=XLSX,
        on_click="ignore",
        key="template",
    )

    st.html(
        tables.heading("2. Send it", "upload")
        + tables.paragraph(
            "Every mistake is shown at once, with its place. A return without one is shown with "
            "what it changes, before anything is accepted."
        )
    )
    number = st.session_state.setdefault(NUMBER, 0)
    files = st.file_uploader(
        "Returns: workbooks (.xlsx), or CSV files in a .zip",
        accept_multiple_files=True,
        key=f"returns-{number}",
    )
    if not files:
        return
    uploads = tuple(trial.Upload(file.name, file.getvalue()) for file in files)
    with st.spinner(f"Checking {len(uploads)} file(s)"):
        tried = trial.attempt(store(), version, uploads, viewer, this.is_made_up)
    st.html(tables.headline(sending_words.verdicts(tried.outcomes)))
    for number_of, (upload, outcome) in enumerate(zip(uploads, tried.outcomes, strict=True)):
        st.html(tables.heading(sending_words.file_heading(outcome, bodies), f"file-{number_of}"))
        if outcome.problems:
            this.rows(
                sending_words.problem_rows(outcome.problems),
                {
                    "kind": "Kind",
                    "sheet": "Sheet",
                    "row": "Row",
                    "column": "Column",
                    "found": "Found",
                    "expected": "Expected",
                },
                f"What to look at in {outcome.file_name}",
                f"problems-{number_of}",
                empty="",
            )
            st.download_button(
                "Download the workbook with these places marked",
                data=partial(marked_workbook.problems_workbook, upload.data, outcome.problems),
                file_name=sending_words.marked_name(outcome.file_name),
                mime=XLSX,
                on_click="ignore",
                key=f"marked-{number_of}",
            )
        if outcome.return_id is not None:
            preview = replace(filters, version=tried.version, known_at=NOW, body_codes=())
            return_changes.show(this, viewer, preview, outcome.return_id)

    good = [outcome for outcome in tried.outcomes if outcome.is_accepted]
    if not good:
        return
    st.html(tables.heading("3. Accept", "accept"))
    role = st.text_input("Accepted by (role)", "Force performance analyst", key="send_role")
    # A button of its own for each version: what came in since is looked at before it is pressed.
    key = f"accept-{version.number}"
    if st.button(sending_words.accept_label(good), type="primary", key=key):
        bar = st.progress(0.0, "Taking in")
        try:
            outcomes = trial.accept(store(), viewer, tried, role, trial.share_of(bar.progress))
        except trial.ChangedMeanwhileError:
            st.session_state[TOLD] = (False, sending_words.CHANGED)
            st.rerun()
        except StoreError as fault:
            st.error(f"Nothing was taken in. {fault}")
            return
        notice.own()
        st.session_state[TOLD] = (True, sending_words.accepted(outcomes, bodies))
        st.session_state[NUMBER] = number + 1
        st.rerun()
