"""The commands as a user types them, with their exit codes."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_returns import good_board_return, good_return, write_csv, write_xlsx, xlsx_bytes

from dashboard.commands import command_line
from dashboard.figures import ask
from dashboard.region import laying
from dashboard.returns import accept
from dashboard.returns.outcome import Received
from dashboard.store.versions import Store

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dashboard", *map(str, words)],
            capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """A command run in this process: sooner, where no process need be started for it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(ask.STORE_VARIABLE, "")

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["soc-dashboard", *map(str, words)])
        ask.store_in.cache_clear()
        with pytest.raises(SystemExit) as left:
            command_line.main()
        out, err = capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return subprocess.CompletedProcess(words, code, out, err)

    yield run
    ask.store_in.cache_clear()


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
    for name in (
        "serve",
        "demo",
        "template",
        "check",
        "load",
        "verify",
        "backup",
        "restore",
        "history",
    ):
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
    typed: Command, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    typed("load", write_xlsx(tmp_path / "good.xlsx", good_return()), "--store", store)
    before = contents(store)
    broken = good_return()
    broken["OCGs"][0]["Identified"] = "31/06/2026"
    broken["SOCIT posts"][0]["In post (FTE)"] = "five"
    said = typed("load", write_xlsx(tmp_path / "bad.xlsx", broken), "--store", store)
    assert said.returncode == 1
    assert "sheet OCGs, row 2, column Identified: found 31/06/2026" in said.stdout
    assert "column In post (FTE): found five; expected a number" in said.stdout
    assert "nothing loaded" in said.stdout
    assert contents(store) == before


def test_a_bad_first_return_creates_no_store(typed: Command, tmp_path: Path) -> None:
    said = typed("load", tmp_path / "not-there.xlsx", "--store", tmp_path / "store")
    assert said.returncode == 1
    assert "not-there.xlsx" in said.stdout
    assert not (tmp_path / "store").exists()


def test_verify_names_what_is_no_part_of_a_sound_store(typed: Command, tmp_path: Path) -> None:
    store = tmp_path / "store"
    typed("load", write_xlsx(tmp_path / "good.xlsx", good_return()), "--store", store)
    (store / "originals" / ".DS_Store").write_bytes(b"a file browser's own")
    said = typed("verify", "--store", store)
    assert said.returncode == 0, said.stdout + said.stderr
    assert ".DS_Store is no part of the store, and nothing reads it" in said.stdout
    assert "The store is sound" in said.stdout


