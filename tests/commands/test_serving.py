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


@pytest.mark.skipif(os.name == "nt", reason="a process is not asked to end there")
@pytest.mark.parametrize(
    ("asked_by", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)], ids=["Ctrl+C", "SIGTERM"]
)
def test_a_first_start_says_where_the_dashboard_is_and_nothing_else(
    tmp_path: Path, asked_by: signal.Signals, code: int
) -> None:
    with dashboard("demonstration", tmp_path) as server:
        wait_for(lambda: "Ctrl+C" in (tmp_path / "server.log").read_text(encoding="utf-8"))
        server.process.send_signal(asked_by)
        assert server.process.wait(timeout=30) == code
    said = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert said == f"The dashboard is at {server.url}. Ctrl+C stops it.\n"


def test_a_demonstration_built_says_where_it_is_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    built = subprocess.run(
        [sys.executable, "-m", "dashboard", "demo", "--store", folder],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert built.stdout == f"The demonstration region is in {folder}.\n"
    assert built.stderr == ""


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
