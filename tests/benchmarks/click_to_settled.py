"""Measures how long a page of the dashboard takes to load and to answer a click.

Run from the root of the repository: python -m tests.benchmarks.click_to_settled
It measures and never judges; whether what a page shows is right is the journeys' question.

Everything is measured on an empty Streamlit page too, in turn with the dashboard and in the same
browser, so that whatever else the machine does falls on both. A click's time runs from the event
to the last change of the page before it settled; the quiet that proves it settled is not counted.
A page's load is its first in a browser that has kept nothing of the server.
"""

import argparse
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import randrange
from statistics import median

from playwright.sync_api import Browser, Locator, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.journeys import browser, servers

EMPTY_APP = Path(__file__).with_name("empty_app.py")
QUIET_MS = 120
TURNS = count()
MOST_DRAWN = 6
"""The options at the head of a list that are surely drawn without scrolling it."""


def another_option(page: Page, label: str) -> Locator:
    """Open a selectbox and return an option that is not the chosen one."""
    page.get_by_role("combobox", name=label, exact=True).click()
    return page.get_by_role("option", selected=False).first


def toggled_option(page: Page, label: str) -> Locator:
    """Return what takes a multiselect's chosen option out or, when none is, puts one in.

    Which one is left to chance, so that a page is seldom asked what it has just answered.
    """
    control = page.get_by_role("combobox", name=label, exact=True)
    box = page.get_by_test_id("stMultiSelect").filter(has=control)
    chosen = box.get_by_role("button", name=re.compile("^Remove "))
    if chosen.count():
        return chosen.first
    control.click()
    single = page.get_by_role("option").filter(has_not_text="Select all")
    single.first.wait_for()
    return single.nth(randrange(min(single.count(), MOST_DRAWN)))  # noqa: S311


def unasked_day(page: Page, label: str) -> Locator:
    """Open a date's calendar and return a day of its month that no click has chosen yet."""
    page.get_by_role("button", name=label).first.click()
    days = page.locator("[role=gridcell]:not([aria-disabled=true])").filter(
        has_text=re.compile(r"\d")
    )
    return days.nth(next(TURNS) % 28)


@dataclass(frozen=True)
class Click:
    """A control of a page; `ready(page, label)` makes it ready and returns what to press."""

    path: str
    label: str
    ready: Callable[[Page, str], Locator]
    is_first: bool = False
    """Whether it asks for something for the first time, which nothing can be warmed up for."""

    def __str__(self) -> str:
        return f"{self.path}  {self.label}"


FIRST_ASKED = {"/": "2026-08", "/claims": "2026-07", "/consistency": "2026-06", "/plans": "2026-05",
               "/threat": "2026-04", "/actions": "2026-03"}  # fmt: skip
"""The pages that are asked for days for the first time, and each its own month of them."""
# Each click on the dashboard, and the like click on the empty page.
CHOICE = Click("/", "Choice", another_option)
CHOICES = Click("/", "Choices", toggled_option)
PATHS = ["/", "/afi_progress", "/claims", "/consistency", "/about", "/plans", "/actions", "/socit",
         "/threat", "/scpo", "/profiles", "/governance", "/returns"]  # fmt: skip
CLICKS = [
    *((Click(path, "As at", another_option), CHOICE) for path in PATHS),
    *((Click(path, "Bodies", toggled_option), CHOICES) for path in PATHS),
    (Click("/afi_progress", "Finding", another_option), CHOICE),
    *(
        (
            Click(
                f"{path}?as_at=Another+date&on={month}-28",
                "Choose date",
                unasked_day,
                is_first=True,
            ),
            CHOICE,
        )
        for path, month in FIRST_ASKED.items()
    ),
]


@dataclass(frozen=True)
class Measured:
    """What was timed, and its times in milliseconds on the dashboard and on the empty page."""

    name: str
    dashboard: list[float]
    empty: list[float]


def load_ms(chromium: Browser, url: str) -> float:
    """Milliseconds from asking for the page to its last change before it settled."""
    with fresh_page(chromium) as page:
        page.goto(url)
        browser.settle(page, QUIET_MS)
        changed: float = page.evaluate("pageWatch.changedAt")
        return changed