def test_verify_finds_a_row_that_its_file_does_not_hold(typed: Command, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    typed("load", write_xlsx(tmp_path / "good.xlsx", good_return()), "--store", store.folder)
    with store.write("someone", "a change behind the intake's back") as con:
        con.execute("update ocg set status_code = 'archived'")
    said = typed("verify", "--store", store.folder)
    assert said.returncode == 1
    assert "sheet OCGs: the rows held as return 1 are not those of the file received" in said.stdout


def test_verify_finds_an_original_that_was_altered(typed: Command, tmp_path: Path) -> None:
    store = tmp_path / "store"
    typed("load", write_xlsx(tmp_path / "good.xlsx", good_return()), "--store", store)
    original = next((store / "originals").iterdir())
    original.write_bytes(original.read_bytes() + b"x")
    said = typed("verify", "--store", store)
    assert said.returncode == 1
    assert "altered" in said.stdout


@pytest.mark.parametrize("words", [("serve", "--data", "published"), ("--data", "published")])
def test_a_taken_port_is_one_clear_line(
    typed: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = typed(*words, "--store", tmp_path / "store", "--port", str(port), "--no-browser")
    assert said.returncode == 2
    assert said.stderr.strip() == (
        f"Port {port} is taken: stop what uses it, or choose another with --port."
    )


def test_a_folder_that_cannot_be_written_is_one_clear_line(typed: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, not a folder")
    said = typed(
        "serve", "--data", "published", "--store", tmp_path / "file" / "store", "--no-browser",
        "--port", "8993",
    )  # fmt: skip
    assert said.returncode == 2
    assert len(said.stderr.strip().splitlines()) == 1
    assert "Traceback" not in said.stderr


def test_a_damaged_store_is_one_clear_line(typed: Command, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    laying.lay(store)
    store.version().path.write_bytes(b"not a database at all" * 500)
    said = typed(
        "serve", "--data", "published", "--store", store.folder, "--no-browser", "--port", "8994"
    )
    assert said.returncode == 2
    assert len(said.stderr.strip().splitlines()) == 1
    assert "restore a copy" in said.stderr


def test_a_demonstration_is_not_built_over_another_without_being_asked(
    typed: Command, tmp_path: Path
) -> None:
    laying.lay(Store(tmp_path / "store"))
    said = typed("demo", "--store", tmp_path / "store")
    assert said.returncode == 2
    assert "--again" in said.stderr


def test_received_and_made_up_returns_never_share_a_store(
    tmp_path: Path, demonstration_store: Store
) -> None:
    path = write_xlsx(tmp_path / "dorset.xlsx", good_return())
    from datetime import datetime

    received = Received(path, datetime(2026, 11, 20), "SOC analyst")  # noqa: DTZ001
    outcome = accept.check(demonstration_store, [received])[0]
    assert any(problem.rule == "made_up_and_received_mixed" for problem in outcome.problems)


def test_a_demonstration_s_own_workbook_can_be_loaded_into_it(
    typed: Command, tmp_path: Path, demonstration_store: Store
) -> None:
    shutil.copytree(demonstration_store.folder, tmp_path / "store")
    of_demonstration = ("--data", "demonstration", "--store", "store")
    said = typed("template", "--body", "Dorset", "--as-at", "20 November 2026", *of_demonstration)
    assert said.returncode == 0, said.stderr
    name = "demonstration-dorset-2026-11-20.xlsx"
    for command in ("check", "load"):
        said = typed(command, name, *of_demonstration)
        assert said.returncode == 0, said.stdout + said.stderr
    assert f"{name}: loaded" in said.stdout
    (tmp_path / name).rename(tmp_path / "dorset.xlsx")
    refused = typed("check", "dorset.xlsx", *of_demonstration)
    assert refused.returncode == 1
    assert "a store of its own for your own returns" in refused.stdout


def test_a_watched_folder_is_taken_once_and_its_exit_code_says_how_it_went(
    typed: Command, tmp_path: Path
) -> None:
    (tmp_path / "inbox").mkdir()
    write_xlsx(tmp_path / "inbox" / "good.xlsx", good_return())
    broken = good_return(as_at_on="30 October 2026")
    broken["OCGs"][0]["Identified"] = "31/06/2026"
    write_xlsx(tmp_path / "inbox" / "bad.xlsx", broken)
    watch = ("load", "inbox", "--watch", "--once", "--interval", "0.1", "--store", "store")
    said = typed(*watch)
    assert said.returncode == 1, said.stderr
    assert "good.xlsx: loaded as return 1" in said.stdout
    assert "see rejected/bad.xlsx.problems.txt" in said.stdout
    assert typed(*watch).returncode == 0
    for wrong in (("load", "nowhere", "--watch"), ("load", "inbox", "--watch", "--format", "json")):
        said = typed(*wrong, "--store", "store")
        assert (said.returncode, said.stdout) == (2, "")


def test_a_folder_of_workbooks_is_loaded_whole_and_left_as_it_is(
    typed: Command, tmp_path: Path
) -> None:
    (tmp_path / "month").mkdir()
    for day in (30, 31):
        write_xlsx(tmp_path / "month" / f"{day}.xlsx", good_return(as_at_on=f"{day} October 2026"))
    before = contents(tmp_path / "month")
    said = typed("load", "month", "--store", "store")
    assert (said.returncode, said.stdout.count(": loaded")) == (0, 2), said.stdout + said.stderr
    assert contents(tmp_path / "month") == before


def test_a_file_given_twice_is_taken_once(typed: Command, tmp_path: Path) -> None:
    (tmp_path / "month").mkdir()
    path = write_xlsx(tmp_path / "month" / "dorset.xlsx", good_return())
    said = typed("check", "month", path, "month/../month/dorset.xlsx", "--store", "store")
    assert said.stdout.splitlines() == [
        "2 files given twice, taken once.",
        "dorset.xlsx: no mistakes",
    ]
    assert said.returncode == 0


def test_check_and_load_say_the_same_as_json_and_nothing_else(
    typed: Command, tmp_path: Path
) -> None:
    good = write_xlsx(tmp_path / "good.xlsx", good_return())
    broken = good_return()
    broken["OCGs"][0]["Identified"] = "31/06/2026"
    bad = write_xlsx(tmp_path / "bad.xlsx", broken)
    said = typed("check", good, bad, "gone.xlsx", "--format", "json", "--store", "store")
    assert said.returncode == 1
    whole = json.loads(said.stdout)
    assert (whole["format_version"], whole["command"], whole["accepted"]) == (1, "check", False)
    first, second, third = whole["files"]
    digest = hashlib.sha256(good.read_bytes()).hexdigest()
    assert first == {
        "file": "good.xlsx", "sha256": digest, "accepted": True, "return_id": None,
        "errors": 0, "warnings": 0, "problems": [],
    }  # fmt: skip
    assert (second["accepted"], second["errors"]) == (False, 1)
    (problem,) = [found for found in second["problems"] if found["severity"] == "error"]
    assert second["warnings"] == len(second["problems"]) - 1
    assert problem.pop("expected").startswith("a date")
    assert problem == {
        "sheet": "OCGs", "row": 2, "column": "Identified", "found": "31/06/2026",
        "cell": "C2", "severity": "error", "rule": "cell",
    }  # fmt: skip
    assert (third["sha256"], third["problems"][0]["rule"]) == (None, "file")

    said = typed("load", good, "--format", "json", "--store", "store")
    assert (said.returncode, json.loads(said.stdout)["files"][0]["return_id"]) == (0, 1)


def test_json_of_a_store_that_cannot_be_used_is_no_json(typed: Command, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file, not a folder")
    good = write_xlsx(tmp_path / "good.xlsx", good_return())
    said = typed("load", good, "--format", "json", "--store", tmp_path / "store" / "own")
    assert (said.returncode, said.stdout) == (2, "")
    assert "cannot be" in said.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="such a name can be given there alone")
def test_a_name_that_is_no_text_or_moves_the_cursor_stops_nothing(
    typed: Command, tmp_path: Path
) -> None:
    (tmp_path / "box").mkdir()
    whole = xlsx_bytes(good_return())
    (tmp_path / "box" / os.fsdecode(b"dorset-\xff.xlsx")).write_bytes(whole)
    (tmp_path / "box" / "\x1b[2J\N{RIGHT-TO-LEFT OVERRIDE}\rx.xlsx").write_bytes(b"no workbook")
    for words in (("check",), ("load", "--watch", "--once", "--interval", "0.1")):
        said = typed(*words, "box", "--store", "store")
        assert said.returncode == 1, said.stderr
        assert "dorset-\N{REPLACEMENT CHARACTER}.xlsx: " in said.stdout
        assert not {"\x1b", "\r", "\N{RIGHT-TO-LEFT OVERRIDE}"} & set(said.stdout + said.stderr)
        assert said.stderr == ""


def test_a_cell_of_several_lines_is_a_problem_of_one(typed: Command, tmp_path: Path) -> None:
    broken = good_return()
    broken["OCGs"][0]["Identified"] = "x\ngood.xlsx: loaded"
    said = typed("check", write_xlsx(tmp_path / "bad.xlsx", broken), "--store", "store")
    assert not any(line.startswith("good.xlsx") for line in said.stdout.splitlines())


def test_nothing_that_waits_is_no_mistake(typed: Command, tmp_path: Path) -> None:
    (tmp_path / "inbox" / "loaded").mkdir(parents=True)
    for name in ("load", "check"):
        said = typed(name, "inbox", "--store", "store")
        assert (said.returncode, said.stdout) == (0, "Nothing is waiting in inbox.\n")
        said = typed(name, "inbox", "--store", "store", "--format", "json")
        assert (said.returncode, json.loads(said.stdout)["files"]) == (0, [])
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("load", ".", "--once"), "--once goes with --watch"),
        (("load", ".", "--data", "own", "--region", "north"), "--region and --data each name"),
        (("serve", "--region", "north", "--data", "demonstration"), "--region and --data each"),
    ],
)
def test_options_that_do_not_go_together_are_one_plain_line(
    typed: Command, words: tuple[str, ...], said: str
) -> None:
    refused = typed(*words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith(said)
    assert refused.stderr.count("\n") == 1


def test_an_empty_template_says_so(typed: Command, tmp_path: Path) -> None:
    dorset = ("template", "--body", "dorset", "--as-at")
    said = typed(*dorset, "2026-10-31", "--store", "nowhere")
    assert (said.returncode, said.stdout) == (2, "")
    assert "There is no folder nowhere" in said.stderr
    assert not list(tmp_path.iterdir())

    typed("load", write_xlsx(tmp_path / "a.xlsx", good_return()), "--store", "store")
    before = typed(*dorset, "2026-09-30", "--store", "store")
    assert before.returncode == 0
    assert "No return as at that day or earlier is held: every sheet is empty" in before.stdout
    after = typed(*dorset, "2099-12-31", "--store", "store")
    assert after.returncode == 0
    assert "rows filled in, from the return as at 31 October 2026" in after.stdout
    assert "It cannot be sent before 31 December 2099" in after.stdout


def test_help_says_the_exit_codes(typed: Command) -> None:
    for name in ("check", "load"):
        assert "Exits with 0: no mistakes" in " ".join(typed(name, "--help").stdout.split())


def test_history_lists_each_version_with_its_returns(typed: Command, tmp_path: Path) -> None:
    force = write_xlsx(tmp_path / "dorset.xlsx", good_return())
    typed("load", force, "--store", "store", "--as", "SOC analyst")
    said = typed("history", "--store", "store")
    assert said.returncode == 0, said.stderr
    second, of_second, first = said.stdout.splitlines()
    assert second.startswith("2, ")
    assert second.endswith(" UTC, SOC analyst: Loaded 1 file")
    assert of_second == "    Dorset as at 31 October 2026"
    assert first.startswith("1, ")

    versions = json.loads(typed("history", "--store", "store", "--format", "json").stdout)
    newest, _ = versions["versions"]
    assert newest["written_at"].endswith("Z")
    assert newest["returns"] == [
        {
            "return_id": 1,
            "body_code": "dorset",
            "body": "Dorset",
            "as_at_on": "2026-10-31",
            "is_entry": False,
        }
    ]
    assert typed("history", "--store", "nowhere").returncode == 2


def test_another_region_is_set_up_checked_and_loaded_without_code(
    typed: Command, tmp_path: Path
) -> None:
    assert typed("region", "init", "north").returncode == 0
    assert typed("region", "init", "north").returncode == 2
    assert "north: no mistakes" in typed("region", "check", "north").stdout
    good = good_return(body_code="Example")
    good["Finding updates"] = good["Milestones"] = []
    path = write_xlsx(tmp_path / "example.xlsx", good)
    loaded = typed("load", path, "--region", "north")
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr
    assert (tmp_path / "north" / "store" / "CURRENT").exists()
    assert "Example as at 31 October 2026" in typed("history", "--region", "north").stdout

    body = tmp_path / "north" / "reference" / "body.csv"
    body.write_text(body.read_text(encoding="utf-8") + "x,X,X,army,first\n", encoding="utf-8")
    said = typed("region", "check", "north")
    assert said.returncode == 1
    assert "body.csv, row 5, column display_order: found first" in said.stdout
    assert "body.csv, row 5, column kind_code: found army" in said.stdout
    for words in (("load", path), ("serve", "--no-browser", "--port", "8995")):
        said = typed(*words, "--region", "north")
        assert (said.returncode, said.stdout) == (2, "")
        assert "found army" in said.stderr


@pytest.mark.parametrize("role", ["", "=cmd()", "a\x1b[2Jb", "r" * 201])
def test_a_role_that_is_none_is_one_plain_line(typed: Command, tmp_path: Path, role: str) -> None:
    good = write_xlsx(tmp_path / "good.xlsx", good_return())
    said = typed("load", good, "--store", "store", "--as", role)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("--as gives a role ")
    assert "\x1b" not in said.stderr
    assert not (tmp_path / "store").exists()


def test_a_store_is_backed_up_and_restored(typed: Command, tmp_path: Path) -> None:
    laying.lay(Store(tmp_path / "store"))
    said = typed("backup", "usb", "--store", "store")
    assert (said.returncode, said.stderr) == (0, "")
    assert "Version 1 of" in said.stdout
    assert "0 new received files" in said.stdout
    assert typed("restore", "usb", "--store", "store").returncode == 2
    assert typed("restore", "usb", "--store", "again").returncode == 0
    assert typed("verify", "--data", "own", "--store", "again").returncode == 0


@pytest.mark.parametrize("name", ["serve", "verify", "history", "backup usb"])
def test_a_file_where_a_store_s_folder_is_expected_is_one_plain_line(
    typed: Command, tmp_path: Path, name: str
) -> None:
    (tmp_path / "return.xlsx").write_bytes(b"a file")
    more = ("--no-browser",) if name == "serve" else ()
    said = typed(*name.split(), "--store", "return.xlsx", *more)
    assert said.returncode == 2
    assert said.stderr == "return.xlsx is a file: --store takes the folder that a store is in.\n"


def test_verify_of_another_release_s_store_is_one_plain_line(
    typed: Command, tmp_path: Path
) -> None:
    store = Store(tmp_path / "store")
    laying.lay(store)
    with store.write("Tester", "As an older release") as con:
        con.execute("alter table return_received drop column version_number")
        con.execute("update region_digest set definitions_digest = 'older'")
    said = typed("verify", "--data", "own", "--store", "store")
    assert said.returncode == 2
    assert said.stderr.startswith("This store was written by another release of the dashboard.")
    assert said.stderr.count("\n") == 1
