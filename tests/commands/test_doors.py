"""What no page of ours asks for is refused before Streamlit sees it, whatever name it comes by."""

import http.client
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from journeys.servers import Server, dashboard
from own_loop import run
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.commands.doors import STREAM, Doors, own_names
from dashboard.paths import ROOT

PORT = 8501
OWN = ("127.0.0.1:8501", "localhost:8501")
UPLOAD = "/_stcore/upload_file/7c1b-session/0f2e-file"
PAGES = ("/", "/board", "/board/", "/favicon.png", "/a page of no name")
INNER = ("/media/0ab1.xlsx", "/static/js/index.js", "/_stcore/health", "/_stcore/host-config")
ELSEWHERE = (
    "http://evil.example:8501", "http://evil.example", "null", "file://", "http://localhost:8502",
    "http://127.0.0.1", "https://127.0.0.1:8501", "http://127.0.0.1:8501.evil.example", "",
    "http://127.0.0.1:8501/", "http://user@127.0.0.1:8501", "http://[::1]:8501",
)  # fmt: skip

Sent = list[tuple[str, str]]


def asked(
    method: str, path: str, headers: Sent, said: tuple[Message, ...] = ()
) -> tuple[list[Message], list[Message]]:
    """What an app behind the doors is told, and what is answered without it."""
    reached: list[Message] = []
    answered: list[Message] = []

    async def app(scope: Scope, receive: Receive, _send: Send) -> None:
        reached.append({"type": "reached", "path": scope["path"]})
        while scope["type"] == "websocket":
            message = await receive()
            reached.append(message)
            if message["type"] == "websocket.disconnect":
                break

    waiting = [{"type": "websocket.connect"}, *said, {"type": "websocket.disconnect"}]

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {
        "type": "websocket" if method == "WEBSOCKET" else "http",
        "method": method,
        "path": path,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }
    run(Doors(app, own_names(PORT))(scope, receive, send))
    return reached, answered


def refusal(answered: list[Message]) -> int:
    """The status of a refusal, which is one plain line; for a websocket, its code."""
    if answered[0]["type"] == "websocket.close":
        return int(answered[0]["code"])
    start, body = answered
    assert dict(start["headers"])[b"content-type"] == b"text/plain; charset=utf-8"
    assert body["body"].endswith(b".\n")
    assert body["body"].count(b"\n") == 1
    return int(start["status"])


WRONG_HOSTS = st.one_of(
    st.sampled_from(["evil.example:8501", "127.0.0.1:8502", "localhost", "[::1]:8501",
                     "127.0.0.1:8501.evil.example", "localhost.:8501", "0.0.0.0:8501", "",
                     "127.1:8501", "evil@127.0.0.1:8501", "127.0.0.1:8501,evil.example"]),
    st.text(st.characters(max_codepoint=255), max_size=30),
    st.builds("{}{}".format, st.sampled_from(OWN), st.text("a.:@/,1\\ ", min_size=1)),
)  # fmt: skip


@given(
    host=WRONG_HOSTS.filter(lambda host: host.lower() not in OWN),
    path=st.sampled_from([*PAGES, *INNER, UPLOAD, STREAM, "/_stcore/metrics"]),
    method=st.sampled_from(["GET", "HEAD", "PUT", "DELETE", "POST", "OPTIONS", "WEBSOCKET"]),
    is_own=st.booleans(),
)
def test_another_name_reads_and_writes_nothing(
    host: str, path: str, method: str, is_own: bool
) -> None:
    origin = f"http://{OWN[0] if is_own else host}"
    reached, answered = asked(method, path, [("host", host), ("origin", origin)])
    assert not reached
    assert refusal(answered) == (1008 if method == "WEBSOCKET" else 421)


@pytest.mark.parametrize("hosts", [(), OWN, (OWN[0], OWN[0])])
@pytest.mark.parametrize("method", ["GET", "PUT", "WEBSOCKET"])
def test_no_name_or_several_are_none_of_ours(method: str, hosts: tuple[str, ...]) -> None:
    path = {"GET": "/", "PUT": UPLOAD, "WEBSOCKET": STREAM}[method]
    headers = [*(("host", host) for host in hosts), ("origin", f"http://{OWN[0]}")]
    reached, answered = asked(method, path, headers)
    assert not reached
    assert refusal(answered) in (421, 1008)


