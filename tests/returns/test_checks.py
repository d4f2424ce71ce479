"""Holds each rule to one case in which it speaks and a near one in which it is silent."""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from made_returns import AS_AT, Sheets, good_board_return, good_return, xlsx_bytes

from dashboard.region import laying
from dashboard.returns import accept, check
from dashboard.returns.outcome import Received
from dashboard.returns.problems import MOST_PROBLEMS, Problem
from dashboard.returns.rules import Rule, rules
from dashboard.store.versions import Store

HELD = re.compile(r"\b(?:from|join)\s+(?:held_\w+|(?:previous|same_day|changed)_return)\b")
AFTER = AS_AT + timedelta(days=1)
NEXT_MONTH = date(2026, 11, 30)


@dataclass(frozen=True)
class RowCase:
    """Changes of a sheet's first row that break a rule at one column, and that just do not."""

    rule: str
    sheet: str
    column: str
    fires: dict[str, Any]
    silent: dict[str, Any]


def dated(sheet: str, column: str, **also: Any) -> RowCase:
    """A date on the as-at date is right and one after it is not."""
    return RowCase(
        "date_after_as_at", sheet, column, {column: AFTER} | also, {column: AS_AT} | also
    )


def ordered(sheet: str, column: str, follows: str, **also: Any) -> RowCase:
    """A date on the day it follows is right and one before it is not."""
    day = date(2026, 9, 10)
    before = {follows: day, column: day - timedelta(days=1)} | also
    after = {follows: day, column: day} | also
    return RowCase("dates_out_of_order", sheet, column, before, after)