def click_ms(page: Page, click: Click) -> float:
    """Milliseconds from the click to the last change it caused.

    Raises playwright's TimeoutError when the control is missing or asks nothing of the server.
    """
    page.bring_to_front()
    target = click.ready(page, click.label)
    target.wait_for(timeout=5000)
    browser.settle(page, QUIET_MS)
    target.click(timeout=5000)
    result = page.wait_for_function(
        """quiet => pageWatch.sentAt >= pageWatch.clickedAt && !pageWatch.unsettled(quiet).length
          && [pageWatch.changedAt - pageWatch.clickedAt]""",
        arg=QUIET_MS,
        polling=30,
        timeout=20_000,
    )
    milliseconds: list[float] = result.json_value()
    # A multiselect's list stays open, and Escape without a list would clear a selectbox.
    if page.get_by_role("listbox").count():
        page.keyboard.press("Escape")
    return milliseconds[0]


def measure_loads(chromium: Browser, url: str, empty_url: str, rounds: int) -> Iterator[Measured]:
    """Yield the load of each page that is clicked on."""
    paths = dict.fromkeys(click.path for click, _ in CLICKS if not click.is_first)
    for path in paths if rounds else ():
        pairs = [
            (load_ms(chromium, url + path), load_ms(chromium, empty_url)) for _ in range(rounds)
        ]
        yield Measured(f"{path}  load", *(list(times) for times in zip(*pairs, strict=True)))


def measure_clicks(
    chromium: Browser,
    url: str,
    empty_url: str,
    clicks: Iterable[tuple[Click, Click]],
    rounds: int,
    warm_ups: int,
) -> Iterator[Measured]:
    """Yield each click, each beside its like on the empty page.

    One whose control cannot be used is said so and left out.
    """
    with fresh_page(chromium) as page, fresh_page(chromium) as empty_page:
        empty_page.goto(empty_url)
        for click, on_empty in clicks:
            page.goto(url + click.path)
            browser.settle(page)
            try:
                pairs = [
                    (click_ms(page, click), click_ms(empty_page, on_empty))
                    for _ in range(rounds if click.is_first else warm_ups + rounds)
                ][0 if click.is_first else warm_ups :]
            except PlaywrightTimeout as fault:
                print(f"Left out: {click}: {fault.message.splitlines()[0]}")  # noqa: T201
                continue
            yield Measured(str(click), *(list(times) for times in zip(*pairs, strict=True)))


@contextmanager
def fresh_page(chromium: Browser) -> Iterator[Page]:
    """A watched page of a browser that knows nothing of what others loaded."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(path=browser.PAGE_WATCH)
    yield context.new_page()
    context.close()


def print_table(rows: Iterable[Measured]) -> None:
    """Print each row as it comes: median, least and most of both, and the ratio of medians."""
    print(f"{'milliseconds':32}{'dashboard':^24}{'empty page':^24}{'ratio':>7}")  # noqa: T201
    print(" " * 32 + f"{'median':>8}{'min':>8}{'max':>8}" * 2)  # noqa: T201
    for row in rows:
        numbers = "".join(
            f"{of(times):8.0f}" for times in (row.dashboard, row.empty) for of in (median, min, max)
        )
        ratio = median(row.dashboard) / median(row.empty)
        print(f"{row.name:32}{numbers}{ratio:7.2f}", flush=True)  # noqa: T201


def main() -> None:
    """Start both servers and one browser, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base-url", help="measure this running dashboard instead of a new one")
    parser.add_argument("--rounds", type=int, default=15, help="clicks counted (15)")
    parser.add_argument("--warm-ups", type=int, default=3, help="clicks before those (3)")
    parser.add_argument("--only", default="", help="only clicks whose name has this in it")
    parser.add_argument("--loads", type=int, default=5, help="loads of each page (5)")
    options = parser.parse_args()
    path = browser.chromium_path()
    if path is None:
        parser.exit(2, "No Chromium on the PATH or in CHROMIUM_PATH.\n")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        empty = stack.enter_context(servers.script(EMPTY_APP, folder / "empty.log"))
        url = options.base_url
        if url is None:
            url = stack.enter_context(servers.dashboard("demonstration", folder)).url
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=path, args=browser.CHROMIUM_ARGS)
        url = url.rstrip("/")
        print_table(measure_loads(chromium, url, empty.url, options.loads))
        clicks = [pair for pair in CLICKS if options.only in str(pair[0])]
        print_table(
            measure_clicks(chromium, url, empty.url, clicks, options.rounds, options.warm_ups)
        )
        chromium.close()


if __name__ == "__main__":
    main()
