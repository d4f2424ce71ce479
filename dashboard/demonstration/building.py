"""A made-up region as returns, and the store built of them through the same door as real ones.

Rows are made by the other demonstration modules; reading, checking and loading the files
is returns'.
"""

import atexit
import calendar
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from multiprocessing import Pipe, get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from dashboard.demonstration.board import board_tables, meeting_days
from dashboard.demonstration.findings import finding_rows
from dashboard.demonstration.forms import form_rows, forms
from dashboard.demonstration.governance import area_rows, governance_rows, milestone_rows
from dashboard.demonstration.groups import Row, groups, held, ocg_rows, plan_rows
from dashboard.demonstration.holdings import lro_rows, orders, profile_rows, scpo_rows, socit_rows
from dashboard.demonstration.placing import AUTHOR, NOTE, place
from dashboard.demonstration.scene import Body, Scene, days, dice, month_end, scene
from dashboard.demonstration.story import story_of
from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.contract import Sheet, sheets_of
from dashboard.returns.outcome import Received
from dashboard.returns.workbooks.writing import Labels, write_return
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store


@dataclass(frozen=True)
class MadeReturn:
    """One made-up return: whose, as at when, received when (UTC, without a zone), and its rows."""

    body_code: str
    as_at_on: date
    received_at: datetime
    submitted_by_role: str
    file_name: str
    sheets: tuple[Sheet, ...]
    tables: Mapping[str, Sequence[Row]]
    """The rows of each sheet's table, that of the Return sheet included."""


def returns(today: date) -> list[MadeReturn]:
    """Every return received by `today`, in the order received; the same for the same day."""
    region_scene = scene(today)
    made = list(_board_returns(region_scene))
    for body in region_scene.bodies:
        made += _body_returns(region_scene, body)
    received = [item for item in made if item.received_at.date() <= today]
    return sorted(received, key=lambda item: (item.received_at, item.file_name))


def build(folder: Path, today: date, progress: Callable[[int, int], None] | None = None) -> None:
    """Build the demonstration's store beside `folder`, then put it there whole.

    Replaces an earlier demonstration; `progress` is told how many of how many returns are
    loaded. StoreError where the folder holds anything else, or where a return is refused,
    with every problem; the folder is then as it was.
    """
    told = progress or (lambda _loaded, _all: None)
    place(folder, lambda building: _filled(building, today, told))


def _filled(building: Path, today: date, progress: Callable[[int, int], None]) -> Path:
    """Load every return into a new store, and say where it is."""
    made = returns(today)
    store = Store(building / "store")
    laying.lay(store)
    labels = scene(today).labels
    batches = list(_by_month(made))
    loaded = 0
    # A second process writes the next months' files while this one checks this month's.
    # Spawned, since a fork would copy DuckDB's threads half alive.
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=_end_with_parent
    ) as writer:
        written = [writer.submit(_write, building / "returns", batch, labels) for batch in batches]
        try:
            for batch, files in zip(batches, written, strict=True):
                _load(store, files.result(), batch)
                loaded += len(batch)
                progress(loaded, len(made))
        except BaseException:
            writer.shutdown(cancel_futures=True)
            raise
    return store.folder


