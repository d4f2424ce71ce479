"""The commands: serve, demo, template, check, load and verify, with help, progress and exit codes.

Exit code 0 is done, 1 is a return with mistakes or a store with faults, 2 a wrong call or
a store that cannot be used. The work itself is acceptance's, demonstration's, template's and
serving's.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dashboard import acceptance, audit, demonstration, region, serving
from dashboard import template as templates
from dashboard.acceptance import Outcome, Received
from dashboard.cells import to_day
from dashboard.demonstration import national
from dashboard.paths import ROOT
from dashboard.store import Store, StoreError

MISTAKES, UNUSABLE = 1, 2

app = typer.Typer(
    help="How far a police region has got with the inspectorate's findings on serious and "
    "organised crime. Without a command: serve.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out, err = Console(), Console(stderr=True)


class Data(StrEnum):
    """Which data a command works on, each in a store of its own."""

    DEMONSTRATION = "demonstration"
    NATIONAL = "national"
    PUBLISHED = "published"
    OWN = "own"


class Scale(StrEnum):
    """How large a demonstration is."""

    REGIONAL = "regional"
    NATIONAL = "national"

    @property
    def data(self) -> Data:
        """The data that a demonstration of this scale is."""
        return Data.NATIONAL if self is Scale.NATIONAL else Data.DEMONSTRATION


MADE_UP = {
    Data.DEMONSTRATION: ("demonstration region", demonstration.build),
    Data.NATIONAL: ("national demonstration", national.build),
}

Which = Annotated[
    Data,
    typer.Option(
        "--data",
        help="demonstration: a made-up region; national: a made-up nation; "
        "published: the public record alone; own: the returns you load.",
    ),
]
Folder = Annotated[
    Path | None, typer.Option("--store", help="The store's folder, instead of data/store/<data>.")
]
Files = Annotated[
    list[Path], typer.Argument(help="Workbooks (.xlsx), or folders of CSV files, one a return.")
]
Role = Annotated[str, typer.Option("--as", help="The role submitting, never a name.")]


def main() -> None:
    """Run a command; `serve` where none is named."""
    names = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    given = sys.argv[1:]
    if not names.intersection(given) and not {"--help", "--version"}.intersection(given):
        sys.argv.insert(1, "serve")
    try:
        app()
    except StoreError as fault:
        _stop(str(fault))
    except KeyboardInterrupt:
        _stop("Stopped.")


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        out.print(installed_version("soc-governance-dashboard"))
        raise typer.Exit


@app.command()
def serve(
    data: Which = Data.DEMONSTRATION,
    store: Folder = None,
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.", min=1, max=65535)] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Open the dashboard in the browser, building what it shows on the first start."""
    if not serving.is_free(port):
        _stop(f"Port {port} is taken: stop what uses it, or choose another with --port.")
    ready = _store(data, store)
    if data in MADE_UP and not ready.exists():
        _build(data, ready.folder)
    _lay(data, ready)
    faults = ready.check()
    if faults:
        _stop("\n".join(faults))
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
    ready = _store(scale.data, store)
    if ready.exists() and not again:
        _stop(f"{ready.folder} is there already: add --again to build it afresh.")
    _build(scale.data, ready.folder)
    out.print(f"The {MADE_UP[scale.data][0]} is in {ready.folder}.", soft_wrap=True)


@app.command()
def template(
    body: Annotated[str, typer.Option("--body", help="The body's code or name, such as dorset.")],
    as_at: Annotated[str, typer.Option("--as-at", help="The day it will describe: 2026-11-30.")],
    file: Annotated[
        Path | None, typer.Option("--out", help="Where to write it, instead of <body>-<day>.xlsx.")
    ] = None,
    data: Which = Data.OWN,
    store: Folder = None,
    again: Annotated[bool, typer.Option("--again", help="Write over a file there.")] = False,
) -> None:
    """Write the workbook for a body's next return, its last rows filled in."""
    try:
        day = to_day(as_at)
    except ValueError:
        _stop(f"{as_at} is no as-at date: give one such as 2026-11-30 or 30/11/2026.")
    with _to_read(data, _store(data, store)) as ready, ready.read() as con:
        try:
            code = templates.body_code(con, body)
            whole = templates.write(con, code, day)
        except templates.UnknownBodyError as unknown:
            _stop(str(unknown))
    path = file or Path(templates.file_name(code, day))
    try:
        with path.open("wb" if again else "xb") as written:
            written.write(whole)
    except FileExistsError:
        _stop(f"{path} is there already: add --again to write over it, or name another by --out.")
    except OSError as problem:
        _stop(f"{path} cannot be written ({problem.strerror}).")
    out.print(f"The return to fill in is in {path}.", markup=False, soft_wrap=True)


