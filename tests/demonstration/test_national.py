"""The made-up nation, built small: whole, the same every time, and fit to be received."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.demonstration import national
from dashboard.demonstration.national import Scale
from dashboard.demonstration.scene import scene
from dashboard.region import laying
from dashboard.returns import accept, verify
from dashboard.returns.contract import RETURN_SHEET, SHEETS, sheets_of
from dashboard.returns.outcome import Outcome, Received
from dashboard.returns.workbooks.writing import write_return
from dashboard.store.disk import StoreError
from dashboard.store.versions import Store

TODAY = date(2026, 11, 23)
SMALL = Scale(forces=2, units=1, months=4, ocgs=10)
LONG = Scale(forces=5, units=2, months=40, ocgs=12)
ROW_TABLES = [sheet.table for sheet in SHEETS if sheet is not RETURN_SHEET]
RECEIVED_TABLES = [sheet.table for sheet in SHEETS]


def rows(store: Store, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with store.read() as con:
        return con.execute(query, parameters).fetchall()


def built(folder: Path, scale: Scale, today: date = TODAY) -> Store:
    national.build(folder, today, scale=scale)
    return Store(folder)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return built(tmp_path_factory.mktemp("small") / "store", SMALL)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return built(tmp_path_factory.mktemp("long") / "store", LONG)


# ---- How much there is ----


def test_each_body_returns_each_month_and_the_board_every_second(small: Store):
    found = rows(
        small,
        "select kind_code, count(distinct body_code), count(*), min(as_at_on), max(as_at_on) "
        "from return_received join body using (body_code) group by all order by all",
    )
    assert found == [
        ("force", 2, 8, date(2026, 7, 31), date(2026, 10, 31)),
        ("region", 1, 2, date(2026, 8, 18), date(2026, 10, 20)),
        ("rocu", 1, 4, date(2026, 7, 31), date(2026, 10, 31)),
    ]


def test_the_nation_is_54_bodies_and_ten_years():
    nation = national.NATION
    assert (nation.forces + nation.units, nation.months, nation.ocgs) == (54, 120, 110)


def test_a_body_holds_about_as_many_groups_as_the_scale_says(long: Store):
    ((average, fewest),) = rows(
        long,
        "select avg(groups), min(groups) from (select count(ocg_ref) as groups "
        "from return_received join body using (body_code) left join ocg using (return_id) "
        "where kind_code <> 'region' group by return_id, body_code)",
    )
    assert average == pytest.approx(LONG.ocgs * 6 / 7, rel=0.15)
    assert fewest == 0


def test_every_group_has_each_strand_once(long: Store):
    found = rows(
        long,
        "select distinct strands, plans from ocg left join ("
        "select return_id, ocg_ref, count(distinct strand_code) as strands, count(*) as plans "
        "from plan group by all) using (return_id, ocg_ref)",
    )
    assert found == [(4, 4)]


@pytest.mark.parametrize("table", ROW_TABLES)
def test_every_kind_of_row_is_there_and_each_names_its_return(long: Store, table: str):
    ((count, lost),) = rows(
        long,
        f"select count(*), count(*) filter (return_received.return_id is null) from {table} "  # noqa: S608
        "left join return_received using (return_id)",
    )
    assert count > 0
    assert lost == 0


@pytest.mark.parametrize("table", RECEIVED_TABLES)
def test_rows_lie_in_the_order_of_their_returns(long: Store, table: str):
    found = rows(long, f"select return_id, row_number from {table}")  # noqa: S608
    assert found == sorted(found)
    assert len(set(found)) == len(found)


def test_returns_are_numbered_by_day_and_then_by_body(long: Store):
    found = rows(
        long,
        "select return_id from return_received join body using (body_code) "
        "order by as_at_on, display_order",
    )
    assert found == [(number,) for number in range(1, len(found) + 1)]


def test_all_of_it_is_one_version_after_the_reference_data(small: Store):
    assert small.version().number == 2
    assert rows(small, "select distinct version_number from return_received") == [(2,)]


# ---- What it says of itself ----


def test_everything_is_called_made_up(small: Store):
    assert not rows(
        small,
        "from return_received where not is_demonstration or file_name not like 'demonstration-%' "
        "or note not like 'Demonstration data%'",
    )
    words = rows(
        small,
        "select wording from finding union all select title from inspection "
        "union all select title from source union all select location from source "
        "union all select name from body",
    )
    assert all("made up" in text.lower() for (text,) in words)


def test_nothing_of_the_public_record_is_among_it(small: Store):
    for table in (
        "statement",
        "published_figure",
        "theme",
        "grade",
        "fieldwork",
        "earlier_finding",
    ):
        assert not rows(small, f"from {table}"), table
    assert rows(small, "select body_code from body order by display_order") == [
        ("force-01",), ("force-02",), ("unit-01",), ("nation",),
    ]  # fmt: skip


@pytest.mark.parametrize("today", [TODAY, date(2027, 3, 1), date(2028, 2, 29)])
def test_the_same_day_gives_the_same_rows(tmp_path: Path, today: date):
    first, second = (built(tmp_path / name, SMALL, today) for name in ("first", "second"))
    for table in RECEIVED_TABLES:
        query = f"from {table}"
        assert rows(first, query) == rows(second, query), table
    ((received_on, latest),) = rows(
        first, "select max(received_at)::date, max(as_at_on) from return_received"
    )
    assert received_on <= today
    assert (latest.year, latest.month) == (today.year, today.month - 1)


# ---- Whether it is likely ----


def test_groups_keep_their_references_and_turn_over_slowly(long: Store):
    ((kept,),) = rows(
        long,
        "select avg(is_kept::integer) from (select later.ocg_ref is not null as is_kept "
        "from ocg join return_received using (return_id) "
        "join return_received as next on next.body_code = return_received.body_code "
        "and next.as_at_on = last_day(return_received.as_at_on + to_months(1)) "
        "left join ocg as later on later.return_id = next.return_id "
        "and later.ocg_ref = ocg.ocg_ref)",
    )
    assert 0.9 < kept < 1


def test_plans_get_better_with_the_years(long: Store):
    covered = dict(
        rows(
            long,
            "select as_at_on, avg((published_on is not null)::integer) "
            "from plan join return_received using (return_id) group by as_at_on",
        )
    )
    assert covered[max(covered)] > covered[min(covered)] + 0.1


def test_one_body_never_reports_its_socit_and_one_is_silent(long: Store):
    assert rows(
        long,
        "select distinct body_code from return_received where sections_not_reported = 'socit_post'",
    ) == [("force-02",)]
    reporting = "select distinct body_code from socit_post join return_received using (return_id)"
    assert ("force-02",) not in rows(long, reporting)
    silent = "select body_code from position_at(date '2026-10-31', timestamp '9999-12-31')"
    assert rows(long, f"{silent} where is_stale and body_code <> 'nation'") == [("force-05",)]


def test_actions_are_moved_closed_and_verified(long: Store):
    ((moved, closed),) = rows(
        long,
        "select count(redate_agreed_by_role), count(*) filter (status_code = 'closed') from action",
    )
    assert moved > 10
    assert closed > 20
    twice = "select action_ref, status_code, due_on from action group by all having count(*) > 1"
    assert not rows(long, twice)
    assert rows(long, "from verification where verifier_body_code is not null limit 1")


@pytest.fixture(scope="module")
def taken_in(long: Store, tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """What intake and the checks say of the nation's last returns, filed as workbooks."""
    folder = tmp_path_factory.mktemp("taken in")
    received = []
    with long.read() as con:
        heads = con.execute(
            "select return_id, kind_code, file_name, received_at, submitted_by_role "
            "from return_received join body using (body_code) "
            "where as_at_on > date '2026-06-30' order by return_id"
        ).fetchall()
        for return_id, kind, file_name, received_at, role in heads:
            tables = {}
            for sheet in sheets_of(kind):
                columns = list(sheet.headers)
                query = f"select {', '.join(columns)} from {sheet.table} where return_id = $1"  # noqa: S608
                found = con.execute(f"{query} order by row_number", [return_id]).fetchall()
                tables[sheet.table] = [dict(zip(columns, row, strict=True)) for row in found]
            path = folder / file_name
            labels = {**scene(TODAY).labels, "body": {}}
            write_return(path, tables, sheets_of(kind), labels)
            received.append(Received(path, received_at, role, is_demonstration=True))
    store = Store(folder / "store")
    ((published_on,),) = rows(long, "select published_on from inspection")
    with national.made_up_region(LONG.forces, LONG.units, published_on) as reference:
        laying.lay(store, (reference,))
    return accept.load(store, received, "test", "The nation's last returns")


