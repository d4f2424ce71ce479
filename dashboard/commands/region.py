"""The commands region init and region check, for setting up another region.

What they do is region.starting's.
"""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.terminal import MISTAKES, line
from dashboard.region import starting
from dashboard.region.csv_tables import RegionError

app = typer.Typer(help="Set up another region, without any programming.")

RegionFolder = Annotated[Path, typer.Argument(help="The region's folder.")]


@app.command()
def init(folder: RegionFolder) -> None:
    """Lay out another region's folder: its files, and a README on what to change in them."""
    starting.init(folder)
    line(f"{folder} is laid out: begin with {folder / 'README.md'}.")


@app.command()
def check(folder: RegionFolder) -> None:
    """List every mistake in a region's files, with its place; lay nothing."""
    try:
        starting.check(folder)
    except RegionError as found:
        line(str(found))
        raise typer.Exit(MISTAKES) from None
    line(f"{folder}: no mistakes")