ROW_CASES = [
    dated("Finding updates", "Evidence dated"),
    dated("OCGs", "Identified"),
    dated("OCGs", "Assessed"),
    dated("4P plans", "Published"),
    dated("4P plans", "Last reviewed"),
    dated("SCPOs", "In force from"),
    dated("SCPOs", "Conditions last checked"),
    dated("SCPOs", "Last reviewed"),
    dated("Trigger forms", "Submitted"),
    dated("Trigger forms", "Decided"),
    dated("Local profiles", "Issued"),
    dated("Local profiles", "Last updated"),
    dated("LROs", "Trained on"),
    dated("Governance", "Issued or last held", **{"Next due": None}),
    dated("Governance", "Last reviewed", **{"Next due": None}),
    dated("Governance", "Role communicated"),
    dated("Milestones", "Done"),
    dated("Clear, Hold, Build", "Since", **{"Next review": None}),
    ordered("Governance", "Next due", "Issued or last held", **{"Last reviewed": None}),
    ordered("Governance", "Next due", "Last reviewed"),
    ordered("Clear, Hold, Build", "Next review", "Since"),
    dated("Board meetings", "Meeting date"),
    dated("Attendance", "Meeting date"),
    dated("Actions", "Raised"),
    dated("Actions", "Closed"),
    dated("Decisions", "Meeting date"),
    dated("Verifications", "Verified on"),
    ordered("OCGs", "Assessed", "Identified"),
    ordered("OCGs", "Next assessment due", "Assessed"),
    ordered("4P plans", "Review due", "Last reviewed"),
    ordered("SCPOs", "Ends", "In force from"),
    ordered("SCPOs", "Conditions last checked", "In force from"),
    ordered("SCPOs", "Review due", "Last reviewed"),
    ordered("Trigger forms", "Decided", "Submitted"),
    ordered("Local profiles", "Last updated", "Issued"),
    ordered("Actions", "Due", "Raised"),
    ordered("Actions", "Closed", "Raised"),
    RowCase(
        "finding_does_not_apply",
        "Finding updates",
        "Finding",
        {"Finding": "AFI 3"},  # it exists; to whom it applies is not held
        {"Finding": "AFI 8"},
    ),
    RowCase(
        "finding_does_not_apply",
        "Verifications",
        "Finding",
        {"Finding": "AFI 8", "Body": "Wiltshire"},
        {"Finding": "AFI 1", "Body": "Wiltshire"},
    ),
    RowCase(
        "date_of_nothing",
        "Finding updates",
        "Evidence",
        {"Evidence": None},
        {"Evidence": None, "Evidence dated": None},
    ),
    RowCase(
        "date_of_nothing",
        "Finding updates",
        "Next milestone",
        {"Next milestone": None},
        {"Next milestone": None, "Next milestone due": None},
    ),
    RowCase(
        "delivered_without_evidence",
        "Finding updates",
        "Evidence",
        {"Claimed stage": "Delivered", "Evidence": None},
        {"Claimed stage": "Delivered"},
    ),
    RowCase(
        "expected_closing_date_passed",
        "Finding updates",
        "Expected closing date",
        {"Expected closing date": AS_AT - timedelta(days=1)},
        {"Expected closing date": AS_AT - timedelta(days=1), "Claimed stage": "Delivered"},
    ),
    RowCase(
        "green_without_closing_date",
        "Finding updates",
        "Expected closing date",
        {"Declared BRAG": "Green", "Expected closing date": None},
        {"Declared BRAG": "Amber", "Expected closing date": None},
    ),
    RowCase(
        "milestone_overdue",
        "Finding updates",
        "Next milestone due",
        {"Next milestone due": AS_AT - timedelta(days=1)},
        {"Next milestone due": AS_AT},
    ),
    RowCase(
        "threat_without_method",
        "OCGs",
        "Threat method",
        {"Threat method": None, "Threat band": None, "Assessed": None},
        {"Threat method": None, "Threat band": None, "Assessed": None, "Threat score": None},
    ),
    RowCase(
        "threat_without_method",
        "OCGs",
        "Threat method",
        {"Threat method": None, "Threat band": None, "Threat score": None},
        {},
    ),
    RowCase(
        "band_of_another_method",
        "OCGs",
        "Threat band",
        {"Threat band": "Band 1 (OCGM)"},
        {"Threat band": "Band 1 (OCGM)", "Threat method": "OCGM"},
    ),
    RowCase("threat_without_assessment_date", "OCGs", "Assessed", {"Assessed": None}, {}),
    RowCase(
        "lro_not_listed",
        "OCGs",
        "LRO reference",
        {"LRO reference": "LRO-30"},
        {"LRO reference": None},
    ),
    RowCase(
        "plan_of_unlisted_ocg",
        "4P plans",
        "OCG reference",
        {"OCG reference": "DOR-9999"},
        {"OCG reference": "DOR-0013"},
    ),
    RowCase(
        "ocg_reference_unknown",
        "SCPOs",
        "OCG reference",
        {"OCG reference": "DOR-9999"},
        {"OCG reference": None},
    ),
    RowCase(
        "ocg_reference_unknown",
        "Trigger forms",
        "OCG reference",
        {"OCG reference": "DOR-9999"},
        {"OCG reference": "DOR-0012"},
    ),
    RowCase(
        "plan_active_but_not_published",
        "4P plans",
        "Published",
        {"Published": None, "Activity": "Ended"},
        {"Published": None, "Activity": "Planned"},
    ),
    RowCase(
        "above_establishment_without_note",
        "SOCIT posts",
        "Note",
        {"In post (FTE)": 6.5},
        {"In post (FTE)": 6.5, "Note": "One post over until March 2027"},
    ),
    RowCase(
        "more_than_in_post",
        "SOCIT posts",
        "Accredited (FTE)",
        {"Accredited (FTE)": 5.6},
        {"Accredited (FTE)": 5.5},
    ),
    RowCase(
        "more_than_in_post",
        "SOCIT posts",
        "Abstracted (FTE)",
        {"Abstracted (FTE)": 5.6},
        {"Abstracted (FTE)": 5.5},
    ),
    RowCase(
        "breach_and_outcome_disagree",
        "SCPOs",
        "Breach outcome",
        {"Breaches": 1},
        {"Breaches": 1, "Breach outcome": "Charged"},
    ),
    RowCase(
        "breach_and_outcome_disagree",
        "SCPOs",
        "Breaches",
        {"Breach outcome": "Charged"},
        {},
    ),
    RowCase(
        "scpo_already_ended",
        "SCPOs",
        "Ends",
        {"Ends": AS_AT - timedelta(days=1)},
        {"Ends": AS_AT},
    ),
    RowCase(
        "return_reason_disagrees",
        "Trigger forms",
        "Reason returned",
        {"Outcome": "Returned"},
        {"Outcome": "Returned", "Reason returned": "Already mapped"},
    ),
    RowCase(
        "return_reason_disagrees",
        "Trigger forms",
        "Reason returned",
        {"Reason returned": "Already mapped"},
        {},
    ),
    RowCase("decision_and_date_disagree", "Trigger forms", "Decided", {"Decided": None}, {}),
    RowCase(
        "decision_and_date_disagree",
        "Trigger forms",
        "Decided",
        {"Outcome": "Awaiting a decision"},
        {"Outcome": "Awaiting a decision", "Decided": None},
    ),
    RowCase("submission_zero", "Trigger forms", "Submission", {"Submission": 0}, {"Submission": 1}),
    RowCase(
        "trigger_form_too_old",
        "Trigger forms",
        "Submitted",
        {"Submitted": date(2025, 10, 30)},
        {"Submitted": date(2025, 10, 31)},
    ),
    RowCase(
        "more_partners_with_access",
        "Local profiles",
        "Partners with access",
        {"Partners with access": 10},
        {"Partners with access": 9},
    ),
    RowCase(
        "profile_there_and_not_there",
        "Local profiles",
        "Format",
        {"Format": "None", "Issued": None, "Last updated": None},
        {"Format": "None", "Issued": None, "Last updated": None, "Partners with access": 0},
    ),
    RowCase(
        "instrument_cover_not_said",
        "Governance",
        "Covers SOC",
        {"Covers SOC": None},
        {"Covers SOC": "No"},
    ),
    RowCase(
        "instrument_there_and_not_there",
        "Governance",
        "In place",
        {"In place": "No"},
        {"In place": "No"}
        | dict.fromkeys(
            (
                "Covers SOC",
                "Issued or last held",
                "Last reviewed",
                "Next due",
                "Actions in it",
                "Actions done",
            )
        ),
    ),
    RowCase(
        "more_actions_done",
        "Governance",
        "Actions done",
        {"Actions done": 21},
        {"Actions done": 20},
    ),
    RowCase(
        "more_actions_done",
        "Governance",
        "Actions done",
        {"Actions in it": None},
        {"Actions in it": None, "Actions done": 0},
    ),
    RowCase(
        "next_milestone_disagrees",
        "Finding updates",
        "Next milestone due",
        {"Next milestone due": date(2026, 12, 1)},
        {},
    ),
    RowCase(
        "area_not_used_with_more",
        "Clear, Hold, Build",
        "Phase",
        {"Phase": "Not used"},
        {"Phase": "Not used", "Since": None, "Partners": 0, "Next review": None},
    ),
    RowCase(
        "training_and_date_disagree",
        "LROs",
        "Trained on",
        {"Trained on": None},
        {"Trained": "No", "Trained on": None},
    ),
    RowCase("training_and_date_disagree", "LROs", "Trained on", {"Trained": "No"}, {}),
    RowCase(
        "action_and_closing_date_disagree",
        "Actions",
        "Closed",
        {"Status": "Closed"},
        {"Status": "Closed", "Closed": AS_AT},
    ),
    RowCase(
        "action_and_closing_date_disagree",
        "Actions",
        "Closed",
        {"Closed": AS_AT},
        {},
    ),
    RowCase(
        "meeting_not_listed",
        "Attendance",
        "Meeting date",
        {"Meeting date": date(2026, 10, 19)},
        {},
    ),
    RowCase(
        "meeting_not_listed",
        "Decisions",
        "Meeting date",
        {"Meeting date": date(2026, 10, 19)},
        {},
    ),
    RowCase(
        "decision_not_listed",
        "Actions",
        "Decision",
        {"Decision": "D-999"},
        {"Decision": "D-004"},
    ),
    RowCase(
        "dates_out_of_order",
        "Board meetings",
        "Next meeting",
        {"Next meeting": date(2026, 10, 19)},
        {"Next meeting": date(2026, 12, 15)},
    ),
    RowCase(
        "verifier_is_the_body",
        "Verifications",
        "Verifier body",
        {"Verifier body": "Dorset"},
        {"Verifier body": "Wiltshire"},
    ),
    RowCase(
        "assured_without_verifier_body",
        "Verifications",
        "Verifier body",
        {"Verifier body": None},
        {"Verifier body": None, "Verified stage": "Closed by HMICFRS"},
    ),
    RowCase(
        "closed_by_inspectorate_with_verifier_body",
        "Verifications",
        "Verifier body",
        {"Verifier body": "Wiltshire", "Verified stage": "Closed by HMICFRS"},
        {"Verifier body": None, "Verified stage": "Closed by HMICFRS"},
    ),
    RowCase(
        "verifier_is_the_body",
        "Verifications",
        "Verifier body",
        {"Verifier body": "South West"},
        {"Verifier body": "Avon and Somerset"},
    ),
    *(
        RowCase(
            "inspectorate_without_document",
            "Verifications",
            column,
            {"Verifier body": None, column: None},
            {"Verifier body": None, column: typed},
        )
        for column, typed in (
            ("Document", "Letter of closure"),
            ("Document dated", AS_AT),
            ("Document reference", "HMI/14"),
        )
    ),
    dated("Verifications", "Document dated"),
    RowCase(
        "verifier_role_and_body_disagree",
        "Verifications",
        "Verifier (role)",
        {"Verifier body": None, "Verifier (role)": "SOC analyst, Dorset"},
        {"Verifier body": None, "Verifier (role)": None},
    ),
    RowCase(
        "verifier_role_and_body_disagree",
        "Verifications",
        "Verifier (role)",
        {"Verifier (role)": None},
        {},
    ),
    RowCase(
        "evidence_without_words",
        "Verifications",
        "Evidence seen",
        {"Evidence seen": "n/a -"},
        {"Evidence seen": "Twelve plans"},
    ),
    RowCase(
        "evidence_without_words",
        "Finding updates",
        "Evidence",
        {"Evidence": "-"},
        {"Evidence": "Log"},
    ),
    RowCase(
        "withdraws_nothing",
        "Verifications",
        "Verified stage",
        {"Verified stage": "Withdrawn", "Verifier body": "Devon and Cornwall"},
        {"Verified stage": "Withdrawn"},
    ),
]
Change = Callable[[Sheets], None]


