"""Claims one under another: the melon, what is missed, what is promised, and where it leads."""

from typing import Any

import pandas as pd

from dashboard.drawing.claim_list import claim_list
from dashboard.phrases.claim_lines import claim_lines

ROW: dict[str, Any] = {
    "finding_ref": "AFI 1", "body": "Dorset <x>", "body_code": "dorset", "is_verified": False,
    "is_contradicted": False, "is_delivered": True, "is_claimed_anew": False,
    "declared_brag_code": "green", "declared_brag": "Green", "computed_brag_code": "red",
    "computed_brag": "Red", "agreement_code": "better-than-shown", "measure_count": 4,
    "met_count": 1, "known_count": 4, "held_returns": 0, "sustained_returns": 3,
    "is_sustained": False, "claimed_stage": "Delivered", "verified_stage": "Not verified",
    "verified_on": pd.NaT, "is_milestone_overdue": False, "rules": ("Too few measures meet",),
    "missed_measures": ("Plans",), "late_measures": (), "unknown_measures": (),
    "expected_closing_on": pd.NaT, "is_past_closing": False, "forecast_from_on": pd.NaT,
    "forecast_to_on": pd.NaT,
}  # fmt: skip


def drawn(**changes: Any) -> str:
    lines = claim_lines(pd.DataFrame([{**ROW, **changes}]), lambda page, **own: f"/{page}?{own}")
    return claim_list(lines, is_made_up=True)


def test_a_claim_has_its_melon_its_measures_and_its_dates() -> None:
    said = drawn()
    assert 'class="melon is-green large"' in said
    assert "<strong>1 of 4 measures meet their targets.</strong>" in said
    assert "Too few measures meet. Misses: Plans." in said
    assert "Closing none given" in said
    assert "On its own trend: no trend" in said
    assert "/afi_progress?" in said


def test_what_a_verifier_found_complete_is_blue_outside_unless_contradicted() -> None:
    verified = {"is_verified": True, "verified_stage": "Regionally assured"}
    assert "melon is-blue large" in drawn(**verified)
    assert "melon is-green large" in drawn(**verified, is_contradicted=True)


def test_what_cannot_be_checked_is_a_question_and_words_are_escaped() -> None:
    said = drawn(agreement_code="unchecked")
    assert "<i>?</i>" in said.split("<ul>")[1]
    assert "Dorset &lt;x&gt;" in said
    assert "Demonstration data" in said
    assert claim_list([], is_made_up=True) == ""