def _end_with_parent() -> None:
    """End this process when its parent is gone, even by kill -9, and not by Ctrl+C itself.

    A terminal sends Ctrl+C to both, and this one would answer it with a traceback.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None, "only a process that was started by another is watched over"  # noqa: S101
    is_over, end = Pipe(duplex=False)

    def watch() -> None:
        if parent.sentinel in wait([parent.sentinel, is_over]):
            os._exit(1)

    watcher = Thread(target=watch, daemon=True)
    watcher.start()

    def stop_watching() -> None:
        end.close()
        watcher.join()

    # A thread still alive as the process ends keeps DuckDB's objects, which it then complains of.
    atexit.register(stop_watching)


def _by_month(made: Iterable[MadeReturn]) -> Iterator[list[MadeReturn]]:
    """The returns received in each month, which one version takes in."""
    for _, batch in groupby(made, key=lambda item: month_end(item.received_at.date(), 0)):
        yield list(batch)


def _write(desk: Path, batch: list[MadeReturn], labels: Labels) -> list[Path]:
    """Write each return as a workbook, and say where."""
    desk.mkdir(exist_ok=True)
    for made in batch:
        write_return(desk / made.file_name, made.tables, made.sheets, labels)
    return [desk / made.file_name for made in batch]


def _load(store: Store, files: list[Path], batch: list[MadeReturn]) -> None:
    """Load the files of the returns as one version; StoreError where one is refused."""
    received = [
        Received(path, made.received_at, made.submitted_by_role, is_demonstration=True)
        for path, made in zip(files, batch, strict=True)
    ]
    last = batch[-1].received_at
    message = f"Demonstration returns received in {last:%B %Y}"
    outcomes = accept.load(store, received, AUTHOR, message, written_at=last)
    if not all(outcome.is_accepted for outcome in outcomes):
        problems = [str(problem) for outcome in outcomes for problem in outcome.problems]
        raise StoreError("\n".join(["A demonstration return was refused.", *problems]))


def _body_returns(region_scene: Scene, body: Body) -> Iterator[MadeReturn]:
    story = story_of(body)
    made_groups = groups(region_scene, body)
    made_orders = orders(region_scene, body, made_groups)
    made_forms = forms(region_scene, body, made_groups)
    previous = month_end(region_scene.months[0], -1)
    for month, as_at in enumerate(region_scene.months[: -story.silent_months or None]):
        here = held(made_groups, as_at, previous)
        previous = as_at
        tables = {
            "finding_update": finding_rows(region_scene, body, as_at),
            "ocg": ocg_rows(here, as_at),
            "plan": plan_rows(here, as_at),
            "socit_post": socit_rows(region_scene, body, here, as_at),
            "scpo": scpo_rows(here, made_orders, as_at),
            "trigger_form": form_rows(here, made_forms, as_at),
            "local_profile": profile_rows(region_scene, body, as_at),
            "lro": lro_rows(region_scene, body, as_at),
            "governance": governance_rows(region_scene, body, as_at),
            "milestone": milestone_rows(region_scene, body, as_at),
            "clear_hold_build": area_rows(region_scene, body, as_at),
            "definition_note": _definition_rows(story.counts_differently),
        }
        left_out = [
            table for table, (first, last) in story.not_reported.items() if first <= month <= last
        ]
        rows = {table: list(found) for table, found in tables.items() if table not in left_out}
        made = _body_return(body, as_at, rows, left_out)
        if month == story.corrected_month:
            yield from _corrected(made)
        else:
            yield made


def _definition_rows(counts_differently: Mapping[str, str]) -> Iterator[Row]:
    for measure, difference in counts_differently.items():
        yield {"measure_code": measure, "difference": difference}


def _body_return(
    body: Body, as_at: date, rows: Mapping[str, list[Row]], left_out: list[str]
) -> MadeReturn:
    luck = dice(body.code, "received", as_at)
    after = luck.randint(*story_of(body).days_to_return)
    # Now and then a return is late; never those that are always prompt.
    if luck.random() < 0.08 and after > 4:
        after += 9
    return MadeReturn(
        body_code=body.code,
        as_at_on=as_at,
        received_at=_office_hours(as_at + days(after)),
        submitted_by_role="Force performance analyst" if body.kind_code == "force" else "Analyst",
        file_name=f"demonstration-{body.code}-{as_at}.xlsx",
        sheets=sheets_of(body.kind_code),
        tables={
            "return_received": [_return_row(body, as_at, "Director of Intelligence", left_out)],
            **rows,
        },
    )


def _corrected(made: MadeReturn) -> Iterator[MadeReturn]:
    """A return with a slip in its first SOCIT figure, and the one that corrects it."""
    posts = made.tables["socit_post"]
    slip = {**posts[0], "in_post_fte": posts[0]["establishment_fte"]}
    yield replace(made, tables={**made.tables, "socit_post": [slip, *posts[1:]]})
    (head,) = made.tables["return_received"]
    note = f"{NOTE}. Corrects the SOCIT investigators in post of the first return for this date"
    yield replace(
        made,
        received_at=made.received_at + timedelta(days=6, hours=2),
        file_name=made.file_name.replace(".xlsx", "-correction.xlsx"),
        tables={**made.tables, "return_received": [{**head, "note": note}]},
    )


def _board_returns(region_scene: Scene) -> Iterator[MadeReturn]:
    """What the secretariat files after each meeting and, where actions changed, each month end."""
    body = region_scene.region
    previous, met = None, meeting_days(region_scene)
    for as_at in sorted({*met, *region_scene.months}):
        tables = board_tables(region_scene, as_at, previous)
        previous = as_at
        if tables:
            yield MadeReturn(
                body_code=body.code,
                as_at_on=as_at,
                # What a meeting agrees is recorded while it meets.
                received_at=_office_hours(as_at if as_at in met else as_at + days(1)),
                submitted_by_role="Board secretariat",
                file_name=f"demonstration-{body.code}-{as_at}.xlsx",
                sheets=sheets_of(body.kind_code),
                tables={
                    "return_received": [_return_row(body, as_at, "Chair, SOC Development Board")],
                    **tables,
                },
            )


def _return_row(
    body: Body, as_at: date, approved_by_role: str, left_out: Iterable[str] = ()
) -> Row:
    return {
        "body_code": body.code,
        "as_at_on": as_at,
        "prepared_by_role": "SOC analyst" if body.kind_code != "region" else "Board secretariat",
        "approved_by_role": approved_by_role,
        "marking_code": "official" if body.kind_code == "region" else "official-sensitive",
        "sections_not_reported": ";".join(left_out) or None,
        "note": NOTE,
    }


def _office_hours(day: date) -> datetime:
    """A moment on the day, or on the Monday after a weekend."""
    day += days(7 - day.weekday() if day.weekday() >= calendar.SATURDAY else 0)
    minutes = dice("received", day).randint(9 * 60, 16 * 60)
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)