def put(sheet: str, changes: dict[str, Any]) -> Change:
    """Change the first row of a sheet."""

    def change(sheets: Sheets) -> None:
        sheets[sheet][0] |= changes

    return change


def keep(sheet: str, rows: int) -> Change:
    """Keep the first rows of a sheet."""

    def change(sheets: Sheets) -> None:
        del sheets[sheet][rows:]

    return change


def repeat(sheet: str, column: str, rows: int) -> Change:
    """Repeat the first row of a sheet under new references."""

    def change(sheets: Sheets) -> None:
        first = sheets[sheet][0]
        sheets[sheet] += [first | {column: f"NEW-{number}"} for number in range(rows)]

    return change


def both(*changes: Change) -> Change:
    def change(sheets: Sheets) -> None:
        for each in changes:
            each(sheets)

    return change


def drop_first(sheet: str) -> Change:
    """Drop the first row of a sheet."""

    def change(sheets: Sheets) -> None:
        del sheets[sheet][0]

    return change


def nothing(_sheets: Sheets) -> None:
    """Leave the return as it is."""


@dataclass(frozen=True)
class ReturnCase:
    """Changes of a good return that break a rule, and that just do not; after another or not."""

    rule: str
    place: tuple[str, int | None, str | None]
    fires: Change
    silent: Change
    before: Change | None = None
    file_names: tuple[str, str] = ("return.xlsx", "return.xlsx")
    made_up: tuple[bool, bool] = (False, False)
    build: Callable[[], Sheets] = good_return


