"""Words that come from outside are shown as they are, and figures say no more than is so."""

from fractions import Fraction

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.wording import literal, n_of_d, percent, rounded, words


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


@pytest.mark.parametrize(
    ("count", "of", "target", "said"),
    [
        (98, 161, None, "61%"),
        (35.84, 40, 90, "89.6%"),
        (35.84, 40, None, "90%"),
        (35.999, 40, 90, "89.998%"),
        (0.1 + 0.2 + 35.7, 40, 90, "90%"),
        (249, 250, None, "99.6%"),
        (1, 250, None, "0.4%"),
        (0, 250, 0, "0%"),
        (250, 250, 100, "100%"),
        (1, 8, None, "13%"),
        (1, 40, None, "3%"),
        (10.4, 100, 10, "10.4%"),
        (14, 130, 10, "11%"),
        (2, 3, float("nan"), "67%"),
    ],
)
def test_a_share_is_not_rounded_across_its_target_nor_to_all_or_none(
    count: float, of: float, target: float | None, said: str
) -> None:
    assert percent(count, of, target) == said
    assert n_of_d(count, of, target).endswith(f"({said})")


@given(
    st.integers(0, 400),
    st.integers(1, 400),
    st.one_of(st.none(), st.sampled_from([0, 10, 75, 80, 90, 95, 100, 92.5])),
)
def test_what_is_read_of_a_share_is_on_the_side_of_its_target_that_it_is_on(
    count: int, of: int, target: float | None
) -> None:
    exact = Fraction(100 * count, of)
    read = Fraction(percent(count, of, target).removesuffix("%"))
    assert abs(read - exact) <= Fraction(1, 2)
    for bound in (0, 100, *([] if target is None else [Fraction(target)])):
        assert (read < bound, read > bound) == (exact < bound, exact > bound)


@pytest.mark.parametrize(
    ("value", "places"), [(2.5, 0), (3.5, 0), (0.25, 1), (0.35, 1), (-2.5, 0), (1234.45, 1), (0, 1)]
)
def test_a_half_is_rounded_as_a_query_rounds_it(value: float, places: int) -> None:
    said = duckdb.sql(f"select round({value}::double, {places})").fetchall()[0][0]
    assert float(rounded(value, places).replace(",", "")) == said
    assert words(float(value)) == rounded(value, 1).removesuffix(".0")
