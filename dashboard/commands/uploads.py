"""Refuses uploads past the limits or to a page that takes none; what a closed page sent goes.

The limits are returns' upload_limits'; who may ask at all is doors'.
"""

import asyncio
from collections import Counter
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import get_instance

from dashboard.commands.doors import UPLOAD
from dashboard.returns.arrivals import upload
from dashboard.returns.arrivals.upload_limits import FILE_BYTES, PAGES, Held, refusal

_FRAMING = 64 * 1024
"""What a browser sends around a file: its name, of any length, and marks of where it ends."""

NO_UPLOADER = "No page that is open takes this file: open Send a return, and add it there.\n"
NO_SIZE = "How large the file is must be said first, as browsers do: add it on the page.\n"


class Uploads:
    """Lets through the uploads that an open page takes and that are within the limits."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI app."""
        self._app = app
        # Of files that are coming in: not yet held, and several may come at once.
        self._coming: Counter[str] = Counter()
        self._sizes: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it in one line."""
        if scope["type"] == "websocket":
            try:
                await self._app(scope, receive, send)
            finally:
                # A page that lost its connection for a moment finds its files again within this.
                keep = config.get_option("server.disconnectedSessionTTL") or 0
                asyncio.get_running_loop().call_later(keep + 1, sweep)
            return
        found = UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        session, length = found["session"], Headers(scope=scope).get("content-length", "")
        refused = self._refused(session, length)
        if refused is not None:
            status, words = refused
            await PlainTextResponse(words, status)(scope, receive, send)
            return
        PAGES.forget(session)
        self._coming[session] += 1
        self._sizes[session] += int(length)
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming[session] -= 1
            self._sizes[session] -= int(length)

    def _refused(self, session: str, length: str) -> tuple[int, str] | None:
        sweep()
        if not (PAGES.has(session) and get_instance().is_active_session(session)):
            return 403, NO_UPLOADER
        if not (length.isascii() and length.isdigit()):
            return 411, NO_SIZE
        size = int(length)
        held = {name: _held(name) for name in get_instance().uploaded_file_mgr.file_storage}  # type: ignore[attr-defined]
        everyone = sum(held.values(), Held()) + Held(self._coming.total(), self._sizes.total())
        own = held.get(session, Held()) + Held(self._coming[session], self._sizes[session])
        coming = Held(1, size if size > FILE_BYTES + _FRAMING else min(size, FILE_BYTES))
        words = refusal(own, everyone, coming)
        if words is None:
            return None
        # Without those that are on their way, which the page may not have seen yet.
        PAGES.tell(session, words, held.get(session, Held()).files)
        # The page shows a mark beside the file; why it was refused is ours to say.
        shown = _session(session).session
        # What the browser said last, without which Streamlit would turn to the first page.
        shown.request_rerun(shown._client_state)
        return 413, f"{words}\n"


def _held(session: str) -> Held:
    files: dict[str, Any] = get_instance().uploaded_file_mgr.file_storage.get(session, {})  # type: ignore[attr-defined]
    return Held(len(files), sum(len(file.data) for file in list(files.values())))


def _session(session: str) -> Any:
    """A session that is open, or may be found again by a page that lost its connection."""
    return get_instance()._session_mgr.get_session_info(session)


def sweep() -> None:
    """Let go of what sessions uploaded that are closed, and of what was worked out from it."""
    files = get_instance().uploaded_file_mgr
    closed = [name for name in list(files.file_storage) if _session(name) is None]  # type: ignore[attr-defined]
    for name in closed:
        files.remove_session_files(name)
    if closed:
        upload.attempt.cache_clear()
    for name in PAGES.sessions():
        if _session(name) is None:
            PAGES.shows(name, is_shown=False)