@app.command()
def check(files: Files, data: Which = Data.OWN, store: Folder = None) -> None:
    """List every mistake in returns, with its place; load nothing."""
    received = [_received(path, "Not submitted") for path in files]
    _report(_checked(_store(data, store), received), "no mistakes")


@app.command()
def load(
    files: Files,
    data: Which = Data.OWN,
    store: Folder = None,
    role: Role = "Force performance analyst",
) -> None:
    """Load returns that have no mistakes; of one with mistakes nothing is loaded."""
    ready = _store(data, store)
    received = [_received(path, role) for path in files]
    if not ready.exists():
        outcomes = _checked(ready, received)
        if not any(outcome.is_accepted for outcome in outcomes):
            _report(outcomes, "")
    _lay(data, ready)
    with _progress("Loading returns") as advance:
        outcomes = acceptance.load(
            ready, received, role, f"Loaded {len(files)} file(s)", progress=advance
        )
    _report(outcomes, "loaded")


@app.command()
def verify(data: Which = Data.DEMONSTRATION, store: Folder = None) -> None:
    """Read every received file again and compare it with the store: is each figure traceable?"""
    ready = _store(data, store)
    if not ready.exists():
        _stop(f"There is no store in {ready.folder}.")
    with _progress("Reading received files again") as advance:
        faults = audit.faults(ready, advance)
    for fault in faults:
        out.print(fault, markup=False, highlight=False, soft_wrap=True)
    if faults:
        raise typer.Exit(MISTAKES)
    if made_up := audit.without_file(ready):
        out.print(
            f"{made_up:,} returns were made up inside the store: there are no files to compare "
            "their rows with.",
            soft_wrap=True,
        )
        out.print("The store is sound: every row received in a file agrees with it.")
    else:
        out.print("The store is sound: every row agrees with the file it was received in.")


def _store(data: Data, folder: Path | None) -> Store:
    return Store(folder or ROOT / "data" / "store" / data.value)


def _build(data: Data, folder: Path) -> None:
    name, build = MADE_UP[data]
    with _progress(f"Building the {name}") as advance:
        build(folder, date.today(), advance)  # noqa: DTZ011  (the user's own day)


def _lay(data: Data, store: Store) -> None:
    """Bring a store's reference data up to date: a made-up nation has bodies of its own."""
    if data is Data.NATIONAL and store.exists():
        national.lay(store)
    else:
        region.lay(store)


def _checked(store: Store, received: list[Received]) -> list[Outcome]:
    """Check returns against a store, or against an empty one where there is none yet."""
    with _to_read(Data.OWN, store) as ready:
        return acceptance.check(ready, received)


@contextmanager
def _to_read(data: Data, store: Store) -> Iterator[Store]:
    """A store to read: an empty one, which does not stay, where there is none yet."""
    if store.exists():
        yield store
        return
    if data in MADE_UP:
        _stop(f"There is no store in {store.folder}: build the demonstration with demo first.")
    with tempfile.TemporaryDirectory() as folder:
        empty = Store(Path(folder))
        region.lay(empty)
        yield empty


def _received(path: Path, role: str) -> Received:
    now = datetime.now(UTC).replace(tzinfo=None)
    return Received(path=path, received_at=now, submitted_by_role=role)


def _report(outcomes: list[Outcome], done: str) -> None:
    """Print each file's problems, then a line for each file; exit 1 if any has an error."""
    for outcome in outcomes:
        for problem in outcome.problems:
            prefix = "" if problem.severity == "error" else "Warning: "
            out.print(f"{prefix}{problem}", markup=False, highlight=False, soft_wrap=True)
        errors = sum(problem.severity == "error" for problem in outcome.problems)
        verdict = done if outcome.is_accepted else f"{errors} mistake(s), nothing loaded"
        out.print(f"{outcome.file_name}: {verdict}", markup=False, highlight=False, soft_wrap=True)
    if not all(outcome.is_accepted for outcome in outcomes):
        raise typer.Exit(MISTAKES)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on the error stream, driven by (done, total)."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _stop(why: str) -> NoReturn:
    err.print(why, markup=False, highlight=False, soft_wrap=True)
    sys.exit(UNUSABLE)
