"""A director follows one measure over time, in a real browser."""

import re

import pytest
from browser import Screenshot, assert_accessible, assert_fits, each_screen, settle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_a_director_opens_a_measure_over_time_and_shares_it(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(f"{demonstration_url}/plans")
    settle(desk)
    points = desk.locator(".trend .plot a")
    expect(points.last).to_have_attribute("aria-label", re.compile(r"^October 2026: \d+%"))
    points.last.focus()
    expect(points.last).to_be_focused()
    desk.get_by_text("Over time", exact=True).click()
    settle(desk)
    measure = desk.get_by_role("combobox", name="Measure")
    # A list that opens while the page still scrolls is closed again.
    measure.scroll_into_view_if_needed()
    settle(desk)
    measure.click()
    desk.get_by_role("option", name="4P plans of quality").click()
    expect(desk.get_by_text("4P plans of quality by month and body").first).to_be_visible()
    link = desk.get_by_role("link", name="Link to this chart").get_attribute("href")

    desk.goto(demonstration_url + str(link))
    settle(desk)
    expect(desk.get_by_test_id("stPlotlyChart")).to_be_visible()
    expect(desk.get_by_text("4P plans of quality by month and body").first).to_be_visible()


@pytest.mark.parametrize("path", ["plans", "socit"])
def test_an_opened_trend_is_accessible_and_fits_every_screen(
    desk: Page, demonstration_url: str, path: str, screenshot: Screenshot
) -> None:
    desk.goto(f"{demonstration_url}/{path}?trend=true")
    settle(desk)
    for screen in each_screen(desk):
        assert_accessible(desk, only_colours=not screen.is_of_new_width)
        assert_fits(desk)
        screenshot(desk, f"{path}-trend-{screen}")