later = put("Return", {"As-at date": NEXT_MONTH})

RETURN_CASES = [
    *(
        ReturnCase(
            "sheet_says_nothing",
            (sheet, None, None),
            keep(sheet, 0),
            both(keep(sheet, 0), put("Return", {"Sections not reported": sheet})),
        )
        for sheet in ("Governance", "Clear, Hold, Build")
    ),
    ReturnCase(
        "milestone_without_update",
        ("Milestones", 2, "Finding"),
        drop_first("Finding updates"),
        put("Milestones", {"Finding": "AFI 2"}),
    ),
    ReturnCase(
        "as_at_date_after_received",
        ("Return", 2, "As-at date"),
        put("Return", {"As-at date": date(2026, 12, 4)}),
        put("Return", {"As-at date": date(2026, 12, 3)}),
    ),
    ReturnCase(
        "earlier_than_latest_return",
        ("Return", 2, "As-at date"),
        put("Return", {"As-at date": AS_AT - timedelta(days=1)}),
        put("Return", {"Note": "Corrected"}),
        before=nothing,
    ),
    ReturnCase(
        "already_loaded",
        ("Return", 2, None),
        nothing,
        put("LROs", {"Role": "Superintendent"}),
        before=nothing,
    ),
    ReturnCase(
        "replaces_earlier_return",
        ("Return", 2, "As-at date"),
        put("LROs", {"Role": "Superintendent"}),
        later,
        before=nothing,
    ),
    ReturnCase(
        "body_does_not_file_these_sheets",
        ("Return", 2, "Body"),
        put("Return", {"Body": "South West"}),
        put("Return", {"Body": "SWROCU"}),
    ),
    ReturnCase(
        "file_named_for_another_body",
        ("Return", 2, "Body"),
        nothing,
        nothing,
        file_names=("Devon and Cornwall (October).xlsx", "dorset-2026-10.xlsx"),
    ),
    ReturnCase(
        "made_up_and_received_mixed",
        ("Return", 2, None),
        later,
        later,
        before=nothing,
        made_up=(True, False),
    ),
    ReturnCase(
        "made_up_loaded_as_real",
        ("Return", 2, "Note"),
        put("Return", {"Note": "Demonstration data: every figure is made up"}),
        nothing,
    ),
    ReturnCase(
        "approved_by_its_preparer",
        ("Return", 2, "Approved by (role)"),
        put("Return", {"Approved by (role)": "SOC Analyst"}),
        nothing,
    ),
    ReturnCase(
        "marking_too_low",
        ("Return", 2, "Marking"),
        put("Return", {"Marking": "OFFICIAL"}),
        both(put("Return", {"Marking": "OFFICIAL"}), keep("OCGs", 0)),
    ),
    ReturnCase(
        "section_not_reported_has_rows",
        ("Return", 2, "Sections not reported"),
        put("Return", {"Sections not reported": "SCPOs; Definition notes"}),
        put("Return", {"Sections not reported": "Definition notes"}),
    ),
    ReturnCase(
        "finding_without_update",
        ("Finding updates", None, None),
        keep("Finding updates", 3),
        both(
            keep("Finding updates", 0),
            put("Return", {"Sections not reported": "Finding updates"}),
        ),
    ),
    ReturnCase(
        "ocg_vanished",
        ("OCGs", None, "OCG reference"),
        both(later, keep("OCGs", 1)),
        both(later, put("OCGs", {"Status": "Archived"})),
        before=nothing,
    ),
    ReturnCase(
        "implausible_count",
        ("OCGs", None, None),
        both(later, repeat("OCGs", "OCG reference", 5)),
        both(later, repeat("OCGs", "OCG reference", 4)),
        before=nothing,
    ),
    ReturnCase(
        "implausible_count",
        ("SCPOs", None, None),
        both(later, keep("SCPOs", 0)),
        both(later, keep("SCPOs", 0), put("Return", {"Sections not reported": "SCPOs"})),
        before=repeat("SCPOs", "SCPO reference", 5),
    ),
    ReturnCase(
        "implausible_count",
        ("SOCIT posts", None, None),
        both(later, put("SOCIT posts", {"Establishment (FTE)": 12})),
        both(later, put("SOCIT posts", {"Establishment (FTE)": 10})),
        before=nothing,
    ),
    ReturnCase(
        "ocg_of_another_body",
        ("OCGs", 2, "OCG reference"),
        both(put("Return", {"Body": "Wiltshire"}), keep("OCGs", 1)),
        both(
            put("Return", {"Body": "Wiltshire"}),
            keep("OCGs", 1),
            put("OCGs", {"Identified": date(2025, 2, 15)}),
        ),
        before=nothing,
    ),
    ReturnCase(
        "return_of_another_body",
        ("Return", 2, "Body"),
        put("Return", {"Body": "Wiltshire"}),
        both(put("Return", {"Body": "Wiltshire"}), repeat("OCGs", "OCG reference", 2)),
        before=nothing,
    ),
    ReturnCase(
        "redated_without_agreement",
        ("Actions", 2, "Re-date agreed by (role)"),
        both(later, put("Actions", {"Due": date(2026, 12, 31)})),
        both(
            later,
            put("Actions", {"Due": date(2026, 12, 31), "Re-date agreed by (role)": "Chair"}),
        ),
        before=nothing,
        build=good_board_return,
    ),
]


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("laid") / "store")
    laying.lay(store)
    return store


