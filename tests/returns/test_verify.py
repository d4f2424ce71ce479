"""A store stays provable when the region's words change, and what disagrees is still found."""

import csv
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from made_returns import good_return, write_xlsx

from dashboard.paths import PUBLISHED, REFERENCE
from dashboard.region import laying
from dashboard.returns import accept, verify
from dashboard.returns.outcome import Received
from dashboard.store.versions import Store

BEFORE, AFTER = date(2026, 10, 31), date(2026, 11, 1)
RECEIVED = datetime(2026, 11, 5)  # noqa: DTZ001


class Kept:
    """A store with the region's own files beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "store")
        self.reference = Path(shutil.copytree(REFERENCE, folder / "reference"))
        laying.lay(self.store, (self.reference, PUBLISHED))

    def relabel(self, file: str, code: str, label: str = "label", /, **labels: str) -> None:
        """Give codes other labels, in the region's file and so in the store."""
        path = self.reference / f"{file}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        for row in rows:
            if row.get("lane_code", "claimed") == "claimed":
                row[label] = labels.get(row[code].replace("-", "_"), row[label])
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        assert laying.lay(self.store, (self.reference, PUBLISHED))

    def load(self, as_at_on: date, stage: str) -> None:
        """A return whose findings are all said to be at this stage."""
        sheets = good_return(as_at_on=as_at_on)
        for row in sheets["Finding updates"]:
            row["Claimed stage"] = stage
        path = write_xlsx(self.folder / f"{as_at_on}.xlsx", sheets)
        received = [Received(path, RECEIVED, "Analyst")]
        [outcome] = accept.load(self.store, received, "Tester", "A return")
        assert outcome.is_accepted, [str(problem) for problem in outcome.problems]

    def faults(self) -> list[str]:
        return verify.faults(self.store, lambda _done, _all: None)

    def claimed(self) -> list[str]:
        with self.store.read() as con:
            stages = "select claimed_stage_code, return_id from finding_update group by all"
            return [code for code, _ in con.execute(f"{stages} order by 2").fetchall()]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_a_label_that_changed_leaves_what_was_read_provable(kept: Kept) -> None:
    kept.load(BEFORE, "In progress")
    kept.relabel("stage", "stage_code", in_progress="Under way")
    kept.relabel("choice", "code", drugs="Drugs and substances")
    kept.relabel("body", "body_code", "short_name", dorset="Dorset Police")
    assert kept.faults() == []


def test_labels_that_changed_places_mean_what_they_meant(kept: Kept) -> None:
    kept.load(BEFORE, "In progress")
    kept.relabel("stage", "stage_code", in_progress="Not started", not_started="In progress")
    kept.load(AFTER, "In progress")
    assert sorted(kept.claimed()) == ["in-progress", "not-started"]
    assert kept.faults() == []


@pytest.mark.parametrize("code", ["not-started", "no-such-stage"])
def test_a_row_that_disagrees_by_the_words_of_its_day_is_found(kept: Kept, code: str) -> None:
    kept.load(BEFORE, "In progress")
    # By today's words the file would say just what was altered.
    kept.relabel("stage", "stage_code", in_progress="Not started", not_started="In progress")
    with kept.store.write("someone", "behind the door") as con:
        con.execute("update finding_update set claimed_stage_code = $1", [code])
    (fault,) = kept.faults()
    assert "sheet Finding updates" in fault


def test_a_store_of_before_keeps_the_words_that_it_had(kept: Kept) -> None:
    kept.load(BEFORE, "In progress")
    with kept.store.write("earlier", "As an earlier release left it") as con:
        con.execute("drop table vocabulary_laid")
    assert kept.faults() == [], "it keeps none, so today's are its own"
    kept.relabel("stage", "stage_code", in_progress="Under way")
    assert kept.faults() == []
    kept.load(AFTER, "Under way")
    assert kept.claimed() == ["in-progress", "in-progress"]
    assert kept.faults() == []


def test_words_that_change_while_a_return_is_read_are_those_it_is_read_by(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, changed = accept._read, []

    def read_and_relabel(*given):
        batch = read(*given)
        if not changed:
            changed.append(True)
            kept.relabel(
                "stage", "stage_code", in_progress="Not started", not_started="In progress"
            )
        return batch

    monkeypatch.setattr(accept, "_read", read_and_relabel)
    kept.load(BEFORE, "In progress")
    assert kept.claimed() == ["not-started"]
    assert kept.faults() == []
