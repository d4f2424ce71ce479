"""The page that a browser loads first is ours in every word, and starts the maker's scripts."""

import re
from pathlib import Path

import pytest
import streamlit

from dashboard.commands import index_page

MAKERS = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def test_nothing_of_the_maker_s_is_said() -> None:
    ours = index_page.ours(MAKERS)
    files = r'"\./static/[^"]+"'
    assert "treamlit" in re.sub(files, "", MAKERS)
    assert "treamlit" not in re.sub(files, "", ours)
    assert "_stcore" not in ours
    assert "<title>SOC governance</title>" in ours
    assert "needs JavaScript" in ours


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in index_page._OURS])
def test_what_is_put_in_its_place_is_still_there(pattern: str) -> None:
    assert re.search(pattern, MAKERS, re.DOTALL)


def test_its_scripts_and_styles_are_kept() -> None:
    assets = re.compile(r'(?:src|href)="\./(static/[^"]+)"')
    assert assets.findall(index_page.ours(MAKERS)) == assets.findall(MAKERS)
    assert '<div id="root"></div>' in index_page.ours(MAKERS)


@pytest.mark.parametrize(
    ("is_made_up", "title"), [(True, "Demonstration – SOC governance"), (False, "SOC governance")]
)
def test_a_shared_address_is_titled_by_what_it_shows(is_made_up: bool, title: str) -> None:
    page = index_page.titled(index_page.ours(MAKERS), is_made_up=is_made_up)
    assert f"<title>{title}</title>" in page
