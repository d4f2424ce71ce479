"""The commands, with help, progress and exit codes.

Exit code 0 is done, 1 is a return with mistakes or a store with faults, 2 a wrong call or
a store that cannot be used. The work itself is the other rooms'.
"""

import os
import sys
from datetime import date
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.commands import region as region_commands
from dashboard.commands.loading import (
    check_all,
    load_all,
    print_report,
    received_files,
    watch_folder,
)
from dashboard.commands.options import (
    Data,
    Files,
    Folder,
    Form,
    OwnRegion,
    Role,
    Scale,
    Shape,
    Which,
)
from dashboard.commands.terminal import MISTAKES, line, prepare, progress, stop
from dashboard.commands.which_data import MADE_UP, build, lay, store_of, to_read
from dashboard.demonstration import placing
from dashboard.figures.ask import STORE_VARIABLE, ask
from dashboard.figures.filters import Filters
from dashboard.phrases import versions as record
from dashboard.returns import verify as proving
from dashboard.returns.files.cells import shown, to_day, to_role
from dashboard.returns.outcome import name_of
from dashboard.returns.workbooks import filling as templates
from dashboard.returns.workbooks.template import workbook_of
from dashboard.store import backup as keeping
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store
from dashboard.wording import plural

app = typer.Typer(
    help="How far a police region has got with the inspectorate's findings on serious and "
    "organised crime. Without a command: serve.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(region_commands.app, name="region")


EXIT_CODES = (
    "Exits with 0: no mistakes, warnings or none; 1: mistakes; 2: a wrong call, or a store "
    "that cannot be used."
)


def main() -> None:
    """Run a command; `serve` where none is named."""
    prepare()
    names = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    given = sys.argv[1:]
    if not names.intersection(given) and not {"--help", "--version"}.intersection(given):
        sys.argv.insert(1, "serve")
    try:
        app()
    except StoreError as fault:
        stop(str(fault))
    except KeyboardInterrupt:
        stop("Stopped.")


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        line(installed_version("soc-governance-dashboard"))
        raise typer.Exit


@app.command()
def serve(
    data: Which = Data.DEMONSTRATION,
    store: Folder = None,
    region: OwnRegion = None,
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.", min=1, max=65535)] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Open the dashboard in the browser, building what it shows on the first start."""
    # Streamlit takes a second to import, which no other command needs.
    from dashboard.commands import serving

    if not serving.is_free(port):
        stop(f"Port {port} is taken: stop what uses it, or choose another with --port.")
    ready = store_of(data, store, region)
    placing.sweep(ready.folder)
    if region is None and data in MADE_UP and not ready.exists():
        build(data, ready.folder)
    lay(data, ready, region)
    faults = ready.check()
    if faults:
        stop("\n".join(faults))
    if strays := ready.strays():
        others = plural(len(strays), "file or folder", "files or folders")
        line(f"{others} in {ready.folder} belong to no store and are left alone: see `verify`.")
    serving.serve(ready.folder, port, opens_browser=browser)


@app.command()
def demo(
    store: Folder = None,
    again: Annotated[bool, typer.Option("--again", help="Build it afresh if it is there.")] = False,
    scale: Annotated[
        Scale, typer.Option(help="national: 54 made-up bodies with ten years of returns.")
    ] = Scale.REGIONAL,
) -> None:
    """Build a demonstration: made-up returns, labelled as such wherever they show."""
    ready = store_of(scale.data, store)
    placing.sweep(ready.folder)
    if ready.exists() and not again:
        stop(f"{ready.folder} is there already: add --again to build it afresh.")
    build(scale.data, ready.folder)
    line(f"The {MADE_UP[scale.data][0]} is in {ready.folder}.")


@app.command()
def template(
    body: Annotated[str, typer.Option("--body", help="The body's code or name, such as dorset.")],
    as_at: Annotated[str, typer.Option("--as-at", help="The day it will describe: 2026-11-30.")],
    file: Annotated[
        Path | None, typer.Option("--out", help="Where to write it, instead of <body>-<day>.xlsx.")
    ] = None,
    data: Which = Data.OWN,
    store: Folder = None,
    region: OwnRegion = None,
    again: Annotated[bool, typer.Option("--again", help="Write over a file there.")] = False,
) -> None:
    """Write the workbook for a body's next return, its last rows filled in."""
    try:
        day = to_day(as_at)
    except ValueError:
        stop(f"{as_at} is no as-at date: give one such as 2026-11-30 or 30/11/2026.")
    if store and not store.is_dir():
        stop(f"There is no folder {store}: look at its path, or leave out --store.")
    with to_read(data, store_of(data, store, region), region) as ready, ready.read() as con:
        try:
            filled = templates.filling(con, templates.body_code(con, body), day)
        except templates.UnknownBodyError as unknown:
            stop(str(unknown))
    name = templates.file_name(filled.body_code, day)
    path = file or Path(name_of(name, is_made_up=data in MADE_UP))
    try:
        with path.open("wb" if again else "xb") as written:
            written.write(workbook_of(filled))
    except FileExistsError:
        stop(f"{path} is there already: add --again to write over it, or name another by --out.")
    except OSError as problem:
        stop(f"{path} cannot be written ({problem.strerror}).")
    line(f"The return to fill in is in {path}. {filled.origin}")
    if day > date.today():  # noqa: DTZ011  (the user's own day)
        line(f"It cannot be sent before {shown(day)}, the day that it describes.")


@app.command(epilog=EXIT_CODES)
def check(
    files: Files,
    data: Which = Data.OWN,
    store: Folder = None,
    region: OwnRegion = None,
    shape: Shape = Form.TEXT,
) -> None:
    """List every mistake in returns, with its place; load nothing."""
    received = received_files(files, "Not submitted", data, shape)
    ready = store_of(data, store, region)
    print_report("check", check_all(ready, received, data, region) if received else [], shape)


@app.command(epilog=EXIT_CODES)
def load(
    files: Files,
    data: Which = Data.OWN,
    store: Folder = None,
    region: OwnRegion = None,
    role: Role = "Force performance analyst",
    shape: Shape = Form.TEXT,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="Go on watching one folder: move what is loaded to loaded/ in it, and what has "
            "mistakes to rejected/ with a report beside it. Ctrl+C stops it at any moment.",
        ),
    ] = False,
    once: Annotated[
        bool, typer.Option("--once", help="With --watch: take what is there, and end.")
    ] = False,
    interval: Annotated[
        float,
        typer.Option(
            min=0.1,
            help="With --watch: seconds between looks. A file is taken once two looks running "
            "find it unchanged.",
        ),
    ] = 5,
) -> None:
    """Load returns that have no mistakes; of one with mistakes nothing is loaded."""
    try:
        role = to_role(role)
    except ValueError as wrong:
        stop(f"--as gives {wrong}.")
    if once and not watch:
        stop("--once goes with --watch: add it, or leave out --once.")
    ready = store_of(data, store, region)
    if watch:
        if shape is not Form.TEXT:
            stop("--watch writes its JSON beside each refused file: leave out --format.")
        lay(data, ready, region)
        watch_folder(ready, files, role, interval, once=once)
        return
    received = received_files(files, role, data, shape)
    if received and not ready.exists():
        outcomes = check_all(ready, received, data, region)
        if not any(outcome.is_accepted for outcome in outcomes):
            print_report("load", outcomes, shape)
    if received:
        lay(data, ready, region)
    print_report("load", load_all(ready, received, role) if received else [], shape)


