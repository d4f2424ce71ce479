"""Holds each room of the dashboard to what it may know, and the map in README to the rooms.

What is in a room is its own tests'.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.paths import ROOT

DASHBOARD = ROOT / "dashboard"
MODULES = sorted(DASHBOARD.rglob("*.py"))

GROUND = {"wording", "paths"}
MAY: dict[str, set[str]] = {
    "paths": set(),
    "wording": set(),
    "frames": {"wording"},
    "access": GROUND,
    "store": {"paths"},
    "figures": {"access", "store", "frames", *GROUND},
    "returns": {"figures", "access", "store", "frames", *GROUND},
    "region": {"returns", "store", "paths"},
    "phrases": {"figures", "returns", "frames", "wording"},
    "drawing": {"phrases", "figures", "frames", "wording"},
    "exports": {"drawing", "phrases", "figures", "access", "returns", "frames", "wording"},
    "demonstration": {"region", "returns", "store", *GROUND},
    "screens": {"exports", "drawing", "phrases", "returns", "figures", "access", "store",
                "frames", *GROUND},
    "commands": {"demonstration", "exports", "region", "phrases", "returns", "figures", "access",
                 "store", "frames", *GROUND},
    "app": {"screens", "access", "figures", "store", *GROUND},
    "__main__": {"commands"},
    "__init__": set(),
}  # fmt: skip
"""Room -> the rooms it may know. What a room may not know it can never come to depend on."""

ONLY: dict[tuple[str, str], set[str]] = {
    ("phrases", "figures"): {"filters"},
    ("phrases", "returns"): {"contract", "outcome", "problems"},
    ("drawing", "figures"): {"filters"},
    ("exports", "returns"): {"contract"},
    ("region", "returns"): {"problems", "files", "contract", "vocabulary", "staging"},
    ("screens", "store"): {"disk"},
}
"""(Room, other) -> the modules of the other that alone it may know."""

FLOORS = (
    {"problems"}, {"files"}, {"sheets"}, {"contract"},
    {"expectations", "headers", "vocabulary", "rules", "staging"}, {"read", "outcome", "workbooks"},
    {"safely", "reading_child"}, {"check"}, {"accept", "verify"}, {"arrivals"},
)  # fmt: skip
"""The rooms within returns: each may know its own floor and those before it."""

OUTWARD: dict[str, set[str]] = {
    "streamlit": {"screens", "app", "commands/serving", "commands/doors", "commands/uploads"},
    "duckdb": {"store", "figures/queries", "figures/ask", "figures/worked",
               "region", "returns/check",
               "returns/staging", "returns/accept", "returns/vocabulary",
               "returns/workbooks/filling", "returns/arrivals/entry", "demonstration/national"},
    "openpyxl": set(),  # it reads parts that nobody has looked through
    "xlsxwriter": {"returns", "exports"},
    "python_calamine": {"returns", "exports"},
    "plotly": {"drawing", "screens"},
    "zipfile": {"returns/files"},
}  # fmt: skip
"""Library -> the places that alone may import it."""


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place_of(path: Path) -> str:
    return path.relative_to(DASHBOARD).with_suffix("").as_posix()


@pytest.mark.parametrize("path", MODULES, ids=place_of)
def test_a_room_knows_only_the_rooms_it_may(path: Path) -> None:
    room = place_of(path).split("/")[0]
    for name in imported(path):
        if not name.startswith("dashboard."):
            continue
        other, *inside = name.split(".")[1:]
        assert other == room or other in MAY[room], f"{room} may not know {other}"
        only = ONLY.get((room, other))
        assert only is None or inside[0] in only, f"{room} may not know {name}"


@pytest.mark.parametrize("path", sorted((DASHBOARD / "returns").rglob("*.py")), ids=place_of)
def test_returns_are_built_floor_by_floor(path: Path) -> None:
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    own = place_of(path).split("/")[1]
    for name in imported(path):
        if name.startswith("dashboard.returns."):
            other = name.split(".")[2]
            assert floor[other] <= floor[own], f"{own} may not know {other}"


@pytest.mark.parametrize("path", MODULES, ids=place_of)
def test_a_library_is_known_where_it_belongs(path: Path) -> None:
    place = place_of(path)
    for name in imported(path):
        places = OUTWARD.get(name.split(".")[0])
        assert places is None or any(
            place == each or place.startswith(f"{each}/") for each in places
        ), f"{place} may not know {name}"
