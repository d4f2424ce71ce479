"""The Send a return page: mistakes in their places, a preview of what changes, and accepting."""

import gc
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_returns import Sheets, good_board_return, good_return, xlsx_bytes
from opened_pages import Open, text
from questions import Question, day, only
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from dashboard.access.viewer import THIS_COMPUTER, NotAllowedError, Viewer
from dashboard.region import laying
from dashboard.returns.accept import ChangedMeanwhileError
from dashboard.returns.arrivals import upload
from dashboard.returns.arrivals.upload_limits import PAGES
from dashboard.store.versions import Store

NAME = "dorset-2026-10-31.xlsx"
THEN = Question(day("2026-10-31"))
OpenOver = tuple[Callable[..., AppTest], Store]


@pytest.fixture
def sending(opened: Open, published_store: Store, tmp_path: Path) -> OpenOver:
    """Opens the page over a store that may be written to."""
    shutil.copytree(published_store.folder, tmp_path / "store")
    store = Store(tmp_path / "store")
    laying.lay(store)
    return lambda **more: opened(store, "send", **{"records": True, **more}), store


def put(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Upload files, by name."""
    at.file_uploader[0].set_value([(name, data, "") for name, data in files])
    return at.run()


def told(at: AppTest) -> str:
    """What the page says became of it."""
    drawn = [element.proto.body for element in at.get("html")]
    return "".join(body for body in drawn if 'class="soc told' in body)


def accept_button(at: AppTest) -> list[Any]:
    return [button for button in at.button if str(button.key).startswith("accept-")]


def accept(at: AppTest) -> AppTest:
    [button] = accept_button(at)
    return button.click().run()


def with_mistakes() -> Sheets:
    sheets = good_return()
    sheets["Finding updates"][0]["Declared BRAG"] = "Purple"
    sheets["OCGs"][1]["Identified"] = "soon"
    sheets["OCGs"][0]["Main crime type"] = "<script>alert(1)</script>"
    return sheets


def test_mistakes_are_shown_in_their_places_and_nothing_changes(sending: OpenOver) -> None:
    open_page, store = sending
    before = store.version()
    at = put(open_page(), (NAME, xlsx_bytes(with_mistakes())))
    assert not at.exception
    said = text(at)
    assert "1 file cannot be accepted, with 3 mistakes in all" in said
    rows = re.findall(
        r"✕ Mistake</th><td[^>]*>([^<]+)</td><td[^>]*>(\d+)</td><td[^>]*>([^<]+)<", said
    )
    assert rows == [
        ("Finding updates", "2", "Declared BRAG"),
        ("OCGs", "2", "Main crime type"),
        ("OCGs", "3", "Identified"),
    ]
    drawn = "".join(element.proto.body for element in at.get("html"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in drawn
    assert "<script" not in drawn
    assert not accept_button(at)
    assert store.version() == before


def test_a_clean_return_is_previewed_then_accepted_once(sending: OpenOver) -> None:
    open_page, store = sending
    before = store.version()
    at = put(open_page(), (NAME, xlsx_bytes(good_return())))
    said = text(at)
    assert "1 file can be accepted" in said
    assert "Dorset as at 31 October 2026: can be accepted" in said
    assert "Measures before and now" in said
    assert store.version() == before, "a preview changes nothing"
    accept(at)
    assert not at.exception
    assert "✓ Accepted: Dorset as at 31 October 2026." in told(at)
    assert not at.file_uploader[0].value, "the uploader is empty again"
    row = only(store, "body_return", THEN, body_code="dorset")
    assert (row["file_name"], row["as_at_on"]) == (NAME, day("2026-10-31"))

    again = put(open_page(), (NAME, xlsx_bytes(good_return())))
    assert "the same rows as return 1" in text(again)


def test_the_good_of_several_are_accepted_and_the_bad_named(sending: OpenOver) -> None:
    open_page, store = sending
    files = [
        (NAME, xlsx_bytes(good_return())),
        ("board.xlsx", xlsx_bytes(good_board_return())),
        ("bad.xlsx", xlsx_bytes(with_mistakes())),
        ("no.xlsx", b"nothing of the kind"),
    ]
    at = put(open_page(), *files)
    said = text(at)
    assert "2 files can be accepted" in said
    assert "2 files cannot be accepted, with 4 mistakes in all" in said
    assert accept_button(at)[0].label == "Accept 2 returns"
    accept(at)
    words = "Accepted: Dorset as at 31 October 2026 and South West as at 31 October 2026."
    assert words in told(at)
    with store.read() as con:
        held = con.execute("select file_name from return_received order by return_id").fetchall()
    assert held == [(NAME,), ("board.xlsx",)]


def test_what_came_in_meanwhile_is_looked_at_before_anything_is_accepted(
    sending: OpenOver,
) -> None:
    open_page, store = sending
    mine = put(open_page(), (NAME, xlsx_bytes(good_return())))
    accept(put(open_page(), ("board.xlsx", xlsx_bytes(good_board_return()))))
    newest = store.version()
    accept(mine)
    assert "came in while you looked" in told(mine), "the button was that of an older preview"
    assert store.version() == newest
    accept(mine)
    assert "✓ Accepted" in told(mine)
    assert store.version().number == newest.number + 1


def test_a_trial_of_an_older_version_is_not_taken_in(
    published_store: Store, tmp_path: Path
) -> None:
    shutil.copytree(published_store.folder, tmp_path / "store")
    store = Store(tmp_path / "store")
    sent = upload.Upload(NAME, xlsx_bytes(good_return()))
    tried = upload.attempt(store, store.version(), (sent,), THIS_COMPUTER, False)
    with store.write("somebody", "something"):
        pass
    newest = store.version()
    with pytest.raises(ChangedMeanwhileError):
        upload.accept(store, THIS_COMPUTER, tried, "SOC analyst")
    assert store.version() == newest


def test_a_sender_of_one_body_sends_no_other_s_return(sending: OpenOver) -> None:
    open_page, _ = sending
    accept(put(open_page(), (NAME, xlsx_bytes(good_return()))))
    at = open_page(bodies=frozenset({"wiltshire"}))
    assert at.selectbox(key="send.body").options == ["Wiltshire"]
    put(at, ("mine.xlsx", xlsx_bytes(good_return())))
    said = text(at)
    assert "another body, or none" in said
    assert NAME not in said, "nothing of what is held of the other body"
    assert not accept_button(at)
    put(at, ("mine.xlsx", xlsx_bytes(good_return(body_code="Wiltshire Police"))))
    assert "mine.xlsx, Wiltshire as at 31 October 2026" in text(at)


SENDER = Viewer("Sender", frozenset({"dorset"}), sees_ocgs=True, records=True)


@pytest.mark.parametrize(
    "viewer",
    [replace(SENDER, records=False), replace(SENDER, sees_ocgs=False)],
    ids=["records nothing", "may not see OCGs"],
)
def test_a_viewer_who_may_not_send_gets_no_row(
    opened: Open, published_store: Store, viewer: Viewer
) -> None:
    at = opened(
        published_store, "send", viewer.body_codes, viewer.sees_ocgs, records=viewer.records
    )
    assert not at.file_uploader
    sent = upload.Upload(NAME, xlsx_bytes(good_return()))
    with pytest.raises(NotAllowedError):
        upload.attempt(published_store, published_store.version(), (sent,), viewer, False)
    with pytest.raises(NotAllowedError):
        upload.workbook_of(published_store, viewer, "dorset", day("2026-10-31"))


def test_a_sender_gets_no_other_body_s_workbook(published_store: Store) -> None:
    with pytest.raises(NotAllowedError):
        upload.workbook_of(published_store, SENDER, "wiltshire", day("2026-10-31"))


def test_a_sender_learns_nothing_of_another_body_s_ocgs(sending: OpenOver) -> None:
    open_page, store = sending
    theirs = good_return(body_code="Wiltshire Police")
    del theirs["Finding updates"][2:]
    accept(put(open_page(), ("wiltshire.xlsx", xlsx_bytes(theirs))))
    sent = upload.Upload(NAME, xlsx_bytes(good_return()))
    everybody = upload.attempt(store, store.version(), (sent,), THIS_COMPUTER, False)
    assert "Wiltshire" in str(everybody.outcomes)
    sender = upload.attempt(store, store.version(), (sent,), SENDER, False)
    assert "Wiltshire" not in str(sender.outcomes)
    assert everybody.outcomes[0].is_accepted == sender.outcomes[0].is_accepted


@pytest.mark.parametrize("role", ["", "=HYPERLINK(1)", "\x1b[31mRed"])
def test_a_return_is_accepted_by_a_role(sending: OpenOver, role: str) -> None:
    open_page, store = sending
    at = put(open_page(), (NAME, xlsx_bytes(good_return())))
    before = store.version()
    at.text_input(key="send.role").input(role)
    accept(at)
    assert "Nothing was accepted." in told(at)
    assert store.version() == before


def test_five_hundred_mistakes_are_all_told(sending: OpenOver) -> None:
    open_page, _ = sending
    sheets = good_return()
    sheets["Trigger forms"] = [
        {"Form reference": f"TF-{n}", "Submission": 1, "Submitted": "soon", "Outcome": "Maybe"}
        for n in range(250)
    ]
    at = put(open_page(), (NAME, xlsx_bytes(sheets)))
    said = text(at)
    assert "500 mistakes in all" in said
    assert "The first 30 of 500 rows are shown" in said


def test_the_trial_s_copy_goes_with_it(published_store: Store) -> None:
    sent = upload.Upload("gone.xlsx", xlsx_bytes(good_return()))
    tried = upload.attempt(
        published_store, published_store.version(), (sent,), THIS_COMPUTER, False
    )
    assert tried.version
    folder = tried.version.path.parent
    assert folder.is_dir()
    upload.attempt.cache_clear()
    del tried
    gc.collect()
    assert not folder.exists()


def test_a_refused_upload_is_told_once_and_what_was_accepted_waits_no_longer(
    sending: OpenOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page, _ = sending
    let_go: list[str] = []
    monkeypatch.setattr(
        MemoryUploadedFileManager, "remove_file", lambda _, **file: let_go.append(file["file_id"])
    )
    at = open_page()
    assert "120 files and 100 MB wait here" in text(at)
    [session] = PAGES.sessions()
    PAGES.tell(session, "A file was <b>not</b> taken.", 0)
    assert "A file was &lt;b&gt;not&lt;/b&gt; taken." in told(at.run())
    assert "taken" in told(at.run()), "a run may be replaced before anybody has read it"
    PAGES.forget(session)
    assert "taken" not in told(at.run())
    accept(put(at, (NAME, xlsx_bytes(good_return()))))
    assert len(let_go) == 1
