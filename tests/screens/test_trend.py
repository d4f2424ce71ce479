"""A page's measures over time: drawn once opened, with what is missing said in words."""

import re

import pytest
from opened_pages import NONSENSE, Open, text

from dashboard.store.versions import Store

PAGES = {"plans": "4P plans with every strand", "socit": "SOCIT posts filled"}


@pytest.mark.parametrize("view", PAGES)
def test_a_page_shows_its_first_measure_over_time_without_opening_anything(
    opened: Open, demonstration_store: Store, view: str
) -> None:
    at = opened(demonstration_store, view)
    assert not at.get("plotly_chart"), "it would cost every click"
    points = re.findall(r'aria-label="(\w+ \d{4}): (\d+)%, [0-9.]+ of [0-9.]+"', text(at))
    assert len(points) >= 12
    assert points[-1][0] == "October 2026"
    assert f"{PAGES[view]}, bodies together, per cent of" in text(at)
    assert "by month and body" not in text(at)


@pytest.mark.parametrize("view", PAGES)
def test_an_opened_part_shows_the_page_s_first_measure_and_its_returns(
    opened: Open, demonstration_store: Store, view: str
) -> None:
    at = opened(demonstration_store, view, trend="true")
    said = text(at)
    assert f"{PAGES[view]} by month and body, the latest first" in said
    assert "A gap is a month without a return." in said
    assert f"demonstration-{'wiltshire'}-2026-10-31.xlsx" in said
    [chart] = at.get("plotly_chart")
    assert chart.proto.alt.startswith(f"Demonstration data. {PAGES[view]} over time, per cent of")
    assert "Gloucestershire: " in chart.proto.alt
    assert "August 2026. Wiltshire" in chart.proto.alt, "it has not returned since"


def test_the_link_reproduces_the_measure_and_the_bodies(
    opened: Open, demonstration_store: Store
) -> None:
    url = {"measure": "Live investigations per available FTE", "body": ["Dorset"]}
    at = opened(demonstration_store, "socit", trend="true", **url)
    assert "trend=true&amp;measure=Live+investigations+per+available+FTE" in "".join(
        element.proto.body for element in at.get("html")
    )
    [chart] = at.get("plotly_chart")
    assert "investigations per FTE. Dorset: " in chart.proto.alt
    assert "Bodies together" not in text(at).split("by month and body")[-1].split("</table>")[0]


@pytest.mark.parametrize("view", PAGES)
def test_nothing_returned_is_said_in_words(
    opened: Open, published_store: Store, demonstration_store: Store, view: str
) -> None:
    before = {"as_at": "Another date", "on": "2020-01-01"}
    for store, url in ((published_store, {}), (demonstration_store, before)):
        at = opened(store, view, trend="true", **url)
        said = text(at)
        assert "No body chosen has reported this in the 18 months up to" in said
        assert not at.get("plotly_chart")
        assert not NONSENSE.search(said)


def test_a_viewer_without_single_ocgs_sees_plans_over_time(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store, "plans", None, False, trend="true")
    assert at.get("plotly_chart")
    assert "DOR-00" not in text(at)


def test_a_viewer_of_one_body_sees_that_body_alone(
    opened: Open, demonstration_store: Store
) -> None:
    at = opened(demonstration_store, "socit", frozenset({"dorset"}), trend="true")
    [chart] = at.get("plotly_chart")
    assert "Wiltshire" not in chart.proto.alt + text(at)
