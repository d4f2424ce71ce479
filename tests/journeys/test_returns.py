"""An analyst follows a figure to its return, and a return to its file, in a real browser."""

import hashlib
import re
from pathlib import Path

import pytest
from browser import settle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_an_analyst_opens_the_return_behind_a_row_and_downloads_its_file(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(f"{demonstration_url}/plans?body=Dorset&ocgs=true")
    settle(desk)
    desk.get_by_title("demonstration-dorset-2026-10-31.xlsx").first.click()
    heading = desk.get_by_role("heading", name="Return of Dorset as at 31 October 2026")
    expect(heading).to_be_visible(timeout=20_000)
    settle(desk)
    assert re.search(r"[?&]return=\d+", desk.url)
    with desk.expect_download() as told:
        desk.get_by_role("button", name="Download the file as it was received").click()
    received = hashlib.sha256(Path(told.value.path()).read_bytes()).hexdigest()
    expect(desk.get_by_text(received)).to_be_visible()

    desk.get_by_role("link", name="All returns").click()
    expect(desk.get_by_role("heading", name="Who has returned for which month")).to_be_visible(
        timeout=20_000
    )
    settle(desk)
    desk.locator("table.calendar tbody a").nth(1).click()
    expect(
        desk.get_by_role("heading", name="Return of Dorset as at 30 September 2026")
    ).to_be_visible(timeout=20_000)
