"""Every page over more bodies than can be shown side by side."""

from datetime import date

import pytest
from opened_pages import NONSENSE, VIEWS, Open, text

from dashboard.demonstration import national
from dashboard.demonstration.national import Scale
from dashboard.store.versions import Store

WIDE = Scale(forces=13, units=1, months=5, ocgs=8)


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("nation") / "store"
    national.build(folder, date(2026, 11, 23), scale=WIDE)
    return Store(folder)


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_opens_over_many_bodies_and_says_that_all_is_made_up(
    opened: Open, nation: Store, view: str
) -> None:
    said = text(opened(nation, view))
    assert not NONSENSE.search(said)
    assert "Everything here is made up" in said
    assert "public record." not in said.split("</h1>")[0]


def test_many_bodies_are_counted_and_a_few_are_shown(opened: Open, nation: Store) -> None:
    everyone = text(opened(nation, "consistency"))
    assert "how many differ is shown; choose at most 12 bodies" in everyone
    few = text(opened(nation, "consistency", body=["Force 01", "Force 02"]))
    assert '<th scope="col">Force 02' in few


def test_the_board_counts_many_bodies_and_shows_each_of_a_few(opened: Open, nation: Store) -> None:
    everyone = text(opened(nation, "board"))
    assert "How many of 14 bodies stand at each BRAG" in everyone
    assert '<th scope="col">Force 02' not in everyone
    few = text(opened(nation, "board", body=["Force 01", "Force 02"]))
    assert "stand at each BRAG" not in few
    assert '<th scope="col">Force 02' in few


def test_single_ocgs_are_shown_for_a_few_bodies(opened: Open, nation: Store) -> None:
    assert "Choose at most 12 bodies" in text(opened(nation, "plans"))
    few = text(opened(nation, "plans", body=["Force 01"]))
    assert '<a class="column' in few
    assert '<figure class="plans"' not in text(opened(nation, "plans"))
