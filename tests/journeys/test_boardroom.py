"""A meeting run from the boardroom screen, in a real browser, with actions recorded in it."""

import pytest
from browser import assert_accessible, assert_fits, settle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def record(page: Page, words: str, role: str, due: str) -> None:
    page.get_by_role("button", name="Record an action").first.click()
    settle(page)
    page.get_by_role("textbox", name="Action", exact=True).fill(words)
    page.get_by_role("textbox", name="Owner (role)").fill(role)
    day, month, year = due.split("/")
    group = page.get_by_role("group", name="Due")
    for part, value in (("day", day), ("month", month), ("year", year)):
        group.get_by_role("spinbutton", name=part).first.press_sequentially(value)
    page.get_by_role("button", name="Save action").click()
    expect(page.get_by_text("Saved as entry").first).to_be_visible(timeout=20_000)
    settle(page)


def test_a_meeting_is_run_item_by_item_and_two_actions_are_recorded(
    desk: Page, living_url: str
) -> None:
    page = desk
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{living_url}/boardroom")
    settle(page)
    sentence = page.locator(".item h2")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    told = [sentence.inner_text()]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        settle(page)
        told.append(sentence.inner_text())
    assert len({*told}) == 3
    expect(sentence).to_contain_text("better than the data shows")
    size = page.locator(".agenda p").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 26, "read from the far end of the table"
    assert_accessible(page)
    assert_fits(page)
    record(page, "Show what the claim rests on", "Director of Intelligence", "15/12/2030")
    page.get_by_role("button", name="Returns missing").click()
    settle(page)
    record(page, "Return for the months missing", "Director of Intelligence", "15/12/2030")
    assert_accessible(page)
    page.get_by_role("button", name="Recorded").click()
    settle(page)
    expect(page.locator(".agenda").filter(has_text="Show what the claim rests on")).to_be_visible()
    expect(page.locator(".agenda").filter(has_text="Return for the months missing")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    settle(page)
    expect(sentence).to_have_text("Any other")
