"""A server leaves no copy of a store behind, however it ended."""

import os
import signal
from pathlib import Path

import pytest
from journeys.servers import dashboard


@pytest.mark.skipif(os.name == "nt", reason="a process is not asked to end there")
def test_a_server_sweeps_when_it_starts_and_takes_its_own_when_it_is_asked_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    left = temporary / f"soc-trial-{os.getpid()}-ab"
    left.mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(temporary))
    with dashboard("published", tmp_path) as server:
        assert not left.exists()
        (own,) = (path for path in temporary.glob("soc-trial-*") if path.is_dir())
        (own / "trial").mkdir()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0
        assert not own.exists()


@pytest.mark.skipif(os.name == "nt", reason="a process is not asked to end there")
def test_a_server_starts_on_a_store_with_strays_and_says_so(tmp_path: Path) -> None:
    store = tmp_path / "store"
    (store / "originals").mkdir(parents=True)
    for name in (".DS_Store", "Thumbs.db", "originals/desktop.ini", "originals/.DS_Store"):
        (store / name).write_bytes(b"a file browser's own")
    (store / "soc-000001 copy.duckdb").mkdir()
    with dashboard("published", tmp_path):
        pass
    (said,) = (tmp_path / "server.log").read_text(encoding="utf-8").splitlines()[:1]
    assert said == (
        f"5 files or folders in {store} belong to no store and are left alone: see `verify`."
    )
