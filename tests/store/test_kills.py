"""Whatever moment a writer is killed at, what it acknowledged is there, whole, and nothing is left.

`tests/benchmarks/kills.py` does the same at as many moments as it is asked for.
"""

import os
from collections.abc import Iterator

import pytest
from killed import WRITERS, Killer, Moment, moments, prepared

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process cannot be killed or forked so")

MOMENTS: dict[str, tuple[Moment, ...]] = {
    "batch": ("duckdb commit", "os.rename writing-*.duckdb"),
    "accept": ("os.rename writing-CURRENT 3",),
    "record": ("write writing-CURRENT",),
    "watch": ("os.rename dorset.xlsx", "os.rename bad.xlsx"),
    "demo": ("os.rename store 2",),
    "backup": ("write writing-*", "os.rename writing-soc-*.duckdb", "os.rename writing-CURRENT"),
}
"""Those between which a writer leaves something else behind, each kind of them at some writer."""


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killer]:
    base = prepared(tmp_path_factory.mktemp("prepared"))
    made = Killer(base, tmp_path_factory.mktemp("killed"), checks=False)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("name", "moment"), [(name, moment) for name, some in MOMENTS.items() for moment in some]
)
def test_a_killed_writer_loses_nothing_and_leaves_nothing(
    killer: Killer, name: str, moment: Moment
) -> None:
    ended = killer.end(name, moment)
    assert ended.code == -9, "the moment came"
    assert ended.wrong == []


def test_every_writer_is_killed_somewhere() -> None:
    assert MOMENTS.keys() | {"load"} == WRITERS.keys()


def test_a_writer_that_is_not_killed_acknowledges_and_names_its_moments(killer: Killer) -> None:
    ended = killer.end("backup")
    assert (ended.code, ended.is_acknowledged, ended.wrong) == (0, True, [])
    assert {"fsync", "write writing-*", "os.rename writing-CURRENT"} <= set(ended.steps)
    chosen = moments(ended.steps, 5)
    assert chosen == sorted(set(chosen)), "spread"
