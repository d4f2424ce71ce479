"""What a director, an analyst and a commissioner do with the pages, in a real browser."""

import csv
import io
from pathlib import Path
from typing import Literal

import pytest
from browser import (
    Screenshot,
    assert_accessible,
    assert_fits,
    each_screen,
    no_outside_requests,
    settle,
)
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.journey

PATHS = {
    "board": "/",
    "afi-progress": "/afi_progress?finding=AFI+1&at=Dorset",
    "claims": "/claims?measures=true",
    "consistency": "/consistency",
    "about": "/about",
    "plans": "/plans",
    "governance": "/governance?instrument=true&milestone=true&practice=true",
    "actions": "/actions?which=All",
    "socit": "/socit",
    "threat": "/threat",
    "scpo": "/scpo",
    "profiles": "/profiles",
    "returns": "/returns",
    "one-return": "/returns?return=117",
    "send": "/send",
    "record": "/record",
    "record-attendance": "/record?kind=Attendance",
    "record-verification": "/record?kind=Verification",
    "past-day": "/?shown=As+it+was+shown+on+a+past+day&shown_on=2026-10-20",
    "guide": "/guide",
    "boardroom": "/boardroom?item=Claims+to+challenge",
    "boardroom-plans": "/boardroom?item=4P+plans",
}


@pytest.mark.parametrize("path", list(PATHS))
def test_every_page_is_accessible_and_fits_every_screen(
    desk: Page, demonstration_url: str, path: str, screenshot: Screenshot
) -> None:
    with no_outside_requests(desk, demonstration_url):
        desk.goto(demonstration_url + PATHS[path])
        expect(desk.locator("h1")).to_be_visible(timeout=20_000)
        for screen in each_screen(desk):
            assert_accessible(desk, only_colours=not screen.is_of_new_width)
            assert_fits(desk)
            expect(desk.get_by_text("Demonstration data", exact=True).first).to_be_visible()
            top = desk.locator(".soc.bar").evaluate("e => e.getBoundingClientRect().top")
            assert top < 20, "nothing empty above the marking"
            screenshot(desk, f"{path}-{screen}")


def test_the_public_record_alone_is_accessible_and_says_what_is_not_held(
    desk: Page, published_url: str, screenshot: Screenshot
) -> None:
    desk.goto(published_url)
    expect(desk.get_by_text("public record alone")).to_be_visible(timeout=20_000)
    for screen in each_screen(desk):
        assert_accessible(desk, only_colours=not screen.is_of_new_width)
        assert_fits(desk)
        expect(desk.get_by_text("Demonstration data")).to_have_count(0)
        screenshot(desk, f"published-{screen}")


