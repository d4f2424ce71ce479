"""Words that come from outside are shown as they are."""

import pytest

from dashboard.wording import literal


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Rows of dorset-2026-10-31.xlsx", "Rows of dorset-2026-10-31.xlsx"),
        ("4P plans: strands", "4P plans: strands"),
        ("**bold** $x^2$.xlsx", r"\*\*bold\*\* \$x^2\$.xlsx"),
        ("[link](http://a) :red[x] :smile:", r"\[link\](http://a) \:red\[x\] \:smile:"),
        (r"a\*b", r"a\\\*b"),
    ],
)
def test_a_label_shows_a_name_as_it_is(name: str, shown: str) -> None:
    assert literal(name) == shown
