"""A commissioner tries what moving posts would do, in a real browser."""

import csv
import io
from pathlib import Path

import pytest
from browser import Screenshot, assert_accessible, assert_fits, each_screen, settle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_an_estimate_is_made_shared_and_downloaded_as_an_estimate(
    desk: Page, demonstration_url: str
) -> None:
    desk.add_init_script("delete window.showSaveFilePicker")
    desk.goto(f"{demonstration_url}/socit")
    settle(desk)
    desk.get_by_text("What if posts moved", exact=True).click()
    settle(desk)
    receiver = desk.get_by_role("combobox", name="Posts to")
    # A list that opens while the page still scrolls closes again.
    receiver.scroll_into_view_if_needed()
    settle(desk)
    receiver.click()
    desk.get_by_role("option", name="Dorset").click()
    settle(desk)
    desk.get_by_role("button", name="Increment").click()
    expect(desk.get_by_text("Dorset receives 1.5 FTE")).to_be_visible()
    settle(desk)
    desk.reload()
    expect(desk.get_by_text("Dorset receives 1.5 FTE")).to_be_visible(timeout=20_000)

    desk.goto(
        demonstration_url
        + str(desk.get_by_role("link", name="Link to this estimate").get_attribute("href"))
    )
    expect(desk.get_by_text("Dorset receives 1.5 FTE")).to_be_visible(timeout=20_000)
    settle(desk)
    with desk.expect_download() as got:
        desk.get_by_role("button", name="Download as CSV: Estimate").click()
    assert got.value.suggested_filename == "demonstration-estimate-socit-what-if.csv"
    content = Path(got.value.path()).read_text(encoding="utf-8-sig")
    for row in csv.DictReader(io.StringIO(content)):
        assert row["What this is"] == "Estimate, not a record"


def test_an_opened_estimate_is_accessible_and_fits_every_screen(
    desk: Page, demonstration_url: str, screenshot: Screenshot
) -> None:
    desk.goto(f"{demonstration_url}/socit?what_if=true&move_from=Dorset&move_to=Wiltshire")
    settle(desk)
    for screen in each_screen(desk):
        assert_accessible(desk, only_colours=not screen.is_of_new_width)
        assert_fits(desk)
        screenshot(desk, f"socit-what-if-{screen}")
