"""Two pages, one figure: whatever query a page asks, a figure that it shares is the same."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from placed_rows import LATER_INSPECTION, REFUSED, store_of, tangled
from questions import Question, Row, day, given

from dashboard.store.versions import Store

Count = Callable[[list[Row]], float]


def rows(name: str, value: object = True) -> Count:
    """How many rows have this."""
    return lambda found: sum(row[name] == value for row in found)


def total(name: str) -> Count:
    """The sum of a column."""
    return lambda found: sum(row[name] or 0 for row in found)


def of_measure(code: str, name: str = "numerator") -> Count:
    return lambda found: sum(row[name] or 0 for row in found if row["measure_code"] == code)


def last_month(found: list[Row]) -> float:
    """What all bodies together come to in the last month of a trend."""
    together = [row for row in found if row["body_code"] is None]
    return max(together, key=lambda row: str(row["month_on"]))["numerator"] if together else 0


def undated(found: list[Row]) -> float:
    return sum(bool(row["is_open"]) and row["expected_closing_on"] is None for row in found)


def unevidenced(found: list[Row]) -> float:
    return sum(bool(row["is_waiting"]) and row["evidence"] is None for row in found)


def current(found: list[Row]) -> float:
    return sum(row["as_at_on"] is not None and not row["is_stale"] for row in found)


SHARED: dict[str, dict[str, Count]] = {
    "findings at bodies": {
        "headline_figures": total("position_count"),
        "finding_by_body": lambda found: sum(row["body_code"] is not None for row in found),
        "claim_and_evidence": len,
    },
    "verified complete": {
        "headline_figures": total("verified_count"),
        "finding_by_body": rows("brag_code", "blue"),
        "claim_and_evidence": lambda found: sum(
            row["is_verified"] and not row["is_contradicted"] for row in found
        ),
    },
    "open findings": {
        "headline_figures": total("open_reported_count"),
        "finding_by_body": rows("is_open"),
        "claim_and_evidence": rows("is_open"),
    },
    "waiting for a verifier": {
        "headline_figures": total("claimed_only_count"),
        "finding_by_body": rows("is_waiting"),
        "claim_and_evidence": rows("is_waiting"),
    },
    "claimed anew after a dispute": {
        "headline_figures": total("claimed_anew_count"),
        "finding_by_body": rows("is_claimed_anew"),
        "claim_and_evidence": rows("is_claimed_anew"),
    },
    "milestones overdue": {
        "finding_by_body": rows("is_milestone_overdue"),
        "claim_and_evidence": rows("is_milestone_overdue"),
        "return_quality_by_body": total("past_milestone_count"),
    },
    "open past the closing date": {
        "headline_figures": total("past_closing_count"),
        "finding_by_body": rows("is_past_closing"),
        "claim_and_evidence": rows("is_past_closing"),
        "return_quality_by_body": total("past_closing_count"),
    },
    "open without a closing date": {
        "headline_figures": total("undated_count"),
        "claim_and_evidence": undated,
        "return_quality_by_body": total("undated_count"),
    },
    "claimed without evidence": {
        "headline_figures": total("unevidenced_count"),
        "claim_and_evidence": unevidenced,
        "return_quality_by_body": total("unevidenced_count"),
    },
    "actions overdue": {
        "headline_figures": total("overdue_action_count"),
        "action_overdue": len,
        "action_register": rows("is_overdue"),
        "action_closure_by_body": total("overdue_count"),
    },
    "actions open": {
        "headline_figures": total("open_action_count"),
        "action_register": rows("status_code", "open"),
        "action_closure_by_body": total("open_count"),
    },
    "OCGs with a plan": {
        "headline_figures": total("covered_ocg_count"),
        "plan_coverage_by_body": total("covered_ocg_count"),
        "plan_quality_by_body": total("covered_count"),
        "plan_by_ocg": rows("is_covered"),
        "ocg_coverage": rows("is_covered"),
        "measure_by_body": of_measure("plan-coverage"),
    },
    "OCGs with plans reported": {
        "headline_figures": total("ocg_count"),
        "plan_coverage_by_body": total("ocg_count"),
        "plan_quality_by_body": total("ocg_count"),
        "measure_by_body": of_measure("plan-coverage", "denominator"),
    },
    "plans of quality": {
        "plan_quality_by_body": total("quality_count"),
        "measure_by_body": of_measure("plan-quality"),
        "measure_trend": last_month,
    },
    "bodies with a current return": {
        "headline_figures": total("current_body_count"),
        "body_return": current,
        "return_quality_by_body": current,
    },
    "SCPO reviews overdue": {
        "scpo_by_body": total("overdue_count"),
        "scpo_register": rows("review_code", "overdue"),
    },
    "SCPOs reviewed": {
        "scpo_by_body": total("reviewed_count"),
        "measure_by_body": of_measure("scpo-reviewed"),
    },
    "OCGs assessed in date": {
        "threat_by_body": total("in_date_count"),
        "threat_by_ocg": rows("assessment_code", "in-date"),
        "measure_by_body": of_measure("assessed-in-date"),
    },
    "due dates moved": {
        "action_register": total("redate_count"),
        "action_ledger": rows("change_code", "redated"),
    },
}
"""Each figure that several queries hold, and how it is read from each."""

QUESTIONS = [
    Question(day("2026-10-31"), finding_ref="AFI 1"),
    Question(day("2026-10-20"), None, ("dorset", "wiltshire", "swrocu"), finding_ref="AFI 1"),
    Question(day("2026-12-20"), finding_ref="AFI 1"),
]


def assert_one_figure(store: Store, question: Question, name: str) -> None:
    found = {query: count(given(store, query, question)) for query, count in SHARED[name].items()}
    assert len({round(float(value), 6) for value in found.values()}) == 1, found


@pytest.mark.parametrize("name", SHARED)
def test_pages_that_share_a_figure_say_the_same(demonstration_store: Store, name: str) -> None:
    for question in QUESTIONS:
        assert_one_figure(demonstration_store, question, name)


@pytest.fixture(scope="module")
def disordered(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("agree"), tangled(4), {**LATER_INSPECTION, **REFUSED})


@pytest.mark.parametrize("name", sorted({*SHARED} - {"plans of quality"}))
def test_they_do_where_nothing_is_in_order(disordered: Store, name: str) -> None:
    for on in ("2026-01-31", "2026-05-20"):
        assert_one_figure(disordered, replace(QUESTIONS[0], as_at=day(on)), name)
