"""What another web page in the same browser can do to the dashboard: nothing."""

import os
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import servers
from browser import CHROMIUM_ARGS, settle
from made_returns import good_return, write_xlsx
from playwright.sync_api import Browser, BrowserType, Page, expect

pytestmark = pytest.mark.journey

OPEN_WEBSOCKET = """url => new Promise(done => {
  const socket = new WebSocket(url, ["streamlit"]);
  socket.onopen = () => done("opened");
  socket.onerror = () => done("refused");
})"""
ASK = """([url, method, body]) => fetch(url, {method, body, credentials: "include"})
  .then(async answer => `${answer.status} ${(await answer.text()).slice(0, 200)}`)
  .catch(() => "refused")"""
LOAD_SCRIPT = """url => new Promise(done => {
  const script = document.createElement("script");
  script.src = url;
  script.onload = () => done("loaded");
  script.onerror = () => done("refused");
  document.head.append(script);
})"""


@pytest.fixture(scope="module")
def served(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """A dashboard that may be written to."""
    del chromium
    with servers.dashboard("published", tmp_path_factory.mktemp("doors")) as server:
        yield server


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of another's web server on this computer."""
    folder = tmp_path_factory.mktemp("evil")
    (folder / "index.html").write_text("<title>Another page</title>", encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    made = ThreadingHTTPServer((servers.HOST, 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made.server_port
    made.shutdown()
    made.server_close()


@pytest.fixture(scope="module")
def rebound(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    """A browser in which evil.example is this computer, as its owner may make it."""
    rules = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    options = {**browser_type_launch_args, "args": [*CHROMIUM_ARGS, rules]}
    opened = browser_type.launch(**options)
    yield opened
    opened.close()


def port_of(server: servers.Server) -> str:
    return server.url.rpartition(":")[2]


def test_a_name_that_is_led_here_reads_and_writes_nothing(
    rebound: Browser, served: servers.Server
) -> None:
    page = rebound.new_page()
    evil = f"http://evil.example:{port_of(served)}"
    answer = page.goto(f"{evil}/")
    assert answer is not None
    assert answer.status == 421
    assert page.inner_text("body").startswith("This dashboard answers on this computer only")
    for path in ("/", "/board", "/_stcore/health", "/_stcore/host-config", "/media/any"):
        assert page.evaluate(ASK, [f"{evil}{path}", "GET", None]).startswith("421 ")
    for method in ("PUT", "DELETE", "POST"):
        upload = f"{evil}/_stcore/upload_file/any/any"
        assert page.evaluate(ASK, [upload, method, "x"]).startswith("421 ")
    stream = f"ws://evil.example:{port_of(served)}/_stcore/stream"
    assert page.evaluate(OPEN_WEBSOCKET, stream) == "refused"
    page.close()


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1"])
def test_a_page_of_another_origin_opens_no_websocket_and_takes_and_sends_nothing(
    rebound: Browser, served: servers.Server, elsewhere: int, host: str
) -> None:
    page = rebound.new_page()
    page.goto(f"http://{host}:{elsewhere}/")
    stream = f"{served.url.replace('http', 'ws', 1)}/_stcore/stream"
    assert page.evaluate(OPEN_WEBSOCKET, stream) == "refused"
    for path, method in (
        ("/media/any", "GET"), ("/_stcore/health", "GET"),
        ("/_stcore/upload_file/any/any", "PUT"), ("/_stcore/upload_file/any/any", "DELETE"),
    ):  # fmt: skip
        body = None if method == "GET" else "x"
        assert page.evaluate(ASK, [f"{served.url}{path}", method, body]) == "refused"
    assert page.evaluate(LOAD_SCRIPT, f"{served.url}/_stcore/health") == "refused"
    page.close()


def test_a_file_and_a_frame_without_an_origin_open_no_websocket(
    rebound: Browser, served: servers.Server, tmp_path: Path
) -> None:
    lure = tmp_path / "lure.html"
    lure.write_text("<title>A file</title>", encoding="utf-8")
    page = rebound.new_page()
    page.goto(lure.as_uri())
    stream = f"{served.url.replace('http', 'ws', 1)}/_stcore/stream"
    assert page.evaluate(OPEN_WEBSOCKET, stream) == "refused"
    page.set_content('<iframe sandbox="allow-scripts" srcdoc="<p>no origin</p>"></iframe>')
    frame = page.frames[-1]
    assert frame.evaluate("origin") == "null"
    assert frame.evaluate(OPEN_WEBSOCKET, stream) == "refused"
    page.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_by_its_own_names_it_is_read_and_takes_an_upload_where_a_page_shows_one(
    desk: Page, served: servers.Server, tmp_path: Path, host: str
) -> None:
    sent: list[str] = []
    desk.on("request", lambda asked: sent.append(asked.url) if asked.method == "PUT" else None)
    url = served.url.replace("127.0.0.1", host)
    desk.goto(f"{url}/send")
    settle(desk)
    expect(desk.get_by_text("120 files and 100 MB wait here")).to_be_visible()
    made = write_xlsx(tmp_path / "dorset-2026-10-31.xlsx", good_return())
    desk.locator("input[type=file]").set_input_files(made)
    expect(desk.get_by_text("1 file can be accepted").first).to_be_visible(timeout=20_000)
    [address] = sent
    # The same session, once it shows another page, takes no more.
    desk.get_by_test_id("stPageLink-NavLink").filter(has_text="Guide").click()
    settle(desk)
    assert desk.evaluate(ASK, [address, "PUT", "x"]).startswith("403 No page that is open")


@pytest.mark.skipif(os.name == "nt", reason="a large file is slow to write there")
def test_the_page_says_in_words_that_no_more_can_wait(
    desk: Page, served: servers.Server, tmp_path: Path
) -> None:
    desk.goto(f"{served.url}/send")
    settle(desk)
    files = [tmp_path / f"{number}.zip" for number in range(6)]
    for path in files:
        path.write_bytes(bytes(18 * 1024 * 1024))
    for path in files:
        desk.locator("input[type=file]").set_input_files(path)
        # One after the other: what is refused is then the last.
        time.sleep(0.3)
        settle(desk, within_s=60)
    expect(desk.get_by_text("Not every file was taken.")).to_be_visible(timeout=20_000)
    expect(desk.get_by_text("5 files of 90 MB wait here")).to_be_visible()
