"""Uploads come in while a page takes them and there is room, and go when their page is closed."""

import asyncio
import tomllib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from own_loop import run
from starlette.types import Message, Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dashboard.commands import uploads
from dashboard.commands.uploads import Uploads
from dashboard.paths import STREAMLIT_CONFIG
from dashboard.returns.arrivals import upload, upload_limits
from dashboard.returns.arrivals.upload_limits import (
    A_SESSION,
    FILE_BYTES,
    IN_ALL,
    MB,
    PAGES,
    Held,
    refusal,
)


class Server:
    """As much of Streamlit's runtime as keeps uploads: who is there, and what they sent."""

    def __init__(self) -> None:
        self.uploaded_file_mgr = MemoryUploadedFileManager("/_stcore/upload_file")
        self.open: set[str] = set()
        self.stored: set[str] = set()
        self.reruns: list[str] = []
        self._session_mgr = self

    def is_active_session(self, session: str) -> bool:
        return session in self.open

    def get_session_info(self, session: str) -> Any:
        def rerun(state: str) -> None:
            self.reruns.append(state)

        shown = SimpleNamespace(request_rerun=rerun, _client_state=f"{session}, as it was")
        is_there = session in self.open | self.stored
        return SimpleNamespace(session=shown) if is_there else None

    def hold(self, session: str, *sizes: int) -> None:
        for number, size in enumerate(sizes):
            record = UploadedFileRec(f"{session}-{number}", "a.xlsx", "", bytes(size))
            self.uploaded_file_mgr.add_file(session, record)

    def held(self, session: str) -> int:
        return len(self.uploaded_file_mgr.file_storage.get(session, {}))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server with one page open that takes uploads, and one that does not."""
    made = Server()
    monkeypatch.setattr(uploads, "get_instance", lambda: made)
    made.open = {"sending", "reading"}
    PAGES.shows("sending", is_shown=True)
    PAGES.shows("reading", is_shown=False)
    yield made
    for session in PAGES.sessions():
        PAGES.shows(session, is_shown=False)


def send_file(
    session: str, length: str | int | None, *, through: Uploads | None = None
) -> tuple[int, str]:
    """The status and words that an upload is answered with; 204 where it came in."""
    answered: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {
        "type": "http", "method": "PUT", "path": f"/_stcore/upload_file/{session}/a-file",
        "headers": [] if length is None else [(b"content-length", str(length).encode("latin-1"))],
    }  # fmt: skip
    run((through or Uploads(taken))(scope, receive, send))
    return answered[0]["status"], answered[-1].get("body", b"").decode()


async def taken(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})


def test_an_upload_comes_in_where_a_page_takes_it_and_nowhere_else(server: Server) -> None:
    assert send_file("sending", 5000)[0] == 204
    for session in ("reading", "nobody", "gone"):
        status, words = send_file(session, 5000)
        assert status == 403
        assert "open Send a return" in words
    PAGES.shows("gone", is_shown=True)
    assert send_file("gone", 5000)[0] == 403
    # A page that was left for another takes no more.
    PAGES.shows("sending", is_shown=False)
    assert send_file("sending", 5000)[0] == 403
    assert not server.reruns


@pytest.mark.parametrize("length", [None, "", "-1", "1e3", "²", "5, 5", " "])
def test_a_size_that_is_not_said_is_asked_for(server: Server, length: str | None) -> None:
    del server
    status, words = send_file("sending", length)
    assert status == 411
    assert "said first" in words


def test_a_session_that_is_full_is_told_in_words_on_its_page(server: Server) -> None:
    server.hold("sending", *[FILE_BYTES] * 5)
    status, words = send_file("sending", 1000)
    assert status == 413
    assert "5 files of 100 MB wait here, and 120 files and 100 MB may" in words
    assert server.reruns == ["sending, as it was"]
    for _ in range(2):
        assert PAGES.told("sending", 5) == [words.strip()], "a run may be replaced unread"
    assert PAGES.told("sending", 4) == [], "one was taken out"
    assert send_file("sending", 1000)[0] == 413
    server.uploaded_file_mgr.remove_file("sending", "sending-3")
    assert send_file("sending", 1000)[0] == 204
    assert PAGES.told("sending", 5) == [], "another was taken"


def test_so_is_one_with_many_small_files(server: Server) -> None:
    server.hold("sending", *[1] * (A_SESSION.files - 1))
    assert send_file("sending", 1)[0] == 204
    server.hold("sending", *[1] * A_SESSION.files)
    assert send_file("sending", 1)[0] == 413


def test_all_sessions_together_have_a_limit(server: Server) -> None:
    server.stored = {f"other-{number}" for number in range(3)}
    for other in server.stored:
        server.hold(other, *[FILE_BYTES] * 5)
    status, words = send_file("sending", 1000)
    assert status == 413
    assert "all pages that are open" in words


def test_files_that_come_at_once_count_before_they_are_held(server: Server) -> None:
    del server
    statuses: list[int] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await asyncio.sleep(0)
        await taken(_scope, _receive, send)

    async def at_once() -> None:
        through = Uploads(app)

        async def one() -> None:
            async def send(message: Message) -> None:
                if message["type"] == "http.response.start":
                    statuses.append(message["status"])

            async def receive() -> Message:
                return {"type": "http.request"}

            scope = {
                "type": "http", "method": "PUT", "path": "/_stcore/upload_file/sending/f",
                "headers": [(b"content-length", str(FILE_BYTES).encode())],
            }  # fmt: skip
            await through(scope, receive, send)

        await asyncio.gather(*(one() for _ in range(8)))

    run(at_once())
    assert sorted(statuses) == [204] * 5 + [413] * 3


def test_what_a_closed_session_sent_goes_and_what_another_waits_with_stays(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[bool] = []
    monkeypatch.setattr(
        upload, "attempt", SimpleNamespace(cache_clear=lambda: forgotten.append(True))
    )
    server.stored = {"asleep"}
    PAGES.shows("gone", is_shown=True)
    for session in ("sending", "asleep", "gone"):
        server.hold(session, 10, 20)
    uploads.sweep()
    assert (server.held("sending"), server.held("asleep"), server.held("gone")) == (2, 2, 0)
    assert forgotten == [True]
    assert not PAGES.has("gone")
    assert PAGES.has("sending")


def test_a_closed_websocket_sweeps_once_it_cannot_come_back(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[float] = []

    async def closed() -> None:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "call_later", lambda after, _: later.append(after))
        await Uploads(taken)({"type": "websocket"}, None, swallow)  # type: ignore[arg-type]

    async def swallow(_: Message) -> None:
        pass

    del server
    run(closed())
    assert later == [121]


def test_the_largest_file_is_what_the_page_says_too() -> None:
    settings = tomllib.loads(STREAMLIT_CONFIG.read_text(encoding="utf-8"))
    assert settings["server"]["maxUploadSize"] * MB == FILE_BYTES
    assert refusal(Held(), Held(), Held(1, FILE_BYTES)) is None
    assert "larger than 20 MB" in str(refusal(Held(), Held(), Held(1, FILE_BYTES + 1)))
    assert A_SESSION.is_within(IN_ALL)
    assert "120 files and 100 MB" in upload_limits.WAITING
