"""What each definition means, in a region of few rows: one case a test."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from placed_rows import Filed, store_of
from questions import Question, Row, day, given, only

from dashboard.store.versions import Store

EARLY, SEPTEMBER, OCTOBER = day("2025-09-01"), day("2026-09-30"), day("2026-10-31")
GROUPS: dict[str, list[Row]] = {
    "ocg": [{"ocg_ref": "A"}, {"ocg_ref": "B"}, {"ocg_ref": "C", "status_code": "archived"}],
    "plan": [
        {"ocg_ref": "A", "published_on": SEPTEMBER},
        {"ocg_ref": "A", "strand_code": "prevent", "published_on": SEPTEMBER},
        {"ocg_ref": "B", "published_on": None},
        {"ocg_ref": "C", "published_on": SEPTEMBER},
    ],
}
UPDATES = [{"finding_ref": "AFI 1"}, {"finding_ref": "AFI 2", "declared_brag_code": "red"}]
DATED = (
    "action_overdue", "brag_by_month", "finding_by_body", "finding_history", "finding_source",
    "finding_statement", "movement_by_finding_body", "ocg_coverage", "published_figure_by_body",
)  # fmt: skip
COUNTS = ("ocg_count", "covered_ocg_count", "coverage_pct")
CORRECTED_AT = datetime(2026, 11, 20, 10)  # noqa: DTZ001
FEW = [
    Filed("avon-and-somerset", OCTOBER, {**GROUPS, "finding_update": UPDATES}),
    Filed("avon-and-somerset", OCTOBER, {"finding_update": UPDATES[:1]}, received_at=CORRECTED_AT),
    Filed("dorset", OCTOBER, {**GROUPS, "finding_update": UPDATES}),
    Filed("wiltshire", SEPTEMBER, {**GROUPS, "finding_update": UPDATES}),
    Filed("wiltshire", OCTOBER, {"ocg": GROUPS["ocg"]}, "scpo;finding_update;plan"),
    Filed("swrocu", OCTOBER, {"finding_update": UPDATES}),
    Filed(
        "south-west",
        OCTOBER,
        {
            "board_meeting": [{"meeting_on": OCTOBER}],
            "verification": [
                {"finding_ref": "AFI 1", "body_code": "dorset", "verified_on": SEPTEMBER},
                {"finding_ref": "AFI 1", "body_code": "gloucestershire", "verified_on": SEPTEMBER},
            ],
            "action": [
                {"action_ref": "A-1", "due_on": OCTOBER},
                {"action_ref": "A-2", "due_on": OCTOBER - timedelta(days=1)},
                {"action_ref": "A-3", "due_on": SEPTEMBER, "status_code": "closed"},
            ],
        },
    ),
]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("few"), FEW, {})


def test_before_everything_nothing_is_answered(few: Store) -> None:
    question = Question(day("2020-01-01"), day("2019-01-01"), finding_ref="AFI 1")
    for query in ("body_return", "plan_coverage_by_body"):
        assert [row["as_at_on"] for row in given(few, query, question)] == [None] * 6, query
    for query in DATED:
        assert given(few, query, question) == [], query
    assert set(only(few, "headline_figures", question).items()) >= {
        ("position_count", 0), ("body_count", 6), ("has_board_record", False), ("ocg_count", 0),
    }  # fmt: skip


def test_a_body_that_never_returned_is_not_known(few: Store) -> None:
    question = Question(OCTOBER, EARLY, ("devon-and-cornwall",), finding_ref="AFI 1")
    assert only(few, "body_return", question)["as_at_on"] is None
    coverage = only(few, "plan_coverage_by_body", question)
    assert not coverage["is_reported"]
    assert [coverage[name] for name in COUNTS] == [None, None, None]
    assert {row["brag_code"] for row in given(few, "finding_by_body", question)} == {"grey", None}
    assert only(few, "headline_figures", question)["not_reported_count"] == 2
    for query in ("ocg_coverage", "finding_history", "movement_by_finding_body"):
        assert given(few, query, question) == [], query


def test_a_section_not_reported_is_not_known_and_never_zero(few: Store) -> None:
    question = Question(OCTOBER, body_codes=("wiltshire",))
    coverage = only(few, "plan_coverage_by_body", question)
    assert not coverage["is_reported"]
    assert [coverage[name] for name in COUNTS] == [None, None, None]
    finding = only(few, "finding_by_body", question, finding_ref="AFI 2", body_code="wiltshire")
    assert (finding["brag_code"], finding["claimed_stage"]) == ("grey", None)
    assert only(few, "body_return", question)["as_at_on"] == OCTOBER, "it did return"


def test_a_body_that_returned_without_its_findings_is_not_silent(few: Store) -> None:
    # The return of 30 September came in on the day after.
    question = Question(OCTOBER, day("2026-10-01"), ("wiltshire",))
    changes = given(few, "movement_by_finding_body", question)
    assert {row["change_code"] for row in changes} == {"claim-dropped"}


def test_no_active_group_gives_no_share(few: Store) -> None:
    coverage = only(few, "plan_coverage_by_body", Question(OCTOBER, body_codes=("swrocu",)))
    assert coverage["is_reported"]
    assert (coverage["ocg_count"], coverage["covered_ocg_count"]) == (0, 0)
    assert coverage["coverage_pct"] is None


def test_a_group_is_covered_by_one_published_strand(few: Store) -> None:
    question = Question(OCTOBER, body_codes=("dorset",))
    groups = {row["ocg_ref"]: row for row in given(few, "ocg_coverage", question)}
    assert {ref: row["published_strands"] for ref, row in groups.items()} == {"A": 2, "B": 0}
    assert [groups["A"]["is_covered"], groups["B"]["is_covered"]] == [True, False]
    assert only(few, "plan_coverage_by_body", question)["coverage_pct"] == 50.0


def test_the_later_of_two_returns_for_one_day_counts_once_received(few: Store) -> None:
    body = ("avon-and-somerset",)
    for known_at, brag, is_replaced, groups in (
        (CORRECTED_AT - timedelta(seconds=1), "red", [False], 2),
        (CORRECTED_AT, "grey", [True], 0),
    ):
        question = Question(OCTOBER, None, body, known_at, "AFI 2")
        assert only(few, "finding_by_body", question, finding_ref="AFI 2")["brag_code"] == brag
        history = given(few, "finding_history", question)
        assert [row["is_replaced"] for row in history] == is_replaced
        assert only(few, "plan_coverage_by_body", question)["ocg_count"] == groups


def test_what_was_not_received_yet_is_not_known(few: Store) -> None:
    before = Question(OCTOBER, known_at=datetime(2026, 10, 31), finding_ref="AFI 1")  # noqa: DTZ001
    returned = {row["body_code"] for row in given(few, "body_return", before) if row["return_id"]}
    assert returned == {"wiltshire"}
    figures = only(few, "headline_figures", before)
    assert (figures["has_board_record"], figures["action_count"]) == (False, 0)
    assert only(few, "store_state", before)["return_count"] == 1


def test_a_return_counts_from_the_very_moment_it_came_in(few: Store) -> None:
    came_in = datetime(2026, 11, 1, 10)  # noqa: DTZ001
    for known_at, is_known in ((came_in - timedelta(seconds=1), False), (came_in, True)):
        question = Question(OCTOBER, known_at=known_at)
        figures = only(few, "headline_figures", question)
        assert figures["action_count"] == (3 if is_known else 0)
        assert figures["verified_count"] == (1 if is_known else 0)
        assert figures["current_body_count"] == (4 if is_known else 1)
        shown = given(few, "brag_by_month", question)
        brags = {r["brag_code"]: r["position_count"] for r in shown if r["on_date"] == OCTOBER}
        assert (brags.get("blue"), brags["red"]) == ((1, 3) if is_known else (None, 1))
        claims = given(few, "finding_history", replace(question, finding_ref="AFI 2"))
        assert len(claims) == (4 if is_known else 1)
        days = given(few, "date_choice", question)
        assert sum(row["is_return"] for row in days) == (2 if is_known else 1)
        assert sum(row["is_meeting"] for row in days) == (1 if is_known else 0)


SAID_FIRST = {
    "verification": [
        {"finding_ref": "AFI 2", "body_code": "dorset", "verified_on": SEPTEMBER},
        {
            "finding_ref": "AFI 1",
            "body_code": "dorset",
            "verified_on": SEPTEMBER,
            "verified_stage_code": "disputed",
        },
    ],
    "action": [
        {"action_ref": "A-2", "due_on": OCTOBER, "owner_body_code": "swrocu"},
        {"action_ref": "A-1", "due_on": SEPTEMBER},
    ],
}
SAID_LAST = {
    "verification": [
        {"finding_ref": "AFI 1", "body_code": "dorset", "verified_on": SEPTEMBER + timedelta(1)}
    ],
    "action": [{"action_ref": "A-1", "due_on": OCTOBER - timedelta(days=1)}],
}
LATE = datetime(2026, 11, 9, 10)  # noqa: DTZ001


@pytest.mark.parametrize(
    "filed",
    [
        (
            Filed("south-west", OCTOBER, SAID_LAST),
            Filed("south-west", SEPTEMBER, SAID_FIRST, received_at=LATE),
        ),
        (
            Filed("south-west", OCTOBER, SAID_FIRST, received_at=LATE),
            Filed("south-west", OCTOBER, SAID_LAST),
        ),
        (Filed("south-west", OCTOBER, SAID_FIRST), Filed("south-west", OCTOBER, SAID_LAST)),
    ],
    ids=[
        "of a later day",
        "accepted later by a clock that is behind",
        "received at once, filed later",
    ],
)
def test_the_later_word_of_the_board_stands(tmp_path: Path, filed: tuple[Filed, Filed]) -> None:
    store = store_of(tmp_path, filed, {})
    question = Question(OCTOBER, body_codes=("dorset",))
    assert only(store, "finding_by_body", question, finding_ref="AFI 1")["is_verified"]
    # A return sent again for the same day takes the earlier one's place, whole.
    is_replaced = filed[0].as_at_on == filed[1].as_at_on
    blue = only(store, "brag_by_month", question, on_date=OCTOBER, brag_code="blue")
    assert blue["position_count"] == (1 if is_replaced else 2)
    overdue = only(store, "action_overdue", question)
    first_due_on = OCTOBER - timedelta(days=1) if is_replaced else SEPTEMBER
    assert (overdue["first_due_on"], overdue["days_overdue"]) == (first_due_on, 1)


def test_blue_is_a_verifier_s_word_alone(few: Store) -> None:
    question = Question(OCTOBER)
    shown = {
        row["body_code"]: row["brag_code"]
        for row in given(few, "finding_by_body", question)
        if row["finding_ref"] == "AFI 1" and row["body_code"]
    }
    assert shown == {
        # Dorset says since that the work is under way, and amber.
        "avon-and-somerset": "amber", "devon-and-cornwall": "grey", "dorset": "amber",
        "gloucestershire": "blue", "wiltshire": "grey", "swrocu": "amber",
    }  # fmt: skip


def test_a_return_is_stale_the_day_after_the_limit(few: Store) -> None:
    for days, is_stale in ((45, False), (46, True)):
        question = Question(OCTOBER + timedelta(days=days), body_codes=("dorset",))
        for query in ("body_return", "plan_coverage_by_body"):
            assert only(few, query, question)["is_stale"] == is_stale
        assert only(few, "headline_figures", question)["current_body_count"] == 1 - is_stale


def test_a_finding_counts_from_the_day_it_is_published(few: Store) -> None:
    for on, count in (("2025-06-11", 0), ("2025-06-12", 14)):
        assert only(few, "headline_figures", Question(day(on)))["position_count"] == count


def test_an_action_is_overdue_from_the_day_after_it_is_due(few: Store) -> None:
    overdue = given(few, "action_overdue", Question(OCTOBER))
    assert [(row["action_ref"], row["days_overdue"]) for row in overdue] == [("A-2", 1)]
    figures = only(few, "headline_figures", Question(OCTOBER))
    assert (figures["open_action_count"], figures["overdue_action_count"]) == (2, 1)


def test_forms_of_more_than_a_year_ago_are_in_no_count(tmp_path: Path) -> None:
    sent = {
        "new": (OCTOBER - timedelta(days=365), "accepted"),
        "old": (OCTOBER - timedelta(days=366), "returned"),
        "old-and-awaiting": (OCTOBER - timedelta(days=500), "awaiting"),
    }
    forms: list[Row] = [
        {
            "form_ref": ref,
            "submitted_on": on,
            "outcome_code": outcome,
            "decided_on": None if outcome == "awaiting" else OCTOBER,
            "return_reason_code": "already-mapped" if outcome == "returned" else None,
        }
        for ref, (on, outcome) in sent.items()
    ]
    store = store_of(tmp_path, [Filed("dorset", OCTOBER, {"trigger_form": forms})], {})
    question = Question(OCTOBER, body_codes=("dorset",))
    counts = only(store, "threat_by_body", question, body_code="dorset")
    told = ("form_count", "older_count", "decided_count", "returned_count", "awaiting_count")
    assert [counts[name] for name in told] == [2, 1, 1, 0, 1]
    assert len(given(store, "trigger_form_register", question)) == 3
    assert sum(row["returned_count"] for row in given(store, "trigger_form_reason", question)) == 0


def test_a_body_that_is_silent_stays_in_a_sum_over_months_and_is_named(tmp_path: Path) -> None:
    post = {"role_code": "investigator", "in_post_fte": 5.0, "live_investigations": 9}
    filed = [
        Filed(body, on, {"socit_post": [post]})
        for on in (SEPTEMBER, OCTOBER)
        for body in ("dorset", "gloucestershire")
        if (body, on) != ("gloucestershire", OCTOBER)
    ]
    store = store_of(tmp_path, filed, {})
    question = replace(Question(OCTOBER), body_codes=("dorset", "gloucestershire"))
    told = {
        row["month"]: row
        for row in given(store, "measure_trend", question, measure_code="socit-abstracted")
        if row["body_code"] is None
    }
    assert [told[month]["denominator"] for month in ("2026-09", "2026-10")] == [10.0, 10.0]
    assert [told[month]["carried_bodies"] for month in ("2026-09", "2026-10")] == [
        [], ["Gloucestershire"],
    ]  # fmt: skip


@pytest.mark.parametrize("days", [45, 46])
def test_a_stale_body_is_counted_and_named_on_every_page_alike(tmp_path: Path, days: int) -> None:
    post = {"role_code": "investigator", "in_post_fte": 5.0, "live_investigations": 9}
    scpo = {"scpo_ref": "S-1", "is_managed_in_ocg_meeting": True, "ends_on": day("2030-01-01")}
    lro = {"lro_ref": "L-1", "is_trained": True}
    sheets = {**GROUPS, "finding_update": UPDATES, "socit_post": [post], "scpo": [scpo],
              "lro": [lro]}  # fmt: skip
    store = store_of(tmp_path, [Filed("dorset", OCTOBER, sheets)], {})
    question = Question(OCTOBER + timedelta(days=days), body_codes=("dorset",))
    by_body = (
        "socit_by_body", "scpo_by_body", "threat_by_body", "plan_quality_by_body",
        "plan_coverage_by_body", "profile_and_lro_by_body",
    )  # fmt: skip
    for query in by_body:
        [row] = given(store, query, question)
        assert row["is_stale"] is (days > 45), query
        assert row["as_at_on"] == OCTOBER, query
    counted = {
        "socit_by_body": "in_post_fte", "scpo_by_body": "order_count",
        "threat_by_body": "ocg_count", "plan_quality_by_body": "ocg_count",
        "profile_and_lro_by_body": "lro_count",
    }  # fmt: skip
    for query, column in counted.items():
        assert only(store, query, question, body_code="dorset")[column], query
