"""The road of a finding at a body: where each mark stands, what it opens and what it is called."""

import re
from datetime import date
from html import unescape
from typing import Any

import pandas as pd

from dashboard.drawing.roadmap import axis_of, roadmap
from dashboard.figures.filters import Filters
from dashboard.phrases.roadmap import headline

ON = date(2026, 10, 31)
STAGES = {"in-progress": "In progress", "delivered": "Delivered"}
KEYS = {"finding_ref": "AFI 1", "body_code": "dorset", "body": "Dorset", "body_order": 1,
        "finding_number": 1}  # fmt: skip
CLAIM = {
    **KEYS, "wording": "Share <it>", "is_reported": True, "is_open": True, "is_verified": False,
    "is_contradicted": False, "claimed_stage": "In progress", "expected_closing_on": pd.NaT,
    "forecast_from_on": pd.NaT, "forecast_to_on": pd.NaT, "verified_on": pd.NaT,
    "is_past_closing": False, "redate_count": 0,
}  # fmt: skip


def link(page: str, **own: str) -> str:
    return Filters(ON).link(page, {"dorset": "Dorset"}, **own)


def said(on: str, brag: str | None = "green", stage: str | None = "in-progress",
         closing: str | None = None, **more: Any) -> dict[str, Any]:  # fmt: skip
    return {
        **KEYS, "lane_code": "claimed", "on_date": pd.Timestamp(on), "brag_code": brag,
        "brag": brag and brag.capitalize(), "stage_code": stage,
        "stage": STAGES[stage] if stage else None, "is_complete": stage == "delivered",
        "kind_code": "step", "expected_closing_on": pd.Timestamp(closing), "return_id": 7,
        "stale_after_days": 45, **more,
    }  # fmt: skip


def word(on: str, stage: str, *, is_complete: bool = True) -> dict[str, Any]:
    own = {"lane_code": "verified", "stage": stage, "is_complete": is_complete, "return_id": 9}
    return said(on, None, "delivered", kind_code="contested") | own


def drawn(*rows: dict[str, Any], **claim: Any) -> str:
    roads = pd.DataFrame(rows, columns=[*said("2026-10-31")])
    roads = roads.astype({"expected_closing_on": "datetime64[ns]", "on_date": "datetime64[ns]"})
    claims = pd.DataFrame([{**CLAIM, **claim}])
    for name in ("expected_closing_on", "forecast_from_on", "forecast_to_on", "verified_on"):
        claims[name] = pd.to_datetime(claims[name])
    return roadmap(roads, claims, ON, link, is_made_up=True)


def marks(picture: str, kind: str) -> list[tuple[str, str, float]]:
    """Address, name and place of each mark of a kind."""
    found = re.findall(
        rf'<a class="{kind}[^"]*" href="([^"]*)" title="([^"]*)"[^>]*style="left:([0-9.]+)%',
        picture,
    )
    return [(unescape(href), unescape(name), float(left)) for href, name, left in found]


MONTHLY = [said(on) for on in ("2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31")]


def test_returns_that_say_the_same_are_one_stretch_that_opens_the_first() -> None:
    ((href, name, _),) = marks(drawn(*MONTHLY), "seg is-green")
    assert href == "/returns?as_at=Another+date&on=2026-10-31&return=7"
    assert (
        name
        == "AFI 1, Dorset: declared green, in progress, 31 July 2026 to 31 October 2026, 4 returns"
    )


def test_another_brag_or_stage_begins_another_stretch_at_the_return_before() -> None:
    rows = [*MONTHLY[:2], said("2026-09-30", "red"), said("2026-10-31", "red", "delivered")]
    picture = drawn(*rows)
    (_, _, green), *reds = marks(picture, "seg is-(?:green|red)")
    assert [name.split(": ")[1] for _, name, _ in reds] == [
        "declared red, in progress, 30 September 2026", "declared red, delivered, 31 October 2026",
    ]  # fmt: skip
    assert green < reds[0][2] < reds[1][2]
    assert picture.count("seg is-red moved") == 1, (
        "the stage moved once, from one return to another"
    )


def test_silence_is_hatched_and_no_colour_runs_through_it() -> None:
    picture = drawn(said("2026-03-31"), said("2026-08-31"))
    silent = re.findall(r'class="silence" role="img" title="([^"]*)"', picture)
    assert silent == [
        "Dorset: no return after 31 March 2026",
        "Dorset: no return after 31 August 2026",
    ]
    assert "no return after" not in drawn(*MONTHLY)


