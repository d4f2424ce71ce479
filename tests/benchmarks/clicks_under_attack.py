"""How long do others' clicks take while one session sends files made to harm?

Run from the root of the repository: python -m tests.benchmarks.clicks_under_attack
It measures and never judges; the target is that 95 of 100 clicks take less than three times as
long as quiet ones do in 95 of 100. Clicks of both kinds are of one run, of one browser, on the
same page, so that whatever else the machine does falls on both.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from time import monotonic

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile import HOSTILE
from made_returns import xlsx_bytes

from tests.benchmarks.click_to_settled import Click, click_ms, fresh_page, toggled_option
from tests.benchmarks.many_problems import bad_return
from tests.journeys import browser, servers

CLICK = Click("/plans", "Bodies", toggled_option)
MOST_SECONDS = 60
"""For one file: what takes longer is no longer waited for."""
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "22,000 mistakes": ("many.xlsx", lambda: xlsx_bytes(bad_return())),
    "mistakes in every cell of a CSV": ("a.zip", HOSTILE["CSV"]["with mistakes in every cell"]),
    "commas without end": ("b.zip", HOSTILE["CSV"]["of commas"]),
    "a million looks": ("c.xlsx", HOSTILE["looks"]["of a million kinds"]),
    "choices without end": ("d.xlsx", HOSTILE["what is laid over cells"]["choices without end"]),
    "40,000 merged blocks": ("e.xlsx", HOSTILE["merged cells"]["in many places"]),
}
"""What is sent: its name, and what builds it."""


def is_busy(page: Page) -> bool:
    """Whether the server still works on the page."""
    return bool(page.get_by_test_id("stStatusWidget").count())


def quiet(page: Page, rounds: int) -> list[float]:
    """The milliseconds of so many clicks with nothing else to do."""
    return [click_ms(page, CLICK) for _ in range(rounds)]


def under_attack(page: Page, sending: Page, path: Path) -> list[float]:
    """The milliseconds of the clicks that fall within the check of a file that is sent."""
    sending.goto(page.url.split("/plans")[0] + "/send")
    browser.settle(sending)
    sending.locator("input[type=file]").set_input_files(path)
    began, times = monotonic(), []
    while monotonic() - began < MOST_SECONDS:
        times.append(click_ms(page, CLICK))
        if not is_busy(sending) and sending.get_by_text("cannot be accepted").count():
            break
    return times


def told(name: str, times: Sequence[float]) -> float:
    """Print a line about some clicks; gives what 95 of 100 took."""
    *_, most = parts = quantiles(times, n=20) if len(times) > 1 else list(times) * 19
    print(f"{name:40}{len(times):6}{parts[9]:10.0f}{most:10.0f}", flush=True)  # noqa: T201
    return most


def main() -> None:
    """Start a server and a browser, click quietly and under attack in turn, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base-url", help="measure this running dashboard instead of a new one")
    parser.add_argument("--rounds", type=int, default=8, help="quiet clicks for each file (8)")
    options = parser.parse_args()
    path = browser.chromium_path()
    if path is None:
        parser.exit(2, "No Chromium on the PATH or in CHROMIUM_PATH.\n")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = options.base_url
        if url is None:
            url = stack.enter_context(servers.dashboard("demonstration", folder)).url
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=path, args=browser.CHROMIUM_ARGS)
        print(f"{'milliseconds of a click':40}{'clicks':>6}{'p50':>10}{'p95':>10}")  # noqa: T201
        alone: list[float] = []
        attacked: list[float] = []
        with fresh_page(chromium) as page, fresh_page(chromium) as sending:
            page.goto(url.rstrip("/") + CLICK.path)
            browser.settle(page)
            quiet(page, 3)
            for name, (file_name, build) in FILES.items():
                sent = folder / file_name
                sent.write_bytes(build())
                alone += quiet(page, options.rounds)
                times = under_attack(page, sending, sent)
                told(name, times)
                attacked += times
        ratio = told("all of these", attacked) / told("quiet", alone)
        print(f"p95 under attack is {ratio:.1f} times the quiet one")  # noqa: T201
        chromium.close()


if __name__ == "__main__":
    main()
