"""How an analyst opens the Threat assessment page's figures down to their rows."""

import pytest
from browser import Screenshot, assert_accessible, settle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_an_analyst_opens_the_rows_behind_the_threat_page(
    desk: Page, demonstration_url: str, screenshot: Screenshot
) -> None:
    desk.goto(f"{demonstration_url}/threat")
    settle(desk)
    expect(desk.get_by_text("never been formally assessed:")).to_be_visible()
    unassessed = desk.get_by_role("table").first
    expect(unassessed.get_by_role("cell", name="Wiltshire").first).to_be_visible()
    desk.get_by_text("Trigger form register", exact=True).click()
    register = desk.get_by_role("table", name="Trigger forms, those awaiting")
    expect(register).to_be_visible(timeout=20_000)
    settle(desk)
    assert "forms=true" in desk.url
    expect(register.get_by_title("demonstration-wiltshire-2026-10-31.xlsx").first).to_be_visible()

    desk.goto(f"{demonstration_url}/threat?methods=true&ocgs=true&forms=true")
    expect(desk.get_by_role("table", name="Every active OCG")).to_be_visible(timeout=20_000)
    expect(desk.get_by_role("columnheader", name="High (MoRiLE)")).to_be_visible()
    assert_accessible(desk)
    screenshot(desk, "threat-rows")
