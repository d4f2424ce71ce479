"""Copies of a store are left by no process, however it ended, and taken from none that runs."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from dashboard.store import trials

ROOT = Path(__file__).parents[2]
HOLDS = """
import sys
from dashboard.store import trials
folder = trials.own_folder()
(folder / "soc-000001.duckdb").write_bytes(b"x")
print(folder, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def holder(temporary: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process that has a trial, and the folder of it."""
    running = subprocess.Popen(
        [sys.executable, "-c", HOLDS],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(temporary), "TEMP": str(temporary)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    return running, Path(running.stdout.readline().strip())


def test_what_a_killed_process_left_goes_and_what_is_in_use_stays(temporary: Path) -> None:
    (killed, left), (running, used) = holder(temporary), holder(temporary)
    killed.kill()
    killed.communicate()
    trials.sweep()
    assert not left.exists()
    assert (used / "soc-000001.duckdb").exists()
    running.communicate()
    assert list(temporary.iterdir()) == [], "one that ends takes its own, and no lock is left"


def test_the_lock_of_one_killed_before_it_had_its_folder_goes_and_one_held_stays(
    temporary: Path,
) -> None:
    left, held = (temporary / f"soc-trial-{name}.lock" for name in ("left", "held"))
    left.touch()
    with FileLock(held):
        trials.sweep()
        assert not left.exists()
        assert held.exists()


def test_who_starts_while_its_lock_is_swept_takes_another(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Swept(FileLock):
        """A lock whose file another that starts removes the first time it is taken."""

        def acquire(self, *args: Any, **more: Any) -> Any:
            taken = super().acquire(*args, **more)
            if not swept:
                swept.append(Path(self.lock_file))
                swept[0].unlink()
            return taken

    swept: list[Path] = []
    monkeypatch.setattr(trials, "FileLock", Swept)
    trials.own_folder.cache_clear()
    folder = trials.own_folder()
    assert (folder.is_dir(), folder.parent) == (True, temporary)
    assert folder.with_name(f"{folder.name}.lock").exists()
    assert folder.with_name(f"{folder.name}.lock") != swept[0]
    trials.own_folder.cache_clear()


def test_a_number_that_another_process_has_by_now_protects_nothing(temporary: Path) -> None:
    left = temporary / f"soc-trial-{os.getpid()}-ab"
    left.mkdir()
    trials.sweep()
    assert not left.exists()


def test_what_is_no_trial_is_left_alone(temporary: Path) -> None:
    another = temporary / "another"
    another.mkdir()
    (another / "kept").write_bytes(b"x")
    (temporary / "soc-trial-link").symlink_to(another)
    (temporary / "soc-trial-file").write_bytes(b"x")
    before = sorted(temporary.rglob("*"))
    trials.sweep()
    assert sorted(temporary.rglob("*")) == before


def test_a_folder_of_another_user_s_is_left_alone(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name == "nt":
        pytest.skip("who made a folder cannot be asked there")
    theirs = temporary / "soc-trial-theirs"
    theirs.mkdir()
    monkeypatch.setattr(os, "getuid", lambda: os.stat(theirs).st_uid + 1)  # noqa: PTH116
    trials.sweep()
    assert theirs.exists()
