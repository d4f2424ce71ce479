"""The commands as a user types them, with their exit codes."""

import hashlib
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from returns import good_board_return, good_return, write_csv, write_xlsx

from dashboard import acceptance, region
from dashboard.store import Store

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dashboard", *map(str, words)],
            capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False,
        )  # fmt: skip

    return run


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_help_names_every_command(command: Command) -> None:
    said = command("--help")
    assert said.returncode == 0
    for name in ("serve", "demo", "template", "check", "load", "verify"):
        assert name in said.stdout


def test_version(command: Command) -> None:
    said = command("--version")
    assert (said.returncode, said.stdout.count(".")) == (0, 2)


def test_a_clean_return_is_checked_loaded_and_verified(command: Command, tmp_path: Path) -> None:
    store = tmp_path / "store"
    force = write_xlsx(tmp_path / "dorset.xlsx", good_return())
    board = write_csv(tmp_path / "board", good_board_return())

    checked = command("check", force, board, "--store", store)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "dorset.xlsx: no mistakes" in checked.stdout
    assert not store.exists(), "checking creates nothing"

    loaded = command("load", force, board, "--store", store)
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr
    verified = command("verify", "--store", store)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "The store is sound" in verified.stdout


def test_a_return_with_mistakes_lists_them_and_changes_nothing(
    command: Command, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    command("load", write_xlsx(tmp_path / "good.xlsx", good_return()), "--store", store)
    before = contents(store)
    broken = good_return()
    broken["OCGs"][0]["Identified"] = "31/06/2026"
    broken["SOCIT posts"][0]["In post (FTE)"] = "five"
    said = command("load", write_xlsx(tmp_path / "bad.xlsx", broken), "--store", store)
    assert said.returncode == 1
    assert "sheet OCGs, row 2, column Identified: found 31/06/2026" in said.stdout
    assert "column In post (FTE): found five; expected a number" in said.stdout
    assert "nothing loaded" in said.stdout
    assert contents(store) == before


def test_a_bad_first_return_creates_no_store(command: Command, tmp_path: Path) -> None:
    said = command("load", tmp_path / "not-there.xlsx", "--store", tmp_path / "store")
    assert said.returncode == 1
    assert "not-there.xlsx" in said.stdout
    assert not (tmp_path / "store").exists()


def test_verify_finds_a_row_that_its_file_does_not_hold(command: Command, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    command("load", write_xlsx(tmp_path / "good.xlsx", good_return()), "--store", store.folder)
    with store.write("someone", "a change behind the intake's back") as con:
        con.execute("update ocg set status_code = 'archived'")
    said = command("verify", "--store", store.folder)
    assert said.returncode == 1
    assert "sheet OCGs: the rows held as return 1 are not those of the file received" in said.stdout


def test_verify_finds_an_original_that_was_altered(command: Command, tmp_path: Path) -> None:
    store = tmp_path / "store"
    command("load", write_xlsx(tmp_path / "good.xlsx", good_return()), "--store", store)
    original = next((store / "originals").iterdir())
    original.write_bytes(original.read_bytes() + b"x")
    said = command("verify", "--store", store)
    assert said.returncode == 1
    assert "altered" in said.stdout


@pytest.mark.parametrize("words", [("serve", "--data", "published"), ("--data", "published")])
def test_a_taken_port_is_one_clear_line(
    command: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = command(*words, "--store", tmp_path / "store", "--port", str(port), "--no-browser")
    assert said.returncode == 2
    assert said.stderr.strip() == (
        f"Port {port} is taken: stop what uses it, or choose another with --port."
    )


def test_a_folder_that_cannot_be_written_is_one_clear_line(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("a file, not a folder")
    said = command(
        "serve", "--data", "published", "--store", tmp_path / "file" / "store", "--no-browser",
        "--port", "8993",
    )  # fmt: skip
    assert said.returncode == 2
    assert len(said.stderr.strip().splitlines()) == 1
    assert "Traceback" not in said.stderr


def test_a_damaged_store_is_one_clear_line(command: Command, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    region.lay(store)
    store.version().path.write_bytes(b"not a database at all" * 500)
    said = command(
        "serve", "--data", "published", "--store", store.folder, "--no-browser", "--port", "8994"
    )
    assert said.returncode == 2
    assert len(said.stderr.strip().splitlines()) == 1
    assert "restore a copy" in said.stderr


def test_a_demonstration_is_not_built_over_another_without_being_asked(
    command: Command, tmp_path: Path
) -> None:
    region.lay(Store(tmp_path / "store"))
    said = command("demo", "--store", tmp_path / "store")
    assert said.returncode == 2
    assert "--again" in said.stderr


def test_received_and_made_up_returns_never_share_a_store(
    tmp_path: Path, demonstration_store: Store
) -> None:
    path = write_xlsx(tmp_path / "dorset.xlsx", good_return())
    from datetime import datetime

    received = acceptance.Received(path, datetime(2026, 11, 20), "SOC analyst")  # noqa: DTZ001
    outcome = acceptance.check(demonstration_store, [received])[0]
    assert any(problem.rule == "made_up_and_received_mixed" for problem in outcome.problems)
