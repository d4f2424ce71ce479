"""Holds what README and CONTRIBUTING say to the project: the map, the commands, the paths.

What a command does is its own tests'.
"""

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from test_rooms import MAY, ONLY

from dashboard.commands import command_line
from dashboard.paths import ROOT

README, CONTRIBUTING = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")
)
FLOW = (
    "returns", "region", "store", "access", "figures", "phrases", "drawing", "screens", "exports",
    "commands", "demonstration",
)  # fmt: skip
"""The rooms in the order in which a return becomes a page and a file."""
GROUND = ("wording", "frames", "paths")
BUILT = ("data/store",)
"""What is named and is not in the repository."""

COMMANDS: Any = typer.main.get_command(command_line.app)
# Typer has click as its own, under a private name, or beside it.
UsageError = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "UsageError")


def said_of(path: Path) -> str:
    """The first sentence of a module."""
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return words.split(".\n")[0].removesuffix(".").replace("\n", " ")


def known_to(room: str) -> str:
    """The rooms that a room may know, with the modules where only some."""
    return ", ".join(
        f"{other} ({', '.join(sorted(ONLY[room, other]))})" if (room, other) in ONLY else other
        for other in FLOW
        if other in MAY[room]
    )


def the_map() -> str:
    """README's table of the rooms, as the rooms say it themselves."""
    rows = [
        f"| `dashboard/{room}` | {said_of(ROOT / 'dashboard' / room / '__init__.py')} "
        f"| {known_to(room)} |"
        for room in FLOW
    ]
    rows += [
        f"| `dashboard/{name}.py` | {said_of(ROOT / 'dashboard' / f'{name}.py')} | |"
        for name in GROUND
    ]
    return "\n".join(["| Room | | May know |", "|---|---|---|", *rows]).replace("|  |", "| |")


def test_the_map_names_every_room() -> None:
    rooms = {path.parent.name for path in (ROOT / "dashboard").glob("*/__init__.py")}
    assert rooms == set(FLOW)


def test_the_map_is_what_the_rooms_say_of_themselves() -> None:
    assert the_map() in README, f"README's map is to be:\n{the_map()}"


# Commands


def typed(words: str) -> list[str]:
    """The command lines in the code blocks of a text."""
    blocks = re.findall(r"```sh\n(.*?)```", words, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line]
    return [part.strip() for line in lines for part in line.split("&&")]


def parsed(arguments: list[str]) -> None:
    """Read a command of ours as it is called; UsageError where it cannot be."""
    command, name = COMMANDS, "serve"
    while hasattr(command, "commands"):
        # As main does, where no command is named.
        if command is not COMMANDS or (arguments and not arguments[0].startswith("-")):
            name = arguments.pop(0)
        if name not in command.commands:
            raise UsageError(f"There is no command {name}.")
        command = command.commands[name]
    command.make_context(name, arguments)


@pytest.mark.parametrize("line", sorted({*typed(README), *typed(CONTRIBUTING)}))
def test_a_command_can_be_typed_as_it_is_written(line: str) -> None:
    words = [word for word in shlex.split(line, comments=True) if "=" not in word]
    match words:
        case ["soc-dashboard", *rest] | ["python", "-m", "dashboard", *rest]:
            parsed(list(rest))
        case ["python", "-m", "pip", "install", "-c", constraints, "-e", what]:
            assert (ROOT / constraints).is_file()
            extra = what.removeprefix(".").strip("[]")
            assert not extra or f"\n{extra} = [" in (ROOT / "pyproject.toml").read_text()
        case ["python", "-m", "pytest", *rest]:
            assert all((ROOT / word).exists() for word in rest if word.startswith("tests/"))
        case ["python", "-m", module]:
            assert ROOT.joinpath(*module.split(".")).with_suffix(".py").is_file()
        case ["python", "-m", "venv", _] | [".", ".venv/bin/activate"] | ["pre-commit", *_]:
            pass
        case _:
            pytest.fail(f"{line} is no command that is known here")


def test_a_command_that_is_not_there_is_found_out() -> None:
    for wrong in ("nosuch", "load", "serve --nosuch", "demo --scale huge", "region nosuch"):
        with pytest.raises(UsageError):
            parsed(wrong.split())


def options(command: Any) -> set[str]:
    """Every option of a command and of those within it."""
    within = getattr(command, "commands", {}).values()
    own = {name for parameter in command.params for name in parameter.opts}
    return own.union(*map(options, within))


def test_an_option_named_is_there() -> None:
    named = set(
        re.findall(r"`(?:[^`\n]* )?(--[a-z-]+)", re.sub(r"```.*?```", "", README, flags=re.S))
    )
    assert len(named) >= 5
    assert named <= options(COMMANDS)


# Paths


@pytest.mark.parametrize(
    "path",
    sorted(
        set(re.findall(r"`((?:dashboard|queries|tests|data)(?:/[\w./]*)?)`", README + CONTRIBUTING))
        | set(re.findall(r"`(\.[\w./-]+|[A-Z]+\.md)`", README + CONTRIBUTING))
    ),
)
def test_a_path_named_is_there(path: str) -> None:
    assert path in BUILT or (ROOT / path).exists() or path in (".sql", ".xlsx", ".zip")


def test_a_commit_is_asked_what_ci_asks() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    asked = re.findall(r"entry: (.+)", hooks)
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    installed = ci.index('python -m pip install -q -c constraints.txt -e ".[test]"')
    checks = ci[installed + 1 : ci.index("python -m pytest") + 1]
    assert asked == [line for line in checks if line and not line.startswith("#")]
    assert "repo: local" in hooks
    assert "http" not in hooks
