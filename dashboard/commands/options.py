"""The options that several commands take, each with its words in the help.

What a command does with one is command_line's.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.commands.terminal import stop
from dashboard.paths import store_folder


class Data(StrEnum):
    """Which data a command works on, each in a store of its own."""

    DEMONSTRATION = "demonstration"
    NATIONAL = "national"
    PUBLISHED = "published"
    OWN = "own"


class Form(StrEnum):
    """How a command says what it found."""

    TEXT = "text"
    JSON = "json"


class Scale(StrEnum):
    """How large a demonstration is."""

    REGIONAL = "regional"
    NATIONAL = "national"

    @property
    def data(self) -> Data:
        """The data that a demonstration of this scale is."""
        return Data.NATIONAL if self is Scale.NATIONAL else Data.DEMONSTRATION


def _one_of_the_two(context: typer.Context, value: Any) -> Any:
    """Stop where both --data and --region are given: each names the data to work on."""
    sources = [context.get_parameter_source(name) for name in ("data", "region")]
    if all(source and source.name == "COMMANDLINE" for source in sources):
        stop("--region and --data each name what to work on: leave out one of them.")
    return value


Which = Annotated[
    Data,
    typer.Option(
        "--data",
        callback=_one_of_the_two,
        help="demonstration: a made-up region; national: a made-up nation; "
        "published: the public record alone; own: the returns you load.",
    ),
]
Folder = Annotated[
    Path | None, typer.Option("--store", help=f"Its folder, instead of {store_folder('<data>')}.")
]
OwnRegion = Annotated[
    Path | None,
    typer.Option(
        "--region",
        callback=_one_of_the_two,
        help="Another region's folder, as `region init` lays out, instead of --data. Its store "
        "is in it, unless --store names another.",
    ),
]
Files = Annotated[
    list[Path],
    typer.Argument(
        help="Workbooks (.xlsx), folders of CSV files or zips of one, each a return; "
        "or a folder of such returns."
    ),
]
Role = Annotated[str, typer.Option("--as", help="The role submitting, never a name.")]
Shape = Annotated[
    Form, typer.Option("--format", help="json: one JSON document on the screen, and nothing else.")
]
