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
            "body": NAMES[body_code],
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
        ["Finding", "* Red", "* Amber", "* Blue", "Bodies it applies to", "Worst"],
        ["AFI 1Share <it>", "1", "0", "2", "3", "Red: Body 01"],
        ["AFI 2Share <it>", "0", "1", "1", "2", "Amber: Body 00"],
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
    assert 'colspan="3">The numbering shows that it exists. Its wording' in drawn


def test_a_finding_without_wording_stands_at_the_bodies_it_applies_to() -> None:
    cells = positions({"AFI 1": ["red"]})
    unworded = {"finding_ref": "AFI 2", "wording": None, "is_wording_held": False}
    cells = pd.concat([cells, cells.head(1).assign(**unworded)])
    drawn = matrices.finding_matrix(
        cells, pd.DataFrame({"body_code": list(NAMES)}), link, is_wide=True, is_made_up=False
    )
    assert lines_of(drawn)[2] == ["AFI 2Its wording is not held.", "1", "1", "Red: Body 00"]
    assert lines_of(drawn)[-1][0] == "AFI 9"


def test_of_many_bodies_the_worst_are_named() -> None:
    assert "Red: Body 00, Body 01, Body 02 and 2 more" in wide({"AFI 1": ["red"] * 5 + ["amber"]})
    assert "none red or amber" in wide({"AFI 1": ["blue"]})


# ---- A few bodies: marks ----

FEW = pd.DataFrame(
    [
        {"body_code": code, "body": name, "grade": "Adequate", "is_stale": False,
         "as_at_on": pd.Timestamp("2026-10-31")}
        for code, name in [("body-00", "Body 00"), ("body-01", "Body <01>")]
    ]
)  # fmt: skip
CELL = {
    "finding_ref": "AFI 1", "wording": "Share <it>", "body_code": "body-00", "body": "Body 00",
    "body_order": 1, "brag_code": "green", "brag": "Green", "brag_symbol": "●", "brag_order": 2,
    "computed_brag_code": "red", "computed_brag": "Red", "agreement_code": "better-than-shown",
    "measure_count": 4, "met_count": 1, "held_returns": 0, "sustained_returns": 3,
    "claimed_stage": "Delivered", "claimed_step": 3, "step_count": 3, "is_reported": True,
    "is_delivered": True, "is_verified": False, "is_contradicted": False, "is_conflict": False,
    "is_contested": False, "is_claimed_anew": False, "is_waiting": True, "is_open": False,
    "is_past_closing": False, "is_milestone_overdue": False, "is_stale": False,
    "left_out_code": None, "evidence": None, "waiting_since_on": pd.Timestamp("2026-08-31"),
    "waiting_days": 61, "expected_closing_on": pd.Timestamp("2027-03-31"), "disagreeing": (),
    "later_words": (), "verified_on": pd.NaT, "verified_stage": "Not verified",
    "next_milestone": None, "next_milestone_due_on": pd.NaT, "response_published_on": pd.NaT,
}  # fmt: skip


def few(*changes: dict[str, object]) -> str:
    cells = pd.DataFrame([{**CELL, **change} for change in changes])
    return matrices.finding_matrix(cells, FEW, link, is_wide=False, is_made_up=True)


def test_a_cell_has_its_marks_its_words_and_a_link_to_its_history() -> None:
    drawn = few({})
    assert 'aria-label="AFI 1, Body 00: green, shown red; 1 of 4 measures met"' in drawn
    assert '<span class="melon is-green"' in drawn
    for words in ("Delivered", "Green, shown red", "closing Mar 2027", "No evidence given"):
        assert f">{words}<" in drawn, words
    assert (
        "/afi_progress?as_at=Another+date&amp;on=2026-10-31&amp;finding=AFI+1&amp;at=Body+00"
        in (drawn)
    )
    assert drawn.count("does not apply") == 1, "at the other body"


def test_a_narrow_screen_has_the_same_as_a_list_by_body() -> None:
    drawn = few({}, {"body_code": "body-01", "body": "Body <01>"})
    table, narrow = drawn.split("narrow-only")
    assert table.count("melon is-green") - narrow.count("melon is-green") == 2, "two in the key"
    assert "<h3>Body &lt;01&gt;" in narrow
    assert "Demonstration data" in narrow


def test_only_a_verifier_fills_the_diamond_of_a_cell() -> None:
    table = few({"is_verified": True, "verified_on": pd.Timestamp("2026-10-06")})
    assert table.count("diamond verified") == 1 + 2, "in the key, the table and the list"
    assert "verified Oct 2026" in table
    assert "diamond disputed" in few({"is_contested": True}).split("</p>")[1]


def test_a_finding_left_out_says_so_and_shows_no_step() -> None:
    drawn = few({
        "is_reported": False, "claimed_step": None, "brag_code": "grey", "brag": "Not known",
        "agreement_code": "unchecked", "left_out_code": "finding", "is_waiting": False,
        "latest_as_at_on": pd.Timestamp("2026-10-31"), "is_delivered": False,
    })  # fmt: skip
    assert "Left out of its latest return" in drawn
    assert drawn.count('class="steps"') == 1, "in the key"
