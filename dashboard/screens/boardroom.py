"""The boardroom screen: a meeting, one item at a time, with actions recorded in place."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import Literal

import streamlit as st

from dashboard.drawing import agenda_lines, bars, blocks
from dashboard.figures.question import Question
from dashboard.frames import records
from dashboard.phrases import actions as actions_words
from dashboard.phrases import agenda as agenda_words
from dashboard.phrases import board as board_words
from dashboard.phrases import changes as changes_words
from dashboard.phrases import plans as plans_words
from dashboard.phrases import socit as socit_words
from dashboard.phrases.agenda import AgendaItem
from dashboard.screens import plans
from dashboard.screens.parts import page, record_forms
from dashboard.screens.parts.page import Page
from dashboard.wording import literal

ITEM, ADDED = "item", "added"
_FORM, _BEGUN = "boardroom.form", "boardroom.begun"
REFRESH_SECONDS = 30


def show(question: Question) -> None:
    """Draw the item that is chosen, and what moves to the next."""
    added = st.session_state.get(ADDED) or st.query_params.get(ADDED, "")
    titles = agenda_words.agenda(str(added))
    # The address alone remembers the item, so that a reload stays with it.
    asked = st.query_params.get(ITEM, titles[0])
    title = asked if asked in titles else titles[0]
    board = page.state(question)["board"]
    this = page.opening(question, board, path="boardroom", **{ITEM: title})
    with st.container(key="boardroom"):
        st.html(agenda_lines.NOTHING_ELSE)
        _choose(titles, title)
        item, picture = _item(this, title)
        st.html(agenda_lines.head(item.sentence) + picture)
        _lines(this, item)
        _form(this)
        if question.viewer.records_for_board:
            _add()
        _elapsed(title)
        st.html(blocks.linked("", "Leave the boardroom screen", question.link("")))
        this.how()


def _choose(titles: list[str], title: str) -> None:
    """The agenda as a row of buttons, and one each way that the arrow keys press too.

    Not a list to choose from: once chosen in, it would keep the arrow keys to itself.
    """
    place = titles.index(title)
    row = st.container(horizontal=True, key="agenda")
    for number, each in enumerate(titles):
        kind: Literal["primary", "secondary"] = "primary" if number == place else "secondary"
        row.button(
            f"{number + 1} {literal(each)}", type=kind, on_click=partial(_move, each),
            key=f"boardroom.item.{number}",
        )  # fmt: skip
    for label, step, key in (("Previous item", -1, "Left"), ("Next item", 1, "Right")):
        is_there = 0 <= place + step < len(titles)
        row.button(
            label, shortcut=key, disabled=not is_there, key=f"boardroom.{key}",
            on_click=partial(_move, titles[place + step] if is_there else title),
        )  # fmt: skip
    st.html(blocks.paragraph(agenda_words.place(title, place, len(titles))))


def _move(title: str) -> None:
    st.query_params[ITEM] = title
    _close()


def _close() -> None:
    """Put the form away: another item is another matter."""
    st.session_state[_FORM] = False


def _item(this: Page, title: str) -> tuple[AgendaItem, str]:
    """An item and its picture; those that the secretariat adds have neither lines nor picture."""
    made: dict[str, Callable[[Page], tuple[AgendaItem, str]]] = {
        agenda_words.CHANGES: _changes,
        agenda_words.VERIFIED: _verified,
        agenda_words.CLAIMS: _claims,
        agenda_words.ACTIONS: _actions,
        agenda_words.PLANS: _plans,
        agenda_words.POSTS: _posts,
        agenda_words.RETURNS: _returns,
        agenda_words.RECORDED: _recorded,
    }
    return made[title](this) if title in made else (AgendaItem(title), "")


def _changes(this: Page) -> tuple[AgendaItem, str]:
    lists = changes_words.movement_lists(this.ask("movement_by_finding_body"))
    lists |= changes_words.action_lists(this.ask("action_change"))
    return agenda_words.changes(lists, this.question.filters.since_on), ""


def _verified(this: Page) -> tuple[AgendaItem, str]:
    now = next(records(this.ask("headline_figures")))
    movement, returns = this.ask("movement_by_finding_body"), this.ask("body_return")
    told = board_words.board_headline(now, movement, returns, this.question.filters)
    return agenda_words.verified(told[0], this.ask("finding_by_body")), ""


def _claims(this: Page) -> tuple[AgendaItem, str]:
    return agenda_words.claims(this.ask("claim_and_evidence"), this.question.link), ""


def _actions(this: Page) -> tuple[AgendaItem, str]:
    register, closure = this.ask("action_register"), this.ask("action_closure_by_body")
    on = this.question.filters.as_at_on
    told = actions_words.action_headline(register, closure, on)
    return agenda_words.actions(told[0], register), ""


def _plans(this: Page) -> tuple[AgendaItem, str]:
    strands = this.ask("strand_choice")["label"].tolist()
    told = plans_words.plan_headline(
        this.ask("plan_quality_by_body"), this.ask("strand_missing"), strands[0]
    )
    question = this.question
    sees_each = question.viewer.sees_ocgs and not question.is_wide
    rows = this.ask("plan_by_ocg") if sees_each else None
    return AgendaItem(told[0]), plans.picture(this, rows, strands)


def _posts(this: Page) -> tuple[AgendaItem, str]:
    by_body = this.ask("socit_by_body")
    picture = bars.part_bars(socit_words.post_bars(by_body), is_made_up=this.is_made_up)
    return AgendaItem(socit_words.socit_headline(by_body)[0]), picture


def _returns(this: Page) -> tuple[AgendaItem, str]:
    return agenda_words.returns(this.ask("body_return")), ""


def _recorded(this: Page) -> tuple[AgendaItem, str]:
    now = record_forms.as_recorded(this.question)
    return agenda_words.recorded(now.ask("entry_register"), datetime.now(UTC).date()), ""


def _lines(this: Page, item: AgendaItem) -> None:
    """The item's lines, each with a button that records an action on it for who may record."""
    may_record = this.question.viewer.records_for_board
    for number, line in enumerate(item.lines):
        row = st.container(horizontal=True, vertical_alignment="center")
        row.html(agenda_lines.line(line))
        if may_record and line.body_code:
            row.button(
                "Record an action", key=f"boardroom.record.{number}", help=line.lead,
                on_click=partial(_open, this, line.finding_ref, line.body_code),
            )  # fmt: skip
    if told := agenda_words.left(item):
        st.html(blocks.paragraph(told))
    if may_record and not any(line.body_code for line in item.lines):
        st.button(
            "Record an action", key="boardroom.record", on_click=partial(_open, this, "", None)
        )


def _open(this: Page, finding_ref: str, body_code: str | None) -> None:
    """Open the form, begun with what the line is about."""
    record_forms.begin_action(record_forms.as_recorded(this.question), finding_ref, body_code)
    st.session_state[_FORM] = True


def _form(this: Page) -> None:
    if not (st.session_state.get(_FORM) and this.question.viewer.records_for_board):
        return
    st.html(blocks.heading("Record an action", "record"))
    now = record_forms.as_recorded(this.question)
    record_forms.action(now, record_forms.sitting(now))


def _add() -> None:
    st.text_input(
        "Items to add, with semicolons between them", key=ADDED, bind="query-params",
        placeholder="Dates of next year; Peer review",
    )  # fmt: skip


@st.fragment(run_every=REFRESH_SECONDS)
def _elapsed(title: str) -> None:
    """How long the item has been on the screen."""
    begun = st.session_state.get(_BEGUN)
    if begun is None or begun[0] != title:
        begun = st.session_state[_BEGUN] = (title, monotonic())
    st.html(blocks.paragraph(agenda_words.elapsed(monotonic() - begun[1])))
