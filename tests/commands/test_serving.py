"""A server says what a user needs and no more, and leaves no copy of a store behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from journeys.servers import dashboard

from dashboard.commands import serving

# The command itself, with fewer returns to make: the first start below builds every one.
OF_THE_FIRST_RETURNS = """
from dashboard.demonstration import building
from dashboard.__main__ import main
every = building.returns
building.returns = lambda today: every(today)[:7]
if __name__ == "__main__":
    main()
"""


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


@pytest.mark.skipif(os.name == "nt", reason="a process is not asked to end there")
def test_a_first_start_says_where_the_dashboard_is_and_nothing_else(tmp_path: Path) -> None:
    said_until_it_is_asked_to_end(tmp_path, signal.SIGINT, 130)


@pytest.mark.skipif(os.name == "nt", reason="a process is not asked to end there")
def test_a_demonstration_built_says_where_it_is_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    built = subprocess.run(
        [sys.executable, "-c", OF_THE_FIRST_RETURNS, "demo", "--store", folder],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert built.stdout == f"The demonstration region is in {folder}.\n"
    assert built.stderr == ""
    said_until_it_is_asked_to_end(tmp_path, signal.SIGTERM, 0)


def said_until_it_is_asked_to_end(folder: Path, asked_by: signal.Signals, code: int) -> None:
    """Serve the demonstration in this folder, and hold all that it says to be one line."""
    with dashboard("demonstration", folder) as server:
        wait_for(lambda: "Ctrl+C" in (folder / "server.log").read_text(encoding="utf-8"))
        server.process.send_signal(asked_by)
        assert server.process.wait(timeout=30) == code
    said = (folder / "server.log").read_text(encoding="utf-8")
    assert said == f"The dashboard is at {server.url}. Ctrl+C stops it.\n"


@pytest.mark.skipif(os.name == "nt", reason="a terminal's Ctrl+C is sent otherwise there")
def test_a_first_start_that_is_interrupted_says_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "demo", "--store", str(tmp_path / "store")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as run:
        wait_for(lambda: any(tmp_path.glob("store.building-*/returns/*.xlsx")))
        # As a terminal does it: to the command and to the process that writes for it.
        os.killpg(run.pid, signal.SIGINT)
        said, _ = run.communicate(timeout=30)
    assert said == b""
    assert run.returncode == 130


@pytest.mark.parametrize("opens_browser", [True, False])
def test_no_start_lets_streamlit_show_its_own_offers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens_browser: bool
) -> None:
    started: list[dict[str, object]] = []
    monkeypatch.setattr(st.App, "run", lambda _, config: started.append(config))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setenv(serving.STORE_VARIABLE, "")
    serving.serve(tmp_path, 8993, opens_browser=opens_browser)
    [config] = started
    assert config["server.headless"] is True
    assert config["client.toolbarMode"] == "minimal"


def wait_for(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)
