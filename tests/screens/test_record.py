"""The Record page: what is typed stands at once, or every mistake in it is named."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from opened_pages import Open, text
from questions import Question, day, given
from streamlit.testing.v1 import AppTest

from dashboard.region import laying
from dashboard.store.versions import Store

LATER = Question(day("2100-01-01"))
Begun = Callable[..., AppTest]


@pytest.fixture
def begun(opened: Open, published_store: Store, tmp_path: Path) -> tuple[Begun, Store]:
    """Opens the page over a store that may be written to."""
    shutil.copytree(published_store.folder, tmp_path / "store")
    store = Store(tmp_path / "store")
    laying.lay(store)
    return lambda **url: opened(store, "record", records=True, **url), store


def save(at: AppTest) -> AppTest:
    return at.button[0].click().run()


def typed(at: AppTest, text: str, role: str) -> None:
    """A new action of Dorset's, saved."""
    at.text_input(key="action.text").input(text)
    at.text_input(key="action.role").input(role)
    at.selectbox(key="action.owner").select("dorset")
    at.date_input(key="action.due").set_value(day("2099-12-31"))
    assert "✓" in told(save(at))


def told(at: AppTest) -> str:
    """What the page says became of it."""
    drawn = [element.proto.body for element in at.get("html")]
    return unescape("".join(body for body in drawn if 'class="soc told' in body))


def test_an_action_is_typed_saved_and_the_form_is_empty_again(
    begun: tuple[Begun, Store],
) -> None:
    open_page, store = begun
    at = open_page()
    at.text_input(key="action.text").input("Share the checklist")
    at.text_input(key="action.role").input("Head of Intelligence")
    at.selectbox(key="action.owner").select("dorset")
    at.date_input(key="action.due").set_value(day("2099-12-31"))
    save(at)
    assert not at.exception
    assert "✓ Saved as entry 1 at " in told(at)
    assert at.text_input(key="action.text").value == ""
    [action] = given(store, "action_register", LATER)
    assert (action["action_ref"], action["owner_body_code"]) == ("A-001", "dorset")
    assert "Action A-001: Share the checklist" in text(at)

    at.selectbox(key="action.ref").select("A-001").run()
    assert at.text_input(key="action.text").value == "Share the checklist"
    at.selectbox(key="action.status").select("closed")
    save(at)
    assert "▲ Nothing was saved." in told(at)
    assert "Closed: found empty, with Status Closed" in told(at)
    at.date_input(key="action.closed").set_value(datetime.now(UTC).date())
    save(at)
    assert "✓" in told(at)
    assert given(store, "action_register", LATER)[0]["status_code"] == "closed"


