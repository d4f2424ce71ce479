"""What a director does with the SCPOs page and the Profiles and LROs page, in a real browser."""

import pytest
from browser import assert_accessible, settle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_an_overdue_order_opens_to_the_plan_of_its_group(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(f"{demonstration_url}/scpo?reviews=true")
    settle(desk)
    register = desk.get_by_role("table").filter(has_text="reviews overdue first")
    expect(register.get_by_role("row").nth(1)).to_contain_text("days overdue")
    link = register.get_by_role("link").first
    ocg_ref = link.inner_text()
    link.click()
    expect(desk.get_by_role("heading", name=f"History of {ocg_ref}")).to_be_visible(timeout=20_000)


def test_what_is_opened_of_the_profiles_is_in_the_address_and_accessible(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(f"{demonstration_url}/profiles")
    settle(desk)
    desk.get_by_text("Active OCGs without an LRO", exact=True).click()
    expect(desk.get_by_text("○ No LRO named").first).to_be_visible(timeout=20_000)
    desk.get_by_text("What has been published", exact=True).click()
    expect(desk.get_by_text("LRO training delivered in the region").first).to_be_visible(
        timeout=20_000
    )
    assert_accessible(desk)
    assert "missing=true" in desk.url
    assert "published=true" in desk.url