@app.command()
def verify(
    data: Which = Data.DEMONSTRATION, store: Folder = None, region: OwnRegion = None
) -> None:
    """Read every received file again and compare it with the store: is each figure traceable?"""
    ready = store_of(data, store, region)
    if not ready.exists():
        stop(f"There is no store in {ready.folder}.")
    with progress("Reading received files again") as advance:
        faults = proving.faults(ready, advance)
    for stray in ready.strays():
        line(f"{stray} is no part of the store, and nothing reads it: move it elsewhere.")
    for path in (*ready.leftovers(), *placing.left_over(ready.folder)):
        line(f"{path} was left by a write that was stopped: the next start or write removes it.")
    for fault in faults:
        line(fault)
    if faults:
        raise typer.Exit(MISTAKES)
    if made_up := proving.without_file(ready):
        line(
            f"{made_up:,} returns were made up inside the store: there are no files to compare "
            "their rows with."
        )
        line("The store is sound: every row received in a file agrees with it.")
    else:
        line("The store is sound: every row agrees with the file it was received in.")


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="Where to: made if it is not there.")],
    data: Which = Data.OWN,
    store: Folder = None,
    region: OwnRegion = None,
) -> None:
    """Copy a store into a folder, while others go on writing; again, only what is new."""
    ready = store_of(data, store, region)
    added = keeping.back_up(ready, folder)
    number = Store(folder).version().number
    new = plural(added, "new received file")
    line(f"Version {number} of {ready.folder} is in {folder}, with {new}.")


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="The folder that backup wrote.")],
    data: Which = Data.OWN,
    store: Folder = None,
    region: OwnRegion = None,
) -> None:
    """Put a backup where a store was; a store that is still there is not touched."""
    ready = store_of(data, store, region)
    keeping.restore(folder, ready)
    line(f"Version {ready.version().number} is in {ready.folder} again: see `verify`.")


@app.command()
def history(
    data: Which = Data.OWN,
    store: Folder = None,
    region: OwnRegion = None,
    shape: Shape = Form.TEXT,
) -> None:
    """List the versions of the store, newest first: when, by whom, and the returns in each."""
    os.environ[STORE_VARIABLE] = str(store_of(data, store, region).folder)
    versions = ask("version_history", THIS_COMPUTER, Filters(date.max))
    if shape is Form.JSON:
        sys.stdout.write(record.document(versions))
    else:
        for said in record.lines(versions):
            line(said)
