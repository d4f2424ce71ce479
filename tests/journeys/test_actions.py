"""A director looks at what their body owes the board, in a real browser."""

import pytest
from browser import settle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_a_director_shows_their_own_actions_and_then_all_again(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(f"{demonstration_url}/actions")
    settle(desk)
    rows = desk.locator("table.timeline tbody tr")
    every = rows.count()
    desk.get_by_role("link", name="Wiltshire", exact=True).click()
    expect(desk.get_by_text("Only actions owed by Wiltshire are shown.")).to_be_visible(
        timeout=20_000
    )
    settle(desk)
    assert 0 < rows.count() < every
    assert desk.locator("table.timeline").get_by_text("Gloucestershire").count() == 0
    desk.get_by_role("link", name="Show all").click()
    expect(desk.get_by_text("Show only what one body owes:")).to_be_visible(timeout=20_000)
    settle(desk)
    assert rows.count() == every
