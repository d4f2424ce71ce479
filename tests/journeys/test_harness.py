"""Proves that the harness can fail: each check sees a page that breaks it and one that does not.

The dashboard itself is left to the other journeys; the pages here are one tiny script.
"""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from browser import (
    assert_accessible,
    assert_fits,
    each_screen,
    no_outside_requests,
    screenshot,
    settle,
)
from playwright.sync_api import Page

pytestmark = pytest.mark.journey

PAGES = """
import time
import streamlit as st

st.set_page_config(page_title="Harness")
st.title("Harness")
show = st.query_params.get("show")
if show == "waiting":
    if st.button("Wait"):
        time.sleep(1)
        st.write("One second later")
elif show == "answering":
    if st.button("Answer"):
        st.write("Answered")
elif show == "barred":
    st.html('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9">')
    st.html('<p style="color: #bbbbbb; background: #ffffff">Hard to read</p>')
    st.html('<button style="width: 9px; height: 9px" aria-label="One"></button>'
            '<button style="width: 9px; height: 9px" aria-label="Two"></button>')
elif show == "wide":
    st.html('<div style="width: 2000px">Too wide for any screen here</div>')
elif show == "wide-sidebar":
    st.sidebar.html('<div style="width: 900px">Too wide for a sidebar</div>')
elif show == "outside":
    st.html('<img alt="From elsewhere" src="http://elsewhere.invalid/picture.png">')
else:
    st.selectbox("A choice", ["First", "Second"])
    st.html('<p style="height: 1500px">A long, clean page</p>')
"""


@pytest.fixture(scope="module")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:  # noqa: ARG001
    folder = tmp_path_factory.mktemp("harness")
    path = folder / "harness_pages.py"
    path.write_text(PAGES, encoding="utf-8")
    with servers.script(path, folder / "server.log") as running:
        yield running


def show(page: Page, server: servers.Server, name: str) -> None:
    page.goto(f"{server.url}/?show={name}")
    settle(page)


def test_settle_waits_for_a_slow_script_and_says_so(desk: Page, server: servers.Server) -> None:
    show(desk, server, "waiting")
    desk.get_by_role("button", name="Wait").click()
    with pytest.raises(AssertionError, match="the script is running"):
        settle(desk, within_s=0.5)
    settle(desk)
    assert desk.get_by_text("One second later").is_visible()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot suspend a server")
def test_settle_waits_for_a_server_that_has_not_answered(
    desk: Page, server: servers.Server
) -> None:
    show(desk, server, "answering")
    server.process.send_signal(signal.SIGSTOP)
    wake = threading.Timer(1, server.process.send_signal, [signal.SIGCONT])
    wake.start()
    desk.get_by_role("button", name="Answer").click()
    settle(desk)
    wake.join()
    assert desk.get_by_text("Answered").is_visible()


def test_a_clean_page_passes_every_check_on_every_screen(
    desk: Page, server: servers.Server
) -> None:
    ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    seen = {}
    with no_outside_requests(desk, server.url):
        show(desk, server, "clean")
        for screen in each_screen(desk):
            assert_accessible(desk, only_colours=not screen.is_of_new_width)
            assert_fits(desk)
            is_light = desk.evaluate(ground) == "rgb(255, 255, 255)"
            seen[desk.evaluate("innerWidth"), "light" if is_light else "dark"] = screen
    assert set(seen) == {(width, scheme) for width in (390, 1440) for scheme in ("light", "dark")}


def test_assert_accessible_names_every_broken_rule(desk: Page, server: servers.Server) -> None:
    show(desk, server, "barred")
    with pytest.raises(AssertionError) as caught:
        assert_accessible(desk)
    for rule in ("image-alt", "color-contrast", "target-size"):
        assert f"{rule} at " in str(caught.value)
    with pytest.raises(AssertionError, match="color-contrast at ") as caught:
        assert_accessible(desk, only_colours=True)
    assert "image-alt" not in str(caught.value)


def test_assert_fits_fails_on_a_wide_page(desk: Page, server: servers.Server) -> None:
    show(desk, server, "wide")
    for width in (1440, 390):
        desk.set_viewport_size({"width": width, "height": 844})
        with pytest.raises(AssertionError, match=f"in {width} px"):
            assert_fits(desk)


def test_assert_fits_counts_the_sidebar_only_while_it_is_open(
    desk: Page, server: servers.Server
) -> None:
    show(desk, server, "wide-sidebar")
    with pytest.raises(AssertionError, match="stSidebarContent"):
        assert_fits(desk)
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.reload()
    assert_fits(desk)


def test_an_outside_request_is_named(desk: Page, server: servers.Server) -> None:
    with (
        pytest.raises(AssertionError, match=r"elsewhere\.invalid"),
        no_outside_requests(desk, server.url),
    ):
        show(desk, server, "outside")


def test_the_checks_work_where_the_page_may_not_evaluate_text(
    desk: Page, server: servers.Server
) -> None:
    show(desk, server, "clean")
    desk.evaluate(
        """() => {
          const policy = document.createElement("meta");
          policy.httpEquiv = "Content-Security-Policy";
          policy.content = "script-src 'self'";
          document.head.append(policy);
          setTimeout("window.isEvaluated = true");
        }"""
    )
    assert_accessible(desk)
    assert_fits(desk)
    assert not desk.evaluate("'isEvaluated' in window")


def test_a_screenshot_shows_the_whole_page(
    desk: Page, server: servers.Server, tmp_path: Path
) -> None:
    show(desk, server, "clean")
    path = screenshot(desk, "whole", tmp_path)
    height = int.from_bytes(path.read_bytes()[20:24])
    assert height > 1500