def received(sheets: Sheets, name: str = "return.xlsx", day: int = 3, month: int = 12) -> Received:
    moment = datetime(2026, month, day, 9)  # noqa: DTZ001  (kept without a zone)
    return Received(Path(name), moment, "SOC analyst", data=xlsx_bytes(sheets))


def places(problems: tuple[Problem, ...], rule: str) -> list[tuple[str | None, int | None, Any]]:
    return [(found.sheet, found.row, found.column) for found in problems if found.rule == rule]


@pytest.fixture(scope="module")
def row_problems(laid: Store) -> dict[str, tuple[Problem, ...]]:
    """All row cases in two returns, each case two rows of its own: firing, then silent."""
    body, board = good_return(), good_board_return()
    for case in ROW_CASES:
        sheets = body if case.sheet in body else board
        first = sheets[case.sheet][0]
        sheets[case.sheet] += [first | case.fires, first | case.silent]
    files = [received(body, "body.xlsx"), received(board, "board.xlsx")]
    outcomes = accept.check(laid, files)
    return {outcome.file_name: outcome.problems for outcome in outcomes}


def first_row(case: RowCase) -> int:
    """The sheet's row of a case's firing row, after the header, the good rows and other cases."""
    good = good_return() | good_board_return()
    same = [other for other in ROW_CASES if other.sheet == case.sheet]
    return 2 + len(good[case.sheet]) + 2 * next(n for n, c in enumerate(same) if c is case)


