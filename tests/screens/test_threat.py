"""The Threat assessment page, and that its figures are those of the measures."""

from pathlib import Path

import pandas as pd
import pytest
from opened_pages import NONSENSE, Open, text
from placed_rows import Filed, store_of
from questions import Question, day, given

from dashboard.phrases import threat as threat_words
from dashboard.store.versions import Store

OCTOBER = day("2026-10-31")
MADE_OF = {
    "assessed-in-date": ("in_date_count", "ocg_count"),
    "investigated-unassessed": ("unassessed_count", "investigated_count"),
    "accepted-first-time": ("first_accepted_count", "first_decided_count"),
    "decided-in-time": ("in_time_count", "decided_count"),
}
"""The page's measures, and the page's columns that are the same counts."""


@pytest.mark.parametrize("on", ["2025-08-04", "2026-06-30", "2026-10-31"])
def test_the_page_and_the_measures_count_the_same(demonstration_store: Store, on: str) -> None:
    question = Question(day(on))
    own = {row["body_code"]: row for row in given(demonstration_store, "threat_by_body", question)}
    measures = [
        row
        for row in given(demonstration_store, "measure_by_body", question)
        if row["page"] == "threat"
    ]
    assert {row["measure_code"] for row in measures} == set(MADE_OF)
    for row in measures:
        counts = [own[row["body_code"]][name] for name in MADE_OF[row["measure_code"]]]
        assert counts == [row["numerator"], row["denominator"]], row["measure_code"]


def test_the_page_opens_with_what_is_investigated_and_never_assessed(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(opened(demonstration_store, "threat"))
    assert "OCGs under investigation have never been formally assessed: " in said
    assert "active OCGs have an assessment in date (target 90%)" in said
    assert "trigger forms were accepted first time (target 70%)" in said
    assert "the commonest reason for return is “not enough information”" in said
    assert "Assessed in date runs from " in said
    assert said.index("never been formally assessed") < said.index("WIL-0001")
    assert "Scored by OCGM at Avon and Somerset and SWROCU; MoRiLE and OCGM at " in said
    assert "Every active OCG, those" not in said, "an expander nobody opened is not filled"


def test_the_methods_are_kept_apart_band_by_band(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(opened(demonstration_store, "threat", methods="true"))
    assert ">MoRiLE: in date of assessed<" in said
    assert ">Medium (MoRiLE)<" in said
    assert ">OCGM: in date of assessed<" in said
    assert ">Band 4 (OCGM)<" in said


def test_opened_parts_hold_every_ocg_and_the_register(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(opened(demonstration_store, "threat", ocgs="true", forms="true", methods="true"))
    assert said.index(">Method<") < said.index(">Score<") < said.index(">Band<")
    assert "(sheet OCGs)" in said
    assert "(sheet Trigger forms)" in said
    assert "demonstration-wiltshire-2026-10-31.xlsx" in said


def test_one_body_alone_is_compared_with_nobody(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(opened(demonstration_store, "threat", body=["Dorset"]))
    assert "Each of 13 OCGs under investigation has been formally assessed." in said
    assert "Fewer than two bodies can be compared" in said
    assert "WIL-" not in said


def test_a_viewer_without_the_right_to_single_ocgs_sees_counts_only(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(
        opened(
            demonstration_store,
            "threat",
            None,
            False,
            ocgs="true",
            forms="true",
            methods="true",
            returned="true",
        )
    )
    assert "Single OCGs are not shown to your role." in said
    assert "have never been formally assessed: " in said
    assert "Trigger forms of the past 12 months by body" in said
    assert "WIL-00" not in said
    assert "-TF-" not in said


def test_what_nobody_reported_is_not_known(
    opened: Open,
    published_store: Store,
) -> None:
    said = text(opened(published_store, "threat", ocgs="true", forms="true", methods="true"))
    assert "No body chosen has reported its OCGs or trigger forms by this date." in said
    assert said.count("not reported") > 20
    assert "0 of" not in said
    assert "0%" not in said
    assert not NONSENSE.search(said)


def test_before_everything_nothing_is_known(
    opened: Open,
    demonstration_store: Store,
) -> None:
    url = {"as_at": "Another date", "on": "2020-01-01"}
    said = text(opened(demonstration_store, "threat", **url))
    assert "No body chosen has reported its OCGs or trigger forms by this date." in said
    assert "0 of" not in said


def test_a_section_left_out_is_named_and_too_small_or_other_counts_are_not_compared(
    opened: Open,
    tmp_path: Path,
) -> None:
    groups = [
        {"ocg_ref": f"G-{number}", "is_under_investigation": False, "threat_method_code": "morile",
         "assessed_on": OCTOBER, "assessment_due_on": OCTOBER if number else None}
        for number in range(12)
    ]  # fmt: skip
    store = store_of(
        tmp_path,
        [
            Filed("dorset", OCTOBER, {"ocg": groups}, "trigger_form"),
            Filed("wiltshire", OCTOBER, {"ocg": groups[1:]}),
            Filed("swrocu", OCTOBER, {"ocg": groups[:3]}),
            Filed(
                "gloucestershire",
                OCTOBER,
                {"ocg": groups, "definition_note": [{"measure_code": "assessed-in-date"}]},
            ),
            Filed("avon-and-somerset", OCTOBER, {"trigger_form": []}, "ocg"),
        ],
        {},
    )
    said = text(opened(store, "threat", as_at="Another date", on="2026-10-31", methods="true"))
    assert "No active OCG is under investigation." in said
    assert "OCGs not reported: Avon and Somerset and Devon and Cornwall." in said
    assert "Trigger forms not reported: Devon and Cornwall and Dorset." in said
    assert "runs from 11 of 12 (92%) at Dorset to 11 of 11 (100%) at Wiltshire." in said
    assert "Left out as too small to compare, under 10 OCGs: SWROCU." in said
    assert "counted differently there: Gloucestershire." in said
    assert "MoRiLE: no band given" in said
    assert "No trigger form is in the returns." in said
    assert "none to count" in said
    assert not NONSENSE.search(said)


def test_one_of_each_is_said_in_the_singular() -> None:
    counts = {
        "body": "Dorset", "is_stale": False, "ocg_count": 1, "in_date_count": 0,
        "overdue_count": 0, "lapsed_count": 0, "never_count": 1, "investigated_count": 1,
        "unassessed_count": 1,
        "form_count": 1, "decided_count": 0, "first_decided_count": 0, "first_accepted_count": 0,
        "awaiting_count": 1, "in_date_target_pct": None, "first_accepted_target_pct": None,
    }  # fmt: skip
    reasons = pd.DataFrame({"reason": ["Other"], "returned_count": [0]})
    first, second, third = threat_words.threat_headline(pd.DataFrame([counts]), reasons)
    assert first == (
        "1 of 1 (100%) OCGs under investigation has never been formally assessed: Dorset 1."
    )
    assert second.startswith("0 of 1 (0%) active OCGs have an assessment in date; 0 overdue")
    assert third == ("No first submission of a trigger form has been decided. 1 awaits a decision.")
