"""What somebody meets who starts the dashboard for the first time: nothing on a page but ours."""

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import servers
from browser import settle
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.journey

# All of the maker's that could lie on a page, even if it is gone by the time it is asked for.
NOTE_WHAT_SHOWS = """
(() => {
  const kinds = ["stToolbar", "stMainMenu", "stAppDeployButton", "stStatusWidget", "stDialog",
    "stToast", "stToolbarActions", "stAppSkeleton", "stException"];
  window.shown = { titles: [], icons: [], kinds: [] };
  const note = (kept, found) => { if (found && !kept.includes(found)) kept.push(found); };
  new MutationObserver(() => {
    note(shown.titles, document.title);
    note(shown.icons, document.querySelector('link[rel~="icon"]')?.href);
    for (const kind of kinds) {
      if (document.querySelector(`[data-testid="${kind}"]`)) note(shown.kinds, kind);
    }
  }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
})();
"""


@pytest.fixture
def watched(desk: Page) -> Page:
    """A page that notes every title, icon and part of the maker's, however short it shows."""
    desk.add_init_script(NOTE_WHAT_SHOWS)
    return desk


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_every_page_is_ours_alone_and_the_tab_names_it(
    watched: Page, demonstration_url: str, host: str
) -> None:
    url = demonstration_url.replace("127.0.0.1", host)
    watched.goto(url)
    settle(watched)
    links = watched.get_by_test_id("stPageLink-NavLink")
    names = links.all_inner_texts()
    assert len(names) == 17
    # The boardroom screen has no links to other pages.
    for name in sorted(names, key="Boardroom screen".__eq__):
        links.filter(has_text=name).first.click()
        expect(watched).to_have_title(f"{name} – Demonstration – SOC governance")
        settle(watched)
        # The maker's keys: one asks whether to forget what is cached, one runs the page again.
        watched.keyboard.press("c")
        watched.keyboard.press("r")
        settle(watched)
    shown = watched.evaluate("shown")
    assert not shown["kinds"]
    assert shown["icons"] == [f"{url}/favicon.png"]
    tabs = {f"{name} – Demonstration – SOC governance" for name in names}
    assert set(shown["titles"]) == {"Demonstration – SOC governance", "Board", *tabs}
    icon = watched.request.get(f"{url}/favicon.png")
    assert icon.headers["content-type"] == "image/svg+xml"


def test_the_tab_of_the_public_record_does_not_say_demonstration(
    watched: Page, published_url: str
) -> None:
    watched.goto(f"{published_url}/returns")
    settle(watched)
    expect(watched).to_have_title("Returns – SOC governance")
    assert not watched.evaluate("shown.kinds")


def test_an_address_without_a_page_shows_the_board_and_says_so_in_our_words(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(f"{demonstration_url}/nowhere")
    settle(desk)
    assert said(desk) == "There is no page at this address. The Board is shown instead."
    desk.get_by_role("button", name="Close").click()
    expect(desk.get_by_role("heading", name="SOC Development Board")).to_be_visible()


def test_without_scripts_the_page_says_what_it_needs(
    new_context: Callable[..., BrowserContext], demonstration_url: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(demonstration_url)
    assert page.inner_text("body") == (
        "This dashboard needs JavaScript, which is switched off in this browser."
    )


@pytest.mark.skipif(os.name == "nt", reason="a browser is named by a script of the shell's")
def test_the_browser_is_opened_once_the_page_is_there_and_a_stop_is_told_in_our_words(
    watched: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n', encoding="utf-8")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("BROWSER", str(browser))
    with servers.dashboard("published", tmp_path, opens_browser=True) as server:
        for _ in range(100):
            if opened.exists() and opened.read_text(encoding="utf-8"):
                break
            time.sleep(0.05)
        assert opened.read_text(encoding="utf-8") == f"{server.url}\n"
        watched.goto(server.url.replace("127.0.0.1", "localhost"))
        settle(watched)
        assert not watched.evaluate("shown.kinds")
    expect(watched.get_by_role("dialog")).to_be_visible(timeout=20_000)
    assert said(watched).startswith("The dashboard has stopped. Start it again")


def said(page: Page) -> str:
    """What a dialog shows: its own words where they can be seen, and those that the style adds."""
    dialog = page.get_by_role("dialog")
    return str(
        dialog.evaluate(
            "e => e.innerText.trim() + JSON.parse(getComputedStyle(e, '::after').content)"
        )
    )