@pytest.mark.parametrize("case", ROW_CASES, ids=lambda case: f"{case.rule}-{case.column}")
def test_rule_of_a_row(case: RowCase, row_problems: dict[str, tuple[Problem, ...]]) -> None:
    problems = row_problems["body.xlsx" if case.sheet in good_return() else "board.xlsx"]
    row = first_row(case)
    found = places(problems, case.rule)
    assert (case.sheet, row, case.column) in found
    assert (case.sheet, row + 1, case.column) not in found


def test_good_rows_are_silent(row_problems: dict[str, tuple[Problem, ...]]) -> None:
    """The good rows at the head of each sheet draw nothing, whatever stands below them."""
    good = {"body.xlsx": good_return(), "board.xlsx": good_board_return()}
    for name, sheets in good.items():
        assert not [
            str(problem)
            for problem in row_problems[name]
            if problem.row and problem.row <= 1 + len(sheets[problem.sheet or ""])
        ]


@pytest.mark.parametrize(
    "case", RETURN_CASES, ids=lambda case: f"{case.rule}-{case.place[0].replace(' ', '_')}"
)
def test_rule_of_a_return(case: ReturnCase, laid: Store, tmp_path: Path) -> None:
    store = laid
    if case.before:
        shutil.copytree(laid.folder, tmp_path / "store")
        store = Store(tmp_path / "store")
        earlier = case.build()
        case.before(earlier)
        [outcome] = accept.load(store, [received(earlier, month=11)], "Tester", "Earlier")
        assert outcome.is_accepted, outcome.problems
    found = []
    changes = (case.fires, case.silent)
    for name, is_made_up, change in zip(case.file_names, case.made_up, changes, strict=True):
        sheets = case.build()
        change(sheets)
        file = replace(received(sheets, name), is_demonstration=is_made_up)
        [outcome] = accept.check(store, [file])
        found.append(places(outcome.problems, case.rule))
    assert found == [[case.place], []]


