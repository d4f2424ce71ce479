"""Every query a page asks, against the same question answered again in plain Python."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from inspect import signature
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from answers import ANSWERS
from cachetools import LRUCache
from oracle import Asked, Region, Row
from placed_rows import FINDINGS, LATER_INSPECTION, REFUSED, Filed, store_of, tangled
from questions import (
    ALL_BODIES,
    DORSET_ALONE,
    NO_OCGS,
    Question,
    day,
    given,
    only,
    plain,
    serving,
)

from dashboard.access.viewer import THIS_COMPUTER, NotAllowedError
from dashboard.figures.ask import CACHE_BYTES, _rows, ask
from dashboard.figures.filters import NOW, Filters
from dashboard.figures.queries import queries
from dashboard.store.versions import Store

SEPTEMBER, OCTOBER = day("2026-09-30"), day("2026-10-31")


@lru_cache(maxsize=64)
def asked_of(region: Region, question: Question) -> Asked:
    """A question to the oracle, which keeps what the answers of several queries rest on."""
    everyone = replace(question, body_codes=()).seen()
    return Asked(region, question.as_at, question.seen(), question.known_at, everyone)


def expected(query: str, region: Region, question: Question) -> list[Row]:
    """What the oracle says."""
    asked = asked_of(region, question)
    answer = ANSWERS[query]
    given = {**question.more(), "since": question.since}
    more = {name: given[name] for name in list(signature(answer).parameters)[1:]}
    return answer(asked, **more)


def rows_of(rows: list[Row], columns: list[str]) -> list[str]:
    """The rows as text in an order of their own, of these columns only."""
    kept = [{name: plain(name, row.get(name)) for name in columns} for row in rows]
    return sorted(str(row) for row in kept)


def assert_agree(store: Store, query: str, region: Region, question: Question) -> None:
    found, wanted = given(store, query, question), expected(query, region, question)
    columns = list(dict.fromkeys(itertools.chain(*wanted)))
    assert not wanted or not set(columns) - set(*found[:1]), "the query lacks a column"
    assert len(found) == len(wanted)
    assert rows_of(found, columns) == rows_of(wanted, columns)


# The demonstration: what a board would see


@pytest.fixture(scope="module")
def demonstration_region(demonstration_store: Store) -> Region:
    return Region(demonstration_store)


DEMONSTRATION_QUESTIONS = [
    Question(day("2020-01-01"), day("2019-01-01"), finding_ref="AFI 1"),
    Question(day("2025-06-11"), finding_ref="AFI 1"),
    Question(day("2025-06-12"), day("2025-06-11"), finding_ref="AFI 7"),
    Question(day("2025-08-03"), finding_ref="AFI 2"),
    Question(day("2025-08-04"), day("2025-06-12"), finding_ref="AFI 2"),
    Question(day("2026-02-28"), day("2025-10-21"), finding_ref="AFI 8"),
    Question(day("2026-10-15"), day("2026-08-31"), ("gloucestershire", "swrocu")),
    Question(day("2026-10-20"), day("2026-08-18"), finding_ref="AFI 1"),
    Question(day("2026-10-31"), day("2026-10-20"), ("wiltshire",), finding_ref="AFI 2"),
    Question(day("2026-10-31"), day("2026-08-18"), viewer=DORSET_ALONE, finding_ref="AFI 8"),
    Question(day("2026-10-31"), None, ("wiltshire",), viewer=DORSET_ALONE, finding_ref="AFI 1"),
    Question(day("2026-10-31"), day("2026-06-30"), known_at=datetime(2026, 11, 6)),  # noqa: DTZ001
    Question(day("2026-12-15"), day("2026-10-31"), finding_ref="AFI 1"),
    Question(day("2027-12-31"), day("2026-10-31"), finding_ref="AFI 3"),
]


@pytest.mark.parametrize("question", DEMONSTRATION_QUESTIONS, ids=str)
@pytest.mark.parametrize("query", ANSWERS)
def test_the_demonstration_is_answered_as_worked_out_again(
    demonstration_store: Store, demonstration_region: Region,
    query: str, question: Question,
) -> None:  # fmt: skip
    assert_agree(demonstration_store, query, demonstration_region, question)


# A region in disorder: what no demonstration would show


@pytest.fixture(scope="module", params=[1, 2, 3])
def tangled_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Store:
    folder = tmp_path_factory.mktemp("tangled")
    return store_of(folder, tangled(seed=request.param), {**LATER_INSPECTION, **REFUSED})


@pytest.fixture(scope="module")
def tangled_region(tangled_store: Store) -> Region:
    return Region(tangled_store)


def _any_question(luck: Random) -> Question:
    as_at = day("2025-06-01") + timedelta(days=luck.randrange(520))
    known_on = datetime.combine(as_at, datetime.min.time()) + timedelta(days=luck.randrange(20))
    chosen = luck.sample([*FINDINGS, "devon-and-cornwall", "south-west"], luck.randrange(1, 5))
    return Question(
        as_at,
        as_at - timedelta(days=luck.randrange(1, 150)),
        () if luck.random() < 0.4 else tuple(chosen),
        NOW if luck.random() < 0.5 else known_on.replace(hour=10),
        luck.choice(("AFI 1", "AFI 2", "AFI 7", "AFI 21")),
        luck.choice((THIS_COMPUTER, THIS_COMPUTER, DORSET_ALONE)),
    )


ANY_QUESTIONS = [_any_question(Random(number)) for number in range(8)]  # noqa: S311


@pytest.mark.parametrize("query", ANSWERS)
def test_a_region_in_disorder_is_answered_as_worked_out_again(
    tangled_store: Store, tangled_region: Region, query: str
) -> None:
    for question in ANY_QUESTIONS:
        assert_agree(tangled_store, query, tangled_region, question)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("return_change_by_measure", {"better", "worse", "reported", "gone", "unchanged"}),
        ("return_change_by_finding", {"new", "gone", "slipped", "moved"}),
        ("return_change_by_ocg", {"new", "gone", "archived", "band", "covered", "uncovered"}),
        ("return_change_by_board_item", {"new", "gone", "redated", "reopened", "verified-again"}),
    ],
)
def test_what_any_return_changed_is_worked_out_again(
    tangled_store: Store, tangled_region: Region, query: str, codes: set[str]
) -> None:
    seen = set()
    for number, received in tangled_region.returns.items():
        if received["body_code"] == "south-west" or number % 3 == 0:
            question = Question(day("2026-12-31"), return_id=number)
            assert_agree(tangled_store, query, tangled_region, question)
            seen |= {row["change_code"] for row in given(tangled_store, query, question)}
    assert seen >= codes


def test_a_body_with_two_grades_is_answered_once(tangled_store: Store) -> None:
    for as_at, grade in (("2026-03-09", "Requires improvement"), ("2026-03-10", "Good")):
        row = only(tangled_store, "body_return", Question(day(as_at)), body_code="dorset")
        assert row["grade"] == grade


# Who is asking

OF_BODIES = ("body_return", "finding_history", "ocg_coverage", "plan_coverage_by_body")


@pytest.mark.parametrize("query", queries())
def test_a_viewer_of_one_body_gets_no_row_of_another(
    demonstration_store: Store, query: str
) -> None:
    question = Question(OCTOBER, SEPTEMBER, ("wiltshire",), finding_ref="AFI 1")
    alone = replace(question, viewer=DORSET_ALONE)
    others = {"body_code", "owner_body_code"}
    for row in [] if query == "body_choice" else given(demonstration_store, query, alone):
        assert "wiltshire" not in {row.get(name) for name in others}
        assert "wiltshire" not in str(row.get("file_name"))
    if query in OF_BODIES:
        assert given(demonstration_store, query, question), "there is something to see for who may"
        assert given(demonstration_store, query, alone) == []


@pytest.mark.parametrize("query", queries())
def test_single_ocgs_are_refused_to_who_may_not_see_them(
    demonstration_store: Store, query: str
) -> None:
    question = Question(OCTOBER, SEPTEMBER, finding_ref="AFI 1")
    refused = replace(question, viewer=NO_OCGS)
    seen = given(demonstration_store, query, question)
    if any("ocg_ref" in row for row in seen):
        with pytest.raises(NotAllowedError):
            given(demonstration_store, query, refused)
    else:
        assert given(demonstration_store, query, refused) == seen


# What is asked of no date and no body


def test_body_choice_is_every_body_in_its_fixed_order(demonstration_store: Store) -> None:
    rows = given(demonstration_store, "body_choice", Question(OCTOBER))
    assert [row["body_code"] for row in rows] == [*ALL_BODIES]


def test_meaning_explains_every_stage_brag_limit_and_measure(
    demonstration_store: Store, demonstration_region: Region
) -> None:
    rows = given(demonstration_store, "meaning", Question(OCTOBER))
    told = [row["meaning"] for row in rows]
    for table in ("stage", "brag", "setting"):
        for row in demonstration_region.tables[table]:
            assert told.count(row["meaning"]) == 1, row
    assert all(row["label"] for row in rows)


# The order people read in


@pytest.mark.parametrize(
    ("query", "columns", "is_newest_first"),
    [
        ("action_overdue", ("days_overdue",), True),
        ("ocg_coverage", ("is_covered",), False),
        ("date_choice", ("on_date",), True),
        ("version_history", ("version_number",), True),
        ("finding_history", ("on_date", "received_at"), True),
        ("brag_by_month", ("on_date", "display_order"), False),
        ("body_return", ("body_order",), False),
        ("plan_coverage_by_body", ("body_order",), False),
        ("finding_by_body", ("finding_number", "body_order"), False),
        ("movement_by_finding_body", ("finding_number", "body_order"), False),
    ],
)
def test_rows_come_in_their_fixed_order(
    demonstration_store: Store, query: str, columns: tuple[str, ...],
    is_newest_first: bool,
) -> None:  # fmt: skip
    question = Question(OCTOBER, day("2026-02-28"), finding_ref="AFI 1")
    rows = given(demonstration_store, query, question)
    keys = [tuple(row[name] or 0 for name in columns) for row in rows]
    assert len(keys) > 1
    assert keys == sorted(keys, reverse=is_newest_first)


# What ask promises


def test_an_unknown_query_and_a_missing_parameter_raise_key_error(
    demonstration_store: Store,
) -> None:
    for query in ("no_such_query", "finding_history"):
        with serving(demonstration_store), pytest.raises(KeyError):
            ask(query, THIS_COMPUTER, Filters(OCTOBER))


def test_changing_an_answer_changes_no_later_one(demonstration_store: Store) -> None:
    with serving(demonstration_store):
        first = ask("body_return", THIS_COMPUTER, Filters(OCTOBER))
        names = list(first["body"])
        first.loc[:, "body"] = "spoilt"
        assert list(ask("body_return", THIS_COMPUTER, Filters(OCTOBER))["body"]) == names


def test_a_query_of_all_bodies_is_run_once_for_any_choice_of_them(
    demonstration_store: Store,
) -> None:
    with serving(demonstration_store):
        everyone = ask("body_return", THIS_COMPUTER, Filters(OCTOBER))
        runs = _rows.cache_info().misses
        for codes in (("dorset",), ("dorset", "wiltshire")):
            found = ask("body_return", THIS_COMPUTER, Filters(OCTOBER, body_codes=codes))
            assert found["body_code"].tolist() == list(codes)
            assert len(found) < len(everyone)
        assert _rows.cache_info().misses == runs


@pytest.mark.parametrize("name", ["seen", "bodies", "known_at", "as_at", "since"])
def test_no_caller_overrules_what_a_viewer_may_see(demonstration_store: Store, name: str) -> None:
    everything = {"seen": [*ALL_BODIES], "bodies": [*ALL_BODIES]}
    more = {name: everything.get(name, OCTOBER)}
    with serving(demonstration_store), pytest.raises(ValueError, match=name):
        ask("body_return", DORSET_ALONE, Filters(OCTOBER), **more)


def test_the_cache_keeps_to_its_bytes_and_lets_the_oldest_answer_go() -> None:
    answers = _rows.cache
    assert 0 < answers.currsize <= answers.maxsize == CACHE_BYTES
    assert answers.currsize == sum(map(answers.getsizeof, answers.values()))
    few = LRUCache(1_000_000, answers.getsizeof)
    for number in range(10):
        few[number] = pd.DataFrame({"line": [f"{number} {'x' * 1_000}"] * 300})
    assert 9 in few
    assert 0 not in few
    assert few.currsize <= 1_000_000


def test_what_a_query_does_not_take_is_a_fault_of_its_caller(demonstration_store: Store) -> None:
    with serving(demonstration_store), pytest.raises(TypeError, match="takes no finding"):
        ask("body_return", THIS_COMPUTER, Filters(OCTOBER), finding="AFI 1")


def test_lists_within_rows_are_counted_and_nobody_s_to_change(demonstration_store: Store) -> None:
    with serving(demonstration_store):
        frame = ask("version_history", THIS_COMPUTER, Filters(date.max))
    returns = max(frame["returns"], key=len)
    with pytest.raises(TypeError):
        returns[0] = None
    with pytest.raises(TypeError):
        returns[0]["body"] = "Another"
    size = _rows.cache.getsizeof
    one = pd.DataFrame({"lines": [("x" * 10_000,)]})
    assert size(one) > 10_000
    assert size(pd.DataFrame({"lines": [({"line": "x" * 10_000},)]})) > 10_000


def test_two_threads_that_ask_the_same_at_once_run_it_once(demonstration_store: Store) -> None:
    at = Filters(day("2026-10-07"))
    with serving(demonstration_store), ThreadPoolExecutor(8) as threads:
        ask("body_choice", THIS_COMPUTER, at)
        runs = _rows.cache_info().misses
        asked = [
            threads.submit(ask, "measure_trend", THIS_COMPUTER, at, measure_code="plan-quality")
            for _ in range(8)
        ]
        found = [one.result() for one in asked]
    assert _rows.cache_info().misses == runs + 1
    assert all(frame.equals(found[0]) for frame in found)
    assert len(found[0])


def test_strand_choice_is_every_strand_in_its_order(demonstration_store: Store) -> None:
    rows = given(demonstration_store, "strand_choice", Question(OCTOBER))
    assert [row["label"] for row in rows] == ["Pursue", "Prevent", "Protect", "Prepare"]


def test_plan_history_of_ocg_is_each_return_s_rows(
    demonstration_store: Store, demonstration_region: Region
) -> None:
    filters = Filters(OCTOBER, body_codes=("dorset",))
    with serving(demonstration_store):
        one = {"of_body": "dorset", "ocg_ref": "DOR-0013"}
        frame = ask("plan_history_of_ocg", THIS_COMPUTER, filters, **one)
    wanted = sorted(
        (received["as_at_on"], received["file_name"], row["row_number"])
        for received in demonstration_region.returns.values()
        for row in demonstration_region.sheet("plan", received)
        if received["body_code"] == "dorset" and row["ocg_ref"] == "DOR-0013"
    )
    found = zip(frame["as_at_on"].dt.date, frame["file_name"], frame["row_number"], strict=True)
    assert sorted(found) == wanted
    assert wanted


def test_two_bodies_that_number_alike_have_a_history_each(tmp_path: Path) -> None:
    rows = {"ocg": [{"ocg_ref": "OCG-1"}], "plan": [{"ocg_ref": "OCG-1"}]}
    filed = [Filed(body, OCTOBER, rows) for body in ("dorset", "wiltshire")]
    store = store_of(tmp_path, filed, {})
    with serving(store):
        for body in ("dorset", "wiltshire"):
            one = {"of_body": body, "ocg_ref": "OCG-1"}
            frame = ask("plan_history_of_ocg", THIS_COMPUTER, Filters(OCTOBER), **one)
            assert frame["file_name"].str.contains(body).all()
            assert len(frame) == 1


# Clocks that run back: what was accepted later stands


AS_KEPT = {"board_reference", "vocabulary", "version_history"}
"""What is asked of all that was ever kept, and versions, which these stores write in one go."""
ON_A_DAY = Question(day("2026-07-31"), day("2026-03-31"), finding_ref="AFI 1")


def disordered(seed: int) -> list[Filed]:
    """Each a version of its own, accepted in order, under clocks that run back and ahead."""
    luck = Random(seed)  # noqa: S311
    back = [timedelta(hours=hours) for hours in (-24 * 40, -1, 0, 0, 1)]
    return [
        replace(one, received_at=one.received + luck.choice(back), version_number=number)
        for number, one in enumerate(tangled(seed), 3)
    ]


@pytest.fixture(scope="module")
def disordered_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    record = {**LATER_INSPECTION, **REFUSED}
    return store_of(tmp_path_factory.mktemp("disordered"), disordered(5), record)


@pytest.fixture(scope="module")
def disordered_region(disordered_store: Store) -> Region:
    return Region(disordered_store)


@pytest.mark.parametrize("query", ANSWERS)
def test_a_store_of_running_clocks_is_answered_in_the_order_it_was_filled(
    disordered_store: Store, disordered_region: Region, query: str
) -> None:
    for known in (None, datetime(2026, 2, 10, 12)):  # noqa: DTZ001  (kept without a zone)
        question = replace(ON_A_DAY, known_at=known) if known else ON_A_DAY
        assert_agree(disordered_store, query, disordered_region, question)


def test_clocks_alone_change_no_figure(tmp_path: Path) -> None:
    """Two stores that were filled alike by different clocks differ in when things came, alone.

    What was known on the day compared with is such a thing, and so nothing is compared.
    """
    on_a_day = replace(ON_A_DAY, since=None)
    filed = disordered(6)
    first = datetime(2027, 1, 1)  # noqa: DTZ001  (kept without a zone)
    calm = [
        replace(one, received_at=first + timedelta(seconds=number))
        for number, one in enumerate(filed)
    ]
    stores = [
        store_of(tmp_path / name, some, LATER_INSPECTION)
        for name, some in (("running", filed), ("calm", calm))
    ]
    for query in sorted({*ANSWERS} - AS_KEPT):
        running, straight = ([_untimed(row) for row in given(s, query, on_a_day)] for s in stores)
        assert running == straight, query


def _untimed(row: dict[str, object]) -> dict[str, object]:
    """A row without what is said of when something came in, and of whether that was late."""
    of_time = ("received", "late", "days_after", "replaced_at", "state", "now_on", "refus")
    return {name: value for name, value in row.items() if not any(t in name for t in of_time)}