def test_an_empty_form_names_every_field_that_is_missing(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    before = store.version()
    at = save(open_page())
    for label in ("Action", "Owner body", "Owner (role)", "Due"):
        assert f"<li>{label}: found empty; expected " in told(at)
    assert store.version() == before


def test_attendance_names_the_meeting_and_everybody_there(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    at = open_page(kind="Attendance")
    assert len(at.checkbox) == 6
    at.checkbox[0].check()
    save(at)
    assert "✓" in told(at), told(at)
    rows = given(store, "meeting_attendance", LATER)
    assert [row["is_present"] for row in rows] == [True, *[False] * 5]
    assert "Present: Avon and Somerset" in text(at)


def test_a_decision_brings_its_meeting_onto_the_record(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    at = open_page(kind="Decision")
    at.text_input(key="decision.text").input("<b>Use one form</b> =1+1")
    save(at)
    assert "✓" in told(at), told(at)
    assert [row["decision_ref"] for row in given(store, "decision_register", LATER)] == ["D-001"]
    body = next(element.proto.body for element in at.get("html") if "D-001" in element.proto.body)
    assert "&lt;b&gt;Use one form&lt;/b&gt;" in body


def test_a_verification_and_its_taking_back(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    at = open_page(kind="Verification")
    at.selectbox(key="verification.by").select("swrocu").run()
    at.selectbox(key="verification.finding").select("AFI 8")
    at.selectbox(key="verification.body").select("dorset")
    at.selectbox(key="verification.stage").select("regionally-assured")
    at.text_input(key="verification.role").input("Peer reviewer")
    at.text_input(key="verification.evidence").input("All 14 orders")
    save(at)
    assert "✓" in told(at), told(at)

    def verified() -> bool:
        rows = given(store, "finding_by_body", LATER)
        return any(row["is_verified"] for row in rows)

    assert verified()
    at = open_page(kind="Take back")
    at.selectbox(key="back.which").select(1)
    at.text_input(key="back.why").input("The wrong body")
    save(at)
    assert "✓" in told(at), told(at)
    assert not verified()
    assert "Takes back entry 1" in text(at)


def test_what_somebody_else_saved_meanwhile_is_shown_first_and_kept(
    begun: tuple[Begun, Store],
) -> None:
    open_page, store = begun
    at = open_page()
    typed(at, text="Share the checklist", role="Head of Intelligence")
    mine, theirs = open_page(), open_page()
    for page in (mine, theirs):
        page.selectbox(key="action.ref").select("A-001").run()
    theirs.text_input(key="action.role").input("Assistant Chief Constable")
    assert "✓" in told(save(theirs))
    mine.text_input(key="action.text").input("Share the checklist with all")
    save(mine)
    assert "Owner (role) is now Assistant Chief Constable" in told(mine)
    assert given(store, "action_register", LATER)[0]["action"] == "Share the checklist"
    assert mine.text_input(key="action.text").value == "Share the checklist with all"
    assert "✓" in told(save(mine))
    [action] = given(store, "action_register", LATER)
    assert action["action"] == "Share the checklist with all"
    assert action["owner_role"] == "Assistant Chief Constable", "what I did not touch stays theirs"


def test_an_action_that_somebody_took_back_leaves_the_form_empty(
    begun: tuple[Begun, Store],
) -> None:
    open_page, store = begun
    at = open_page()
    typed(at, text="Share the checklist", role="Head of Intelligence")
    mine, other = open_page(), open_page(kind="Take back")
    mine.selectbox(key="action.ref").select("A-001").run()
    other.selectbox(key="back.which").select(1)
    other.text_input(key="back.why").input("Twice")
    assert "✓" in told(save(other))
    mine.run()
    assert mine.selectbox(key="action.ref").value == "A new action"
    assert mine.text_input(key="action.text").value == ""
    assert not given(store, "action_register", LATER)


def test_the_same_words_again_are_not_recorded_twice(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    for _ in range(2):
        at = open_page(kind="Decision")
        at.text_input(key="decision.text").input("Use one form")
        save(at)
    assert "the words of D-001, of the same meeting" in told(at)
    assert len(given(store, "decision_register", LATER)) == 1


def test_a_meeting_outlives_the_entry_that_named_it_first(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    at = open_page(kind="Decision")
    at.text_input(key="decision.text").input("Use one form")
    save(at)
    at = open_page(kind="Attendance")
    at.checkbox[0].check()
    assert "✓" in told(save(at))
    at = open_page(kind="Take back")
    at.selectbox(key="back.which").select(1)
    at.text_input(key="back.why").input("Not decided")
    assert "✓" in told(save(at))
    assert not given(store, "decision_register", LATER)
    assert len(given(store, "meeting_attendance", LATER)) == 6


@pytest.mark.parametrize("kind", ["Attendance", "Verification", "Take back"])
def test_what_only_the_form_knows_to_be_lacking_is_named(
    begun: tuple[Begun, Store], kind: str
) -> None:
    open_page, store = begun
    at = open_page(kind="Decision")
    at.text_input(key="decision.text").input("Use one form")
    save(at)
    before = store.version()
    at = save(open_page(kind=kind))
    assert "▲ Nothing was saved." in told(at)
    assert store.version() == before


def test_the_inspectorate_s_word_is_recorded_from_its_document_alone(
    begun: tuple[Begun, Store],
) -> None:
    open_page, store = begun
    at = open_page(kind="Verification")
    at.selectbox(key="verification.by").select("swrocu").run()
    assert "Closed by HMICFRS" not in at.selectbox(key="verification.stage").options
    assert "South West" not in at.selectbox(key="verification.by").options
    at.selectbox(key="verification.by").select("").run()
    assert not [field for field in at.text_input if field.key == "verification.role"]
    for name, value in (("finding", "AFI 8"), ("body", "dorset"), ("stage", "closed-by-hmicfrs")):
        at.selectbox(key=f"verification.{name}").select(value)
    at.text_input(key="verification.evidence").input("-")
    save(at)
    for label in ("Document", "Document dated", "Document reference"):
        assert f"{label}: found empty, with no Verifier body" in told(at)
    assert "Evidence seen: found -; expected what was seen or done, in words" in told(at)
    at.text_input(key="verification.evidence").input("The reality test of September")
    at.text_input(key="verification.title").input("Letter of closure")
    at.date_input(key="verification.dated").set_value(datetime.now(UTC).date())
    at.text_input(key="verification.ref").input("HMI/2026/14")
    assert "✓" in told(save(at)), told(at)
    asked = replace(LATER, body_codes=("dorset",), finding_ref="AFI 8")
    [word] = given(store, "finding_history", asked)
    assert word["by_role"] == "The inspectorate"
    assert word["evidence"].endswith(", HMI/2026/14; recorded by Board secretariat")
    stages = given(store, "stage_choice", LATER)
    assert [row["stage_code"] for row in stages if not row["is_body_s"]] == [
        "closed-by-hmicfrs", "no-further-action",
    ]  # fmt: skip


def test_only_who_records_for_the_board_has_the_page(opened: Open, published_store: Store) -> None:
    at = opened(published_store, "record", frozenset({"dorset"}))
    assert not at.get("form")
    assert "records for the board" in text(at)
