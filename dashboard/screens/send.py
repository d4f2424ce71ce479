"""The Send a return page: the workbook to fill in, and what an upload changes or has wrong."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.drawing import blocks
from dashboard.figures.ask import store
from dashboard.figures.filters import NOW
from dashboard.figures.question import Question
from dashboard.phrases import sending as sending_words
from dashboard.returns import safely
from dashboard.returns.accept import ChangedMeanwhileError
from dashboard.returns.arrivals import upload
from dashboard.returns.arrivals.upload_limits import WAITING
from dashboard.returns.outcome import Outcome, name_of
from dashboard.returns.workbooks import filling
from dashboard.screens.parts import form_fields, news, page, return_changes, uploading, waiting
from dashboard.screens.parts.page import Page
from dashboard.store.disk import StoreError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STANDING = "A return is tried on what stands now, whatever the dates and bodies chosen."
NUMBER, TOLD, TRIED = "send.number", "send.told", "send.tried"


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    this = page.opening(question, "Send a return", STANDING, path="send")
    if not question.viewer.sends:
        st.markdown("Only a role that sends returns, and may see single OCGs, can use this page.")
        return
    place = st.empty()
    if told := st.session_state.pop(TOLD, None):
        place.html(blocks.told(*told[1:], is_good=told[0]))
    labels = form_fields.bodies_of(question)
    bodies = {code: labels[code] for code in question.viewer.may_see(labels)}
    _fill_in(this, bodies)
    st.html(
        blocks.heading("2. Send it", "upload")
        + blocks.paragraph(
            "Every mistake is shown at once, with its place. A return without one is shown with "
            f"what it changes, before anything is accepted. {WAITING}"
        )
    )
    if refused := uploading.shows(True):
        st.html(blocks.told(sending_words.NOT_TAKEN, refused, is_good=False))
    number = st.session_state.setdefault(NUMBER, 0)
    files = st.file_uploader(
        "Returns: workbooks (.xlsx), or CSV files in a .zip",
        accept_multiple_files=True,
        key=f"returns-{number}",
    )
    if not files:
        return
    uploads = tuple(upload.Upload(file.name, file.getvalue()) for file in files)
    version = question.filters.version or store().version()
    with st.spinner(f"Checking {sending_words.files(len(uploads))}"):
        tried = upload.attempt(store(), version, uploads, question.viewer, this.is_made_up)
    st.html(blocks.headline(sending_words.verdicts(tried.outcomes)))
    preview = question.under(version=tried.version, known_at=NOW, body_codes=())
    for place_of, (sent, outcome) in enumerate(zip(uploads, tried.outcomes, strict=True)):
        st.html(blocks.heading(sending_words.file_heading(outcome, bodies), f"file-{place_of}"))
        _file(this, place_of, sent, outcome)
        if outcome.return_id is not None:
            return_changes.show(this, preview, outcome.return_id)
    this.how()
    if any(outcome.is_accepted for outcome in tried.outcomes):
        _accept(this, tried, bodies, files)


def _fill_in(this: Page, bodies: Mapping[str, str]) -> None:
    """The workbook for a body's next return."""
    st.html(
        blocks.heading("1. Fill in the workbook", "workbook")
        + blocks.paragraph(
            "It holds the body's last return, to be corrected rather than typed again, with lists "
            "to choose from and a note on every header."
        )
    )
    body, on, get = st.columns([2, 1, 2], vertical_alignment="bottom")
    form_fields.fill_once("send", {"body": None})
    code = form_fields.choose(body, "Return of", bodies, "send.body")
    today = datetime.now(UTC).date()
    as_at_on = on.date_input(
        "As-at date", value=today, max_value=today, key="send.on", format="DD/MM/YYYY"
    )
    viewer = this.question.viewer
    get.download_button(
        "Download the workbook to fill in",
        data=partial(upload.workbook_of, store(), viewer, code, as_at_on) if code else "",
        file_name=name_of(
            filling.file_name(code or "return", as_at_on), is_made_up=this.is_made_up
        ),
        mime=XLSX,
        on_click="ignore",
        key="template",
        disabled=code is None,
        help=None if code else "Choose the body first.",
    )


def _file(this: Page, place_of: int, sent: upload.Upload, outcome: Outcome) -> None:
    """What is to be looked at in one file."""
    if sending_words.can_be_marked(outcome):
        st.download_button(
            "Download the workbook with these places marked",
            data=partial(safely.problems_workbook, sent.data, outcome.problems, outcome.layouts),
            file_name=sending_words.marked_name(outcome.file_name),
            mime=XLSX,
            on_click="ignore",
            key=f"marked-{place_of}",
        )
    if outcome.problems:
        table = sending_words.problems_table(outcome.file_name, place_of)
        this.rows(table, sending_words.problem_rows(outcome.problems))


def _accept(
    this: Page,
    tried: upload.Trial,
    bodies: Mapping[str, str],
    files: Sequence[UploadedFile],
) -> None:
    """Take in what the trial found without a mistake, once the button is pressed."""
    number = st.session_state[NUMBER]
    good = [outcome for outcome in tried.outcomes if outcome.is_accepted]
    st.html(blocks.heading("3. Accept", "accept"))
    role = st.text_input("Accepted by (role)", "Force performance analyst", key="send.role")
    # A button of its own for each version: what came in since is looked at before it is pressed.
    is_pressed = st.button(
        sending_words.accept_label(good), type="primary", key=f"accept-{tried.base.number}"
    )
    place = st.empty()
    before = st.session_state.get(TRIED)
    st.session_state[TRIED] = (number, tried.base.number)
    if before and before[0] == number and before[1] != tried.base.number:
        place.html(blocks.told(sending_words.CHANGED, [], is_good=False))
    if not is_pressed:
        return
    bar = st.progress(0.0, "Taking in")
    try:
        advance = upload.share_of(bar.progress)
        with waiting.place_told() as waits:
            outcomes = upload.accept(store(), this.question.viewer, tried, role, advance, waits)
    except ChangedMeanwhileError:
        place.html(blocks.told(sending_words.CHANGED, [], is_good=False))
        return
    except (StoreError, ValueError) as fault:
        bar.empty()
        place.html(blocks.told(sending_words.NOTHING, [str(fault)], is_good=False))
        return
    uploading.let_go(files)
    news.own(o.return_id for o in outcomes if o.return_id is not None)
    st.session_state[TOLD] = sending_words.accepted(outcomes, bodies)
    st.session_state[NUMBER] = number + 1
    st.rerun()
