"""The made-up region: the same every time, true to the public record, and with its stories."""

import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dashboard.demonstration import building, findings, placing, story
from dashboard.demonstration.building import MadeReturn
from dashboard.demonstration.scene import month_end, scene
from dashboard.paths import PUBLISHED, REFERENCE
from dashboard.returns.contract import SHEETS
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store

TODAY = date(2026, 11, 23)
OTHER_DAYS = [date(2026, 3, 31), date(2027, 3, 2), date(2029, 1, 1)]
PUBLISHED_ON = date(2025, 6, 12)
LETTER = {"as_at": date(2025, 8, 4), "known_at": datetime(2025, 8, 4, 23, 59)}  # noqa: DTZ001
LATEST = {"as_at": date(2026, 10, 31), "known_at": datetime(2026, 11, 23)}  # noqa: DTZ001
KEYS = {sheet.table: sheet.key for sheet in SHEETS}


def rows(store: Store, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with store.read() as con:
        return con.execute(query, parameters).fetchall()


def value(store: Store, query: str, **parameters: Any) -> Any:
    ((found,),) = rows(store, query, **parameters)
    return found


def made_of(body: str, today: date = TODAY) -> list[MadeReturn]:
    return [made for made in building.returns(today) if made.body_code == body]


# ---- The returns ----


def test_the_same_day_gives_the_same_returns_in_any_process():
    program = (
        "import hashlib; from datetime import date; from dashboard.demonstration import building;"
        f"made = building.returns({TODAY!r});".replace("datetime.", "")
        + "print(hashlib.sha256(repr([(m.file_name, m.received_at, m.tables) for m in made])"
        ".encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("today", [TODAY, *OTHER_DAYS])
def test_each_body_returns_for_the_months_up_to_today(today: date):
    made = building.returns(today)
    assert all(item.received_at.date() <= today for item in made)
    assert [item.received_at for item in made] == sorted(item.received_at for item in made)
    assert all(item.file_name.startswith(f"demonstration-{item.body_code}-") for item in made)
    assert len({item.file_name for item in made}) == len(made)
    for body in scene(today).bodies:
        days = {item.as_at_on for item in made if item.body_code == body.code}
        silent = story.story_of(body).silent_months
        # What describes the last month may still be on its way when today is early in a month.
        assert 17 - silent <= len(days) <= 18 - silent
        assert max(days) >= scene(today).months[-2 - silent]


@pytest.mark.parametrize("today", [TODAY, *OTHER_DAYS])
def test_the_board_met_every_second_month_on_a_third_tuesday(today: date):
    met = [
        row["meeting_on"]
        for made in made_of("south-west", today)
        for row in made.tables.get("board_meeting", [])
    ]
    assert len(met) == 8
    assert all(day.weekday() == 1 and 15 <= day.day <= 21 for day in met)
    assert month_end(met[-1], 0) == scene(today).months[-1]
    assert all(month_end(later, -2) == month_end(sooner, 0) for sooner, later in pairwise(met))


@pytest.mark.parametrize("today", [TODAY, *OTHER_DAYS])
def test_every_row_has_a_key_of_its_own(today: date):
    for made in building.returns(today):
        for table, found in made.tables.items():
            keys = Counter(tuple(row[name] for name in KEYS[table]) for row in found)
            assert max(keys.values(), default=1) == 1, (made.file_name, table, keys.most_common(1))


def test_a_region_without_stories_still_has_a_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name, folder in (("REFERENCE", REFERENCE), ("PUBLISHED", PUBLISHED)):
        copy = tmp_path / name
        copy.mkdir()
        for path in folder.glob("*.csv"):
            words = path.read_text(encoding="utf-8")
            for known in ("avon-and-somerset", "dorset", "wiltshire", "swrocu"):
                words = words.replace(f"{known},", f"other-{known},")
            (copy / path.name).write_text(words, encoding="utf-8")
        monkeypatch.setattr(import_module("dashboard.demonstration.scene"), name, copy)
    monkeypatch.setattr(findings, "_STORIES", {})
    made = building.returns(TODAY)
    assert Counter(item.body_code for item in made)["other-dorset"] == 18
    groups = [row for item in made for row in item.tables.get("ocg", [])]
    assert any(row["threat_method_code"] == "ocgm" for row in groups)
    owners = {row["owner_body_code"] for item in made for row in item.tables.get("action", [])}
    assert owners <= {body.code for body in scene(TODAY).bodies}


# ---- Building ----


@pytest.mark.skipif(os.name == "nt", reason="a process cannot be killed so there")
def test_who_writes_the_files_ends_with_a_build_that_is_killed() -> None:
    program = (
        "import os, signal\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "from dashboard.demonstration.building import _end_with_parent\n"
        "spawn = get_context('spawn')\n"
        "writer = ProcessPoolExecutor(1, mp_context=spawn, initializer=_end_with_parent)\n"
        "print(writer.submit(os.getpid).result(), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # The writer holds the other end: this returns when it has ended.
    run = subprocess.run(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # Python's own, on what the killed one had open
        timeout=60,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    assert int(run.stdout)


def test_nobody_reports_on_findings_that_are_not_published_yet():
    early = [item for item in building.returns(OTHER_DAYS[0]) if item.as_at_on < PUBLISHED_ON]
    assert len(early) > 30
    assert not any(item.tables.get("finding_update") for item in early)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[MadeReturn]:
    """The demonstration cut to its first two returns, for a quick build."""
    made = building.returns(TODAY)[:2]
    monkeypatch.setattr(building, "returns", lambda _today: made)
    return made


def test_progress_counts_every_return(tmp_path: Path, few: list[MadeReturn]):
    told: list[tuple[int, int]] = []
    building.build(tmp_path / "store", TODAY, lambda *counts: told.append(counts))
    assert told[-1] == (len(few), len(few))


def test_an_earlier_demonstration_is_replaced(tmp_path: Path, few: list[MadeReturn]):
    folder = tmp_path / "store"
    building.build(folder, TODAY)
    few.pop()
    building.build(folder, TODAY)
    assert value(Store(folder), "select count(*) from return_received") == 1


def test_what_is_no_demonstration_is_not_replaced(tmp_path: Path, few: list[MadeReturn]):
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="something other than a store"):
        building.build(folder, TODAY)
    assert (folder / "thesis.txt").read_text() == "mine"

    building.build(tmp_path / "own", TODAY)
    with Store(tmp_path / "own").write("Analyst", "As if loaded") as con:
        con.execute("update return_received set is_demonstration = false")
    with pytest.raises(StoreError, match="not made up"):
        building.build(tmp_path / "own", TODAY)
    assert len(few) == value(Store(tmp_path / "own"), "select count(*) from return_received")


def test_what_a_file_browser_left_in_an_empty_folder_is_no_reason_to_refuse(tmp_path: Path):
    (tmp_path / ".DS_Store").write_bytes(b"a file browser's own")
    placing.refuse_to_replace(tmp_path)
    (tmp_path / "letter.txt").write_text("kept")
    with pytest.raises(StoreError, match="something other than a store"):
        placing.refuse_to_replace(tmp_path)


def test_a_refused_return_is_told_with_every_problem(tmp_path: Path, few: list[MadeReturn]):
    spoilt = [{**row, "in_post_fte": 9_999} for row in few[0].tables["socit_post"]]
    few[0] = replace(few[0], tables={**few[0].tables, "socit_post": spoilt})
    with pytest.raises(StoreError) as told:
        building.build(tmp_path / "store", TODAY)
    assert str(told.value).count("sheet SOCIT posts") == len(spoilt)
    assert not (tmp_path / "store").exists()


# ---- What was built ----


def test_every_return_is_in_it(demonstration_store: Store):
    made = building.returns(TODAY)
    held = rows(demonstration_store, "select file_name from return_received order by all")
    assert [name for (name,) in held] == sorted(item.file_name for item in made)


def test_everything_is_called_a_demonstration(demonstration_store: Store):
    assert rows(demonstration_store, "select distinct is_demonstration from return_received") == [
        (True,)
    ]
    assert not rows(
        demonstration_store,
        "from return_received "
        "where file_name not like 'demonstration-%' or note not like 'Demonstration data%'",
    )


def test_one_version_is_written_a_month_on_the_day_of_its_last_return(demonstration_store: Store):
    kept = rows(
        demonstration_store,
        "select version.written_at, max(received_at), count(distinct last_day(received_at)) "
        "from version join return_received using (version_number) group by all order by all",
    )
    assert len(kept) == 18
    assert all(written == received and months == 1 for written, received, months in kept)


DORSET = """
    with latest as (from position_at($as_at, $known_at) where body_code = 'dorset')
"""


def test_dorset_agrees_with_its_letter_in_figures(demonstration_store: Store):
    def found(query: str) -> Any:
        return value(demonstration_store, DORSET + query, **LETTER)

    def published(figure_ref: str) -> Any:
        query = "select value from published_figure where figure_ref = $figure_ref"
        return value(demonstration_store, query, figure_ref=f"DORSET-2025-08-04-{figure_ref}")

    socit = "select sum(in_post_fte) from latest join socit_post using (return_id) where role_code"
    assert found(f"{socit} = 'investigator'") == published("SOCIT-INVESTIGATORS")
    assert found(f"{socit} = 'detective-sergeant'") == published("SOCIT-DETECTIVE-SERGEANTS")
    covered = "select 100 * avg(is_covered::integer) from ocg_plan_at($as_at, $known_at) "
    assert found(f"{covered} join latest using (return_id)") == published("OCGS-WITH-4P-PLAN")


def test_dorset_agrees_with_its_letter_in_words(demonstration_store: Store):
    def found(query: str, on: dict[str, Any] = LETTER) -> set[Any]:
        query = f"{DORSET} select distinct {query}"
        return {row[0] for row in rows(demonstration_store, query, **on)}

    assert found("as_at_on from latest") == {date(2025, 7, 31)}
    assert found("threat_method_code from latest join ocg using (return_id)") <= {"morile", None}
    assert found("outcome_code from latest join trigger_form using (return_id)") == {"accepted"}
    assert found("is_managed_in_ocg_meeting from latest join scpo using (return_id)") == {True}
    assert found("is_trained from latest join lro using (return_id)") == {True}
    # An intention at the date of the letter, and done since.
    profile = "format_code from latest join local_profile using (return_id)"
    assert found(profile) == {"static"}
    assert found(profile, LATEST) == {"live"}


def test_two_investigators_joined_dorset_before_the_report(demonstration_store: Store):
    in_post = rows(
        demonstration_store,
        "select as_at_on, in_post_fte from socit_post join return_received using (return_id) "
        "where body_code = 'dorset' and role_code = 'investigator' order by as_at_on limit 2",
    )
    assert in_post == [(date(2025, 5, 31), 3.5), (date(2025, 6, 30), 5.5)]


def history(store: Store, body_code: str, finding_ref: str) -> list[dict[str, Any]]:
    """What the body claimed of the finding, month by month."""
    query = """
        select expected_closing_on, claimed_stage_code, declared_brag_code, evidence
        from finding_update join return_received using (return_id)
        where body_code = $body_code and finding_ref = $finding_ref
        order by as_at_on, received_at
    """
    names = ("closing", "stage", "brag", "evidence")
    found = rows(store, query, body_code=body_code, finding_ref=finding_ref)
    return [dict(zip(names, row, strict=True)) for row in found]


def test_one_closing_date_slips_three_times(demonstration_store: Store):
    claims = history(demonstration_store, "devon-and-cornwall", "AFI 2")
    dates = [claim["closing"] for claim in claims if claim["closing"]]
    assert sum(now > before for before, now in pairwise(dates)) == 3
    assert dates == sorted(dates)


def test_one_body_claims_what_it_cannot_show(demonstration_store: Store):
    claim = history(demonstration_store, "wiltshire", "AFI 1")[-1]
    assert (claim["stage"], claim["brag"], claim["evidence"]) == ("delivered", "green", None)
    returned_share = value(
        demonstration_store,
        """
        select avg((outcome_code = 'returned')::integer)
        from position_at($as_at, $known_at) join trigger_form using (return_id)
        where body_code = 'wiltshire' and outcome_code <> 'awaiting'
        """,
        **LATEST,
    )
    assert returned_share > 0.4
    out_of_date = value(
        demonstration_store,
        """
        select count(*) from position_at($as_at, $known_at) join ocg using (return_id)
        where body_code = 'wiltshire' and status_code = 'active' and assessment_due_on < as_at_on
        """,
        **LATEST,
    )
    assert out_of_date >= 3


def test_one_body_is_silent_on_the_latest_board(demonstration_store: Store):
    stale = rows(
        demonstration_store,
        "select body_code from position_at($as_at, $known_at) where is_stale",
        **LATEST,
    )
    assert stale == [("gloucestershire",)]


def test_one_body_moves_back_after_a_dispute_and_claims_again(demonstration_store: Store):
    stages = [
        claim["stage"] for claim in history(demonstration_store, "avon-and-somerset", "AFI 2")
    ]
    moves = [now for before, now in pairwise(stages) if now != before]
    assert moves == ["in-progress", "delivered", "in-progress", "delivered"]
    verified = rows(
        demonstration_store,
        "select verified_stage_code from verification_at($as_at, $known_at) "
        "where body_code = 'avon-and-somerset' and finding_ref = 'AFI 2'",
        **LATEST,
    )
    assert verified == [("disputed",)]


def test_one_return_is_corrected(demonstration_store: Store):
    twice = rows(
        demonstration_store,
        "select body_code, as_at_on, array_agg(return_id order by received_at) "
        "from return_received group by all having count(*) > 1",
    )
    assert [(body, len(ids)) for body, _, ids in twice] == [("avon-and-somerset", 2)]
    first, second = twice[0][2]
    changed = rows(
        demonstration_store,
        """
        select team, role_code, in_post_fte from socit_post where return_id = $first
        except
        select team, role_code, in_post_fte from socit_post where return_id = $second
        """,
        first=first,
        second=second,
    )
    assert len(changed) == 1


def test_verified_is_only_what_another_body_tested(demonstration_store: Store):
    blue = rows(
        demonstration_store,
        "select finding_ref, body_code, claimed_stage_code, verifier_body_code "
        "from finding_position_at($as_at, $known_at) where brag_code = 'blue' order by all",
        **LATEST,
    )
    # Dorset has declared AFI 2 amber since it was verified; AFI 8 the inspectorate closed.
    assert [row[:2] for row in blue] == [("AFI 1", "swrocu"), ("AFI 8", "dorset")]
    assert all(stage == "delivered" for _, _, stage, _ in blue)
    assert [verifier for _, _, _, verifier in blue] == ["avon-and-somerset", None]


STATUSES = {
    "a closure that a later word does not undo": (
        "verified_stage_code = 'closed-by-hmicfrs' and brag_code = 'blue'", "AFI 8", "dorset"
    ),
    "a verification withdrawn": ("verified_stage_code = 'withdrawn'", "AFI 1", "dorset"),
    "verifiers that disagree": ("is_conflict", "AFI 1", "devon-and-cornwall"),
    "verified, and declared amber since": ("is_contradicted", "AFI 2", "dorset"),
    "left out of a return": ("left_out_code = 'finding'", "AFI 2", "wiltshire"),
    "waiting for eight months": (
        "is_waiting and waiting_since_on = date '2026-02-28'", "AFI 1", "wiltshire"
    ),
    "green with a milestone overdue": (
        "brag_code = 'green' and is_milestone_overdue and is_open", "AFI 7", "dorset"
    ),
    "disputed by a verifier": ("is_contested", "AFI 2", "avon-and-somerset"),
}  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_is_shown_once(demonstration_store: Store, status: str):
    holds, *where = STATUSES[status]
    query = (
        f"select finding_ref, body_code from finding_position_at($as_at, $known_at) where {holds}"  # noqa: S608
    )
    assert rows(demonstration_store, query, **LATEST) == [tuple(where)]


@pytest.mark.parametrize(("as_at", "most"), [(date(2026, 3, 31), 4), (date(2026, 10, 31), 4)])
def test_a_board_would_believe_how_many_claims_are_better_than_shown(
    demonstration_store: Store, as_at: date, most: int
):
    """Some are, and most are not: a claim of work in progress is held against its own promise."""
    ((better, checked),) = rows(
        demonstration_store,
        "select count(*) filter (agreement_code = 'better-than-shown'), count(*) "
        "from finding_shown_at($as_at, $known_at) "
        "where agreement_code <> 'unchecked' and not is_verified",
        **{**LATEST, "as_at": as_at},
    )
    assert 1 <= better <= most
    assert better * 2 <= checked


def test_some_actions_are_late_and_some_dates_are_missing(demonstration_store: Store):
    ((raised, overdue, redated),) = rows(
        demonstration_store,
        "select count(*), count(*) filter (is_overdue), count(*) filter (due_on > first_due_on) "
        "from action_at($as_at, $known_at)",
        **LATEST,
    )
    assert raised >= 24
    assert overdue >= 3
    assert redated >= 3
    undated = value(
        demonstration_store,
        "select count(*) from finding_position_at($as_at, $known_at) "
        "where is_reported and expected_closing_on is null",
        **LATEST,
    )
    assert undated >= 1


def test_one_body_leaves_a_section_out_and_one_counts_differently(demonstration_store: Store):
    left_out = rows(
        demonstration_store,
        "select body_code, sections_not_reported from position_at($as_at, $known_at) "
        "where sections_not_reported is not null",
        **LATEST,
    )
    assert left_out == [("wiltshire", "scpo")]
    differing = rows(
        demonstration_store,
        "select body_code, measure_code from position_at($as_at, $known_at) "
        "join definition_note using (return_id)",
        **LATEST,
    )
    assert differing == [("devon-and-cornwall", "plan-coverage")]


def test_coverage_rises_and_quality_lags_behind_it(demonstration_store: Store):
    covered = "select 100 * avg(is_covered::integer) from ocg_plan_at($as_at, $known_at)"
    first = value(demonstration_store, covered, **{**LATEST, "as_at": date(2025, 5, 31)})
    last = value(demonstration_store, covered, **LATEST)
    assert first < 80 < 85 < last
    pursue_only = value(
        demonstration_store,
        """
        with live as (
            select return_id, ocg_ref, list_sort(list(strand_code)) as strands
            from plan where activity_code = 'live' group by all
        )
        select count(*) from ocg_plan_at($as_at, $known_at) as ocg
        join live using (return_id, ocg_ref)
        where is_high_harm and strands = ['pursue']
        """,
        **LATEST,
    )
    assert 1 <= pursue_only <= 10


def test_what_was_decided_or_first_seen_never_changes(demonstration_store: Store):
    """A form is decided once; a group keeps the day it was identified."""
    assert not rows(
        demonstration_store,
        """
        select body_code, form_ref, submission
        from trigger_form join return_received using (return_id)
        group by all
        having count(distinct (outcome_code, decided_on)) filter (outcome_code <> 'awaiting') > 1
            or max(as_at_on) filter (outcome_code = 'awaiting')
                > min(as_at_on) filter (outcome_code <> 'awaiting')
        """,
    )
    assert not rows(
        demonstration_store,
        """
        select body_code, ocg_ref from ocg join return_received using (return_id)
        group by all having count(distinct (identified_on, crime_type_code)) > 1
        """,
    )
    assert not rows(
        demonstration_store,
        """
        select body_code, ocg_ref, strand_code from plan join return_received using (return_id)
        group by all having count(distinct published_on) > 1
        """,
    )
