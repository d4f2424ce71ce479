"""What a journey asks of a page: that it is settled, accessible, fits and stays on its server.

Starting servers is servers.py's; the browser and its pages come from conftest.py.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page, Request, WebSocket
from playwright.sync_api import TimeoutError as PlaywrightTimeout

Screenshot = Callable[[Page, str], Path | None]
"""Saves a picture of a page under a name, and says where if it did."""


class Screen(NamedTuple):
    """A window in CSS pixels and the colour scheme its owner prefers."""

    width: int
    height: int
    color_scheme: str
    is_of_new_width: bool = True
    """Whether it is wider or narrower than the one before, or only of other colours."""

    def __str__(self) -> str:
        return f"{self.width}-{self.color_scheme}"


SCREENS = (
    Screen(1440, 900, "light"),
    Screen(1440, 900, "dark", is_of_new_width=False),
    Screen(390, 844, "dark"),
    Screen(390, 844, "light", is_of_new_width=False),
)

PAGE_WATCH = Path(__file__).with_name("page_watch.js")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
ACCESSIBILITY_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def chromium_path() -> str | None:
    """Return where Chromium is: CHROMIUM_PATH, or the first found on the PATH, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (path for name in names if (path := shutil.which(name)))
    return os.environ.get("CHROMIUM_PATH") or next(found, None)


def settle(page: Page, quiet_ms: int = 150, within_s: float = 20) -> None:
    """Wait until Streamlit has answered and drawn everything, and nothing has moved since.

    Raises AssertionError saying what was still unfinished after `within_s` seconds.
    """
    try:
        page.wait_for_function(
            "quiet => window.pageWatch"
            " && !pageWatch.unsettled(quiet).length && !pageWatch.fading()",
            arg=quiet_ms,
            polling=30,
            timeout=within_s * 1000,
        )
    except PlaywrightTimeout:
        reasons: list[str] = page.evaluate(
            "quiet => [...pageWatch.unsettled(quiet), `${pageWatch.fading()} transitions run`]",
            quiet_ms,
        )
        raise AssertionError(
            f"{page.url} had not settled after {within_s:g} s: {'; '.join(reasons)}"
        ) from None


def each_screen(page: Page) -> Iterator[Screen]:
    """Show an open page on each screen in turn: one load, and the window and scheme changed."""
    for screen in SCREENS:
        page.set_viewport_size({"width": screen.width, "height": screen.height})
        page.emulate_media(color_scheme=screen.color_scheme)  # type: ignore[arg-type]
        # The app takes the new scheme a little later than the browser; a page at rest is no proof.
        page.wait_for_function(
            "scheme => getComputedStyle(document.querySelector('.stApp')).colorScheme === scheme",
            arg=screen.color_scheme,
        )
        page.evaluate("pageWatch.stirredAt = performance.now()")
        settle(page)
        yield screen


def where(page: Page) -> str:
    """The page's address and screen, for what is said of a fault."""
    scheme = "matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"
    return f"{page.url} on a {page.evaluate(f'`${{innerWidth}} px, ${{{scheme}}}`')} screen"


def assert_accessible(page: Page, *, only_colours: bool = False) -> None:
    """Settle, then fail with each breach of WCAG 2.2 level A or AA that axe finds.

    With `only_colours` it looks for what another colour scheme alone can change.
    """
    settle(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    every = {
        "runOnly": {"type": "tag", "values": ACCESSIBILITY_TAGS},
        # axe carries this WCAG 2.2 rule switched off.
        "rules": {"target-size": {"enabled": True}},
    }
    colours = {"runOnly": {"type": "rule", "values": COLOUR_RULES}}
    results: dict[str, Any] = page.evaluate(
        "options => axe.run(document, options)",
        {**(colours if only_colours else every), "resultTypes": ["violations"]},
    )
    breaches = [
        f"{violation['id']} at {' '.join(map(str, node['target']))}\n  {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
    assert not breaches, f"{where(page)} is not accessible:\n" + "\n".join(breaches)


def assert_fits(page: Page) -> None:
    """Settle, then fail when the page has to be scrolled sideways at its present width.

    Streamlit scrolls its main block and never the document, so both are measured, and the sidebar
    while it is open.
    """
    settle(page)
    too_wide: list[str] = page.evaluate(
        """() => [document.scrollingElement, ...document.querySelectorAll(
            '[data-testid="stMain"], [data-collapsed="false"] > [data-testid="stSidebarContent"]')]
          .filter((each) => each.scrollWidth > each.clientWidth + 1)
          .map((each) => `${each.dataset.testid ?? each.tagName.toLowerCase()}: ` +
            `${each.scrollWidth} px of content in ${each.clientWidth} px`)"""
    )
    assert not too_wide, f"{where(page)} scrolls sideways: {'; '.join(too_wide)}"


@contextmanager
def no_outside_requests(page: Page, base_url: str) -> Iterator[None]:
    """Fail at the end of the block when the page asked any host but that of `base_url`."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    def note_socket(socket: WebSocket) -> None:
        asked.append(socket.url)

    page.context.on("request", note)
    page.on("websocket", note_socket)
    yield
    page.context.remove_listener("request", note)
    page.remove_listener("websocket", note_socket)
    home = urlsplit(base_url).netloc
    assert asked, "the page asked for nothing while it was watched"
    # A data: or blob: address has no host and does not leave the browser.
    outside = [url for url in asked if urlsplit(url).netloc not in ("", home)]
    assert not outside, f"{page.url} asked outside {home}: {', '.join(outside)}"


def screenshot(page: Page, name: str, folder: Path) -> Path:
    """Settle, then save the whole page, not only the part in view, as `folder`/`name`.png."""
    settle(page)
    seen = page.viewport_size
    if seen:
        # Streamlit scrolls its main block, so a taller window is what shows all of it.
        height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
        page.set_viewport_size({"width": seen["width"], "height": max(seen["height"], height)})
        settle(page)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    page.screenshot(path=path)
    if seen:
        page.set_viewport_size(seen)
    return path