def test_a_director_opens_a_finding_from_the_board_and_shares_it(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(demonstration_url)
    settle(desk)
    row = desk.get_by_role("row").filter(has_text="AFI 8")
    row.get_by_role("link").first.click()
    expect(desk.get_by_role("heading", name="AFI 8 at Dorset")).to_be_visible(timeout=20_000)
    settle(desk)
    expect(desk.get_by_role("cell", name="Regionally assured").first).to_be_visible()
    link = desk.get_by_role("link", name="Link to this view").get_attribute("href")
    sentence = desk.locator(".asked").inner_text()

    desk.goto(demonstration_url + str(link))
    expect(desk.get_by_role("heading", name="AFI 8 at Dorset")).to_be_visible(timeout=20_000)
    settle(desk)
    assert desk.locator(".asked").inner_text() == sentence


def test_filters_change_the_address_and_survive_a_change_of_page_and_a_reload(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(demonstration_url)
    settle(desk)
    desk.get_by_role("combobox", name="Bodies").click()
    desk.get_by_role("option", name="Dorset").click()
    desk.keyboard.press("Escape")
    expect(desk.get_by_text("for Dorset only")).to_be_visible()
    assert "body=Dorset" in desk.url
    desk.get_by_role("link", name="AFI progress").first.click()
    expect(desk.get_by_role("heading", name="AFI progress")).to_be_visible()
    expect(desk.get_by_text("for Dorset only")).to_be_visible()
    desk.reload()
    expect(desk.get_by_text("for Dorset only")).to_be_visible(timeout=20_000)


def test_the_address_keeps_the_days_it_was_opened_with(desk: Page, demonstration_url: str) -> None:
    days = "as_at=Another+date&on=2026-11-20&since=Another+date&since_on=2026-10-20"
    desk.goto(f"{demonstration_url}/claims?{days}")
    settle(desk)
    assert desk.url == f"{demonstration_url}/claims?{days}", "these days are what is shown at first"
    sentence = desk.locator(".asked").inner_text()
    assert sentence.startswith("As at 20 November 2026, compared with 20 October 2026")
    desk.goto(desk.url)
    settle(desk)
    assert desk.locator(".asked").inner_text() == sentence
    desk.goto(f"{demonstration_url}/claims?as_at=Another+date")
    settle(desk)
    assert "on=2026-" in desk.url, "a day that nobody named is in the address once it is shown"


def test_a_download_is_labelled_marked_and_safe_to_open(desk: Page, demonstration_url: str) -> None:
    desk.add_init_script("delete window.showSaveFilePicker")
    desk.goto(demonstration_url)
    settle(desk)
    with desk.expect_download() as got:
        desk.get_by_role("button", name="Download as CSV: Overdue board actions").click()
    assert got.value.suggested_filename.startswith("demonstration-")
    content = Path(got.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert rows, "the demonstration has overdue actions"
    for row in rows:
        assert row["Data"] == "Demonstration data"
        assert row["Marking"].startswith("OFFICIAL")
        assert row["Filters"].startswith("As at 31 October 2026") or row["Filters"]


def test_every_answer_carries_the_headers_that_keep_it_local(
    desk: Page, demonstration_url: str
) -> None:
    answer = desk.goto(demonstration_url)
    assert answer is not None
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_board_can_be_read_by_keyboard(desk: Page, demonstration_url: str) -> None:
    desk.goto(demonstration_url)
    settle(desk)
    first = desk.locator("table.matrix a").first
    first.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#history")).to_be_visible(timeout=20_000)


def test_an_analyst_opens_an_ocg_to_its_history(desk: Page, demonstration_url: str) -> None:
    desk.goto(f"{demonstration_url}/plans")
    settle(desk)
    desk.get_by_role("combobox", name="History of OCG").fill("DOR-0013")
    desk.get_by_role("option", name="DOR-0013").click()
    expect(desk.get_by_role("heading", name="History of DOR-0013")).to_be_visible()
    settle(desk)
    assert "ocg=DOR-0013+at+Dorset" in desk.url
    file = desk.get_by_title("demonstration-dorset-2026-10-31.xlsx")
    expect(file.first).to_be_visible()


def test_a_director_opens_a_measure_from_the_region_to_its_rows(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(f"{demonstration_url}/consistency")
    settle(desk)
    desk.get_by_role("link", name="4P plans of quality, Avon and Somerset").click()
    expect(desk.get_by_role("heading", name="4P plans", exact=True)).to_be_visible(timeout=20_000)
    expect(desk.get_by_text("for Avon and Somerset only")).to_be_visible()


def test_a_claim_opens_to_the_measures_behind_it(desk: Page, demonstration_url: str) -> None:
    desk.goto(f"{demonstration_url}/claims")
    settle(desk)
    desk.get_by_text("Targets, trends and measures behind these figures").click()
    expect(desk.get_by_text("Measures that evidence each finding").first).to_be_visible()
    settle(desk)
    assert "measures=true" in desk.url


@pytest.mark.parametrize(
    "path",
    [
        "claims?claims=true",
        "actions?which=All&register=true",
        "afi_progress?positions=true",
        "socit?roles=true",
        "scpo?reviews=true",
    ],
)
def test_a_table_of_rows_fits_on_a_laptop(desk: Page, demonstration_url: str, path: str) -> None:
    desk.goto(f"{demonstration_url}/{path}")
    settle(desk)
    cut = desk.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)"
        ".map(e => e.getAttribute('aria-label'))"
    )
    assert desk.locator(".scroll").count()
    assert not cut


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_light_and_holds_what_the_screen_does(
    desk: Page, demonstration_url: str, scheme: Literal["light", "dark"]
) -> None:
    # The width of A4 on its side, less its margins.
    desk.set_viewport_size({"width": 1032, "height": 700})
    for path in ("", "returns"):
        desk.emulate_media(media="screen", color_scheme=scheme)
        desk.goto(f"{demonstration_url}/{path}")
        settle(desk)
        desk.emulate_media(media="print")
        dark = desk.evaluate(
            """[...document.querySelectorAll('body, body *')].filter(e => {
              if (e.matches('.brag, .track *, .melon, .melon *, .steps i, .trend-line *')) return;
              if (e.matches('.picture *, .road *')) return;
              const [r, g, b, a = 1] = getComputedStyle(e).backgroundColor.match(/[\\d.]+/g);
              return e.checkVisibility() && a > 0 && +r + +g + +b < 690;
            }).map(e => e.outerHTML.slice(0, 80))"""
        )
        assert not dark
        assert desk.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(11, 12, 12)"
        cut = desk.locator(".scroll").evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length"
        )
        assert not cut
    desk.goto(demonstration_url)
    settle(desk)
    tops = desk.locator(".figure").evaluate_all("all => all.map(e => e.offsetTop)")
    assert len(tops) == 6
    assert len(set(tops)) == 1


def test_the_mark_of_what_is_made_up_stays_in_sight_however_far_a_page_is_scrolled(
    desk: Page, demonstration_url: str
) -> None:
    desk.goto(demonstration_url)
    for screen in each_screen(desk):
        desk.locator('[data-testid="stMain"]').evaluate("e => e.scrollTop = 1500")
        seen = desk.locator(".soc.bar .made-up").evaluate(
            """e => { const {x, y, width, height} = e.getBoundingClientRect();
              return e.contains(document.elementFromPoint(x + width / 2, y + height / 2)); }"""
        )
        assert seen, screen


def test_every_printed_sheet_says_what_it_is_by_itself(
    desk: Page, demonstration_url: str, published_url: str
) -> None:
    """Page 2 on lists OCG references under the names of real forces."""
    for url, is_made_up in ((f"{demonstration_url}/plans", True), (published_url, False)):
        desk.goto(url)
        settle(desk)
        sentence = desk.locator(".asked").inner_text().removesuffix(" Link to this view")
        marking = desk.locator(".soc.bar .marking").inner_text()
        sheets = PdfReader(io.BytesIO(desk.pdf(format="A4", landscape=True))).pages
        assert len(sheets) > 1
        for number, sheet in enumerate(sheets, start=1):
            said = " ".join(sheet.extract_text().split())
            assert marking in said
            assert sentence in said
            assert f"Sheet {number} of {len(sheets)}" in said
            assert ("Demonstration data: made up" in said) == is_made_up
            assert is_made_up or "emonstration" not in said


def test_what_a_measure_counts_can_be_read_about(desk: Page, demonstration_url: str) -> None:
    desk.goto(demonstration_url)
    settle(desk)
    desk.get_by_role("link", name="About the figures").click()
    expect(desk.get_by_role("heading", name="Measures", exact=True)).to_be_visible()
    expect(desk.get_by_role("rowheader", name="4P plans of quality")).to_be_visible()
