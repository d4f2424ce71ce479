"""A server leaves no copy of a store behind, however it ended."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from journeys.servers import dashboard

from dashboard.commands import serving

LONG_AGO = time.time() - 2 * 24 * 60 * 60


@pytest.mark.skipif(os.name == "nt", reason="who made a folder cannot be asked there")
def test_trials_of_servers_that_ended_are_swept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    gone, kept = [
        [tmp_path / f"soc-trial-{name}" for name in names]
        for names in ([f"{ended.pid}-ab", "old"], [f"{os.getpid()}-ab", "new", f"{ended.pid}-link"])
    ]
    for folder in [*gone, *kept[:2], tmp_path / "another"]:
        folder.mkdir()
        (folder / "soc-000001.duckdb").write_bytes(b"x")
    kept[2].symlink_to(tmp_path / "another")
    for folder in (gone[1], kept[0], tmp_path / "another"):
        os.utime(folder, (LONG_AGO, LONG_AGO))
    serving.sweep(tmp_path)
    assert not [folder for folder in gone if folder.exists()]
    assert all((folder / "soc-000001.duckdb").exists() for folder in kept)


@pytest.mark.skipif(os.name == "nt", reason="a process is not asked to end there")
def test_a_server_that_is_asked_to_end_takes_its_trials_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    left = temporary / "soc-trial-999999999-ab"
    left.mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(temporary))
    with dashboard("published", tmp_path) as server:
        assert not left.exists()
        trial = temporary / f"soc-trial-{server.process.pid}-ab"
        trial.mkdir()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0
        assert not trial.exists()