def test_a_return_that_leaves_a_finding_out_says_so_and_has_no_colour() -> None:
    ((_, name, _),) = marks(drawn(*MONTHLY[:3], said("2026-10-31", None, None)), "seg is-none")
    assert name == "AFI 1, Dorset: returned 31 October 2026, and says nothing of it"


def test_every_closing_date_promised_is_there_the_last_one_whole() -> None:
    rows = [said("2026-08-31", closing="2026-10-31"), said("2026-09-30", closing="2026-12-31"),
            said("2026-10-31", closing="2027-03-31")]  # fmt: skip
    picture = drawn(*rows, expected_closing_on="2027-03-31", redate_count=2)
    before, now = marks(picture, "sign before"), marks(picture, "sign promised")
    assert [name.split(": ")[1] for _, name, _ in before] == [
        "closing date promised before, 31 October 2026, given 31 August 2026",
        "closing date promised before, 31 December 2026, given 30 September 2026",
    ]
    assert now[0][1].endswith("promised now, 31 March 2027, given 31 October 2026")
    assert 'class="arrow"' in picture
    assert "moved later 2 times" in picture
    assert "no closing date given" not in picture
    assert "no closing date given" in drawn(*MONTHLY)


def test_a_verifier_s_word_is_a_sign_that_opens_its_entry() -> None:
    picture = drawn(*MONTHLY, word("2026-09-14", "Regionally assured"),
                    word("2026-10-06", "Disputed", is_complete=False))  # fmt: skip
    ((href, name, _),) = marks(picture, "sign verified")
    assert (href.split("&")[-1], name) == (
        "return=9", "AFI 1, Dorset: regionally assured, 14 September 2026",
    )  # fmt: skip
    assert marks(picture, "sign word contested")[0][1].endswith("disputed, 6 October 2026")


def test_the_trend_of_an_open_finding_has_its_own_forecast() -> None:
    dates = {"forecast_from_on": "2027-01-10", "forecast_to_on": "2027-02-20"}
    picture = drawn(*MONTHLY, **dates)
    assert "its own trend meets the targets 10 January 2027 to 20 February 2027" in picture
    assert 'class="forecast"' not in drawn(*MONTHLY, **dates, is_open=False)


def test_nothing_stands_outside_its_line() -> None:
    rows = [said("2015-01-31", closing="2036-12-31"), said("2026-10-31", closing="2040-12-31")]
    picture = drawn(*rows, expected_closing_on="2040-12-31", forecast_from_on="2039-01-01",
                    forecast_to_on="2041-01-01")  # fmt: skip
    places = [(float(left), float(width or 0)) for left, width in
              re.findall(r"left:([0-9.-]+)%(?:;width:([0-9.]+)%)?", picture)]  # fmt: skip
    assert places
    assert all(left >= 0 and left + width <= 100.5 for left, width in places)
    assert "31 December 2040" in picture, "its name has the day that the axis has not"


def test_no_return_yet_is_a_line_without_a_mark() -> None:
    picture = drawn(is_reported=False)
    assert not marks(picture, "seg")
    assert "not reported" in picture
    assert (
        roadmap(pd.DataFrame(columns=["on_date"]), pd.DataFrame(), ON, link, is_made_up=False) == ""
    )


def test_words_are_escaped_and_made_up_data_is_marked() -> None:
    picture = drawn(*MONTHLY)
    assert "Share &lt;it&gt;" in picture
    assert "Demonstration data" in picture


def test_the_axis_reaches_a_year_ahead_at_most() -> None:
    roads = pd.DataFrame([said("2026-10-31", closing="2036-12-31")])
    claims = pd.DataFrame([{**CLAIM}])
    claims["forecast_to_on"] = pd.to_datetime(claims["forecast_to_on"])
    axis = axis_of(roads, claims, ON)
    assert axis.last < pd.Timestamp("2027-12-31")
    assert axis.at(pd.Timestamp("2036-12-31")) == 100


def test_the_headline_says_what_slips_first() -> None:
    cells = pd.DataFrame(
        [{**KEYS, "is_verified": n == 0, "is_contradicted": False} for n in range(3)]
    )
    claims = pd.DataFrame([
        {**CLAIM, "is_open": False, "is_verified": True},
        {**CLAIM, "redate_count": 2, "expected_closing_on": pd.Timestamp("2027-01-01")},
        {**CLAIM},
    ])  # fmt: skip
    assert headline(cells, claims) == [
        "Of 2 findings at bodies still open, 1 has moved the closing date later and 1 gives none.",
        "1 of 3 findings at bodies is verified complete.",
    ]
