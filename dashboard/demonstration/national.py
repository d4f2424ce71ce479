"""A made-up nation: 54 bodies and ten years of monthly returns, to show what size does.

Its rows are made inside the store by queries/demonstration, without workbooks; putting the store
in place is placing.py's.
"""

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dashboard.demonstration.placing import AUTHOR, place, refuse_unless_made_up
from dashboard.demonstration.scene import month_end
from dashboard.paths import PUBLISHED, REFERENCE, sql
from dashboard.region import laying
from dashboard.returns.outcome import NO_FILE
from dashboard.store.versions import Store

_PARTS = ("story", "groups", "plans", "holdings", "orders", "findings", "governance", "board")
"""The files of queries/demonstration, in the order in which they build on one another."""

_TITLE = "Demonstration inspection: made up"
_FINDINGS: Mapping[int, tuple[str, int]] = {
    1: ("every body should improve how it assesses threats", 1),
    2: ("every body should improve how it works with the others", 1),
    7: ("some forces should put enough people into investigating organised crime", 3),
    8: ("some forces should improve how they manage serious crime prevention orders", 4),
}
"""By number: what it says, and that it applies to every so many forces (1: to every body)."""

_Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Scale:
    """How much is made up: bodies, each one's monthly returns, and the OCGs of a return."""

    forces: int = 43
    units: int = 11
    months: int = 120
    ocgs: int = 110


NATION = Scale()


def build(
    folder: Path,
    today: date,
    progress: Callable[[int, int], None] | None = None,
    scale: Scale = NATION,
) -> None:
    """Build the nation's store beside `folder`, then put it there whole.

    Its rows are the same for the same day. Replaces an earlier made-up store; `progress` is
    told how many of how many parts are made. StoreError where the folder holds anything else.
    """
    told = progress or (lambda _made, _all: None)
    place(folder, lambda building: _filled(building, today, told, scale))


def lay(store: Store) -> bool:
    """Bring a built nation up to the schema and reference data of the files, as region.lay does.

    StoreError where the store holds returns that are not made up.
    """
    refuse_unless_made_up(store.folder)
    with store.read() as con:
        count = "select count(*) from body where kind_code = $1"
        ((forces,),) = con.execute(count, ["force"]).fetchall()
        ((units,),) = con.execute(count, ["rocu"]).fetchall()
        ((published_on,),) = con.execute("select min(published_on) from inspection").fetchall()
    with made_up_region(forces, units, published_on) as folder:
        return laying.lay(store, (folder,))


def _filled(
    building: Path, today: date, progress: Callable[[int, int], None], scale: Scale
) -> Path:
    """Make every row in a new store, in one version, and say where the store is."""
    store = Store(building / "store")
    # Late enough for some returns to come before it, early enough for a long history after it.
    published_on = month_end(today, scale.months // 10 - scale.months) - timedelta(days=15)
    with made_up_region(scale.forces, scale.units, published_on) as folder:
        laying.lay(store, (folder,))
    with store.write(AUTHOR, "Demonstration returns of a made-up nation") as con:
        given = {"today": today, "months": scale.months, "ocgs": scale.ocgs, "no_file": NO_FILE}
        con.execute(sql("demonstration/scale"), given)
        for made, part in enumerate(_PARTS, start=1):
            con.execute(sql(f"demonstration/{part}"))
            progress(made, len(_PARTS))
        con.execute(sql("returns/measure_returns"))
    return store.folder


@contextmanager
def made_up_region(forces: int, units: int, published_on: date) -> Iterator[Path]:
    """A folder of the nation's reference data and record, for as long as it takes to lay it."""
    tables = _record(_bodies(forces, units), published_on)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in REFERENCE.glob("*.csv"):
            shutil.copyfile(path, folder / path.name)
        for path in PUBLISHED.glob("*.csv"):
            # Nothing of the public record belongs beside made-up bodies: its headers alone.
            header = path.read_text(encoding="utf-8").splitlines()[0]
            (folder / path.name).write_text(f"{header}\n", encoding="utf-8")
        for table, rows in tables.items():
            _write(folder / f"{table}.csv", rows)
        yield folder


def _bodies(forces: int, units: int) -> _Rows:
    """Forces, units and the region whose board they sit on, in that order."""
    names = [(f"force-{number:02d}", f"Force {number:02d}", "force") for number in _upto(forces)]
    names += [(f"unit-{number:02d}", f"Unit {number:02d}", "rocu") for number in _upto(units)]
    names += [("nation", "Nation", "region")]
    return [
        {
            "body_code": code,
            "name": f"{name} (made up)",
            "short_name": name,
            "kind_code": kind,
            "display_order": place,
        }
        for place, (code, name, kind) in enumerate(names, start=1)
    ]


def _record(bodies: _Rows, published_on: date) -> Mapping[str, _Rows]:
    """The tables of the nation that are not data/reference's own."""
    source = {"source_code": "made-up", "title": _TITLE, "publisher": "Nobody: made up"}
    inspection = {
        **source,
        "inspection_code": "made-up",
        "published_on": published_on,
        "is_finding_list_whole": "true",
    }
    findings: _Rows = []
    applies: _Rows = []
    for number, (text, every) in _FINDINGS.items():
        findings.append(
            {
                "finding_ref": f"AFI {number}",
                "inspection_code": "made-up",
                "kind_code": "area-for-improvement",
                "number": number,
                "scope_code": "regional" if every == 1 else "force",
                "is_wording_held": "true",
                "wording": f"Made up for the demonstration: {text}.",
                "source_page": None,
                "source_code": "made-up",
                "note": None if every == 1 else f"Applies to one force in {every}.",
            }
        )
        applies += [
            {"finding_ref": f"AFI {number}", "body_code": body["body_code"]}
            for place, body in enumerate(bodies)
            if body["kind_code"] != "region"
            and (every == 1 or (body["kind_code"] == "force" and place % every == 0))
        ]
    return {
        "body": bodies,
        "source": [
            {
                **source,
                "published_on": published_on,
                "location": "Nowhere: made up",
                "note": "Made up to show the dashboard at the scale of a nation.",
            }
        ],
        "inspection": [inspection],
        "finding": findings,
        "finding_body": applies,
    }


def _upto(count: int) -> range:
    return range(1, count + 1)


def _write(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)
