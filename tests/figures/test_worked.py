"""What is worked out once beside a version says what would be worked out anew."""

import re
import threading
from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest
from questions import Question, day

from dashboard.figures import worked
from dashboard.figures.queries import parameters, queries
from dashboard.paths import sql
from dashboard.store.beside import Beside
from dashboard.store.definitions import definitions
from dashboard.store.versions import Store

QUESTION = Question(day("2026-11-20"), day("2025-12-01"), finding_ref="AFI 2")
RESTING = [query for query in queries() if worked._calls(sql(f"figures/{query}"))]
MACRO = re.compile(
    r"create or replace macro (\w+)\((?:as_at|days), known_at\) as(.*?);\n", re.DOTALL
)


@pytest.fixture
def beside() -> Iterator[Beside]:
    with duckdb.connect() as con:
        yield Beside(con)


def answer(
    store: Store, query: str, question: Question = QUESTION, is_anew: bool = False
) -> pd.DataFrame:
    bodies = list(question.seen())
    own = {**question.filters.parameters(), **question.more(), "bodies": bodies, "seen": bodies}
    con, beside = store.read_beside()
    with con:
        values = {name: own[name] for name in parameters(query)}
        text = sql(f"figures/{query}")
        return worked.execute(con, None if is_anew else beside, text, values).df()


@pytest.mark.parametrize("query", RESTING)
def test_an_answer_that_rests_on_what_is_worked_out_is_the_answer(
    demonstration_store: Store, query: str
) -> None:
    anew = answer(demonstration_store, query, is_anew=True)
    pd.testing.assert_frame_equal(answer(demonstration_store, query), anew)
    # Nothing was corrected since.
    assert anew.size or query.startswith("correction_")


def test_what_is_worked_out_rests_on_its_own_moment_alone() -> None:
    """A definition that asks of another moment as well may not be given what was worked out."""
    bodies = {name: text for each in definitions() for name, text in MACRO.findall(each)}
    bodies["verification_at"] = bodies.pop("verification_on").replace(
        "list_max(days)::date, known_at", "as_at, known_at"
    )
    bodies["position_pairs"] = "position_at(as_at, known_at)"
    for name in bodies.keys() - worked.RESTS_ON.keys():
        for macro in worked.RESTS_ON:
            bodies[macro] = bodies[macro].replace(f"{name}(as_at, known_at)", bodies[name])
    for macro, rests_on in worked.RESTS_ON.items():
        asked = set(re.findall(r"\b(\w+)\(as_at, known_at\)", bodies[macro]))
        assert set(rests_on) == asked & worked.RESTS_ON.keys(), macro
        for other in rests_on:
            assert not re.findall(rf"\b{other}\((?!as_at, known_at\))", bodies[macro]), macro


def test_beyond_its_room_everything_is_worked_out_anew(
    demonstration_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(demonstration_store.folder)
    monkeypatch.setattr(worked, "MOST_MOMENTS", 1)
    answer(store, "headline_figures")
    later = Question(day("2026-10-31"))
    found = answer(store, "headline_figures", later)
    pd.testing.assert_frame_equal(found, answer(store, "headline_figures", later, is_anew=True))
    assert answer(store, "headline_figures").to_dict() != found.to_dict()


def test_two_who_ask_at_once_work_it_out_once(beside: Beside) -> None:
    done, begun, lets_go = [], threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        assert lets_go.wait(10)
        done.append("worked")

    threads = [threading.Thread(target=beside.once, args=("part", work)) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    assert done == []
    lets_go.set()
    for thread in threads:
        thread.join()
    assert done == ["worked"]


def test_what_failed_is_tried_again_by_the_next_who_asks(beside: Beside) -> None:
    def fail() -> None:
        raise RuntimeError("no memory")

    done: list[str] = []
    with pytest.raises(RuntimeError):
        beside.once("part", fail)
    beside.once("part", lambda: done.append("worked"))
    beside.once("part", fail)
    assert done == ["worked"]


def test_a_subject_keeps_its_number_and_none_is_given_beyond_the_room(beside: Beside) -> None:
    assert [beside.number_of(subject, 2) for subject in "abca"] == [0, 1, None, 0]
