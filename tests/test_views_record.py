"""The Record page: what is typed stands at once, or every mistake in it is named."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from opened_pages import Open, text
from questions import Question, day, given
from streamlit.testing.v1 import AppTest

from dashboard import region
from dashboard.store import Store

LATER = Question(day("2100-01-01"))
Begun = Callable[..., AppTest]


@pytest.fixture
def begun(opened: Open, published_store: Store, tmp_path: Path) -> tuple[Begun, Store]:
    """Opens the page over a store that may be written to."""
    shutil.copytree(published_store.folder, tmp_path / "store")
    store = Store(tmp_path / "store")
    region.lay(store)
    return lambda **url: opened(store, "record", records=True, **url), store


def save(at: AppTest) -> AppTest:
    return at.button[0].click().run()


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
    assert at.success[0].value.startswith("Saved as entry 1 at ")
    assert at.text_input(key="action.text").value == ""
    [action] = given(store, "action_register", LATER)
    assert (action["action_ref"], action["owner_body_code"]) == ("A-001", "dorset")
    assert "Action A-001: Share the checklist" in text(at)

    at.selectbox(key="action.ref").select("A-001").run()
    assert at.text_input(key="action.text").value == "Share the checklist"
    at.selectbox(key="action.status").select("closed")
    save(at)
    assert at.error[0].value.startswith("Nothing was saved.")
    assert "Closed: found empty, with Status Closed" in at.error[0].value
    at.date_input(key="action.closed").set_value(datetime.now(UTC).date())
    save(at)
    assert at.success
    assert given(store, "action_register", LATER)[0]["status_code"] == "closed"


def test_an_empty_form_names_every_field_that_is_missing(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    before = store.version()
    at = save(open_page())
    for label in ("Action", "Owner (role)", "Due"):
        assert f"- {label}: found empty; expected " in at.error[0].value
    assert store.version() == before


def test_attendance_names_the_meeting_and_everybody_there(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    at = open_page(kind="Attendance")
    assert len(at.checkbox) == 6
    at.checkbox[0].check()
    save(at)
    assert at.success, at.error
    rows = given(store, "meeting_attendance", LATER)
    assert [row["is_present"] for row in rows] == [True, *[False] * 5]
    assert "Present: Avon and Somerset" in text(at)


def test_a_decision_brings_its_meeting_onto_the_record(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    at = open_page(kind="Decision")
    at.text_input(key="decision.text").input("<b>Use one form</b> =1+1")
    save(at)
    assert at.success, at.error
    assert [row["decision_ref"] for row in given(store, "decision_register", LATER)] == ["D-001"]
    body = next(element.proto.body for element in at.get("html") if "D-001" in element.proto.body)
    assert "&lt;b&gt;Use one form&lt;/b&gt;" in body


def test_a_verification_and_its_taking_back(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    at = open_page(kind="Verification")
    at.selectbox(key="verification.finding").select("AFI 8")
    at.selectbox(key="verification.body").select("dorset")
    at.selectbox(key="verification.stage").select("regionally-assured")
    at.selectbox(key="verification.by").select("swrocu")
    at.text_input(key="verification.role").input("Peer reviewer")
    at.text_input(key="verification.seen_words").input("All 14 orders")
    save(at)
    assert at.success, at.error

    def verified() -> bool:
        rows = given(store, "finding_by_body", LATER)
        return any(row["is_verified"] for row in rows)

    assert verified()
    at = open_page(kind="Take back")
    at.text_input(key="back.why").input("The wrong body")
    save(at)
    assert at.success, at.error
    assert not verified()
    assert "Takes back entry 1" in text(at)


def test_what_somebody_else_saved_meanwhile_is_shown_first(begun: tuple[Begun, Store]) -> None:
    open_page, store = begun
    at = open_page()
    at.text_input(key="action.text").input("Share the checklist")
    at.text_input(key="action.role").input("Head of Intelligence")
    at.date_input(key="action.due").set_value(day("2099-12-31"))
    save(at)
    mine, theirs = open_page(), open_page()
    for page, owner in ((mine, "Detective Superintendent"), (theirs, "Chief Inspector")):
        page.selectbox(key="action.ref").select("A-001").run()
        page.text_input(key="action.role").input(owner)
    assert save(theirs).success
    save(mine)
    assert "A-001: Open, due 31 December 2099" in mine.error[0].value
    assert given(store, "action_register", LATER)[0]["owner_role"] == "Chief Inspector"
    assert mine.text_input(key="action.role").value == "Detective Superintendent", (
        "nothing typed is lost"
    )
    assert save(mine).success
    assert given(store, "action_register", LATER)[0]["owner_role"] == "Detective Superintendent"


def test_only_who_records_for_the_board_has_the_page(opened: Open, published_store: Store) -> None:
    at = opened(published_store, "record", frozenset({"dorset"}))
    assert not at.get("form")
    assert "records for the board" in text(at)