@given(
    origin=st.one_of(
        st.none(), st.sampled_from(ELSEWHERE), st.text(st.characters(max_codepoint=255)),
        st.builds("http://{}:{}".format, st.just("127.0.0.1"), st.integers(0, 70000)),
    ),
    host=st.sampled_from(OWN),
)  # fmt: skip
@example(origin=f"http://{OWN[1]}", host=OWN[0])
def test_a_page_of_another_origin_opens_no_websocket_and_changes_nothing(
    origin: str | None, host: str
) -> None:
    headers = [("host", host), *([("origin", origin)] if origin is not None else [])]
    for method, path in (("WEBSOCKET", STREAM), ("PUT", UPLOAD), ("DELETE", UPLOAD)):
        is_own = origin is not None and origin.lower() == f"http://{host}"
        reached, answered = asked(method, path, headers)
        assert bool(reached) == is_own
        assert is_own or refusal(answered) in (403, 1008)


@pytest.mark.parametrize("host", [*OWN, "LOCALHOST:8501"])
def test_our_own_pages_get_what_they_need(host: str) -> None:
    origin = ("origin", f"http://{host}")
    for path in (*PAGES, *INNER):
        for headers in ([], [origin], [("sec-fetch-site", "same-origin")]):
            assert asked("GET", path, [("host", host), *headers])[0]
    for method in ("PUT", "DELETE"):
        assert asked(method, UPLOAD, [("host", host), origin])[0]
    assert asked("WEBSOCKET", STREAM, [("host", host), origin])[0]


@pytest.mark.parametrize("path", INNER)
def test_what_is_in_a_page_is_not_taken_from_another(path: str) -> None:
    for header in (
        ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"),
        *(("origin", origin) for origin in ELSEWHERE),
    ):  # fmt: skip
        reached, answered = asked("GET", path, [("host", OWN[0]), header])
        assert not reached
        assert refusal(answered) == 403
    # A link in a message may open a page of ours.
    assert asked("GET", "/board", [("host", OWN[0]), ("sec-fetch-site", "cross-site")])[0]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/metrics"), ("GET", "/_stcore/agent/openapi.json"), ("GET", "/_stcore"),
        ("POST", "/_stcore/agent/interact"), ("POST", "/_stcore/agent/mcp"), ("GET", STREAM),
        ("GET", "/_stcore/script-health-check"), ("GET", "/component/any/index.html"),
        ("GET", "/_stcore/bidi-components/any/index.js"), ("GET", "/board/_stcore/health"),
        ("GET", "/app/static/file"), ("GET", "/static/../secrets.toml"), ("GET", "/static//js"),
        ("GET", "/media/..\\file"), ("GET", "//evil.example/"), ("GET", "http://evil.example/"),
        ("GET", "/auth/login"), ("GET", UPLOAD), ("POST", "/"), ("OPTIONS", UPLOAD),
        ("PUT", "/media/0ab1.xlsx"), ("PUT", f"{UPLOAD}/more"), ("TRACE", "/"), ("GET", ""),
    ],
)  # fmt: skip
def test_what_no_page_of_ours_asks_for_is_not_there(method: str, path: str) -> None:
    reached, answered = asked(method, path, [("host", OWN[0]), ("origin", f"http://{OWN[0]}")])
    assert not reached
    assert refusal(answered) == 404


def test_no_other_websocket_is_there() -> None:
    reached, answered = asked(
        "WEBSOCKET", "/board/_stcore/stream", [("host", OWN[0]), ("origin", f"http://{OWN[0]}")]
    )
    assert not reached
    assert refusal(answered) == 1008


def spoken(message: BackMsg | None, **more: Any) -> bool:
    """Whether the app hears what is said on our own websocket."""
    said: Message = {"type": "websocket.receive", **more}
    if message is not None:
        said["bytes"] = message.SerializeToString()
    headers = [("host", OWN[0]), ("origin", f"http://{OWN[0]}")]
    reached, answered = asked("WEBSOCKET", STREAM, headers, (said,))
    assert not answered
    assert [message["type"] for message in reached[::len(reached) - 1]] == [
        "reached", "websocket.disconnect",
    ]  # fmt: skip
    return said in reached


