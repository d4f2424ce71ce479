"""A return from the workbook to everybody's board, and what is recorded while the board meets."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from browser import assert_accessible, assert_fits, settle
from openpyxl.workbook import Workbook
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

Broken = dict[tuple[str, int, str], Any]

BREAKS: Broken = {
    ("Return", 2, "Marking"): "SECRET",
    ("Finding updates", 2, "Declared BRAG"): "Purple",
    ("Finding updates", 3, "Expected closing date"): "31 June 2027",
    ("OCGs", 2, "Under investigation"): "perhaps",
    ("OCGs", 3, "OCG reference"): None,
    ("OCGs", 4, "Threat score"): -1,
    ("4P plans", 2, "Strand"): "Persuade",
    ("SOCIT posts", 2, "In post (FTE)"): "six",
    ("SCPOs", 2, "Conditions"): 2.5,
    ("LROs", 2, "Trained"): "in part",
}
"""Sheet, row and header of a cell -> the mistake that is put there."""


@pytest.fixture
def desk(new_desk: Callable[[], Page]) -> Callable[[], Page]:
    """Opens a tab of its own at each call."""

    def opened() -> Page:
        page = new_desk()
        page.add_init_script("delete window.showSaveFilePicker")
        return page

    return opened


def cell(book: Workbook, place: tuple[str, int, str]) -> Any:
    """The cell of a sheet's data row, counted from 2, under a header."""
    title, row, header = place
    page = book[title]
    top = next(n for n in range(1, 11) if header in [c.value for c in page[n]])
    column = [c.value for c in page[top]].index(header) + 1
    return page.cell(top + row - 1, column)


def saved(book: Workbook) -> bytes:
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def send(page: Page, name: str, data: bytes) -> None:
    upload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator('input[type="file"]').set_input_files(upload)
    expect(page.get_by_text(name).first).to_be_visible()


def download(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as got:
        page.get_by_role("button", name=button).click()
    return got.value.suggested_filename, Path(got.value.path()).read_bytes()


def test_a_return_goes_from_the_workbook_to_everybody_s_board(
    desk: Callable[[], Page], living_url: str
) -> None:
    watcher, sender = desk(), desk()
    watcher.goto(living_url)
    settle(watcher)

    sender.goto(f"{living_url}/send")
    settle(sender)
    choose(sender, "Return of", "Dorset")
    name, template = download(sender, "Download the workbook to fill in")
    assert name.startswith("demonstration-dorset-")

    book = openpyxl.load_workbook(io.BytesIO(template))
    was = {place: cell(book, place).value for place in BREAKS}
    for place, mistake in BREAKS.items():
        cell(book, place).value = mistake
    send(sender, name, saved(book))
    expect(sender.get_by_text("10 mistakes in all")).to_be_visible(timeout=20_000)
    for title, _, header in BREAKS:
        row = sender.get_by_role("row").filter(has_text="Mistake").filter(has_text=title)
        expect(row.filter(has_text=header).first).to_be_visible()
    assert_accessible(sender)
    assert_fits(sender)
    _, marked = download(sender, "Download the workbook with these places marked")
    assert "Problems" in openpyxl.load_workbook(io.BytesIO(marked)).sheetnames

    for place, value in was.items():
        cell(book, place).value = value
    changed = next(
        row
        for row in range(2, 9)
        if cell(book, ("Finding updates", row, "Finding")).value == "AFI 7"
    )
    cell(book, ("Finding updates", changed, "Declared BRAG")).value = "Red"
    sender.get_by_role("button", name="Remove").first.click()
    settle(sender)
    send(sender, name, saved(book))
    expect(sender.get_by_text("1 file can be accepted")).to_be_visible(timeout=20_000)
    row = sender.get_by_role("row").filter(has=sender.get_by_role("rowheader", name="AFI 7"))
    expect(row.first).to_contain_text("Red")
    assert_accessible(sender)
    sender.get_by_role("button", name="Accept 1 return").click()
    expect(sender.get_by_text("Accepted: Dorset as at")).to_be_visible(timeout=20_000)

    sender.get_by_role("link", name="Board", exact=True).click()
    settle(sender)
    assert_red(sender)

    watcher.get_by_text("Rows behind these figures").click()
    expect(watcher.get_by_text("New since your last click")).to_be_visible(timeout=20_000)
    expect(watcher.get_by_role("status").filter(has_text="Dorset as at")).to_be_visible()
    settle(watcher)
    assert_red(watcher)
    assert_accessible(watcher)


def assert_red(page: Page) -> None:
    row = page.locator("table.matrix tr").filter(has_text="AFI 7")
    expect(row.locator(".melon.is-red")).to_have_count(1)
    expect(row).to_contain_text("Red, ")


def test_the_secretariat_records_by_keyboard_while_another_looks_on(
    desk: Callable[[], Page], living_url: str
) -> None:
    secretary, director = desk(), desk()
    director.goto(f"{living_url}/actions")
    settle(director)
    secretary.goto(f"{living_url}/record?kind=Decision")
    settle(secretary)
    decided = secretary.get_by_role("textbox", name="Decision", exact=True)
    for words in ("Use one trigger form", "Sample ten plans each quarter"):
        decided.focus()
        secretary.keyboard.type(words)
        secretary.keyboard.press("Enter")
        expect(secretary.get_by_text("Saved as entry").first).to_be_visible(timeout=20_000)
        expect(secretary.get_by_text(words)).to_be_visible(timeout=20_000)
        settle(secretary)
        expect(decided).to_be_focused()
        expect(decided).to_have_value("")
    assert_accessible(secretary)
    director.get_by_text("Meetings: attendance and decisions").click()
    expect(director.get_by_text("Sample ten plans each quarter").first).to_be_visible(
        timeout=20_000
    )
    expect(director.get_by_text("New since your last click")).to_be_visible()
