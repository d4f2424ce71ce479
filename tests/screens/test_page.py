"""What every page has: links from rows to their returns, and how its figures are worked out."""

from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.exports import csv
from dashboard.figures.filters import Filters
from dashboard.figures.question import Question
from dashboard.screens.parts.page import Page


@pytest.mark.parametrize(
    ("return_id", "file_name", "link"),
    [
        (7.0, "a.xlsx", "/returns?as_at=Another+date&on=2026-10-31&return=7"),
        (None, "a&b=1.xlsx", "/returns?as_at=Another+date&on=2026-10-31&file=a%26b%3D1.xlsx"),
        (float("nan"), None, None),
    ],
)
def test_a_row_links_to_its_return_by_number_else_by_file(
    return_id: float | None, file_name: str | None, link: str | None
) -> None:
    question = Question(THIS_COMPUTER, Filters(date(2026, 10, 31)), {})
    page = Page(question, csv.Said("OFFICIAL", "", is_made_up=True))
    row = SimpleNamespace(return_id=return_id, file_name=file_name)
    assert page.return_link_of(row) == link
