"""Findings against bodies: a cell a body of a few, a count a BRAG of many."""

import re
from datetime import date
from html import unescape

import pandas as pd

from dashboard.drawing import matrices
from dashboard.figures.filters import MOST_BODIES, Filters

NAMES = {f"body-{n:02}": f"Body {n:02}" for n in range(MOST_BODIES + 1)}
BRAGS = {"red": "Red", "amber": "Amber", "blue": "Blue"}


def positions(brag_codes: dict[str, list[str]]) -> pd.DataFrame:
    """Findings at the first bodies of NAMES, and one finding whose wording is not held."""
    order = list(BRAGS)
    rows = [
        {
            "finding_ref": finding_ref,
            "wording": "Share <it>",
            "is_wording_held": True,
            "body_code": body_code,
            "brag_code": code,
            "brag": BRAGS[code],
            "brag_symbol": "*",
            "brag_order": order.index(code),
            "is_milestone_overdue": False,
        }
        for finding_ref, codes in brag_codes.items()
        for body_code, code in zip(NAMES, codes, strict=False)
    ]
    return pd.DataFrame([*rows, {"finding_ref": "AFI 9", "is_wording_held": False}])


def link(page: str, **own: str) -> str:
    return Filters(date(2026, 10, 31)).link(page, NAMES, **own)


def lines_of(drawn: str) -> list[list[str]]:
    """The text of each cell, line by line, head first."""
    return [
        [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", line)]
        for line in re.findall("<tr>.*?</tr>", drawn)
    ]


def wide(brag_codes: dict[str, list[str]]) -> str:
    returns = pd.DataFrame({"body_code": list(NAMES)})
    return matrices.finding_matrix(
        positions(brag_codes), returns, link, is_wide=True, is_made_up=False
    )


def test_many_bodies_are_counted_at_each_brag_in_its_order() -> None:
    drawn = wide({"AFI 1": ["blue", "red", "blue"], "AFI 2": ["amber", "blue"]})
    assert lines_of(drawn)[:3] == [
        ["Finding", "* Red", "* Amber", "* Blue", "Bodies it applies to"],
        ["AFI 1Share <it>", "1", "0", "2", "3"],
        ["AFI 2Share <it>", "0", "1", "1", "2"],
    ]
    assert f"How many of {len(NAMES)} bodies" in drawn
    assert f"at most {MOST_BODIES} bodies" in drawn


def test_a_counted_finding_opens_every_body_s_state_of_it() -> None:
    assert "/afi_progress?as_at=Another+date&amp;on=2026-10-31&amp;finding=AFI+1" in wide(
        {"AFI 1": ["red"]}
    )


def test_a_finding_whose_wording_is_not_held_is_not_counted() -> None:
    drawn = wide({"AFI 1": ["red"]})
    assert lines_of(drawn)[-1][0] == "AFI 9"
    assert 'colspan="2">The numbering shows that it exists. Its wording' in drawn


def test_a_finding_without_wording_stands_at_the_bodies_it_applies_to() -> None:
    cells = positions({"AFI 1": ["red"]})
    unworded = {"finding_ref": "AFI 2", "wording": None, "is_wording_held": False}
    cells = pd.concat([cells, cells.head(1).assign(**unworded)])
    drawn = matrices.finding_matrix(
        cells, pd.DataFrame({"body_code": list(NAMES)}), link, is_wide=True, is_made_up=False
    )
    assert lines_of(drawn)[2] == ["AFI 2Its wording is not held.", "1", "1"]
    assert lines_of(drawn)[-1][0] == "AFI 9"
