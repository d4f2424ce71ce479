"""Gives each journey a browser, a running dashboard and pages of the sizes people use.

What is asked of a page is in browser.py, how a server is started in servers.py.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import browser as page_checks
import pytest
import servers
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from dashboard.store.versions import Store


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; without it journeys are skipped, or fail where CI is set."""
    path = page_checks.chromium_path()
    if path:
        return path
    reason = "no Chromium on the PATH or in CHROMIUM_PATH: journeys need a real browser"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], chromium: str
) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": page_checks.CHROMIUM_ARGS,
    }


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all journeys: one of its own would compile the page's scripts anew in each.

    Its every page is watched, as `settle` needs.
    """
    profile = browser.new_context(viewport={"width": 1440, "height": 900})
    profile.add_init_script(path=page_checks.PAGE_WATCH)
    yield profile
    profile.close()


@pytest.fixture
def new_desk(profile: BrowserContext) -> Iterator[Callable[[], Page]]:
    """Open tabs of 1440 px, each a session of its own; what they kept is gone after the test."""
    assert not profile.pages
    yield profile.new_page
    for page in profile.pages:
        # The server of a page that a test sent elsewhere, or stopped, may keep nothing.
        with suppress(PlaywrightError):
            page.evaluate("localStorage.clear()")
        page.close()
    profile.clear_cookies()


@pytest.fixture
def desk(new_desk: Callable[[], Page]) -> Page:
    return new_desk()


@pytest.fixture
def screenshot() -> page_checks.Screenshot:
    """Save a picture of a page under a name in the folder SCREENSHOTS; none where that is unset."""
    folder = os.environ.get("SCREENSHOTS")
    # Nobody looks at those of every run, and they would take a fifth of its time.
    if not folder:
        return lambda _page, _name: None
    return lambda page, name: page_checks.screenshot(page, name, Path(folder))


@pytest.fixture(scope="session")
def demonstration_url(
    chromium: str,  # noqa: ARG001
    demonstration_store: Store,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Address of the dashboard over the demonstration region."""
    folder = tmp_path_factory.mktemp("served")
    # A server lays its reference data anew into what it serves, and that store is only to be read.
    shutil.copytree(demonstration_store.folder, folder / "store")
    with servers.dashboard("demonstration", folder) as server:
        yield server.url


@pytest.fixture(scope="session")
def published_url(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001
    """Address of the dashboard over the public record alone."""
    with servers.dashboard("published", tmp_path_factory.mktemp("published")) as server:
        yield server.url


@pytest.fixture(scope="module")
def living_url(
    chromium: str,  # noqa: ARG001
    demonstration_store: Store,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Address of a dashboard whose store these journeys may write to."""
    folder = tmp_path_factory.mktemp("living")
    shutil.copytree(demonstration_store.folder, folder / "store")
    with servers.dashboard("demonstration", folder) as server:
        yield server.url
