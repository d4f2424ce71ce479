"""Serves the app to this machine's own browser, with headers that keep everything local.

What the app shows is app.py's; building what it serves is which_data's.
"""

import os
import signal
import socket
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.figures.ask import STORE_VARIABLE
from dashboard.paths import APP, STREAMLIT_CONFIG
from dashboard.store import trials

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


class LocalHeaders:
    """Adds HEADERS to every response: nothing is loaded from, or sent to, anywhere else."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def is_free(port: int) -> bool:
    """Whether nothing on this machine listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def serve(store_folder: Path, port: int, *, opens_browser: bool) -> None:
    """Serve the store at http://127.0.0.1:<port> until interrupted."""
    os.environ[STORE_VARIABLE] = str(store_folder)
    config = _flat(tomllib.loads(STREAMLIT_CONFIG.read_text(encoding="utf-8")))
    config |= {
        "server.port": port,
        "server.headless": not opens_browser,
        "server.showEmailPrompt": False,
    }
    # So that an ended process takes its temporary folders with it, as an interrupted one does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    trials.sweep()
    trials.own_folder()
    st.App(APP, middleware=[Middleware(LocalHeaders)]).run(config=config)


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested tables as dotted names, as Streamlit takes them."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat
