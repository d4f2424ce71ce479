"""What a claim is held against: its own promise while work is open, its targets once it is done."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from placed_rows import Filed, store_of
from questions import Question, Row, day, given, only

from dashboard.demonstration.scene import month_end
from dashboard.frames import records
from dashboard.phrases import board_matrix
from dashboard.phrases.claims import claim_rows, queue_rows, waiting_rows
from dashboard.store.versions import Store

MONTHS = [month_end(day("2026-02-28"), months) for months in range(1, 9)]
"""From March to October 2026."""
AT = Question(MONTHS[-1], MONTHS[-2], ("dorset",))
DELIVERED = {"claimed_stage_code": "delivered", "evidence": "Order log"}


def order(number: int, on: date, *, is_managed: bool, is_kept: bool = True) -> Row:
    return {
        "scpo_ref": f"S-{number}", "ends_on": day("2030-01-01"),
        "is_managed_in_ocg_meeting": is_managed, "reviewed_on": on if is_kept else None,
        "review_due_on": day("2029-01-01"),
        "conditions_checked_on": on if is_kept else None,
    }  # fmt: skip


def returned(
    folder: Path,
    managed: list[int],
    claim: Row,
    *,
    is_kept: bool = True,
    words: tuple[Row, ...] = (),
) -> Store:
    """The last returns of Dorset, one a number: of ten orders so many are managed in the meeting.

    Where they are not kept up none is reviewed or checked, which two other measures count.
    """
    said = {"finding_ref": "AFI 8", "declared_brag_code": "green", **claim}
    filed = [
        Filed("dorset", on, {
            "finding_update": [said],
            "scpo": [order(number, on, is_managed=number < count, is_kept=is_kept)
                     for number in range(10)],
        })
        for on, count in zip(MONTHS[-len(managed):], managed, strict=True)
    ]  # fmt: skip
    filed += [Filed("south-west", MONTHS[-1], {"verification": list(words)})] if words else []
    return store_of(folder, filed, {})


def shown(store: Store) -> Row:
    return only(store, "claim_and_evidence", AT, finding_ref="AFI 8")


RISING = [2, 4, 6, 8]
"""Ten of ten on 30 November, by its line."""


@pytest.mark.parametrize(
    ("managed", "promised", "is_kept", "brag", "rule", "agreement"),
    [
        (RISING, "2027-03-31", True, "green", "On trend, every target would be met", "agrees"),
        (RISING, "2026-11-05", True, "amber", "On trend, a measure would", "better-than-shown"),
        ([8, 8, 7, 7], "2027-03-31", False, "red", "On trend, most measures", "better-than-shown"),
        ([8, 8, 7, 7], "2027-03-31", True, "amber", "On trend, a measure", "better-than-shown"),
        ([6, 8], "2027-03-31", True, "grey", "Too few returns to tell its trend", "unchecked"),
        (RISING, "2026-10-30", True, "red", "The expected closing date has passed",
         "better-than-shown"),
        (RISING, None, True, "amber", "A measure misses its target", "better-than-shown"),
        ([10] * 4, "2026-11-05", True, "green", "Every measure meets its target", "agrees"),
    ],
)  # fmt: skip
def test_work_in_progress_is_held_against_the_day_it_promises(
    tmp_path: Path, managed: list[int], promised: str | None, is_kept: bool, brag: str, rule: str,
    agreement: str,
) -> None:  # fmt: skip
    closing = day(promised) if promised else None
    row = shown(returned(tmp_path, managed, {"expected_closing_on": closing}, is_kept=is_kept))
    assert row["rules"][0].startswith(rule)
    assert (row["computed_brag_code"], row["agreement_code"]) == (brag, agreement)


def test_what_is_claimed_delivered_is_held_against_the_targets_met(tmp_path: Path) -> None:
    claim = {**DELIVERED, "expected_closing_on": day("2027-03-31")}
    row = shown(returned(tmp_path, RISING, claim))
    assert row["rules"] == ["A measure misses its target"]
    assert row["agreement_code"] == "better-than-shown"


def test_nothing_is_said_to_speak_for_it_beside_what_speaks_against_it(tmp_path: Path) -> None:
    claim = {"expected_closing_on": day("2027-03-31"), "next_milestone": "Brief response teams",
             "next_milestone_due_on": day("2026-09-15")}  # fmt: skip
    store = returned(tmp_path, [10] * 4, claim)
    assert shown(store)["rules"] == ["The next milestone is overdue"]


# ---- Green is not plain green ----


def cell(store: Store) -> object:
    cells, claims = (
        pd.DataFrame(given(store, query, AT)) for query in ("finding_by_body", "claim_and_evidence")
    )
    rows = board_matrix.with_evidence(cells, claims)
    return next(records(rows[rows["finding_ref"].eq("AFI 8") & rows["body_code"].eq("dorset")]))


def test_green_with_an_overdue_milestone_is_not_plain_green(tmp_path: Path) -> None:
    claim = {"expected_closing_on": day("2027-03-31"), "next_milestone": "Brief response teams",
             "next_milestone_due_on": day("2026-09-15")}  # fmt: skip
    store = returned(tmp_path, [10] * 4, claim)
    assert board_matrix.chip(cell(store)) == ("green brag-late", "Green, milestone overdue")
    told = "Overdue since 15 September 2026: brief response teams"
    assert told in board_matrix.cell_lines(cell(store))
    assert only(store, "headline_figures", AT)["late_green_count"] == 1


# ---- What has held ----


@pytest.mark.parametrize(
    ("managed", "limit", "chip", "line"),
    [
        ([9, 10, 10], 3, "held in 2 of 3 returns", "Not yet sustained: held in 2 of 3 returns"),
        ([9, 10, 10, 10], 3, "sustained", "Sustained: held in 3 returns"),
        ([9, *[10] * 7], 8, "held in 7 of 8 returns", "Not yet sustained: held in 7 of 8 returns"),
        ([10] * 8, 8, "sustained", "Sustained: held in 8 returns"),
    ],
)
def test_green_and_blue_say_whether_they_have_held(
    tmp_path: Path, managed: list[int], limit: int, chip: str, line: str
) -> None:
    store = returned(tmp_path, managed, DELIVERED)
    with store.write("test", "Above what a forecast looks at") as con:
        con.execute(
            "update setting set value = $1 where setting_code = 'sustained_returns'", [limit]
        )
    (row,) = records(claim_rows(pd.DataFrame([shown(store)])))
    assert row.shown == f"● Green, {chip}"
    assert line in board_matrix.cell_lines(cell(store))
    assert row.is_sustained == (chip == "sustained")


# ---- Waiting for a verifier ----


def test_what_waits_for_a_verifier_says_since_when(tmp_path: Path) -> None:
    claim = {**DELIVERED, "next_milestone": "Ask the region to verify",
             "next_milestone_due_on": day("2026-04-30")}  # fmt: skip
    store = returned(tmp_path, [10] * 8, claim)
    said = board_matrix.cell_lines(cell(store))
    assert "Waits since 31 March 2026 (7 months)" in said
    assert "Overdue since 30 April 2026: ask the region to verify" in said
    assert shown(store)["rules"] == ["The next milestone is overdue"]
    (row,) = records(queue_rows(waiting_rows(pd.DataFrame(given(store, "claim_and_evidence", AT)))))
    assert (row.finding_ref, row.since) == ("AFI 8", "31 March 2026 (7 months)")
    assert row.milestone == "Ask the region to verify, due 30 April 2026, overdue"


@pytest.mark.parametrize(
    ("stage", "since"), [("withdrawn", "2026-10-20"), ("regionally-assured", None)]
)
def test_what_is_withdrawn_waits_anew_and_what_is_verified_does_not(
    tmp_path: Path, stage: str, since: str | None
) -> None:
    word = {"finding_ref": "AFI 8", "body_code": "dorset", "verified_on": day("2026-10-20"),
            "verified_stage_code": stage}  # fmt: skip
    row = shown(returned(tmp_path, [10] * 8, DELIVERED, words=(word,)))
    assert row["waiting_since_on"] == (day(since) if since else None)
