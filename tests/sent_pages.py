"""Opens the app's own pages for a viewer, and gives all that leaves the server meanwhile.

Every message to the browser, every file offered for download, and every line logged; what is
another for each session is left out. What may be among it is the tests'.
"""

import io
import logging
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from questions import serving
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.elements.widgets.button import ButtonMixin
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from dashboard.access import viewer as access
from dashboard.access.viewer import Viewer
from dashboard.paths import APP
from dashboard.store.versions import Store

OF_A_SESSION = re.compile(r'^ *(hash|deferred_file_id|script_run_id): ".*"$', re.MULTILINE)
Url = Mapping[str, str | list[str]]


@dataclass
class Sent:
    """What left the server for one page."""

    messages: list[ForwardMsg] = field(default_factory=list)
    files: list[tuple[str, str | None, bytes | str]] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)
    parameters: dict[str, str] = field(default_factory=dict)
    """Those of the address that the page takes -> by which kind of widget, if by one."""

    @property
    def text(self) -> str:
        """All of it, the same for each session."""
        told = OF_A_SESSION.sub("", "\n".join(map(str, self.messages)))
        files = [f"{label}: {name}: {data!r}" for label, name, data in self.files]
        return "\n".join([told, *files, *self.logged])

    @property
    def faults(self) -> list[str]:
        """The exceptions that a page ended with."""
        return [
            str(message.delta.new_element.exception)
            for message in self.messages
            if message.delta.new_element.WhichOneof("type") == "exception"
        ]


class _Logged(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@cache
def _components() -> BidiComponentManager:
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


@contextmanager
def looking(store: Store, viewer: Viewer) -> Iterator[None]:
    """Serve this store to this viewer."""
    with pytest.MonkeyPatch.context() as patch, serving(store):
        patch.setitem(sys.modules, "__main__", sys.modules["__main__"])
        patch.setattr(access, "THIS_COMPUTER", viewer)
        yield


def page(path_hash: str, url: Url, *uploads: tuple[str, bytes]) -> Sent:
    """What a page sends, opened at this address by whoever is `looking`; after these uploads."""
    sent, handler = Sent(), _Logged()
    drawn = ButtonMixin._download_button
    messages = LocalScriptRunner.forward_msgs
    asked = QueryParamsProxy.__getitem__

    def offered(self: Any, label: str, data: Any, file_name: str | None = None, *rest: Any,
                **more: Any) -> bool:  # fmt: skip
        sent.files.append((label, file_name, _bytes_of(data)))
        return drawn(self, label, data, file_name, *rest, **more)

    def kept(self: LocalScriptRunner) -> list[ForwardMsg]:
        sent.messages = list(messages(self))
        return sent.messages

    def read(self: QueryParamsProxy, name: str) -> str:
        sent.parameters.setdefault(name, "")
        return asked(self, name)

    at = AppTest.from_file(str(APP), default_timeout=60)
    at._bidi_component_manager = _components()
    at._page_hash = path_hash
    for name, value in url.items():
        at.query_params[name] = value
    root = logging.getLogger()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ButtonMixin, "_download_button", offered)
        patch.setattr(LocalScriptRunner, "forward_msgs", kept)
        patch.setattr(QueryParamsProxy, "__getitem__", read)
        root.addHandler(handler)
        try:
            at.run()
            if uploads:
                sent.files.clear()
                at.file_uploader[0].set_value([(name, data, "") for name, data in uploads])
                at.run()
        finally:
            root.removeHandler(handler)
    sent.logged = handler.lines
    sent.parameters |= _bound(sent.messages)
    return sent


def pages() -> dict[str, str]:
    """Every page that whoever is `looking` has: its path -> its hash."""
    (navigation,) = [
        message.navigation
        for message in page("", {}).messages
        if message.WhichOneof("type") == "navigation"
    ]
    return {one.url_pathname: one.page_script_hash for one in navigation.app_pages}


def _bound(messages: Iterable[ForwardMsg]) -> dict[str, str]:
    """The parameters of the address that widgets and parts are bound to -> what they are."""
    found = {}
    for message in messages:
        for holder in (message.delta.new_element, message.delta.add_block):
            kind = holder.WhichOneof("type") or ""
            key = getattr(getattr(holder, kind, None), "query_param_key", "")
            if key:
                found[key] = kind
    return found


def _bytes_of(data: Any) -> bytes | str:
    """A file's bytes, or what keeps it from leaving."""
    try:
        given = data() if callable(data) else data
    except Exception as fault:
        # Whatever is said in its place leaves too.
        return f"{type(fault).__name__}: {fault}"
    assert isinstance(given, bytes | str)
    is_workbook = isinstance(given, bytes) and given.startswith(b"PK")
    return repr(members(given)) if is_workbook else given


def members(workbook: bytes) -> dict[str, bytes]:
    """The parts of a workbook, but for when it was made."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "core.xml" not in name}
