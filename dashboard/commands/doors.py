"""Refuses every request that no page of ours makes, before Streamlit sees it.

A web page in the same browser can point its own name at this machine: what names are ours, who
asks, and what may be asked at all are looked at here. Listening and headers are serving's.
"""

import re
from collections.abc import Awaitable, Callable, Iterable

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

STREAM = "/_stcore/stream"
UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[\w-]+)/(?P<file>[\w-]+)", re.ASCII)
_PAGE = re.compile(r"/(?!_stcore/?$)[^/\\]*/?")
_INNER = re.compile(
    r"/(?:static|media)(?:/(?!\.\.?/|\.\.?$)[^/\\]+)+|/_stcore/(?:health|host-config)"
)

WRONG_NAME = "This dashboard answers on this computer only, at http://{name}: open it there.\n"
NOT_OURS = (
    "Another page asked for this, which only the dashboard's own pages may: nothing is done.\n"
)
NOT_HERE = "There is nothing at this address: open http://{name}/ instead.\n"

_READS = ("GET", "HEAD")
_CHANGES = ("PUT", "DELETE")
_OWN_FETCHES = ("same-origin", "none")

_MESSAGES = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"}
"""What a browser may say on the websocket. Not among them: clearing what is cached for everybody,
git's state, running again at each save, and stopping the server or its connections."""
_OPERATIONS = {"deferred_file"}
"""What it may have done beside: downloads that are made when asked for. Not the rest, such as
installing files for coding assistants on this computer."""


def own_names(port: int) -> frozenset[str]:
    """The names, as a browser's Host header has them, of a server on 127.0.0.1 and this port."""
    hosts = ("127.0.0.1", "localhost")
    # A browser leaves out the port that http has anyway.
    bare = hosts if port == 80 else ()
    return frozenset([*(f"{host}:{port}" for host in hosts), *bare])


class Doors:
    """Lets through what a page of ours asks of a server known by these names."""

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        """Wrap an ASGI app."""
        self._app = app
        self._names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it in one line."""
        if scope["type"] == "http":
            refused = self._refused(scope)
            if refused is None:
                await self._app(scope, receive, send)
            else:
                status, words = refused
                answer = PlainTextResponse(words.format(name=min(self._names)), status)
                await answer(scope, receive, send)
        elif scope["type"] == "websocket":
            if scope["path"] == STREAM and self._is_asked_by_own_page(Headers(scope=scope)):
                await self._app(scope, _only_ours(receive), send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """The status and the words of a refusal; None for what is let through."""
        headers, method, path = Headers(scope=scope), scope["method"], scope["path"]
        if not self._is_named(headers):
            return 421, WRONG_NAME
        if method in _CHANGES and UPLOAD.fullmatch(path):
            return None if self._is_asked_by_own_page(headers) else (403, NOT_OURS)
        is_page, is_inner = _PAGE.fullmatch(path), _INNER.fullmatch(path)
        if method not in _READS or not (is_page or is_inner):
            return 404, NOT_HERE
        if "origin" in headers and not self._is_asked_by_own_page(headers):
            return 403, NOT_OURS
        # A page may be opened by a link from anywhere; what is in it may not be taken from there.
        fetched = headers.get("sec-fetch-site", "none")
        if is_inner and fetched not in _OWN_FETCHES:
            return 403, NOT_OURS
        return None

    def _is_named(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        return len(hosts) == 1 and hosts[0].lower() in self._names

    def _is_asked_by_own_page(self, headers: Headers) -> bool:
        """Whether a page of the very name and port that are asked says that it asks."""
        return self._is_named(headers) and [
            origin.lower() for origin in headers.getlist("origin")
        ] == [f"http://{headers['host'].lower()}"]


def _only_ours(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Receive what is said on the websocket, without what none of our pages says."""

    async def said() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive" or _is_ours(message.get("bytes")):
                return message

    return said


def _is_ours(said: bytes | None) -> bool:
    try:
        message = BackMsg.FromString(said or b"")
    except DecodeError:
        return False
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in _OPERATIONS
    return kind in _MESSAGES