def test_on_the_websocket_only_what_our_pages_say_is_heard() -> None:
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    heard = set()
    for kind in kinds - {"backend_operation_request"}:
        message = BackMsg()
        if BackMsg.DESCRIPTOR.fields_by_name[kind].message_type:
            getattr(message, kind).SetInParent()
        else:
            setattr(message, kind, True)
        heard |= {kind} if spoken(message) else set()
    assert heard == {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"}
    assert {"clear_cache", "load_git_info", "debug_shutdown_runtime"} <= kinds


def test_a_download_is_made_but_nothing_is_installed() -> None:
    operations = BackMsg.DESCRIPTOR.fields_by_name["backend_operation_request"].message_type
    heard = set()
    for field in operations.oneofs_by_name["payload"].fields:
        message = BackMsg()
        getattr(message.backend_operation_request, field.name).SetInParent()
        heard |= {field.name} if spoken(message) else set()
    assert heard == {"deferred_file"}


def test_what_is_no_message_is_not_heard() -> None:
    assert not spoken(None, text="rerun_script")
    assert not spoken(None, bytes=b"\xff\xff\xff")
    assert not spoken(None, bytes=b"")


# A server that runs

RECORDING = """
import os, socket

def noted(kind, address):
    host = address[0] if isinstance(address, tuple) else address
    if host not in ("127.0.0.1", "localhost", "::1", None, ""):
        with open(os.environ["NOTED_NAMES"], "a") as noted:
            print(kind, host, file=noted)
        raise OSError("there is no network")

find, connect = socket.getaddrinfo, socket.socket.connect

def getaddrinfo(host, *more, **named):
    noted("name", host.decode() if isinstance(host, bytes) else host)
    return find(host, *more, **named)

class Socket(socket.socket):
    def connect(self, address):
        noted("connect", address)
        return connect(self, address)

socket.getaddrinfo, socket.socket = getaddrinfo, Socket
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server that can reach nothing but this machine, and the notes of what it tried."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "sitecustomize.py").write_text(RECORDING, encoding="utf-8")
    noted = folder / "noted"
    noted.touch()
    with pytest.MonkeyPatch.context() as patch, recording_proxy(noted) as proxy:
        patch.setenv("PYTHONPATH", f"{folder}")
        patch.setenv("NOTED_NAMES", str(noted))
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
            patch.setenv(name, proxy)
        patch.setenv("NO_PROXY", "")
        with dashboard("published", folder) as server:
            yield server, noted


@contextmanager
def recording_proxy(noted: Path) -> Iterator[str]:
    """A proxy that notes that it was asked, and answers nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def note() -> None:
            while True:
                try:
                    with listener.accept()[0]:
                        noted.write_text("the proxy was asked", encoding="utf-8")
                except OSError:
                    return

        threading.Thread(target=note, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def answer(server: Server, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """The status, headers and body of an answer."""
    host = server.url.removeprefix("http://")
    with closing(http.client.HTTPConnection(host, timeout=20)) as connection:
        connection.request(
            "GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        response = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        return response.status, named, response.read()


WEBSOCKET = {
    "Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
}  # fmt: skip


def test_a_running_server_refuses_and_asks_nobody_about_it(alone: tuple[Server, Path]) -> None:
    server, noted = alone
    for origin in ("http://evil.example", "null", "http://localhost:1"):
        assert answer(server, STREAM, Origin=origin, **WEBSOCKET)[0] == 403
        assert answer(server, "/media/any", Origin=origin)[0] == 403
        assert answer(server, "/_stcore/health", Origin=origin)[0] == 403
    assert answer(server, STREAM, **WEBSOCKET)[0] == 403
    port = server.url.rpartition(":")[2]
    assert answer(server, "/", Host=f"evil.example:{port}")[0] == 421
    assert answer(server, STREAM, Origin=server.url, **WEBSOCKET)[0] == 101
    assert noted.read_text(encoding="utf-8") == ""


def test_a_running_server_lets_no_copy_be_kept_but_of_the_framework(
    alone: tuple[Server, Path],
) -> None:
    server, _ = alone
    for path in ("/", "/board", "/media/any", "/_stcore/host-config", "/_stcore/metrics"):
        assert answer(server, path)[1]["cache-control"] == "no-store"
    page = answer(server, "/")[2].decode()
    script = page.split('src="./')[1].split('"')[0]
    status, headers, _ = answer(server, f"/{script}")
    assert status == 200
    assert "no-store" not in headers.get("cache-control", "")
    assert headers["x-frame-options"] == "DENY"


def test_the_recording_would_show_an_attempt(alone: tuple[Server, Path], tmp_path: Path) -> None:
    """What the server above did not do is noted where it is done."""
    _, noted = alone
    own = tmp_path / "noted"
    own.touch()
    subprocess.run(
        [sys.executable, "-c", "from streamlit import net_util; net_util.get_external_ip()"],
        env={"PYTHONPATH": str(noted.parent), "NOTED_NAMES": str(own)}, cwd=ROOT, check=True,
        capture_output=True,
    )  # fmt: skip
    assert "name " in own.read_text(encoding="utf-8")