def test_its_returns_would_be_taken_in_if_filed(taken_in: list[Outcome]):
    assert len(taken_in) > 25
    problems = [
        str(problem)
        for outcome in taken_in
        for problem in outcome.problems
        if problem.severity == "error"
    ]
    assert not problems


def test_its_returns_are_seldom_questioned(taken_in: list[Outcome]):
    rules = {problem.rule for outcome in taken_in for problem in outcome.problems}
    assert rules <= {
        "milestone_overdue",
        "expected_closing_date_passed",
        "delivered_without_evidence",
    }


# ---- Building, verifying and the commands ----


def test_progress_counts_every_part(tmp_path: Path):
    told: list[tuple[int, int]] = []
    national.build(tmp_path / "store", TODAY, lambda *counts: told.append(counts), SMALL)
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_it_is_laid_again_with_its_own_bodies(tmp_path: Path):
    store = built(tmp_path / "store", SMALL)
    assert not national.lay(store)
    with store.write("test", "As if built by an earlier version") as con:
        con.execute("update region_digest set digest = 'earlier'")
    assert national.lay(store)
    assert rows(store, "select count(*) from body") == [(4,)]


def test_a_store_of_real_returns_is_neither_replaced_nor_laid(tmp_path: Path):
    store = built(tmp_path / "store", SMALL)
    with store.write("Analyst", "As if loaded") as con:
        con.execute("update return_received set is_demonstration = false")
    with pytest.raises(StoreError, match="not made up"):
        built(store.folder, SMALL)
    with pytest.raises(StoreError, match="not made up"):
        national.lay(store)


def test_verifying_says_that_there_are_no_files(small: Store):
    assert verify.faults(small, lambda _done, _of: None) == []
    assert verify.without_file(small) == 14
    command = [sys.executable, "-m", "dashboard", "verify", "--data", "national"]
    said = subprocess.run(
        [*command, "--store", small.folder], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.startswith("14 returns were made up inside the store")


def test_a_real_return_does_not_pass_for_one_without_a_file(tmp_path: Path):
    store = built(tmp_path / "store", SMALL)
    with store.write("Analyst", "As if loaded") as con:
        con.execute("update return_received set is_demonstration = false where return_id = 1")
    assert verify.without_file(store) == 13
    assert len(verify.faults(store, lambda _done, _of: None)) == 1


def test_the_command_names_both_scales_and_keeps_what_is_there(small: Store):
    command = [sys.executable, "-m", "dashboard", "demo"]
    helped = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True)
    assert "regional" in helped.stdout
    assert "national" in helped.stdout
    said = subprocess.run(
        [*command, "--scale", "national", "--store", small.folder],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 2
    assert "--again" in said.stderr