def test_every_rule_has_a_case() -> None:
    cases = {case.rule for case in ROW_CASES} | {case.rule for case in RETURN_CASES}
    # The rules of entries, which no file is, are tested with recording.
    of_entries = {"changed_meanwhile", "corrects_no_entry", "recorded_twice"}
    assert cases | of_entries == {rule.name for rule in rules()}


def test_batch_is_checked_as_if_loaded_one_by_one(laid: Store, tmp_path: Path) -> None:
    """check sees earlier returns of its batch just as load does, in whatever order they are."""
    first, second = good_return(), good_return()
    both(later, keep("OCGs", 1), keep("4P plans", 2))(second)
    batch = [
        received(second, "second.xlsx"),
        received(first, "again.xlsx", day=2),
        received(first, "first.xlsx", day=1),
    ]
    shutil.copytree(laid.folder, tmp_path / "store")
    checked = accept.check(laid, batch)
    loaded = accept.load(Store(tmp_path / "store"), batch, "Tester", "Three")
    assert [outcome.problems for outcome in checked] == [outcome.problems for outcome in loaded]
    assert places(checked[0].problems, "ocg_vanished") == [("OCGs", None, "OCG reference")]
    assert places(checked[1].problems, "already_loaded") == [("Return", 2, None)]
    assert [outcome.return_id for outcome in loaded] == [2, None, 1]
    (same,) = [p.found for p in checked[1].problems if p.rule == "already_loaded"]
    assert same == "the same rows as first.xlsx, which is sent with it", "nothing is received"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_says_truly_whether_it_looks_back(rule: Rule) -> None:
    assert (HELD.search(rule.query) is not None) == rule.looks_back


def test_what_a_check_finds_is_not_fetched_to_its_end() -> None:
    """A file may have a hundred thousand of one mistake, of which some are listed."""
    listed: Counter[int] = Counter()
    query = "select -1 - range % {}, 'ocg', range, null, 'x' from range(1000000)"
    with duckdb.connect() as con:
        for returns in (1, 2):
            listed.clear()
            for row in check._rows(con, query.format(returns), listed, returns):
                listed[row[0]] += 1
            assert min(listed.values()) > MOST_PROBLEMS
            assert sum(listed.values()) <= 3 * MOST_PROBLEMS
            assert con.execute("select 7").fetchall() == [(7,)]
