"""How an analyst opens the Threat assessment page's figures down to their rows."""

from collections.abc import Callable

import pytest
from browser import assert_accessible, settle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_an_analyst_opens_the_rows_behind_the_threat_page(
    new_context: Callable[..., object], demonstration_url: str, screenshot: Callable[..., object]
) -> None:
    page: Page = new_context(viewport={"width": 1440, "height": 900}).new_page()  # type: ignore[attr-defined]
    page.goto(f"{demonstration_url}/threat")
    settle(page)
    expect(page.get_by_text("never been formally assessed:")).to_be_visible()
    unassessed = page.get_by_role("table").first
    expect(unassessed.get_by_role("cell", name="Wiltshire").first).to_be_visible()
    page.get_by_text("Trigger form register", exact=True).click()
    register = page.get_by_role("table", name="Trigger forms, those awaiting")
    expect(register).to_be_visible(timeout=20_000)
    settle(page)
    assert "forms=true" in page.url
    expect(register.get_by_title("demonstration-wiltshire-2026-10-31.xlsx").first).to_be_visible()

    page.goto(f"{demonstration_url}/threat?methods=true&ocgs=true&forms=true")
    expect(page.get_by_role("table", name="Every active OCG")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("columnheader", name="High (MoRiLE)")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "threat-rows")
