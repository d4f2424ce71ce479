"""Serves the app to this machine's own browser, with headers that keep everything local.

What the app shows is app.py's; building what it serves is which_data's; the words of the page that
loads first are index_page's; which requests are let in is doors'.
"""

import http.client
import os
import signal
import socket
import sys
import tomllib
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.commands.doors import Doors, own_names
from dashboard.commands.index_page import ours, titled
from dashboard.commands.terminal import line
from dashboard.commands.uploads import Uploads
from dashboard.figures.ask import STORE_VARIABLE, ask
from dashboard.figures.filters import Filters
from dashboard.paths import APP, ICON, STREAMLIT_CONFIG
from dashboard.store import trials
from dashboard.store.disk import StoreError

HOST = "127.0.0.1"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NO_COPY = {"Cache-Control": "no-store"}


class LocalHeaders:
    """Adds HEADERS to every response: nothing is loaded from, or sent to, anywhere else.

    Of all but the maker's own scripts and fonts the browser keeps no copy either.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = {} if scope["path"].startswith("/static/") else NO_COPY
                MutableHeaders(scope=message).update({**HEADERS, **kept})
            await send(message)

        await self._app(scope, receive, send_with_headers)


def is_free(port: int) -> bool:
    """Whether nothing on this machine listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(store_folder: Path, port: int, *, opens_browser: bool) -> None:
    """Serve the store at http://127.0.0.1:<port> until interrupted."""
    os.environ[STORE_VARIABLE] = str(store_folder)
    config = _flat(tomllib.loads(STREAMLIT_CONFIG.read_text(encoding="utf-8")))
    # Its words on the terminal are the maker's; where it is, we say ourselves.
    config |= {"server.port": port, "logger.hideWelcomeMessage": True}
    # So that an ended process takes its temporary folders with it, as an interrupted one does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    trials.sweep()
    trials.own_folder()
    doors = [
        Middleware(LocalHeaders),
        Middleware(Doors, names=own_names(port)),
        Middleware(Uploads),
    ]
    app = st.App(APP, middleware=doors, routes=_first_pages())
    with _announced(port, opens_browser=opens_browser):
        app.run(config=config)


def _first_pages() -> list[Route]:
    """What a browser asks for before any page of ours, in place of the maker's."""
    index = ours((Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8"))

    def page(_: Request) -> Response:
        return HTMLResponse(titled(index, is_made_up=_is_made_up()))

    def icon(_: Request) -> Response:
        # Asked for under this name by the maker's scripts, whatever the index page says.
        return FileResponse(ICON, media_type="image/svg+xml")

    return [Route("/favicon.png", icon), Route("/", page), Route("/{page}", page)]


def _is_made_up() -> bool:
    """Whether what is served holds made-up returns; no where it cannot be asked."""
    filters = Filters(date.today())  # noqa: DTZ011  (the count is of every day's)
    try:
        held = ask("store_state", THIS_COMPUTER, filters)["demonstration_count"]
    except StoreError:
        return False
    return bool(held.item())


@contextmanager
def _announced(port: int, *, opens_browser: bool) -> Iterator[None]:
    """Say where the dashboard is once it answers, and open it in the browser if asked."""
    url, over = f"http://{HOST}:{port}", Event()

    def tell() -> None:
        while not _answers(port):
            if over.wait(0.05):
                return
        line(f"The dashboard is at {url}. Ctrl+C stops it.")
        if opens_browser:
            # Never by Streamlit's own option, which shows an offer of its maker's on the page.
            webbrowser.open(url)

    # A thread still alive as the process ends would make DuckDB complain on the terminal.
    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join(timeout=2)


def _answers(port: int) -> bool:
    """Whether the server is ready for a browser."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested tables as dotted names, as Streamlit takes them."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat
